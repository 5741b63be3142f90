"""Keeps beside the caseload what its last commit left: an older or shorter file is never taken for it.

SQLCipher finds a page that was changed, not one that was put back, nor a log that was cut off or removed.
The head holds one number over the seals of all pages as they stood after the last commit, sealed with a key
of its own and written after every commit. At opening, the file with what is in its log must come by that
number: exactly, or on the way to something newer, where a kill came between a commit and its head.

The number is the exclusive or of a keyed hash of each page's place and seal. A page's seal is new whenever it
is written, and without the key nobody can choose old pages whose hashes make up for each other.
"""

import hashlib
import hmac
import os
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from iro_desktop.caseload.engine import (
    SEAL,
    discard,
    has_good_seal,
    key_fits,
    make_private_file,
    name_for_making,
    sealing_key,
    settle,
)
from iro_desktop.caseload.problems import (
    CaseloadBehind,
    CaseloadDamaged,
    CaseloadUnproved,
    CaseloadWillNotOpen,
    in_words,
)
from iro_desktop.caseload.wal import PAGE, Commits, Place, commits_since, each_commit, log_of

_RECORD = struct.Struct(">8sQ32s")
_MARK = b"IROHEAD1"
_SUM = 32
_SLOTS = (0, 4096)
"""Two places, written in turn and apart on the disk: a write cut short leaves the other."""
_TRIES, _BETWEEN = 3, 0.2
"""Another process may be at work on the files: what is amiss now and right a moment later was that."""


class Head:
    """The head of an open caseload; used between commits, on its thread."""

    def __init__(self, file: IO[bytes], database: Path, key: bytes, seals: "_Seals") -> None:
        self._file, self._database, self._seals = file, database, seals
        self._key = _head_key(key)
        self._place: Place | None = None
        self._number = 0
        self.behind = False
        """Whether the disk did not take it: then nothing may be moved out of the log."""

    @classmethod
    def make(cls, path: Path, database: Path, key: bytes) -> None:
        """Make the head of a closed database as its file lies, durably, in place of any other."""
        seals = _Seals.of(database, key)
        with in_words():
            making = name_for_making(path)
        try:
            with in_words():
                make_private_file(making)
                with making.open("r+b") as file:
                    file.truncate(_SLOTS[1] + _RECORD.size + _SUM)
                    _write(file, 1, seals.number, _head_key(key))
                making.replace(path)
                settle(path)
        finally:
            discard(making)

    @classmethod
    def of(cls, path: Path, database: Path, key: bytes) -> "Head":
        """Return the head of a database that is about to be opened, after comparing the two.

        CaseloadBehind where the database is older than its head; CaseloadUnproved where there is no head;
        CaseloadDamaged where a page does not bear its own seal, CaseloadWillNotOpen where none bears this
        key's. Nothing has been changed then.
        """
        for last in (False,) * (_TRIES - 1) + (True,):
            found = cls._compared(path, database, key)
            if found is not None:
                return found
            if not last:
                time.sleep(_BETWEEN)
        if _is_damaged(database, key):
            raise CaseloadDamaged if key_fits(database, key) else CaseloadWillNotOpen
        raise CaseloadBehind

    @classmethod
    def _compared(cls, path: Path, database: Path, key: bytes) -> "Head | None":
        with in_words():
            file = _opened(path)
            head = cls(file, database, key, _Seals(key))
            try:
                if head._compare(key):
                    return head
            except BaseException:
                file.close()
                raise
            file.close()
        return None

    def _compare(self, key: bytes) -> bool:
        record = _read(self._file, self._key)
        if record is None:
            raise CaseloadUnproved if key_fits(self._database, key) else CaseloadWillNotOpen
        self._number, wanted = record
        self._seals.read(self._database)
        met = self._seals.number == wanted
        for commit in each_commit(log_of(self._database)):
            self._seals.apply(commit)
            self._place = commit.place
            met = met or self._seals.number == wanted
        if met and self._seals.number != wanted:  # killed between a commit and its head
            self._put()
        return met

    def follow(self, frames: int) -> None:
        """Bring the head up to the commits since the last time; to be called after every commit.

        `frames`: how many of the log count (`frames_in_log`).
        """
        try:
            commits = commits_since(log_of(self._database), self._place, frames=frames)
            if commits is not None and commits.pages_in_all:
                self._seals.apply(commits)
                self._place = commits.place
                self.behind = True
            if self.behind:
                self._put()
                self.behind = False
        except OSError:
            self.behind = True

    def close(self) -> None:
        """Let go of the file."""
        with suppress(OSError):
            self._file.close()

    def _put(self) -> None:
        self._number += 1
        _write(self._file, self._number, self._seals.number, self._key)


