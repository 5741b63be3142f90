"""Anki: its own collection and its own sync server, on the workload. A line of JSON for every step.

Usage, in an environment that has the package anki: python -m tests.benchmarks.peers.anki_peer
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from anki.collection import Collection

from tests.benchmarks.peers.counting import CountingProxy, free_port, step, wait_for
from tests.benchmarks.peers.workload import Row, caseload, day


@contextlib.contextmanager
def server(folder: str) -> Iterator[int]:
    """Run Anki's sync server; give its port."""
    port = free_port()
    said = {"SYNC_USER1": "iro:pass", "SYNC_BASE": folder, "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env={**os.environ, **said, "RUST_LOG": "error", "MAX_SYNC_PAYLOAD_MEGS": "200"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def add(collection: Collection, rows: list[Row]) -> None:
    """Add each row as a note; a letter's file goes into the media folder."""
    kind, deck = collection.models.by_name("Basic"), collection.decks.id("Default")
    for row in rows:
        note = collection.new_note(kind)
        note["Front"] = f"{row.kind} {row.id} {row.child}"
        note["Back"] = json.dumps({k: v for k, v in row.body.items() if not isinstance(v, bytes)})
        for value in row.body.values():
            if isinstance(value, bytes):
                collection.media.write_data(f"{row.id}.docx", value)
        collection.add_note(note, deck)


class Laptop:
    """A collection that syncs."""

    def __init__(self, file: Path, url: str) -> None:
        self.collection = Collection(str(file))
        self._auth = self.collection.sync_login("iro", "pass", url)

    def whole(self, *, upload: bool) -> None:
        """Send or fetch the whole collection, as Anki does the first time."""
        self.collection.sync_collection(self._auth, False)
        self.collection.close_for_full_sync()
        self.collection.full_upload_or_download(auth=self._auth, server_usn=None, upload=upload)
        self.collection.reopen(after_full_sync=True)

    def sync(self, *, media: bool) -> None:
        self.collection.sync_collection(self._auth, False)
        if media:
            self.collection.sync_media(self._auth)
            while self.collection.media_sync_status().active:
                time.sleep(0.005)


def run(folder: Path, proxy: CountingProxy) -> None:
    base = caseload()
    today = day(base)
    url = f"http://127.0.0.1:{proxy.port}/"
    first, second = Laptop(folder / "a.anki2", url), Laptop(folder / "b.anki2", url)
    with step("Anki", "the caseload written", proxy, len(base)):
        add(first.collection, base)
    with step("Anki", "the caseload up", proxy, len(base)):
        first.whole(upload=True)
    with step("Anki", "first fill", proxy, len(base)):
        second.whole(upload=False)
    with step("Anki", "a day's work written", proxy, len(today)):
        add(first.collection, today)
    with step("Anki", "a day's work up", proxy, len(today)):
        first.sync(media=True)
    with step("Anki", "a day's work down", proxy, len(today)):
        second.sync(media=True)
    for _ in range(3):
        with step("Anki", "no change", proxy, 0):
            first.sync(media=False)
    if second.collection.note_count() != len(base) + len(today):
        sys.exit("the second laptop has not all of it")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, server(f"{made}/server") as at:
        run(Path(made), CountingProxy(at))
