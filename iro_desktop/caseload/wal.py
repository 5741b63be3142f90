"""Reads SQLite's write-ahead log: which pages the commits since a place in it have written, still encrypted.

The log's headers are plain, its pages are not. Its format is SQLite's own, and part of its file format:
a header of 32 bytes, then frames of 24 bytes and a page each; a frame that ends a commit says how many
pages the database has then; the salts change whenever the log is begun anew.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PAGE = 4096
_HEADER, _FRAME = 32, 24
_BIG_SUMS, _LITTLE_SUMS = 0x377F0683, 0x377F0682


@dataclass(frozen=True, slots=True)
class Place:
    """How far a log has been read: its salts, and the byte after the last commit."""

    salts: bytes
    end: int

    def is_begun_anew_as(self, salts: bytes) -> bool:
        """Return whether a log with these salts is the next after this one: the first salt counts up."""
        first, of_next = (struct.unpack(">I", one[:4])[0] for one in (self.salts, salts))
        return bool((first + 1) & 0xFFFFFFFF == of_next)


@dataclass(frozen=True, slots=True)
class Commits:
    """The pages that one or more commits wrote, each as it stands at the end, and the place after them."""

    place: Place
    pages_in_all: int = 0
    """How many pages the database has then; 0: nothing has been committed."""
    pages: dict[int, bytes] = field(default_factory=dict)


def log_of(path: Path) -> Path:
    """Return where the database at `path` has its log."""
    return path.with_name(path.name + "-wal")


def salts_of(log: Path) -> bytes | None:
    """Return the salts of a log; None where there is none, or nothing in it."""
    try:
        with log.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return None
    return header[16:24] if len(header) == _HEADER else None


def commits_since(
    log: Path, place: Place | None, *, check: bool = False, frames: int | None = None
) -> Commits | None:
    """Return what was committed after a place, or after the log's beginning; None where there is no log.

    The place must be this log's own; a log begun anew is read from its beginning, and in one that ends before
    the place nothing was committed after it. `check`: the sums too, as SQLite does when it opens a log that
    somebody left behind. `frames`: how many of the log count, which the connection that writes it knows:
    after them may lie what a commit left that a full disk stopped.
    """
    try:
        with log.open("rb") as file:
            header = file.read(_HEADER)
            if len(header) < _HEADER:
                return None
            salts = header[16:24]
            start = place.end if place is not None and place.salts == salts else _HEADER
            file.seek(start - _FRAME - PAGE if start > _HEADER else 0)
            before = file.read(start - file.tell())
            content = file.read(-1 if frames is None else max(0, _HEADER + frames * (_FRAME + PAGE) - start))
    except FileNotFoundError:
        return None
    if start > _HEADER and len(before) < _FRAME + PAGE:
        return Commits(Place(salts, start))
    sums = struct.unpack(">II", before[16:24] if start > _HEADER else header[24:32])
    little = struct.unpack(">I", header[:4])[0] == _LITTLE_SUMS
    return _read(content, Place(salts, start), sums if check else None, little=little)


def each_commit(log: Path) -> Iterator[Commits]:
    """Give every commit that SQLite would find in a log that somebody left behind, oldest first."""
    try:
        content = log.read_bytes()
    except FileNotFoundError:
        return
    header = content[:_HEADER]
    if len(header) == _HEADER:
        little = struct.unpack(">I", header[:4])[0] == _LITTLE_SUMS
        sums = struct.unpack(">II", header[24:32])
        yield from _commits(content[_HEADER:], Place(header[16:24], _HEADER), sums, little=little)


def _read(content: bytes, start: Place, sums: tuple[int, int] | None, *, little: bool) -> Commits:
    found = Commits(start)
    for commit in _commits(content, start, sums, little=little):
        found = Commits(commit.place, commit.pages_in_all, {**found.pages, **commit.pages})
    return found


def _commits(
    content: bytes, start: Place, sums: tuple[int, int] | None, *, little: bool
) -> Iterator[Commits]:
    waiting: dict[int, bytes] = {}
    for at in range(0, len(content) - _FRAME - PAGE + 1, _FRAME + PAGE):
        number, pages_in_all = struct.unpack_from(">II", content, at)
        page = content[at + _FRAME : at + _FRAME + PAGE]
        if content[at + 8 : at + 16] != start.salts or number == 0:
            break
        if sums is not None:
            sums = _add(_add(sums, content[at : at + 8], little=little), page, little=little)
            if sums != struct.unpack_from(">II", content, at + 16):
                break
        waiting[number] = page
        if pages_in_all:
            place = Place(start.salts, start.end + at + _FRAME + PAGE)
            yield Commits(place, pages_in_all, waiting)
            waiting = {}


def _add(sums: tuple[int, int], content: bytes, *, little: bool) -> tuple[int, int]:
    """Add content to the log's running sums (see SQLite's file format, "WAL checksum algorithm")."""
    one, two = sums
    words = struct.unpack(f"{'<' if little else '>'}{len(content) // 4}I", content)
    for position in range(0, len(words), 2):
        one = (one + words[position] + two) & 0xFFFFFFFF
        two = (two + words[position + 1] + one) & 0xFFFFFFFF
    return one, two
