"""Our own sync on the peers' workload: two laptops' encrypted caseloads, and the real service between them.

Usage: python -m tests.benchmarks.sync_office    a line of JSON for every step, as the peers print them

The office is a process of its own (`iro-central serve`) over a PostgreSQL that waits for the disk. Laptop
stands for the app's side: it signs, sends, checks and keeps in an encrypted caseload what that side will, by
hand. Once the app's own engine is there, Laptop gives way to it, and nothing else here changes.
"""

import contextlib
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
from sqlalchemy import text

from iro_desktop.caseload import Caseload
from iro_desktop.central import demonstrating, people
from iro_desktop.central.database import as_office
from iro_desktop.central.settings import Settings, database
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.letter import Letter
from iro_desktop.protocol.changes import read_change
from iro_desktop.protocol.signing import is_change_signed, sign_change
from iro_desktop.records import decode, table_name
from tests.benchmarks.peers.counting import CountingProxy, free_port, step, wait_for
from tests.benchmarks.peers.workload import Row, caseload, day
from tests.benchmarks.sync_records import records_of, uuid
from tests.central.office import Laptop as Wire
from tests.central.office import enrolled_with
from tests.conftest import ROOT

SYSTEM = "iro_desktop"
BATCH = 500
KINDS = {table_name(kind): kind for kind in RECORD_KINDS}
PLAN = demonstrating.Plan("Coldwater", (demonstrating.Member("Ann Reeve", people.Role.IRO, ()),))


