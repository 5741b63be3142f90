"""Our sync beside its peers, Anki and PouchDB: one workload, every system over a counting proxy, as rows."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.measuring import child_environment
from tests.benchmarks.peers import environment
from tests.benchmarks.peers.environment import PeerMissing
from tests.benchmarks.table import Figure
from tests.conftest import ROOT

HOW = {
    "iro_desktop": "signed changes, each checked, into an encrypted caseload; their words are indexed later",
    "Anki": "the first fill is its whole collection as one file; nothing encrypted",
    "PouchDB": "express-pouchdb; nothing encrypted",
}
INDEXED = "its words indexed"
STEPS = ("first fill", "a day's work up", "no change")


@dataclass(frozen=True)
class Measured:
    """What one step took: seconds, bytes each way, round trips; medians where it was done several times."""

    seconds: float
    up: float
    down: float
    trips: float
    rows: int


@dataclass(frozen=True)
class Compared:
    """What each system took; which peers cannot be run here, and why; and what was run and failed."""

    systems: dict[str, Mapping[str, Measured]] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def figures(self) -> Iterator[Figure]:
        """Return a row for each step of each system, the systems beside each other."""
        for step in STEPS:
            for system, steps in self.systems.items():
                yield Figure(
                    f"sync, {step}: {system}", steps[step].seconds, "s", _how(system, step, steps[step])
                )
                if step == STEPS[0] and INDEXED in steps:
                    how = "beside everything else, some records at a time"
                    yield Figure(f"sync, {INDEXED}: {system}", steps[INDEXED].seconds, "s", how)


def compare() -> Compared:
    """Run our own sync and each peer's that this machine can run; one that fails stops no other."""
    compared = Compared()
    with tempfile.TemporaryDirectory() as folder:
        runs: dict[str, Callable[[Path], str]] = {"iro_desktop": _ours, "Anki": _anki, "PouchDB": _pouch}
        for system, run in runs.items():
            try:
                compared.systems[system] = read(run(Path(folder)))
            except PeerMissing as why:
                compared.without[system] = str(why)
            except RuntimeError as error:
                compared.failed[system] = str(error)
    return compared


def read(printed: str) -> dict[str, Measured]:
    """Return the steps that a scenario printed, a line of JSON each, by name."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for line in printed.splitlines():
        said = json.loads(line)
        lines.setdefault(said["step"], []).append(said)
    return {name: _middle(turns) for name, turns in lines.items()}


def _middle(turns: list[dict[str, Any]]) -> Measured:
    seconds, up, down, trips = (median(t[name] for t in turns) for name in ("seconds", "up", "down", "trips"))
    return Measured(seconds, up, down, trips, turns[0]["rows"])


def _how(system: str, step: str, took: Measured) -> str:
    trips = f"{took.trips:.0f} round trip{'' if took.trips == 1 else 's'}"
    if step == "no change":
        return f"{took.up:,.0f} bytes up, {took.down:,.0f} down, {trips}; median of three"
    if step == "first fill":
        return f"{took.rows:,} rows, {took.down / 1e6:.1f} MB down, {trips}; {HOW[system]}"
    return f"{took.rows} rows and three letters of 40 KB in it, {took.up / 1000:,.0f} KB up, {trips}"


def _ours(_folder: Path) -> str:
    return _printed([sys.executable, "-m", "tests.benchmarks.sync_office"], ROOT)


def _anki(_folder: Path) -> str:
    return _printed([str(environment.python_with_anki()), "-m", "tests.benchmarks.peers.anki_peer"], ROOT)


def _pouch(folder: Path) -> str:
    node, packages = environment.folder_with_pouch()
    rows = str(folder / "rows.json")
    _printed([sys.executable, "-m", "tests.benchmarks.peers.workload", rows], ROOT)
    return _printed([node, str(environment.HERE / "pouch_peer.mjs"), rows], packages)


def _printed(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env=child_environment(), capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} did not run: {done.stderr[-2000:]}")
    return done.stdout
