"""A caseload that was put back is refused in words, and opened as it is only when its person wants it."""

from pathlib import Path

import pytest

from iro_desktop.caseload import CaseloadBehind, CaseloadUnproved
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.slot_file import SlotFile
from iro_desktop.device.vault_file import key_check, put_keys
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from iro_desktop.services.mend_caseload import MENDABLE, mend_caseload
from iro_desktop.services.open_caseload import (
    Keys,
    close_caseload,
    make_caseload,
    open_caseload,
    open_older_caseload,
)
from iro_desktop.services.session import Session
from iro_desktop.sync.stand import PUT_BACK, STAND, Stand

KEYS = Keys(bytes(range(32)), "device")


@pytest.fixture
def paths(tmp_path: Path) -> ProfilePaths:
    """Return a profile in which a caseload with two children lies, and an older one with one beside it."""
    paths = ProfilePaths(tmp_path / "profile")
    paths.prepare()
    put_keys(paths, SlotFile(KEYS.device_id, key_check(KEYS.data_key), ()))
    session = make_caseload(paths, KEYS, machine_clock())
    keep(session, "c1")
    session.caseload.put_desk(STAND, Stand("d1", "p1", 1).as_json())
    close_caseload(session, paths.backups, paths)
    (tmp_path / "older.db").write_bytes(paths.caseload_file.read_bytes())
    session = open_caseload(paths, KEYS, machine_clock())
    keep(session, "c2")
    session.caseload.close()
    (tmp_path / "newest.db").write_bytes(paths.caseload_file.read_bytes())
    return paths


def keep(session: Session, child: str) -> None:
    with session.caseload.unit_of_work() as work:
        work.save(Child(id=child))
        work.commit()


def put_back(paths: ProfilePaths, which: str = "older") -> None:
    paths.caseload_file.write_bytes((paths.root.parent / f"{which}.db").read_bytes())


def children(session: Session) -> list[str]:
    try:
        return [child.id for child in session.caseload.list(Child)]
    finally:
        session.caseload.close()


def test_an_older_caseload_is_refused_with_what_to_do_next(paths: ProfilePaths) -> None:
    put_back(paths)
    with pytest.raises(CaseloadBehind) as older:
        open_caseload(paths, KEYS, machine_clock())
    assert older.value.title == "This caseload is older than when you last used it"
    assert "put it together from its copies, or open it as it is and sync" in older.value.what_to_do
    assert isinstance(older.value, MENDABLE)
    put_back(paths, "newest")
    assert children(open_caseload(paths, KEYS, machine_clock())) == ["c1", "c2"]


def test_opened_as_it_is_it_goes_on_and_the_office_will_be_told(paths: ProfilePaths) -> None:
    put_back(paths)
    session = open_older_caseload(paths, KEYS, machine_clock())
    assert session.caseload.desk(PUT_BACK) is True
    assert children(session) == ["c1"]
    assert (paths.root / "caseload.head.older-1").exists(), "what showed it is kept"
    session = open_caseload(paths, KEYS, machine_clock())
    keep(session, "c3")
    assert children(session) == ["c1", "c3"]
    assert children(open_caseload(paths, KEYS, machine_clock())) == ["c1", "c3"]
    put_back(paths, "newest")
    with pytest.raises(CaseloadBehind):  # that one is not what was used last any more
        open_caseload(paths, KEYS, machine_clock())


def test_put_together_from_its_copies_it_has_what_was_written_last(paths: ProfilePaths) -> None:
    put_back(paths)
    mend_caseload(paths, KEYS, machine_clock())
    session = open_caseload(paths, KEYS, machine_clock())
    assert session.caseload.desk(PUT_BACK) is None, "its head shows that it is the latest"
    assert children(session) == ["c1", "c2"]
    assert list(paths.kept_aside.rglob("caseload.db"))


def test_put_together_without_what_was_written_last_the_office_will_be_told(paths: ProfilePaths) -> None:
    put_back(paths)
    for since in paths.backups.glob("*.since"):
        since.unlink()
    mend_caseload(paths, KEYS, machine_clock())
    session = open_caseload(paths, KEYS, machine_clock())
    assert session.caseload.desk(PUT_BACK) is True
    assert children(session) == ["c1"]


def test_a_missing_head_is_said_and_can_be_gone_on_from(paths: ProfilePaths) -> None:
    paths.head_file.unlink()
    with pytest.raises(CaseloadUnproved, match="Nothing shows that this caseload is the latest"):
        open_caseload(paths, KEYS, machine_clock())
    assert children(open_older_caseload(paths, KEYS, machine_clock())) == ["c1", "c2"]
    assert children(open_caseload(paths, KEYS, machine_clock())) == ["c1", "c2"]


def test_a_log_that_was_found_is_kept_when_it_is_opened_as_it_is(paths: ProfilePaths) -> None:
    session = open_caseload(paths, KEYS, machine_clock())
    keep(session, "c9")
    log = paths.caseload_file.with_name("caseload.db-wal")
    cut = log.read_bytes()[:-10]
    session.caseload.close()
    put_back(paths, "newest")
    log.write_bytes(cut)
    with pytest.raises(CaseloadBehind):
        open_caseload(paths, KEYS, machine_clock())
    assert children(open_older_caseload(paths, KEYS, machine_clock())) == ["c1", "c2"]
    assert log.with_name("caseload.db-wal.as-found").read_bytes() == cut
