"""A backup counts only when it has been opened and read; it is as private as the caseload."""

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from iro_desktop.caseload import BackupFailed, Caseload, CaseloadCannotWrite, CaseloadWillNotOpen, backup
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


def test_it_is_one_private_file_named_by_its_moment(caseload: Caseload, folder: Path) -> None:
    made = caseload.back_up(folder)
    assert made.name == "caseload-20261123T093000000000Z.backup"
    assert list(folder.iterdir()) == [made]
    if os.name == "posix":
        assert made.stat().st_mode & 0o777 == 0o600


def test_it_needs_the_key(caseload: Caseload, opener: Opener, folder: Path) -> None:
    made = caseload.back_up(folder)
    with pytest.raises(CaseloadWillNotOpen):
        opener.open(Opener.fresh_key(), made)


def test_the_newest_ten_are_kept_and_other_files_left_alone(
    caseload: Caseload, opener: Opener, folder: Path
) -> None:
    folder.mkdir(parents=True)
    other = folder / "caseload-notes.backup"
    other.write_text("mine", encoding="utf-8")
    made = []
    for _ in range(12):
        opener.later(hours=1)
        made.append(caseload.back_up(folder))
    assert sorted(folder.iterdir()) == sorted([*made[2:], other])


def test_what_a_killed_backup_left_is_cleared_away(caseload: Caseload, folder: Path) -> None:
    folder.mkdir(parents=True)
    for left in ("caseload-20260101T000000000000Z.backup.ab12cd34.new", "caseload-1.backup.ab12.new-journal"):
        (folder / left).write_bytes(b"half")
    made = caseload.back_up(folder)
    assert list(folder.iterdir()) == [made]


def test_one_moment_one_backup(caseload: Caseload, opener: Opener, folder: Path) -> None:
    first = caseload.back_up(folder)
    add(caseload, AMY)
    assert caseload.back_up(folder) == first
    assert opener.open(path=first).list(Child) == (AMY,)


def test_a_backup_is_made_between_units_of_work(caseload: Caseload, folder: Path) -> None:
    with caseload.unit_of_work() as work:
        work.save(AMY)
        with pytest.raises(RuntimeError, match="between"):
            caseload.back_up(folder)
        work.commit()
    assert not folder.exists()


def less(source: dbapi2.Connection, making: Path, key: bytes) -> None:
    """A copy that went wrong: a record short."""
    copy_all(source, making, key)
    connection = backup.raw_connection(making, key)
    connection.execute("DELETE FROM child")
    connection.close()


def torn(source: dbapi2.Connection, making: Path, key: bytes) -> None:
    """A copy with a page that the disk spoilt."""
    copy_all(source, making, key)
    content = bytearray(making.read_bytes())
    content[4096 * 2 + 50] ^= 1
    making.write_bytes(content)


def rubbish(source: dbapi2.Connection, making: Path, key: bytes) -> None:
    making.write_bytes(b"\1" * 8192)


copy_all = backup._write


@pytest.mark.parametrize("spoilt", [less, torn, rubbish])
def test_a_copy_that_does_not_read_whole_is_not_a_backup(
    caseload: Caseload, folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: object
) -> None:
    add(caseload, AMY)
    monkeypatch.setattr(backup, "_write", spoilt)
    with pytest.raises(BackupFailed):
        caseload.back_up(folder)
    assert list(folder.iterdir()) == []
    assert caseload.list(Child) == (AMY,)


def test_a_folder_that_cannot_be_is_said(caseload: Caseload, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(CaseloadCannotWrite):
        caseload.back_up(tmp_path / "taken")
    add(caseload, AMY)
