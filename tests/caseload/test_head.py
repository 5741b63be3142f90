"""An older, shorter or patched file is never taken for the latest; one that a kill left is never refused."""

import random
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from iro_desktop.caseload import (
    Caseload,
    CaseloadBehind,
    CaseloadCannotWrite,
    CaseloadDamaged,
    CaseloadInUse,
    CaseloadProblem,
    CaseloadUnproved,
    backup,
    caseload,
    head,
    wal,
)
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from tests.caseload.opening import Opener
from tests.conftest import ROOT
from tests.proofs import how_many

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


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "_BETWEEN", 0.0)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "profile")
    made.folder.mkdir()
    yield made
    made.close()


def save(opened: Caseload, number: int, words: str) -> None:
    with opened.unit_of_work() as work:
        work.save(Child(id=f"c{number % 7}", given_name="Ellis", likes=f"{words} {number} " + "dens " * 120))
        work.commit()


@dataclass(frozen=True)
class Moment:
    files: Files
    shown: list[str]
    is_closed: bool


@pytest.fixture
def moments(laptop: Laptop) -> list[Moment]:
    """Thirty moments of one caseload's life: after a commit, as a kill would leave it, or after closing."""
    found, opened = [], laptop.create()
    for number in range(30):
        save(opened, number, "version")
        if number % 10 == 9:
            laptop.close()
        files = laptop.files()
        laptop.close()
        shown = laptop.shown()
        found.append(Moment(files, shown, number % 10 == 9))
        laptop.lay(files)
        opened = laptop.open()
    laptop.close()
    return found


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


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_no_rollback_or_truncation_goes_unnoticed(laptop: Laptop, moments: list[Moment]) -> None:
    rounds = how_many(45, 504)
    tally = harmed(laptop, moments, rounds)
    assert (tally.unnoticed, tally.garbage) == (0, 0)
    assert tally.noticed > rounds * 0.6, (
        "what is left did no harm: the same page put back, an empty log removed"
    )


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_without_the_head_rollbacks_go_unnoticed(laptop: Laptop, moments: list[Moment]) -> None:
    """The control: the same harm to the same files is what SQLCipher alone lets through."""
    laptop.headed = False
    assert harmed(laptop, moments, how_many(45, 504)).unnoticed > 10


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_no_flipped_bit_shows_garbage(laptop: Laptop, moments: list[Moment]) -> None:
    chance, tally = random.Random(20_261_126), Tally()
    known = {line for moment in moments for line in moment.shown}
    for turn in range(how_many(60, 2000)):
        newest = chance.choice(moments[5:])
        files = newest.files
        which = ("main", "log", "head", "main")[turn % 4]
        if getattr(files, which):
            laptop.lay(replace(files, **{which: flipped(chance, getattr(files, which))}))
            tally.add(laptop, newest, known)
    assert (tally.unnoticed, tally.garbage) == (0, 0)
    assert tally.noticed > 0
    assert tally.harmless > 0, "a page that holds nothing yet, the place for the head before"


# -- what must never be refused ----------------------------------------------------------------------------
def test_every_moment_that_a_kill_can_leave_opens(laptop: Laptop, moments: list[Moment]) -> None:
    for moment in moments:
        laptop.lay(moment.files)
        assert laptop.shown() == moment.shown


def test_a_kill_between_a_commit_and_its_head_is_accepted(laptop: Laptop) -> None:
    opened = laptop.create()
    save(opened, 1, "one")
    before = laptop.files()
    save(opened, 2, "two")
    after = laptop.files()
    laptop.close()
    laptop.lay(replace(after, head=before.head))
    assert any("two 2" in line for line in laptop.shown())
    assert any("two 2" in line for line in laptop.shown()), "and the head is up to it"


@pytest.mark.parametrize("slot", [0, 4096])
def test_a_head_write_cut_short_leaves_the_one_before(laptop: Laptop, slot: int) -> None:
    opened = laptop.create()
    for number in range(4):
        save(opened, number, "word")
    files = laptop.files()
    laptop.close()
    torn = files.head[: slot + 20] + b"\xff" * 30 + files.head[slot + 50 :]
    laptop.lay(replace(files, head=torn))
    assert any("word 3" in line for line in laptop.shown())


