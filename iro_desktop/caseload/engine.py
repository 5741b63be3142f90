"""The one way to an encrypted connection: SQLCipher with a raw key, durable, and held by one process only."""

import glob
import hashlib
import hmac
import os
import secrets
import struct
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from iro_desktop.caseload.problems import CaseloadDamaged, CaseloadWillNotOpen, in_words
from iro_desktop.domain.problems import KnownProblem

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can lose committed work when a write-ahead log is reset."""
KEY_BYTES = 32
_PAGE, _SALT = 4096, 16
SEAL = 64
"""The bytes at a page's end that seal it: another at each writing, as they cover a random start value."""
_PRAGMAS = (
    "temp_store=memory",
    "locking_mode=exclusive",
    "journal_mode=wal",
    "synchronous=full",
    "cache_size=-32000",  # 32 MB at most: a page read again is decrypted again
    "wal_autocheckpoint=4000",
    "foreign_keys=on",
    "secure_delete=on",
    "trusted_schema=off",
)


_LEFT_OPEN: list[Connection] = []


def check_sqlite(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Refuse to start on a SQLite that can lose committed work (RuntimeError: a wrongly built app)."""
    if version < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {'.'.join(map(str, version))} is too old to be trusted with a caseload")


def raw_connection(path: Path, key: bytes | bytearray) -> dbapi2.Connection:
    """Return an encrypted connection to the file at `path`, keyed; nothing has been read from it yet."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a caseload's key is {KEY_BYTES} bytes")
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=0.5, check_same_thread=False)
    written = bytearray(b"x'" + bytes(key).hex().encode("ascii") + b"'")
    try:
        connection.execute("PRAGMA cipher_log_level = none")
        connection.set_key(written)
    finally:
        written[:] = bytes(len(written))
    return connection


def connect(path: Path, key: bytes | bytearray) -> Connection:
    """Return the connection that holds the caseload at `path` for this process alone.

    The caller begins and ends transactions itself. CaseloadInUse if another process has the file,
    CaseloadWillNotOpen or CaseloadDamaged if the key does not open it.
    """
    check_sqlite()
    with in_words():
        raw = raw_connection(path, key)
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in _PRAGMAS:
                raw.execute(f"PRAGMA {pragma}").fetchall()
            raw.execute("BEGIN IMMEDIATE")  # takes the exclusive lock now, not at the first save
            raw.execute("COMMIT")
        except dbapi2.DatabaseError as error:
            raw.close()
            if getattr(error, "sqlite_errorcode", None) == dbapi2.SQLITE_NOTADB:
                raise (CaseloadDamaged() if key_fits(path, key) else CaseloadWillNotOpen()) from None
            raise
        engine = create_engine(
            "sqlite+pysqlite://",
            module=dbapi2,
            creator=lambda: raw,
            poolclass=NullPool,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
        )
        return engine.connect()


def key_fits(path: Path, key: bytes | bytearray, pages: int = 64) -> bool:
    """Return whether any of the file's first pages was sealed with this key.

    A wrong key and a damaged first page give the same error; a later page's seal tells them apart.
    Only where the file's first 16 bytes (the salt) are destroyed too can nobody tell.
    """
    with path.open("rb") as file:
        content = file.read(_PAGE * pages)
    sealing = sealing_key(key, content[:_SALT])
    return any(
        has_good_seal(sealing, content[start : start + _PAGE], start // _PAGE + 1)
        for start in range(0, len(content) - _PAGE + 1, _PAGE)
    )


def sealing_key(key: bytes | bytearray, salt: bytes) -> bytes:
    """Return the key that seals each page of a file; `salt`: the file's first 16 bytes."""
    mixed = bytes(byte ^ 0x3A for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", bytes(key), mixed, 2, KEY_BYTES)


def has_good_seal(sealing: bytes, page: bytes, number: int) -> bool:
    """Return whether a page, by its number from 1, bears the seal of a file's sealing key."""
    covered = page[_SALT if number == 1 else 0 : _PAGE - SEAL]
    seal = hmac.digest(sealing, covered + struct.pack("<I", number), "sha512")
    return hmac.compare_digest(seal, page[_PAGE - SEAL :])


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; FileExistsError if there is one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def raw_of(connection: Connection) -> dbapi2.Connection:
    """Return SQLite's own connection underneath."""
    return connection.connection.driver_connection


def frames_in_log(connection: Connection) -> int:
    """Return how many frames of the log count: what lies after them was never committed."""
    _, frames, _ = raw_of(connection).execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    return max(0, int(frames))


def roll_back(connection: Connection) -> None:
    """Undo the open transaction; nothing if SQLite (on a full disk, say) has already undone it."""
    with in_words():
        if raw_of(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")


def let_go(connection: Connection, *, keep_log: bool = False) -> None:
    """Move the write-ahead log into the file and close it.

    Where there is no room to move it, it stays beside the file, with everything in it, until next time. With
    `keep_log` it stays so in any case: SQLite would move it on closing, so the end of the process closes it.
    """
    if keep_log:
        _LEFT_OPEN.append(connection)
        return
    try:
        with suppress(KnownProblem), in_words():
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.engine.dispose()


def name_for_making(path: Path) -> Path:
    """Return the name under which `path` is made until it is whole; what a killed process left is removed.

    Only the process that holds the caseload makes files here, so nobody is still at work on them.
    """
    for left in path.parent.glob(f"{glob.escape(path.name)}.*.new*"):
        left.unlink(missing_ok=True)
    return path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")


def discard(path: Path) -> None:
    """Remove a file that was never finished, and what SQLite keeps beside it."""
    for beside in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(path.name + beside).unlink()


def settle(path: Path) -> None:
    """Make the naming of a file in its folder durable (a no-op where folders cannot be synced)."""
    if os.name != "posix":
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
