"""Encrypted copies of a caseload, each opened and read whole before it counts as one."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

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
from iro_desktop.caseload.problems import BackupFailed, in_words

KEEP = 10
_OURS = re.compile(r"caseload-\d{8}T\d{12}Z\.backup")


def back_up(connection: Connection, key: bytes | bytearray, folder: Path, at: datetime) -> Path:
    """Write a verified copy named by its moment into `folder`, then let go of all but the newest ten."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"caseload-{stamp}.backup"
    copy(connection, key, target)
    old = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))[:-KEEP]
    for path in (*old, *folder.glob("caseload-*.backup.*.new*")):  # the latter: killed in the making
        with suppress(OSError):  # held by a virus scanner, say: the next backup clears it
            path.unlink()
    return target


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
        damage = opened.execute("PRAGMA cipher_integrity_check").fetchall()
        sound = opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if damage or not sound or _counts(opened) != _counts(source):
            raise BackupFailed
    except dbapi2.DatabaseError:
        raise BackupFailed from None
    finally:
        opened.close()


def _counts(connection: dbapi2.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_text%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # schema's names
        for (name,) in names
    }