def test_without_a_head_it_is_not_opened_and_none_is_made(laptop: Laptop) -> None:
    save(laptop.create(), 1, "one")
    laptop.close()
    files = laptop.files()
    for gone in (b"", b"\0" * len(files.head), files.head[:60]):
        laptop.lay(replace(files, head=gone))
        with pytest.raises(CaseloadUnproved):
            laptop.open()
        assert laptop.files() == replace(files, head=gone)
    laptop.head.unlink()
    with pytest.raises(CaseloadUnproved):
        laptop.open()
    assert not laptop.head.exists()
    other = Laptop(laptop.folder / "other")
    other.folder.mkdir()
    other.create()
    other.close()
    shutil.copy(other.head, laptop.head)
    with pytest.raises(CaseloadUnproved):
        laptop.open()


def test_what_is_behind_is_left_as_it_was_and_told_from_damage(laptop: Laptop, moments: list[Moment]) -> None:
    old, new = moments[9].files, moments[19].files
    laptop.lay(replace(old, head=new.head))
    with pytest.raises(CaseloadBehind):
        laptop.open()
    assert laptop.files() == replace(old, head=new.head)
    seal = bytearray(new.main)
    seal[5 * PAGE - 3] ^= 1
    laptop.lay(replace(new, main=bytes(seal)))
    with pytest.raises(CaseloadDamaged):
        laptop.open()


def test_the_log_is_emptied_once_it_is_long(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caseload, "_LONGEST_LOG", 100_000)
    opened = laptop.create()
    sizes = []
    for number in range(60):
        save(opened, number, "word")
        sizes.append(laptop.log.stat().st_size)
    assert max(sizes) <= 100_000
    assert sizes.count(0) > 2
    files = laptop.files()
    laptop.close()
    laptop.lay(files)
    assert any("word 59" in line for line in laptop.shown())


def test_a_disk_that_does_not_take_the_head_keeps_the_log(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = laptop.create()
    save(opened, 1, "one")

    def fails(*_given: object) -> None:
        raise OSError

    write = head._write
    monkeypatch.setattr(head, "_write", fails)
    save(opened, 2, "two")
    with pytest.raises(CaseloadCannotWrite):
        opened.back_up(tmp_path / "backups")
    with pytest.raises(CaseloadCannotWrite):
        opened.is_sound()
    laptop.close()
    assert laptop.log.stat().st_size > 0
    monkeypatch.setattr(head, "_write", write)
    elsewhere = Laptop(tmp_path / "elsewhere")
    shutil.copytree(laptop.folder, elsewhere.folder)
    elsewhere.key = laptop.key
    assert any("two 2" in line for line in elsewhere.shown())


def test_backups_and_looking_through_do_not_disturb_it(laptop: Laptop, tmp_path: Path) -> None:
    opened = laptop.create()
    for number in range(5):
        save(opened, number, "word")
        opened.put_desk("where", number)
        opened.back_up(tmp_path / "backups")
        assert opened.is_sound()
        save(opened, number, "again")
    files = laptop.files()
    laptop.close()
    laptop.lay(files)
    assert any("again 4" in line for line in laptop.shown())
    assert len(backup.newest_first(tmp_path / "backups")) > 0


def test_while_another_process_has_it_open_it_is_in_use(laptop: Laptop) -> None:
    laptop.create()
    laptop.close()
    command = [sys.executable, "-m", "tests.caseload.writer", str(laptop.path), str(laptop.head)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(laptop.key.hex() + "\n")
        other.stdin.flush()
        assert other.stdout.readline() == "ready\n"
        assert other.stdout.readline() == "1\n"
        with pytest.raises(CaseloadInUse):
            laptop.open()
        other.kill()
    assert laptop.shown()


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_killed_at_any_moment_it_opens_and_nothing_is_lost(laptop: Laptop) -> None:
    laptop.create()
    laptop.close()
    chance, acknowledged = random.Random(20_261_127), 0
    for _ in range(how_many(8, 300)):
        command = [sys.executable, "-m", "tests.caseload.writer", str(laptop.path), str(laptop.head)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
        ) as writer:
            assert writer.stdin is not None
            assert writer.stdout is not None
            writer.stdin.write(laptop.key.hex() + "\n")
            writer.stdin.flush()
            assert writer.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.0, 0.4))
            writer.kill()
            heard = [int(line) for line in writer.stdout.read().splitlines(keepends=True) if line[-1] == "\n"]
        acknowledged = max([acknowledged, *heard])
        counter = laptop.open().get(Child, "counter")
        counted = int(counter.likes) if counter else 0
        laptop.close()
        assert counted in (acknowledged, acknowledged + 1)
        acknowledged = counted
    assert acknowledged > 0
