"""Proves on a copy that the council's key opens this caseload, end to end; the real one is only read."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from iro_desktop.caseload import CaseloadDamaged
from iro_desktop.device.escrow_recovery import Request, answer, ask_council, forget_request, take_answer
from iro_desktop.device.one_instance import take_lock
from iro_desktop.device.passphrase import suggest_passphrase
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import open_vault, set_passphrase
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.open_caseload import Keys, open_caseload

_NEEDED = ("keys.json", "caseload.db")
_COPIED = (
    *_NEEDED,
    "caseload.db-wal",
    "caseload.head",
    "caseload.db.renewed",
    "caseload.head.renewed",
    "bank-holidays.csv",
)


class AppRunning(KnownProblem):
    """Somebody has the caseload open: a copy of it now would not be whole."""


class NothingToDrill(KnownProblem):
    """There is no caseload in this folder."""


@dataclass(frozen=True)
class Drilled:
    """What was found in the copy, opened with nothing but the council's key and a new passphrase."""

    children: int
    operations: int
    """Entries of the journal: every change that was ever written here."""
    last_operation: int


def drill(
    paths: ProfilePaths,
    note: Callable[[Request], Callable[[bytes], bytes | None]],
    clock: Clock,
    scratch: Path | None = None,
) -> Drilled:
    """Ask, answer, set a new passphrase and open, on a copy that is removed afterwards.

    `note` writes the use down and returns what opens with the council's private key. Raises a KnownProblem
    where a real recovery would fail. The copy is as encrypted as the caseload.
    """
    if not all((paths.root / name).exists() for name in _NEEDED):
        raise NothingToDrill("There is no caseload in this folder.", f"Name another: {paths.root} has none.")
    lock = take_lock(paths.app_lock) if paths.run.is_dir() else None
    if lock is None and paths.run.is_dir():
        raise AppRunning("The caseload is open.", "Close the app on this folder, then begin again.")
    try:
        with tempfile.TemporaryDirectory(prefix="iro-drill-", dir=scratch) as folder:
            copy = ProfilePaths(Path(folder) / "profile")
            copy.prepare()
            for name in _COPIED:
                if (paths.root / name).exists():
                    shutil.copyfile(paths.root / name, copy.root / name)
            return _recovered(copy, note, clock)
    finally:
        if lock is not None:
            lock.release()


def _recovered(
    copy: ProfilePaths, note: Callable[[Request], Callable[[bytes], bytes | None]], clock: Clock
) -> Drilled:
    request = ask_council(copy, None)
    came = copy.root / "answer.json"
    came.write_bytes(answer(request, note(request)))
    opened = take_answer(copy, came, None)
    new = suggest_passphrase()
    set_passphrase(copy, opened.data_key, new, None)
    forget_request(copy, None)
    vault = open_vault(copy, new, None)
    session = open_caseload(copy, Keys(vault.data_key, vault.device_id), clock)
    try:
        if not session.caseload.is_sound():
            raise CaseloadDamaged
        journal = session.caseload.journal_size()
        return Drilled(len(session.caseload.list(Child)), *journal)
    finally:
        session.caseload.close()
