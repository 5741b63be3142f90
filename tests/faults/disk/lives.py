"""Runs the worker under the recorder, and says whether a folder keeps what was promised."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from iro_desktop.device import slots, vault
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.sealed_draft import take_draft
from iro_desktop.device.stretch import FLOOR
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.open_caseload import Keys, close_caseload, make_caseload, open_caseload
from tests.conftest import ROOT
from tests.device.stores import quick
from tests.faults.disk.worker import PASSPHRASES

HERE = Path(__file__).parent


def can_record() -> bool:
    """Say whether this machine can build and preload the recorder."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def build(folder: Path) -> Path:
    made = folder / "recorder.so"
    command = [
        "cc",
        "-O1",
        "-shared",
        "-fPIC",
        "-o",
        str(made),
        str(HERE / "recorder.c"),
        "-ldl",
        "-lpthread",
    ]
    subprocess.run(command, check=True)
    return made


def new_profile(root: Path) -> ProfilePaths:
    """Make a caseload with a vault whose passphrase is PASSPHRASES[0]."""
    paths = ProfilePaths(root)
    paths.prepare()
    made = vault.create_vault(paths, PASSPHRASES[0], None, cost=FLOOR)
    session = make_caseload(paths, Keys(made.data_key, made.device_id), machine_clock())
    close_caseload(session, paths.backups, paths)
    return paths


def run(
    recorder: Path, profile: Path, record: Path, rounds: int, seed: int, *more: str, **full: object
) -> str:
    """Run the worker on a profile; return what it printed."""
    environment = {
        **os.environ, "LD_PRELOAD": str(recorder), "DISK_ROOT": str(profile), "DISK_LOG": str(record),
        "PYTHONPATH": str(ROOT), **{name: str(value) for name, value in full.items()},
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.faults.disk.worker", str(profile), str(rounds), str(seed), *more]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@dataclass
class Promised:
    """What the lines of promises say up to some point."""

    kept: dict[str, str] = field(default_factory=dict)
    sealed: str = ""
    passphrases: set[int] = field(default_factory=lambda: {0})

    def read(self, text: str) -> "Promised":
        for line in text.splitlines():
            what, *words = line.split()
            match what:
                case "kept":
                    self.kept[words[0]] = words[1]
                case "sealed":
                    self.sealed = words[0]
                case "passphrase":
                    self.passphrases.add(int(words[0]))
                case "passphrase-is":
                    self.passphrases = {int(words[0])}
                case _:
                    pass
        return self


def broken_promises(root: Path, promised: Promised) -> list[str]:
    """Open a profile as the app would, and return what is not as promised. A later value is as good."""
    paths = ProfilePaths(root)
    paths.prepare()
    proof = None
    for number in sorted(promised.passphrases):
        try:
            proof = vault.open_vault(paths, PASSPHRASES[number], None)
        except vault.WrongPassphrase:
            continue
    if proof is None:
        return ["no passphrase opens it"]
    try:
        session = open_caseload(paths, Keys(proof.data_key, proof.device_id), machine_clock())
    except KnownProblem as problem:
        return [f"it does not open: {type(problem).__name__}"]
    try:
        broken = [] if session.caseload.is_sound() else ["the file is damaged"]
        here = {child.id: child.given_name for child in session.caseload.list(Child)}
    finally:
        session.caseload.close()
    draft = take_draft(paths, proof.data_key)
    if draft is not None and _newer(draft["name"], here.get("sealed", "n0")):
        here["sealed"] = draft["name"]
    wanted = dict(promised.kept)
    if promised.sealed:
        wanted["sealed"] = promised.sealed
    return broken + [
        f"{one}: promised {value}, there is {here.get(one)}"
        for one, value in wanted.items()
        if _newer(value, here.get(one, "n0"))
    ]


def _newer(one: str, than: str) -> bool:
    return int(one[1:]) > int(than[1:])


def weigh_lightly() -> None:
    """Let the vault's stretching cost nothing in this process: it is not on trial here."""
    slots.stretch = quick  # type: ignore[assignment]