class _Seals:
    """One number over the seals of all pages of a database, kept up page by page."""

    def __init__(self, key: bytes) -> None:
        self._key = _head_key(key)
        self._each: list[int] = []
        self.number = 0

    @classmethod
    def of(cls, database: Path, key: bytes) -> "_Seals":
        """Return the seals of a database as its file lies, without its log."""
        seals = cls(key)
        with in_words():
            seals.read(database)
        return seals

    def read(self, database: Path) -> None:
        """Take in every page of a file."""
        self.cut(0)
        for number, page in _pages(database):
            self._set(number, page)

    def apply(self, commits: Commits) -> None:
        """Take in what commits wrote."""
        for number, page in commits.pages.items():
            self._set(number, page)
        self.cut(commits.pages_in_all)

    def cut(self, count: int) -> None:
        """Forget the pages after so many."""
        for gone in self._each[count:]:
            self.number ^= gone
        del self._each[count:]

    def _set(self, number: int, page: bytes) -> None:
        if number > len(self._each):
            self._each.extend([0] * (number - len(self._each)))
        said = struct.pack(">I", number) + page[-SEAL:]
        hashed = int.from_bytes(hashlib.blake2b(said, digest_size=_SUM, key=self._key).digest(), "big")
        self.number ^= self._each[number - 1] ^ hashed
        self._each[number - 1] = hashed


def _pages(database: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    with database.open("rb") as file:
        while part := file.read(256 * PAGE):
            for at in range(0, len(part) - PAGE + 1, PAGE):
                number += 1
                yield number, part[at : at + PAGE]


def _is_damaged(database: Path, key: bytes) -> bool:
    """Return whether a page that counts does not bear the seal of this key: damage, and not another time."""
    standing = dict(_pages(database))
    sealing = sealing_key(key, standing.get(1, b"")[:16])
    for commit in each_commit(log_of(database)):
        standing.update(commit.pages)
    return not all(has_good_seal(sealing, page, number) for number, page in standing.items())


def _head_key(key: bytes) -> bytes:
    """Return the key of the head: HKDF's expansion (RFC 5869), as the data key is uniformly random."""
    return hmac.digest(bytes(key), b"iro-desktop head\x01", hashlib.sha256)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("r+b", buffering=0)
    except FileNotFoundError:
        raise CaseloadUnproved from None


def _read(file: IO[bytes], key: bytes) -> tuple[int, int] | None:
    """Return the newest record that is whole: its number, and the number over the seals."""
    found = []
    for slot in _SLOTS:
        file.seek(slot)
        content = file.read(_RECORD.size + _SUM)
        record, said = content[: _RECORD.size], content[_RECORD.size :]
        if len(said) == _SUM and hmac.compare_digest(hmac.digest(key, record, hashlib.sha256), said):
            _mark, number, seals = _RECORD.unpack(record)
            found.append((number, int.from_bytes(seals, "big")))
    return max(found, default=None)


def _write(file: IO[bytes], number: int, seals: int, key: bytes) -> None:
    record = _RECORD.pack(_MARK, number, seals.to_bytes(_SUM, "big"))
    file.seek(_SLOTS[number % 2])
    file.write(record + hmac.digest(key, record, hashlib.sha256))
    file.flush()
    os.fsync(file.fileno())
