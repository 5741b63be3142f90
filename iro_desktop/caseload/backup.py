"""Encrypted copies of a caseload, each opened and read whole before it counts as one."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from iro_desktop.caseload.engine import (
    discard,
    make_private_file,
    name_for_making,
    raw_connection,
    raw_of,
    settle,
)
from iro_desktop.caseload.problems import (
    BackupFailed,
    CaseloadDamaged,
    CaseloadWillNotOpen,
    in_words,
    problem_of,
)

_OURS = re.compile(r"caseload-(\d{6,})-(\d{8}T\d{12})Z\.backup")
_STAMP = "%Y%m%dT%H%M%S%f"
_HOURS, _DAYS, _WEEKS = 24, 7, 8


def back_up(
    connection: Connection, file: IO[bytes], key: bytes | bytearray, folder: Path, at: datetime
) -> Path:
    """Write a verified copy into `folder`, named by its number and moment; the log is empty afterwards.

    `file` is the caseload's own, open all the time: on some systems closing a file lets go of its locks.
    BackupFailed if the copy is not as it should be; CaseloadDamaged if that is so of the caseload itself.
    """
    with in_words():
        number = max(map(_number, newest_first(folder)), default=0) + 1
        target = folder / f"caseload-{number:06d}-{at.astimezone(UTC).strftime(_STAMP)}Z.backup"
        making = name_for_making(target)
    try:
        with in_words():
            make_private_file(making)
            _empty_the_log(connection)
            _copy_bytes(file, making)
            try:
                verify(raw_of(connection), making, key)
            except BackupFailed:
                if is_whole(connection):
                    raise
                raise CaseloadDamaged from None
            making.replace(target)
            settle(target)
    finally:
        discard(making)
    return target


def moment_of(backup: Path) -> datetime | None:
    """Return when a backup was made; None for a file that is none."""
    named = _OURS.fullmatch(backup.name)
    return None if named is None else datetime.strptime(named[2], _STAMP).replace(tzinfo=UTC)


def newest_first(folder: Path) -> list[Path]:
    """Return the backups in a folder, by their numbers: a clock may have been put back."""
    found = [path for path in folder.iterdir() if moment_of(path)] if folder.is_dir() else []
    return sorted(found, key=_number, reverse=True)


def _number(backup: Path) -> int:
    named = _OURS.fullmatch(backup.name)
    return int(named[1]) if named else 0


def thin(folder: Path, at: datetime) -> None:
    """Let go of the backups that `kept` does not keep, and of what a killed one left."""
    backups = newest_first(folder)
    gone = set(backups) - set(kept(backups, at))
    beside = [path.with_name(f"{path.name}.since") for path in backups[1:]]
    unfinished = folder.glob("caseload-*.backup.*.new*")
    for path in (*gone, *beside, *unfinished):
        with suppress(OSError):  # held by a virus scanner, say: the next backup clears it
            path.unlink()


def kept(backups: Iterable[Path], at: datetime) -> list[Path]:
    """Return the newest backup of each of the last 24 hours, 7 days and 8 weeks, and the newest of all."""
    found: dict[tuple[str, object], Path] = {}
    for path in sorted(backups, key=_number, reverse=True):
        made = moment_of(path)
        if made is None:
            continue
        found.setdefault(("newest", 0), path)
        age = at - made
        if age < timedelta(hours=_HOURS):
            found.setdefault(("hour", made.replace(minute=0, second=0, microsecond=0)), path)
        if age < timedelta(days=_DAYS):
            found.setdefault(("day", made.date()), path)
        if age < timedelta(weeks=_WEEKS):
            found.setdefault(("week", made.isocalendar()[:2]), path)
    return sorted(set(found.values()), key=_number, reverse=True)


def _empty_the_log(connection: Connection) -> None:
    busy, _, _ = raw_of(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BackupFailed


def _copy_bytes(file: IO[bytes], making: Path) -> None:
    file.seek(0)
    with making.open("r+b") as written:
        while part := file.read(1 << 20):
            written.write(part)
        written.flush()
        os.fsync(written.fileno())


def copy(connection: Connection, key: bytes | bytearray, target: Path) -> None:
    """Write a copy under the same key, verify it by opening it, and only then give it its name."""
    with in_words():
        making = name_for_making(target)
    try:
        with in_words():
            make_private_file(making)
            _write(raw_of(connection), making, key)
            verify(raw_of(connection), making, key)
            making.replace(target)
            settle(target)
    finally:
        discard(making)


def _write(source: dbapi2.Connection, making: Path, key: bytes | bytearray) -> None:
    written = raw_connection(making, key)
    try:
        source.backup(written)
        written.execute("PRAGMA journal_mode = delete").fetchall()  # one file, with nothing beside it
    finally:
        written.close()


def verify(source: dbapi2.Connection, made: Path, key: bytes | bytearray) -> None:
    """Open a copy and read it whole; BackupFailed if it is damaged or does not hold as much."""
    opened = raw_connection(made, key)
    try:
        if not is_sound(opened) or _counts(opened) != _counts(source):
            raise BackupFailed
    except dbapi2.DatabaseError:
        raise BackupFailed from None
    finally:
        opened.close()


def is_whole(connection: Connection) -> bool:
    """Return whether the open caseload's file is sound; its log is put into the file first."""
    _empty_the_log(connection)  # with a log beside it the check can be mistaken
    try:
        return is_sound(raw_of(connection))
    except dbapi2.DatabaseError as error:
        if isinstance(problem_of(error), CaseloadWillNotOpen):  # or damaged, which is one of these
            return False
        raise


def is_sound(opened: dbapi2.Connection) -> bool:
    """Return whether every page bears this key's seal, and they hold together. It may raise DatabaseError."""
    if opened.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    return bool(opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def _counts(connection: dbapi2.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_text%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # schema's names
        for (name,) in names
    }
