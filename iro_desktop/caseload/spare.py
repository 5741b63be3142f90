"""Keeps the newest backup current: beside it lie the pages of every commit since, as they went to the disk.

A backup alone is as old as it is. With what came since, a caseload whose file is damaged is put together
again as it stood after its last commit (`restoring`). The pages are encrypted as the caseload is. A spare
that cannot be kept (a full disk) never stops a commit: it asks for a new backup to begin from.
"""

import hashlib
import os
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO

from iro_desktop.caseload.backup import newest_first
from iro_desktop.caseload.wal import PAGE, Commits, Place, commits_since, log_of, salts_of

LARGEST = 48 * 1024 * 1024
"""Bytes of pages beside one backup; beyond it a new backup is wanted."""
_MARK = b"IROS"
_HEAD = struct.Struct(">4scI32s")
_ANCHOR = struct.Struct(">QQ")
_PAGES = struct.Struct(">8sQIIQ")


class Kind(Enum):
    """What a record of the file says."""

    ANCHOR = b"A"
    """With all records before it, the backup is the caseload's file of this size and time."""
    PAGES = b"P"
    """Pages that commits wrote."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of the file, its sum found right."""

    kind: Kind
    content: bytes
    end: int
    """The byte after it."""
    sum: bytes

    @property
    def place(self) -> Place:
        """Return the place in the log after these pages."""
        salts, end, *_ = _PAGES.unpack_from(self.content)
        return Place(salts, end)

    @property
    def at(self) -> float:
        """Return when these pages were kept, in seconds since 1970: for words only, never for order."""
        return int(_PAGES.unpack_from(self.content)[4]) / 1e9

    @property
    def pages_in_all(self) -> int:
        """Return how many pages the database has after these."""
        return int(_PAGES.unpack_from(self.content)[2])

    def pages(self) -> Iterator[tuple[int, bytes]]:
        """Give each page and its number, counted from 1."""
        for at in range(_PAGES.size, len(self.content), 4 + PAGE):
            (number,) = struct.unpack_from(">I", self.content, at)
            yield number, self.content[at + 4 : at + 4 + PAGE]


def since_file(backup: Path) -> Path:
    """Return where the pages lie that were committed since a backup."""
    return backup.with_name(backup.name + ".since")


def pieces(backup: Path) -> Iterator[Piece]:
    """Give the records beside a backup, in order, up to the first that is not whole."""
    last, end = _first_sum(backup), 0
    with suppress(FileNotFoundError), since_file(backup).open("rb") as file:
        while (piece := _read(file, last, end)) is not None:
            last, end = piece.sum, piece.end
            yield piece


def _read(file: IO[bytes], last: bytes, start: int) -> Piece | None:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    mark, kind, length, said = _HEAD.unpack(head)
    if mark != _MARK or kind not in {one.value for one in Kind} or length > 2 * LARGEST:
        return None
    content = file.read(length)
    if len(content) < length or _sum(last, kind, content) != said:
        return None
    return Piece(Kind(kind), content, start + _HEAD.size + length, said)


class Spare:
    """What lies beside the newest backup of the caseload at `path`. Used between commits, on its thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = log_of(path)
        self._file: IO[bytes] | None = None
        self._sum = b""
        self._place: Place | None = None
        self._kept = 0
        self.commits = 0
        """How many times something was committed since the backup, as far as is known."""

    @property
    def wants_backup(self) -> bool:
        """Return whether nothing is kept any more, so that a new backup is wanted to begin from."""
        return self._file is None

    def resume_in(self, folder: Path) -> None:
        """Go on beside the newest backup, before the caseload is opened: if nothing is missing in between."""
        for backup in newest_first(folder)[:1]:
            self._resume(backup)

    def _resume(self, backup: Path) -> None:
        with suppress(OSError):
            known = list(_outline(backup))
            self.commits = sum(piece.kind is Kind.PAGES for piece in known)
            if not known or not self._continues(known[-1]):
                return
            self._place = known[-1].place if known[-1].kind is Kind.PAGES else None
            self._sum, self._kept = known[-1].sum, known[-1].end
            file = since_file(backup).open("r+b")
            file.truncate(self._kept)
            file.seek(self._kept)
            self._file = file
            self.follow(check=True)

    def begin(self, backup: Path) -> None:
        """Begin beside a backup made just now: the log is empty, and the file as it is in the backup."""
        self.close()
        self.commits = 0
        with suppress(OSError):
            descriptor = os.open(
                since_file(backup), os.O_CREAT | os.O_TRUNC | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600
            )
            self._file = os.fdopen(descriptor, "r+b")
            self._sum, self._place, self._kept = _first_sum(backup), None, 0
            self._append(Kind.ANCHOR, self._stand())

    def follow(self, *, check: bool = False, frames: int | None = None) -> None:
        """Keep what was committed since the last time; to be called after every commit.

        `frames`, `check`: as `commits_since` has them.
        """
        self.commits += not check
        if self._file is None:
            return
        try:
            commits = commits_since(self._log, self._place, check=check, frames=frames)
            if commits is None or not commits.pages_in_all:
                return
            if self._kept + len(commits.pages) * PAGE > LARGEST:
                self.close()
                return
            self._append(Kind.PAGES, _written(commits))
            self._place = commits.place
        except OSError:
            self.close()

    def anchor(self) -> None:
        """Note the caseload's file as it is once it is closed and its log is empty; then let go."""
        if self._file is not None and salts_of(self._log) is None:
            with suppress(OSError):
                self._append(Kind.ANCHOR, self._stand())
        self.close()

    def close(self) -> None:
        """Let go of the file. Nothing more is kept, until `begin`."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None

    def _continues(self, last: Piece) -> bool:
        """Return whether everything after the last record is in the log as it lies there now."""
        salts = salts_of(self._log)
        if last.kind is Kind.ANCHOR:
            return last.content == self._stand()
        if salts == last.place.salts:
            return self._log.stat().st_size >= last.place.end
        return salts is not None and last.place.is_begun_anew_as(salts)

    def _stand(self) -> bytes:
        seen = self._path.stat()
        return _ANCHOR.pack(seen.st_size, seen.st_mtime_ns)

    def _append(self, kind: Kind, content: bytes) -> None:
        if self._file is None:
            return
        made = _sum(self._sum, kind.value, content)
        self._file.write(_HEAD.pack(_MARK, kind.value, len(content), made) + content)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._sum = made
        self._kept += _HEAD.size + len(content)


def _outline(backup: Path) -> Iterator[Piece]:
    """Give the records, each without its pages."""
    for piece in pieces(backup):
        yield Piece(piece.kind, piece.content[: _PAGES.size], piece.end, piece.sum)


def _written(commits: Commits) -> bytes:
    place = commits.place
    head = _PAGES.pack(place.salts, place.end, commits.pages_in_all, len(commits.pages), time.time_ns())
    return head + b"".join(struct.pack(">I", number) + page for number, page in commits.pages.items())


def _first_sum(backup: Path) -> bytes:
    """Return what the first record's sum covers besides itself: so no file fits another backup."""
    return hashlib.sha256(b"iro since\0" + backup.name.encode()).digest()


def _sum(last: bytes, kind: bytes, content: bytes) -> bytes:
    return hashlib.sha256(last + kind + content).digest()
