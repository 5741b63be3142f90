"""A backup counts only when it has been opened and read; it is as private as the caseload."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest

from iro_desktop.caseload import BackupFailed, Caseload, CaseloadCannotWrite, CaseloadWillNotOpen, backup
from iro_desktop.caseload.spare import since_file
from iro_desktop.domain.child import Child
from tests.caseload.opening import Opener

AMY = Child(id="c1", given_name="Amy", likes="drums")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "backups"


def add(caseload: Caseload, *children: Child) -> None:
    with caseload.unit_of_work() as work:
        work.save_all(children)
        work.commit()


def test_a_backup_is_a_whole_caseload(caseload: Caseload, opener: Opener, folder: Path) -> None:
    add(caseload, AMY)
    caseload.put_desk("screen", "child")
    made = caseload.back_up(folder)
    add(caseload, Child(id="c2"))
    copied = opener.open(path=made)
    assert copied.list(Child) == (AMY,)
    assert copied.desk("screen") == "child"
    assert [hit.id for hit in copied.search("drums")] == ["c1"]
    assert copied.history("c1") == caseload.history("c1")


def test_it_is_a_private_file_named_by_its_moment_and_one_with_what_came_since(
    caseload: Caseload, folder: Path
) -> None:
    made = caseload.back_up(folder)
    assert made.name == "caseload-000001-20261123T093000000000Z.backup"
    assert sorted(folder.iterdir()) == [made, since_file(made)]
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_it_needs_the_key(caseload: Caseload, opener: Opener, folder: Path) -> None:
    made = caseload.back_up(folder)
    with pytest.raises(CaseloadWillNotOpen):
        opener.open(Opener.fresh_key(), made)


def test_backups_are_thinned_to_hours_days_and_weeks_and_other_files_left_alone(
    caseload: Caseload, opener: Opener, folder: Path
) -> None:
    folder.mkdir(parents=True)
    other = folder / "caseload-notes.backup"
    other.write_text("mine", encoding="utf-8")
    made = []
    for _ in range(30):  # from 10:30 on Monday to 15:30 on Tuesday
        opener.later(hours=1)
        made.append(caseload.back_up(folder))
    monday = made[13]  # 23:30
    assert sorted(folder.iterdir()) == sorted({*made[6:], monday, since_file(made[-1]), other})


HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def named(at: datetime) -> Path:
    """A backup of a moment; numbered by it, as they are where no clock is put back."""
    number = int((at - datetime(2020, 1, 1, tzinfo=UTC)) / HOUR)
    return Path(f"caseload-{number:06d}-{at.strftime('%Y%m%dT%H%M%S%f')}Z.backup")


def test_a_year_of_hourly_backups_leaves_39_at_most_and_never_a_gap_of_over_a_week() -> None:
    every = [named(NOW - n * HOUR) for n in range(24 * 365)]
    kept = backup.kept(every, NOW)
    ages = sorted(NOW - (backup.moment_of(path) or NOW) for path in kept)
    assert len(kept) <= 24 + 7 + 8
    assert [age for age in ages if age < 24 * HOUR] == [n * HOUR for n in range(24)]
    assert ages[-1] >= timedelta(weeks=7)
    assert max(b - a for a, b in pairwise(ages) if b < timedelta(days=7)) <= timedelta(days=1)
    assert max(b - a for a, b in pairwise(ages)) <= timedelta(days=7)


def test_the_newest_is_kept_however_old_it_is() -> None:
    old = [named(NOW - timedelta(days=400)), named(NOW - timedelta(days=500))]
    assert backup.kept(old, NOW) == old[:1]


def test_thinning_again_takes_nothing_more() -> None:
    kept = backup.kept([named(NOW - n * HOUR) for n in range(3000)], NOW)
    assert backup.kept(kept, NOW) == kept


def test_what_a_killed_backup_left_is_cleared_away(caseload: Caseload, folder: Path) -> None:
    folder.mkdir(parents=True)
    for left in (
        "caseload-000001-20260101T000000000000Z.backup.ab12cd34.new",
        "caseload-1.backup.ab12.new-journal",
    ):
        (folder / left).write_bytes(b"half")
    made = caseload.back_up(folder)
    assert sorted(folder.iterdir()) == [made, since_file(made)]


def test_the_newest_is_the_last_made_whatever_the_clock_said(
    caseload: Caseload, opener: Opener, folder: Path
) -> None:
    caseload.back_up(folder)
    opener.later(days=3650)
    wrong = caseload.back_up(folder)
    opener.later(days=-3650)
    add(caseload, AMY)
    right = caseload.back_up(folder)
    assert backup.newest_first(folder)[:2] == [right, wrong]
    assert since_file(right).exists()
    assert not since_file(wrong).exists()
    assert opener.open(path=right).list(Child) == (AMY,)


def test_a_backup_is_made_between_units_of_work(caseload: Caseload, folder: Path) -> None:
    with caseload.unit_of_work() as work:
        work.save(AMY)
        with pytest.raises(RuntimeError, match="between"):
            caseload.back_up(folder)
        work.commit()
    assert not folder.exists()


def less(key: bytes, file: IO[bytes], making: Path) -> None:
    """A copy that went wrong: a record short."""
    copy_all(file, making)
    connection = backup.raw_connection(making, key)
    connection.execute("DELETE FROM child")
    connection.close()


def torn(key: bytes, file: IO[bytes], making: Path) -> None:
    """A copy with a page that the disk spoilt."""
    copy_all(file, making)
    content = bytearray(making.read_bytes())
    content[4096 * 2 + 50] ^= 1
    making.write_bytes(content)


def rubbish(key: bytes, file: IO[bytes], making: Path) -> None:
    making.write_bytes(b"\1" * 8192)


copy_all = backup._copy_bytes
Spoiler = Callable[[bytes, IO[bytes], Path], None]


@pytest.mark.parametrize("spoilt", [less, torn, rubbish])
def test_a_copy_that_does_not_read_whole_is_not_a_backup(
    caseload: Caseload, opener: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: Spoiler
) -> None:
    add(caseload, AMY)
    monkeypatch.setattr(backup, "_copy_bytes", partial(spoilt, opener.key))
    with pytest.raises(BackupFailed):
        caseload.back_up(folder)
    assert list(folder.iterdir()) == []
    assert caseload.list(Child) == (AMY,)


def test_a_folder_that_cannot_be_is_said(caseload: Caseload, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(CaseloadCannotWrite):
        caseload.back_up(tmp_path / "taken")
    add(caseload, AMY)
