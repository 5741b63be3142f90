"""An older, shorter or patched file is never taken for the latest; one that a kill left is never refused."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from iro_desktop.caseload import (
    CaseloadBehind,
    CaseloadCannotWrite,
    CaseloadDamaged,
    CaseloadInUse,
    CaseloadUnproved,
    backup,
    caseload,
    head,
    spare,
)
from iro_desktop.domain.child import Child
from tests.caseload.heads import PAGE, Laptop, Moment, Tally, flipped, harmed, save
from tests.conftest import ROOT
from tests.proofs import how_many


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "_BETWEEN", 0.0)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "profile")
    made.folder.mkdir()
    yield made
    made.close()


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


def test_what_a_failed_commit_left_in_the_log_is_not_taken_for_one(laptop: Laptop, tmp_path: Path) -> None:
    """A disk that fills at a commit leaves frames that end one, and SQLite goes on before them."""
    opened = laptop.create()
    opened.back_up(tmp_path / "backups")
    for number in range(3):
        save(opened, number, "word")
    left = laptop.log.read_bytes()[32:]
    for number in range(3):
        save(opened, number, "later")
    log = laptop.log.read_bytes()
    with laptop.log.open("ab") as file:
        file.write(left)
    opened.put_desk("where", "shorter than what lies there")
    files, key = laptop.files(), laptop.key
    laptop.close()
    assert len(files.log) == len(log) + len(left), "the new commit went into what was left"
    elsewhere = Laptop(tmp_path / "elsewhere")
    elsewhere.folder.mkdir()
    elsewhere.key = key
    elsewhere.lay(files)
    assert elsewhere.open().desk("where") == "shorter than what lies there"
    elsewhere.close()
    (made,) = backup.newest_first(tmp_path / "backups")
    kept = [piece for piece in spare.pieces(made) if piece.kind is spare.Kind.PAGES]
    assert len(kept) == 7
    assert kept[-1].place.end < len(log) + len(left) // 2


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
