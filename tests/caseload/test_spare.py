"""What is kept beside the newest backup, with it, is the caseload as it stood after its last commit."""

import random
import shutil
from pathlib import Path

import pytest

from iro_desktop.caseload import Caseload
from iro_desktop.caseload.backup import newest_first
from iro_desktop.caseload.spare import Kind, pieces, since_file
from iro_desktop.caseload.wal import commits_since, log_of, salts_of
from iro_desktop.domain.child import Child
from tests.caseload.opening import Opener, put_together


@pytest.fixture
def folder(opener: Opener) -> Path:
    return opener.path.parent / "backups"


def add(caseload: Caseload, *ids: str) -> None:
    for one in ids:
        with caseload.unit_of_work() as work:
            work.save(Child(id=one, given_name=one * 3))
            work.commit()


def together(opener: Opener, tmp_path: Path) -> list[str]:
    """Return the children in what the newest backup and its pages make, put together elsewhere."""
    elsewhere = tmp_path / "elsewhere" / "caseload.iro"
    shutil.rmtree(elsewhere.parent, ignore_errors=True)
    put_together(Opener(elsewhere, opener.key), opener.path.parent / "backups", tmp_path / "aside")
    opened = Caseload.open(elsewhere, opener.key, device="d", person="p", clock=opener.clock)
    try:
        return [child.id for child in opened.list(Child)]
    finally:
        opened.close()


def test_every_commit_since_the_backup_is_there(opener: Opener, folder: Path, tmp_path: Path) -> None:
    caseload = opener.create()
    add(caseload, "a")
    caseload.back_up(folder)
    add(caseload, "b", "c")
    caseload.put_desk("screen", "child")
    assert together(opener, tmp_path) == ["a", "b", "c"]


def test_it_goes_on_after_closing_and_opening(opener: Opener, folder: Path, tmp_path: Path) -> None:
    add(opener.create(), "a")
    opener.reopen().back_up(folder)
    for one in ("b", "c", "d"):
        add(opener.reopen(), one)
    assert not opener.reopen().spare.wants_backup
    assert together(opener, tmp_path) == ["a", "b", "c", "d"]


def killed(caseload: Caseload, opener: Opener, tmp_path: Path) -> Opener:
    """Return an opener of the profile as a kill would leave it now: the log still beside the file."""
    copy = tmp_path / f"killed-{random.random()}"
    shutil.copytree(opener.path.parent, copy, copy_function=shutil.copy2)
    return Opener(copy / opener.path.name, opener.key)


def test_it_goes_on_after_a_kill(opener: Opener, folder: Path, tmp_path: Path) -> None:
    caseload = opener.create()
    caseload.back_up(folder)
    add(caseload, "a", "b")
    after = killed(caseload, opener, tmp_path)
    caseload = after.open()
    assert not caseload.spare.wants_backup
    add(caseload, "c")
    assert together(after, tmp_path) == ["a", "b", "c"]
    after.close()


