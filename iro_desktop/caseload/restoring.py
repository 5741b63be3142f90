"""Puts a caseload together again from its backups, and keeps the damaged one: nothing is ever deleted."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from iro_desktop.caseload.backup import is_sound, moment_of, newest_first
from iro_desktop.caseload.engine import discard, make_private_file, name_for_making, raw_connection, settle
from iro_desktop.caseload.problems import CaseloadInUse, CaseloadProblem, in_words
from iro_desktop.caseload.spare import Kind, pieces
from iro_desktop.caseload.wal import PAGE

Step = Callable[[int, int], None]
"""Told how many copies have been tried, of how many; may raise to cancel: nothing has changed then."""


class NothingToRestore(CaseloadProblem):
    """No backup here opens with this key."""

    def __init__(self) -> None:
        super().__init__(
            "No copy of the caseload can be used",
            "Nothing has been changed. Ask council IT for a copy of this folder from their own backups; if "
            "this laptop was joined to the office, what was sent can be had from there.",
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """What a caseload was put together from."""

    backup: Path
    made: datetime
    """When that backup was made."""
    until: datetime
    """Up to when everything is there: the last commit that was kept beside it, or the backup's moment."""
    commits: int
    """How many times something had been kept beside it since."""
    kept_aside: Path | None
    """The folder with what was there before; None if nothing was."""


def restore(
    path: Path,
    key: bytes | bytearray,
    *,
    backups: Path,
    aside: Path,
    at: datetime,
    step: Step = lambda *_: None,
) -> Restored:
    """Put the caseload at `path` together from the newest backup that is whole, with all kept since.

    What lies at `path` is moved into a folder of its own under `aside`. NothingToRestore, and nothing is
    changed, where no backup opens with this key; CaseloadInUse while a process has the caseload open.
    """
    with in_words():
        _refuse_in_use(path)
        candidates = newest_first(backups)
    for tried, backup in enumerate(candidates):
        step(tried, len(candidates))
        for with_since in (True, False):
            making = name_for_making(path)
            try:
                with in_words():
                    make_private_file(making)
                    until, commits = _put_together(backup, making, with_since=with_since)
                    if not _opens(making, key):
                        continue
                    kept_aside = _move_aside(path, aside, at)
                    making.replace(path)
                    settle(path)
            finally:
                discard(making)
            made = moment_of(backup) or at
            return Restored(backup, made, until or made, commits, kept_aside)
    raise NothingToRestore


def _put_together(backup: Path, making: Path, *, with_since: bool) -> tuple[datetime | None, int]:
    """Write a backup's bytes and the pages committed since; return when the last was kept, and how many."""
    shutil.copyfile(backup, making)
    commits, end = 0, 0.0
    with making.open("r+b") as file:
        for piece in pieces(backup) if with_since else ():
            if piece.kind is not Kind.PAGES:
                continue
            for number, page in piece.pages():
                file.seek((number - 1) * PAGE)
                file.write(page)
            file.truncate(piece.pages_in_all * PAGE)
            commits, end = commits + 1, piece.at
        file.flush()
        os.fsync(file.fileno())
    return (datetime.fromtimestamp(end, UTC) if commits else None), commits


def _opens(making: Path, key: bytes | bytearray) -> bool:
    try:
        with closing(raw_connection(making, key)) as opened:
            return is_sound(opened)
    except dbapi2.DatabaseError:
        return False


def _move_aside(path: Path, aside: Path, at: datetime) -> Path | None:
    there = [one for one in _parts(path) if one.exists()]
    if not there:
        return None
    folder = aside / at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    folder.mkdir(parents=True, mode=0o700)
    for one in there:
        one.rename(folder / one.name)
    settle(folder / path.name)
    return folder


def _parts(path: Path) -> Iterator[Path]:
    for beside in ("", "-wal", "-shm", "-journal"):
        yield path.with_name(path.name + beside)


def _refuse_in_use(path: Path) -> None:
    """Raise CaseloadInUse if a process holds the file; whether it can be read does not matter."""
    with suppress(FileNotFoundError), path.open("r+b") as file:
        if not _can_lock(file.fileno()):
            raise CaseloadInUse


def _can_lock(descriptor: int) -> bool:
    """Return whether SQLite's own lock bytes are free: any process that has the caseload open holds them."""
    if os.name == "nt":
        import msvcrt

        os.lseek(descriptor, _LOCK_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 512, _LOCK_BYTE)
    except OSError:
        return False
    return True


_LOCK_BYTE = 0x40000000
"""Where SQLite locks (its file format, "the lock-byte page")."""
