"""A caseload under a new key: a copy that is read and compared whole before it takes the caseload's place.

Three files: the caseload, `….renewed` until it takes that place, `….former` from then until the new one has
been opened. The key file decides which of the first two counts: whoever has the new key finishes.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from iro_desktop.caseload.backup import verify
from iro_desktop.caseload.engine import (
    discard,
    key_fits,
    make_private_file,
    name_for_making,
    raw_connection,
    raw_of,
    settle,
)
from iro_desktop.caseload.head import Head
from iro_desktop.caseload.problems import BackupFailed, in_words

Progress = Callable[[int, int], None]
"""Given how much is done, of how much; what it raises stops the work, and nothing has changed."""
_BESIDE = ("-wal", "-shm", "")
"""A log left behind must never meet another caseload's file: it goes first, the file itself last."""
_PAGES = 128
_COPYING = 0.6
"""The share of the copying in the whole: the rest is reading both again."""


def renew(
    connection: Connection, path: Path, new_key: bytes, progress: Progress, head: Path | None = None
) -> None:
    """Make the whole copy of the caseload at `path` under another key, read and compared, on the disk.

    It does not count before the key file holds the new key. BackupFailed if it does not read as it should.
    """
    with in_words():
        making = name_for_making(renewed(path))
    try:
        with in_words():
            make_private_file(making)
            _copy(raw_of(connection), making, new_key, progress)
            verify(raw_of(connection), making, new_key)
            progress(80, 100)
            _compare(raw_of(connection), making, new_key)
            progress(100, 100)
            if head is not None:
                Head.make(renewed(head), making, new_key)
            making.replace(renewed(path))
            settle(path)
    finally:
        discard(making)


def finish(path: Path, key: bytes, head: Path | None = None) -> None:
    """Put a renewed caseload in its place if `key` opens it; remove one that never came to count.

    To be called before the caseload at `path` is opened. May be cut short anywhere and called again.
    """
    new = renewed(path)
    with in_words():
        if not new.exists() or not key_fits(new, key):
            discard(new)
            if head is not None:
                discard(renewed(head))
            return
        for beside in _BESIDE:
            old = path.with_name(path.name + beside)
            if old.exists():
                old.replace(former(path).with_name(former(path).name + beside))
        if head is not None and renewed(head).exists():
            renewed(head).replace(head)
        new.rename(path)
        settle(path)


def forget_former(path: Path) -> bool:
    """Remove the file under the key before, now that the new one has been opened; return if there was one."""
    there = former(path).exists()
    for beside in _BESIDE:
        with suppress(OSError):  # held by a virus scanner, say: the next opening clears it
            former(path).with_name(former(path).name + beside).unlink(missing_ok=True)
    return there


def renewed(path: Path) -> Path:
    """Return where the copy under the new key lies until it takes the caseload's place."""
    return path.with_name(f"{path.name}.renewed")


def former(path: Path) -> Path:
    """Return where the caseload under the key before lies until the new one has been opened."""
    return path.with_name(f"{path.name}.former")


def _copy(source: dbapi2.Connection, making: Path, key: bytes, progress: Progress) -> None:
    written = raw_connection(making, key)
    try:
        source.backup(
            written,
            pages=_PAGES,
            progress=lambda _status, left, of: progress(int(100 * _COPYING * (of - left) / max(1, of)), 100),
        )
        # As it is used, or its first opening would write to it; closed, there is nothing beside the file.
        written.execute("PRAGMA journal_mode = wal").fetchall()
    finally:
        written.close()


def _compare(source: dbapi2.Connection, made: Path, key: bytes) -> None:
    opened = raw_connection(made, key)
    try:
        if _content(opened) != _content(source):
            raise BackupFailed
    finally:
        opened.close()


def _content(connection: dbapi2.Connection) -> str:
    """Return a hash of every row of every table: a copy of the pages has them in the same order."""
    said = hashlib.sha256()
    made = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    said.update(repr(made).encode())
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    for (name,) in connection.execute(tables).fetchall():
        said.update(repr(name).encode())
        for row in connection.execute(f'SELECT * FROM "{name}"'):  # the schema's own names
            said.update(repr(row).encode())
    return said.hexdigest()
