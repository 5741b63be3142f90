// PouchDB with a server that speaks CouchDB's protocol (express-pouchdb), on the workload: a line of JSON a step.
// Usage, where the packages in package.json are installed: node pouch_peer.mjs ROWS.json
import { createRequire } from 'module';
import fs from 'fs';
import net from 'net';
import os from 'os';
import path from 'path';

const require = createRequire(process.cwd() + '/');
const PouchDB = require('pouchdb');
const express = require('express');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pouch-')) + path.sep;
const app = express();
const serve = require('express-pouchdb');
const options = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: folder + 'log.txt' };
app.use('/', serve(PouchDB.defaults({ prefix: folder }), options));
const server = await new Promise((ready) => {
  const listening = app.listen(0, '127.0.0.1', () => ready(listening));
});

// As counting.py counts: a round trip begins with a byte sent once an answer has come.
const counted = { up: 0, down: 0, trips: 0 };
const proxy = net.createServer((near) => {
  const far = net.connect(server.address().port, '127.0.0.1');
  let asking = false;
  near.on('data', (data) => {
    counted.up += data.length;
    counted.trips += asking ? 0 : 1;
    asking = true;
    far.write(data);
  });
  far.on('data', (data) => {
    counted.down += data.length;
    asking = false;
    near.write(data);
  });
  const end = () => { near.destroy(); far.destroy(); };
  for (const side of [near, far]) side.on('close', end).on('error', end);
});
await new Promise((ready) => proxy.listen(0, '127.0.0.1', ready));

const url = `http://127.0.0.1:${proxy.address().port}/caseload`;
const { base, today } = JSON.parse(fs.readFileSync(process.argv[2]));
const first = new PouchDB(folder + 'a');
const second = new PouchDB(folder + 'b');
const batches = { batch_size: 500 };

const asDocument = ({ id, kind, child, body: { docx, ...body } }) => ({
  _id: id, kind, child, ...body,
  ...(docx && { _attachments: { 'letter.docx': { content_type: 'application/octet-stream', data: docx } } }),
});

async function step(name, rows, work) {
  const began = performance.now();
  await work();
  const seconds = +((performance.now() - began) / 1000).toFixed(4);
  console.log(JSON.stringify({ system: 'PouchDB', step: name, seconds, ...counted, rows }));
  Object.assign(counted, { up: 0, down: 0, trips: 0 });
}

await step('the caseload written', base.length, async () => {
  for (let at = 0; at < base.length; at += 1000) await first.bulkDocs(base.slice(at, at + 1000).map(asDocument));
});
await step('the caseload up', base.length, () => first.replicate.to(url, batches));
await step('first fill', base.length, () => second.replicate.from(url, batches));
await step("a day's work written", today.length, () => first.bulkDocs(today.map(asDocument)));
await step("a day's work up", today.length, () => first.replicate.to(url, batches));
await step("a day's work down", today.length, () => second.replicate.from(url, batches));
for (let turn = 0; turn < 3; turn++) await step('no change', 0, () => first.sync(url, batches));

const complete = (await second.info()).doc_count === base.length + today.length;
fs.rmSync(folder, { recursive: true, force: true });
process.exit(complete ? 0 : 1);
