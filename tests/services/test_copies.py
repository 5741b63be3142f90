"""Copies while the caseload is in use, and a damaged caseload that is put together from them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_desktop.caseload import CaseloadDamaged
from iro_desktop.caseload.backup import newest_first
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.stretch import FLOOR
from iro_desktop.device.vault import create_vault
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import Clock
from iro_desktop.services.keep_copies import copy_if_due
from iro_desktop.services.mend_caseload import copies, copies_in_words, look_through, mend_caseload
from iro_desktop.services.open_caseload import (
    Keys,
    NotBackedUp,
    close_caseload,
    last_backup_missed,
    make_caseload,
    open_caseload,
)
from iro_desktop.services.session import Session


class Desk:
    """One person's caseload, at a time that the test moves."""

    def __init__(self, root: Path) -> None:
        self.paths = ProfilePaths(root / "profile")
        self.paths.prepare()
        vault = create_vault(self.paths, "invented children only", None, cost=FLOOR)
        self.keys = Keys(vault.data_key, vault.device_id)
        self.now = datetime(2026, 11, 25, 14, 2, tzinfo=UTC)
        self.clock = Clock(lambda: self.now)
        self.session = make_caseload(self.paths, self.keys, self.clock)

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def write(self, name: str) -> None:
        with self.session.caseload.unit_of_work() as work:
            work.save(Child(id=name, given_name=name))
            work.commit()

    def reopen(self) -> Session:
        close_caseload(self.session, None, self.paths)
        self.session = open_caseload(self.paths, self.keys, self.clock)
        return self.session

    def copies(self) -> int:
        return len(newest_first(self.paths.backups))

    def names(self) -> list[str]:
        return [child.id for child in self.session.caseload.list(Child)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.session.caseload.close()


def test_the_first_copy_is_made_at_once(desk: Desk) -> None:
    assert copy_if_due(desk.session, desk.paths)
    assert not copy_if_due(desk.session, desk.paths)


def test_then_one_an_hour_if_something_was_saved(desk: Desk) -> None:
    copy_if_due(desk.session, desk.paths)
    desk.later(hours=3)
    assert not copy_if_due(desk.session, desk.paths), "nothing new to copy"
    desk.write("a")
    assert copy_if_due(desk.session, desk.paths)
    desk.write("b")
    desk.later(minutes=59)
    assert not copy_if_due(desk.session, desk.paths)
    desk.later(minutes=1)
    assert copy_if_due(desk.session, desk.paths)
    assert desk.copies() == 3


def test_what_was_saved_before_the_app_was_opened_counts(desk: Desk) -> None:
    copy_if_due(desk.session, desk.paths)
    desk.write("a")
    desk.later(hours=2)
    desk.reopen()
    assert copy_if_due(desk.session, desk.paths)


def test_a_clock_put_back_does_not_put_copies_off(desk: Desk) -> None:
    copy_if_due(desk.session, desk.paths)
    desk.later(days=-400)
    desk.write("a")
    assert copy_if_due(desk.session, desk.paths)


def test_a_copy_that_fails_in_use_is_told_as_what_it_is(desk: Desk) -> None:
    desk.paths.backups.rename(desk.paths.root / "moved")
    desk.paths.backups.write_bytes(b"")
    with pytest.raises(NotBackedUp) as told:
        copy_if_due(desk.session, desk.paths)
    assert "when the app was closed" not in told.value.title
    assert "tried again soon" in told.value.what_to_do
    assert last_backup_missed(desk.session) is None, "that is about the last closing"


def damage(path: Path) -> None:
    """Spoil a page in the file's middle, as a failing disk does, past what opening reads."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 4096 // 2 * 4096 + 100)
        file.write(os.urandom(50))


def test_damage_that_opening_does_not_meet_is_found_and_the_next_opening_refuses(desk: Desk) -> None:
    copy_if_due(desk.session, desk.paths)
    desk.write("a")
    desk.reopen()
    look_through(desk.session, desk.paths)
    assert not desk.paths.damage_marker.exists(), "the control: a sound one is left alone"
    damage(desk.paths.caseload_file)
    with pytest.raises(CaseloadDamaged):
        look_through(desk.session, desk.paths)
    desk.session.caseload.close()
    with pytest.raises(CaseloadDamaged):
        open_caseload(desk.paths, desk.keys, desk.clock)
    desk.later(minutes=35)
    said = mend_caseload(desk.paths, desk.keys, desk.clock)
    assert said.startswith("It is as it was at")
    assert "the copy of 14:02 and all since" in said
    assert "tell your IT desk" in said
    desk.session = open_caseload(desk.paths, desk.keys, desk.clock)
    assert desk.names() == ["a"]
    assert not desk.paths.damage_marker.exists()


def test_a_copy_of_a_damaged_caseload_is_not_kept_and_the_damage_is_told(desk: Desk) -> None:
    copy_if_due(desk.session, desk.paths)
    desk.write("a")
    desk.later(hours=1)
    desk.reopen()
    damage(desk.paths.caseload_file)
    with pytest.raises(CaseloadDamaged):
        copy_if_due(desk.session, desk.paths)
    assert desk.copies() == 1
    assert desk.paths.damage_marker.exists()


def test_a_false_alarm_is_over_at_the_next_opening(desk: Desk) -> None:
    desk.paths.damage_marker.write_bytes(b"")
    desk.reopen()
    assert not desk.paths.damage_marker.exists()


def test_the_copies_are_named_in_words(desk: Desk) -> None:
    assert copies_in_words(copies(desk.paths)) == ""
    copy_if_due(desk.session, desk.paths)
    assert copies_in_words(copies(desk.paths)) == "There is one copy here, of 14:02 on 25 November."
    desk.write("a")
    desk.later(hours=2)
    copy_if_due(desk.session, desk.paths)
    said = copies_in_words(copies(desk.paths))
    assert said == "There are 2 copies here, the newest of 16:02 on 25 November."


def test_with_no_commit_kept_since_the_words_ask_to_look(desk: Desk) -> None:
    copy_if_due(desk.session, desk.paths)
    close_caseload(desk.session, None, desk.paths)
    desk.paths.caseload_file.unlink()
    said = mend_caseload(desk.paths, desk.keys, desk.clock)
    assert "Look whether anything later is missing" in said
    assert "damaged file is kept" not in said, "there was none"
    desk.session = open_caseload(desk.paths, desk.keys, desk.clock)