@contextlib.contextmanager
def office(folder: Path, children: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Run an office where these children are one person's; give its port and codes for two laptops."""
    demonstrating.mark(folder)
    settings = demonstrating.found(folder, PLAN.council)
    with database(settings) as engine:
        with as_office(engine) as connection:
            if connection.execute(text("SHOW fsync")).scalar_one() != "on":
                raise RuntimeError(
                    "this PostgreSQL does not wait for the disk: no figure of it is worth anything"
                )
            ann = people.add_person(connection, PLAN.staff[0].name, PLAN.staff[0].role)
            people.allocate(connection, ann, children, date(2020, 1, 1))
        codes = [demonstrating.code_for(engine, folder, PLAN) for _ in range(2)]
        with service(settings) as port:
            yield port, codes


@contextlib.contextmanager
def service(settings: Settings) -> Iterator[int]:
    """Run the service as a process of its own; give its port once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "iro_desktop.central.command", "--office", str(settings.folder)]
    process = subprocess.Popen([*command, "serve", "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@dataclass
class Laptop:
    """An encrypted caseload, and the wire to the office by hand."""

    caseload: Caseload
    wire: Wire
    sent: int = 0

    @classmethod
    def enrolled(cls, file: Path, url: str, code: str) -> "Laptop":
        wire = enrolled_with(SimpleNamespace(http=httpx2.Client(base_url=url, timeout=120)), code)
        own = Caseload.create(
            file, os.urandom(32), device=wire.device, person=wire.person, clock=machine_clock()
        )
        return cls(own, wire)

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows as an IRO's work is written: a transaction for each child's."""
        by_child: dict[str, list[Row]] = {}
        for row in rows:
            by_child.setdefault(row.child, []).append(row)
        for own in by_child.values():
            with self.caseload.unit_of_work() as work:
                for record, file in records_of(own):
                    blob = {"saved_blob": work.put_blob(file)} if isinstance(record, Letter) else {}
                    work.save(replace(record, **blob))
                work.commit()

    def sync(self) -> None:
        """Send all that waits, its files first, and keep all that comes."""
        while waiting := self.caseload.pending(self.sent, BATCH):
            for entry in waiting:
                for name, field in entry.fields.items():
                    if name.endswith("_blob"):
                        self._send_file(entry.scope.id, str(field.now))
            with self.caseload.unit_of_work() as work:
                bodies = [self.caseload.journal.freeze(entry.change_id) for entry in waiting]
                work.commit()
            self.sent = waiting[-1].sequence
            self._exchange([sign_change(self.wire.key, json.loads(body)) for body in bodies])
        self._exchange([])

    def _exchange(self, changes: list[Any]) -> None:
        """Send changes and take a page of others'; take more pages while there are any."""
        more = True
        while more:
            cursor = {"epoch": self.wire.epoch, "revision": self.wire.cursor}
            reply = self._post("/v1/exchange", cursor=cursor, head=self.sent, changes=changes)
            if any(answer["outcome"] != "taken" for answer in reply["answers"]):
                raise RuntimeError("the office did not take all of it")
            self._keep([e for e in reply["entries"] if "change" in e], reply["certificates"])
            self.wire.cursor, more, changes = reply["cursor"]["revision"], reply["more"], []

    def fill(self) -> None:
        """Fetch everything, a page at a time, as a laptop does that has just been enrolled."""
        after, scopes = "", self.wire.scopes()
        while True:
            page = self._post("/v1/snapshots", scopes=scopes, after=after)
            self._keep([e for record in page["records"] for e in record["entries"]], page["certificates"])
            self.wire.cursor = self.wire.cursor or page["revision"]
            after = page["next"]
            if not after:
                return

    def _keep(self, entries: list[dict[str, Any]], certificates: list[dict[str, Any]]) -> None:
        """Check who signed what came, and keep it in one transaction, with the files that it names."""
        keys = {c["grant"]["device"]: c["device_key"] for c in certificates}
        if not entries:
            return
        with self.caseload.unit_of_work() as work:
            for entry in entries:
                read = read_change({name: entry[name] for name in ("change", "signature")})
                change = read.change
                if not is_change_signed(keys[change.device], read):
                    raise RuntimeError("a change came that nobody signed")
                said = {name: field.now for name, field in change.fields.items()}
                record = decode(KINDS[change.kind], {"id": change.record_id, **said})
                if isinstance(record, Letter):
                    work.put_blob(self._fetch_file(record.child_id, record.saved_blob))
                work.save(record)
            work.commit()
        newest = self.caseload.connection.exec_driver_sql("SELECT max(sequence) FROM journal")
        self.sent = newest.scalar_one()  # what came is not sent back

    def _post(self, target: str, **message: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.wire.ask(
            "POST", target, gzip.compress(json.dumps(message).encode(), 6), **{"Content-Encoding": "gzip"}
        )
        return answer

    def _send_file(self, child: str, sha256: str) -> None:
        file = self.caseload.blob(sha256)
        self.wire.ask("PUT", f"/v1/blobs/{sha256}?scope=child:{child}&offset=0&size={len(file)}", file)

    def _fetch_file(self, child: str, sha256: str) -> bytes:
        target = f"/v1/blobs/{sha256}?scope=child:{child}&offset=0"
        return bytes(self.wire.ask("GET", target, raw=True).content)


def run(folder: Path, proxy: CountingProxy, codes: list[str], base: list[Row]) -> None:
    today = day(base)
    url = f"http://127.0.0.1:{proxy.port}"
    first, second = (Laptop.enrolled(folder / f"{new_id()}.db", url, code) for code in codes)
    proxy.take()
    with step(SYSTEM, "the caseload written", proxy, len(base)):
        first.write(base)
    with step(SYSTEM, "the caseload up", proxy, len(base)):
        first.sync()
    with step(SYSTEM, "first fill", proxy, len(base)):
        second.fill()
    with step(SYSTEM, "a day's work written", proxy, len(today)):
        first.write(today)
    with step(SYSTEM, "a day's work up", proxy, len(today)):
        first.sync()
    with step(SYSTEM, "a day's work down", proxy, len(today)):
        second.sync()
    for _ in range(3):
        with step(SYSTEM, "no change", proxy, 0):
            first.sync()
    for kind in RECORD_KINDS:
        if first.caseload.list(kind) != second.caseload.list(kind):
            sys.exit("the second laptop has not all of it")


def main() -> None:
    base = caseload()
    with tempfile.TemporaryDirectory(prefix="iro-sync-") as made:  # short: a socket's path may have 107 bytes
        folder = Path(made)
        folder.chmod(0o755)
        with office(folder / "office", {uuid(row.child) for row in base}) as (port, codes):
            run(folder, CountingProxy(port), codes, base)


if __name__ == "__main__":
    main()
