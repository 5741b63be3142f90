"""A caseload with a head whose files are laid as somebody, or a kill, left them; and what somebody may do."""

import random
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from iro_desktop.caseload import Caseload, CaseloadProblem, wal
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from tests.caseload.opening import Opener

PAGE = 4096
FRAME = 24 + PAGE


@dataclass(frozen=True)
class Files:
    """The caseload's files at one moment."""

    main: bytes
    log: bytes
    head: bytes


class Laptop:
    """A caseload with a head, its files at will."""

    def __init__(self, folder: Path, *, headed: bool = True) -> None:
        self.folder = folder
        self.path, self.head, self.log = (
            folder / name for name in ("caseload.db", "caseload.head", "caseload.db-wal")
        )
        self.key = Opener.fresh_key()
        self.headed = headed
        self.open_now: Caseload | None = None

    def create(self) -> Caseload:
        self.open_now = Caseload.create(
            self.path, self.key, device="d", person="p", clock=machine_clock(), head=self._head()
        )
        return self.open_now

    def open(self) -> Caseload:
        self.open_now = Caseload.open(
            self.path, self.key, device="d", person="p", clock=machine_clock(), head=self._head()
        )
        return self.open_now

    def close(self) -> None:
        if self.open_now is not None:
            self.open_now.close()
            self.open_now = None

    def files(self) -> Files:
        log = self.log.read_bytes() if self.log.exists() else b""
        return Files(self.path.read_bytes(), log, self.head.read_bytes())

    def lay(self, files: Files) -> None:
        for path, content in ((self.path, files.main), (self.log, files.log), (self.head, files.head)):
            path.unlink(missing_ok=True)
            if content or path is not self.log:
                path.write_bytes(content)

    def shown(self) -> list[str]:
        """Open it and return everything that a person would be shown."""
        try:
            opened = self.open()
            said = [f"{child.id} {child.likes}" for child in opened.list(Child)]
            said += [f"{entry.sequence} {entry.change_id}" for entry in opened.pending(limit=10_000)]
            return said
        finally:
            self.close()

    def _head(self) -> Path | None:
        return self.head if self.headed else None


def save(opened: Caseload, number: int, words: str) -> None:
    with opened.unit_of_work() as work:
        work.save(Child(id=f"c{number % 7}", given_name="Ellis", likes=f"{words} {number} " + "dens " * 120))
        work.commit()


@dataclass(frozen=True)
class Moment:
    files: Files
    shown: list[str]
    is_closed: bool


# -- what is tried -----------------------------------------------------------------------------------------
Harm = Callable[[random.Random, Files, Files], Files]
"""Given an older and the newest files, return those that somebody leaves in their place."""


def older_pair(_chance: random.Random, old: Files, new: Files) -> Files:
    return Files(old.main, old.log, new.head)


def older_file_newer_log(_chance: random.Random, old: Files, new: Files) -> Files:
    return Files(old.main, new.log, new.head)


def old_pages(chance: random.Random, old: Files, new: Files) -> Files:
    main = bytearray(new.main)
    shared = range(min(len(old.main), len(new.main)) // PAGE)
    for number in chance.sample(shared, k=min(len(shared), chance.choice((1, 1, 2, 5)))):
        main[number * PAGE : (number + 1) * PAGE] = old.main[number * PAGE : (number + 1) * PAGE]
    return replace(new, main=bytes(main))


def no_log(_chance: random.Random, _old: Files, new: Files) -> Files:
    return replace(new, log=b"")


def log_cut_off(chance: random.Random, _old: Files, new: Files) -> Files:
    return replace(new, log=new.log[: chance.randrange(len(new.log))] if new.log else b"")


def log_bit(chance: random.Random, _old: Files, new: Files) -> Files:
    return replace(new, log=flipped(chance, new.log)) if new.log else new


def file_cut_off(chance: random.Random, _old: Files, new: Files) -> Files:
    return replace(new, main=new.main[: chance.randrange(1, len(new.main))])


def file_cut_at_a_page(chance: random.Random, _old: Files, new: Files) -> Files:
    return replace(new, main=new.main[: PAGE * chance.randrange(1, len(new.main) // PAGE)])


def old_page_in_the_log(chance: random.Random, old: Files, new: Files) -> Files:
    """An old page in the newest frame of it, the log's own sums made to fit: SQLite finds nothing wrong."""
    frames = list(range(32, len(new.log) - FRAME + 1, FRAME))
    if not frames:
        return old_pages(chance, old, new)
    log = bytearray(new.log)
    at = chance.choice(frames)
    (number,) = struct.unpack_from(">I", log, at)
    page = old.main[(number - 1) * PAGE : number * PAGE]
    if len(page) == PAGE:
        log[at + 24 : at + FRAME] = page
    little = struct.unpack_from(">I", log)[0] == wal._LITTLE_SUMS
    sums = struct.unpack_from(">II", log, 24)
    for at in frames:
        sums = wal._add(sums, bytes(log[at : at + 8]), little=little)
        sums = wal._add(sums, bytes(log[at + 24 : at + FRAME]), little=little)
        struct.pack_into(">II", log, at + 16, *sums)
    return replace(new, log=bytes(log))


HARMS: tuple[Harm, ...] = (
    older_pair,
    older_file_newer_log,
    old_pages,
    no_log,
    log_cut_off,
    log_bit,
    file_cut_off,
    file_cut_at_a_page,
    old_page_in_the_log,
)


def flipped(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


@dataclass
class Tally:
    noticed: int = 0
    harmless: int = 0
    unnoticed: int = 0
    garbage: int = 0

    def add(self, laptop: Laptop, newest: Moment, known: set[str]) -> None:
        try:
            shown = laptop.shown()
        except CaseloadProblem:
            self.noticed += 1
            return
        if shown == newest.shown:
            self.harmless += 1
        else:
            self.unnoticed += 1
            self.garbage += not set(shown) <= known


def harmed(laptop: Laptop, moments: list[Moment], rounds: int) -> Tally:
    chance, tally = random.Random(20_261_125), Tally()
    known = {line for moment in moments for line in moment.shown}
    for turn in range(rounds):
        newest = chance.randrange(5, len(moments))
        old = moments[chance.randrange(newest)]
        laptop.lay(HARMS[turn % len(HARMS)](chance, old.files, moments[newest].files))
        tally.add(laptop, moments[newest], known)
    return tally