def test_a_kill_between_a_commit_and_its_keeping_loses_nothing(
    opener: Opener, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caseload = opener.create()
    made = caseload.back_up(folder)
    for kept in ([], ["a"]):
        add(caseload, *kept)
        before = since_file(made).read_bytes()
        add(caseload, "late")
        after = killed(caseload, opener, tmp_path)
        since_file(after.path.parent / "backups" / made.name).write_bytes(before)
        assert not after.open().spare.wants_backup
        assert together(after, tmp_path) == [*kept, "late"]
        after.close()
        with caseload.unit_of_work() as work:
            work.delete(Child(id="late"), "a slip")
            work.commit()


def test_it_goes_on_when_the_log_is_begun_anew(opener: Opener, folder: Path, tmp_path: Path) -> None:
    caseload = opener.create()
    caseload.back_up(folder)
    add(caseload, "a")
    first = salts_of(log_of(opener.path))
    caseload.connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
    add(caseload, "b")
    assert salts_of(log_of(opener.path)) != first
    after = killed(caseload, opener, tmp_path)
    assert not after.open().spare.wants_backup
    assert together(after, tmp_path) == ["a", "b"]
    after.close()


def test_what_was_undone_is_not_kept(opener: Opener, folder: Path, tmp_path: Path) -> None:
    caseload = opener.create()
    caseload.back_up(folder)
    caseload.connection.exec_driver_sql("PRAGMA cache_size = 2")  # pages reach the log before the commit
    with caseload.unit_of_work() as work:
        work.save_all(Child(id=f"undone-{n}", given_name="x" * 3000) for n in range(40))
    assert log_of(opener.path).stat().st_size > 4096, "the control: something was written that is undone"
    add(caseload, "a")
    assert together(opener, tmp_path) == ["a"]


def test_a_caseload_changed_by_other_hands_is_not_followed_on(opener: Opener, folder: Path) -> None:
    add(opener.create(), "a")
    opener.reopen().back_up(folder)
    opener.close()
    opener.path.touch()  # another file put in its place, for all that is known
    caseload = opener.open()
    assert caseload.spare.wants_backup
    opener.later(hours=1)
    caseload.back_up(folder)
    assert not caseload.spare.wants_backup


def test_a_log_of_another_life_is_not_followed_on(opener: Opener, folder: Path, tmp_path: Path) -> None:
    caseload = opener.create()
    caseload.back_up(folder)
    add(caseload, "a")
    one = killed(caseload, opener, tmp_path)
    log = bytearray(log_of(one.path).read_bytes())
    log[16:24] = b"another!"
    log_of(one.path).write_bytes(log)
    assert one.open().spare.wants_backup
    one.close()


def test_a_log_that_was_cut_off_is_not_followed_on(opener: Opener, folder: Path, tmp_path: Path) -> None:
    caseload = opener.create()
    caseload.back_up(folder)
    add(caseload, "a", "b")
    one = killed(caseload, opener, tmp_path)
    with log_of(one.path).open("r+b") as log:
        log.truncate(log_of(opener.path).stat().st_size - 5000)
    assert one.open().spare.wants_backup
    one.close()


def test_a_torn_end_is_left_out_and_written_over(opener: Opener, folder: Path, tmp_path: Path) -> None:
    caseload = opener.create()
    made = caseload.back_up(folder)
    add(caseload, "a", "b")
    whole = since_file(made).read_bytes()
    lengths = [piece.end for piece in pieces(made)]
    since_file(made).write_bytes(whole[: lengths[-1] - 100])
    assert [piece.end for piece in pieces(made)] == lengths[:-1]
    after = killed(caseload, opener, tmp_path)
    assert not after.open().spare.wants_backup
    assert together(after, tmp_path) == ["a", "b"]
    after.close()


def test_a_changed_byte_ends_what_is_trusted(opener: Opener, folder: Path) -> None:
    caseload = opener.create()
    made = caseload.back_up(folder)
    add(caseload, "a", "b", "c")
    whole = since_file(made).read_bytes()
    ends = [piece.end for piece in pieces(made)]
    assert ends[-1] == len(whole)
    chance = random.Random(5)
    for _ in range(60):
        at = chance.randrange(len(whole))
        since_file(made).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert [piece.end for piece in pieces(made)] == [end for end in ends if end <= at]


def test_a_file_of_another_backup_is_not_believed(opener: Opener, folder: Path) -> None:
    caseload = opener.create()
    first = caseload.back_up(folder)
    add(caseload, "a")
    kept = since_file(first).read_bytes()
    opener.later(hours=2)
    second = caseload.back_up(folder)
    assert not since_file(first).exists()
    since_file(second).write_bytes(kept)
    assert list(pieces(second)) == []


def test_a_full_disk_stops_no_commit_and_asks_for_a_backup(
    opener: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caseload = opener.create()
    made = caseload.back_up(folder)
    add(caseload, "a")

    def full(*_: object) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr("iro_desktop.caseload.spare.os.fsync", full)
        add(caseload, "b")
    assert caseload.spare.wants_backup
    add(caseload, "c")
    assert [child.id for child in caseload.list(Child)] == ["a", "b", "c"]
    assert [piece.kind for piece in pieces(made)][:2] == [Kind.ANCHOR, Kind.PAGES]


def test_too_much_for_one_backup_asks_for_the_next(
    opener: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iro_desktop.caseload.spare.LARGEST", 100_000)
    caseload = opener.create()
    made = caseload.back_up(folder)
    add(caseload, *(f"c{n}" for n in range(30)))
    assert caseload.spare.wants_backup
    assert since_file(made).stat().st_size < 110_000


def test_the_sums_of_a_log_are_sqlites_own(opener: Opener) -> None:
    caseload = opener.create()
    add(caseload, "a", "b")
    log = log_of(opener.path)
    whole = commits_since(log, None, check=True)
    assert whole is not None
    assert whole.place.end == log.stat().st_size, "every frame that SQLite wrote has the sum we work out"
    content = bytearray(log.read_bytes())
    content[32 + 24 + 5] ^= 1
    log.write_bytes(content)
    spoilt = commits_since(log, None, check=True)
    assert spoilt is not None
    assert not spoilt.pages_in_all


def test_no_backup_no_spare(opener: Opener) -> None:
    caseload = opener.create()
    add(caseload, "a")
    assert caseload.spare.wants_backup
    assert newest_first(opener.path.parent / "backups") == []
