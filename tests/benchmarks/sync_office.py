"""Our own sync on the peers' workload: two laptops' encrypted caseloads, and the real service between them.

Usage: python -m tests.benchmarks.sync_office    a line of JSON for every step, as the peers print them

The office is a process of its own (`iro-central serve`) over a PostgreSQL that waits for the disk.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import text

from iro_desktop.app.office_services import Runs
from iro_desktop.caseload import Caseload
from iro_desktop.central import demonstrating, people
from iro_desktop.central.database import as_office
from iro_desktop.central.settings import Settings, database
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.letter import Letter
from iro_desktop.domain.person import Profile
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.services.enrol_laptop import ask_to_enrol, join_office
from iro_desktop.services.index_words import index_words
from iro_desktop.services.session import Session
from tests.benchmarks.peers.counting import CountingProxy, free_port, step, wait_for
from tests.benchmarks.peers.workload import Row, caseload, day
from tests.benchmarks.sync_records import records_of, uuid
from tests.conftest import ROOT

SYSTEM = "iro_desktop"
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


class Laptop:
    """An encrypted caseload and the app's own sync, without its windows."""

    def __init__(self, file: Path, url: str, code: str) -> None:
        own = Caseload.create(file, os.urandom(32), device=new_id(), person=new_id(), clock=machine_clock())
        session = Session(own, machine_clock(), WorkingDays({}), Profile(id=new_id()))
        self.session = join_office(session, ask_to_enrol(url, code))
        self.runs = Runs()

    @property
    def caseload(self) -> Caseload:
        return self.session.caseload

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

    def index(self) -> None:
        """Let the words of what came be found, as the app does beside everything else."""
        while index_words(self.session):
            pass

    def sync(self) -> None:
        """Send all that waits, and take in all that comes."""
        run = self.runs.begin(self.session)
        while (errand := run.next()) is not None:
            errand.take(errand.ask())


def run(folder: Path, proxy: CountingProxy, codes: list[str], base: list[Row]) -> None:
    today = day(base)
    url = f"http://127.0.0.1:{proxy.port}"
    first, second = (Laptop(folder / f"{new_id()}.db", url, code) for code in codes)
    proxy.take()
    with step(SYSTEM, "the caseload written", proxy, len(base)):
        first.write(base)
    with step(SYSTEM, "the caseload up", proxy, len(base)):
        first.sync()
    with step(SYSTEM, "first fill", proxy, len(base)):
        second.sync()
    with step(SYSTEM, "its words indexed", proxy, len(base)):
        second.index()
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
        if kind is Profile:
            continue
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
