from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.autosave import PAUSE_MS, Autosave
from tests.fakes import HeldJobs, InlineJobs

START = datetime(2026, 3, 12, 14, 2, 7, tzinfo=UTC)


class Disk:
    """What has been committed, in the order of the commits; full when told so."""

    def __init__(self) -> None:
        self.commits: list[dict[str, Any]] = []
        self.full = False

    def commit(self, edits: Mapping[str, Any], _place: Any) -> datetime:
        if self.full:
            raise KnownProblem("The disk is full.", "Make room.")
        self.commits.append(dict(edits))
        return START + timedelta(seconds=len(self.commits))

    def holds(self) -> dict[str, Any]:
        return {key: value for commit in self.commits for key, value in commit.items()}


class Heard:
    """The signals, in order."""

    def __init__(self, autosave: Autosave) -> None:
        self.signals: list[str] = []
        autosave.saving.connect(lambda: self.signals.append("saving"))
        autosave.saved.connect(lambda _at: self.signals.append("saved"))
        autosave.failed.connect(lambda _problem: self.signals.append("failed"))


@pytest.fixture
def disk() -> Disk:
    return Disk()


def test_typing_on_and_on_is_saved_all_the_same(qtbot: QtBot, disk: Disk) -> None:
    autosave = Autosave(InlineJobs(), disk.commit)
    typed = 0

    def key() -> bool:
        nonlocal typed
        typed += 1
        autosave.put({"box": typed})
        return len(disk.commits) >= 2

    qtbot.waitUntil(key, timeout=4 * PAUSE_MS)  # presses a key every 10 ms and never pauses
    assert disk.commits[0]["box"] < typed


def test_nothing_typed_writes_nothing(qtbot: QtBot, disk: Disk) -> None:
    autosave = Autosave(InlineJobs(), disk.commit)
    autosave.put({})
    autosave._save()
    assert disk.commits == []


def test_saved_is_said_only_when_nothing_newer_waits(qtbot: QtBot, disk: Disk) -> None:
    jobs = HeldJobs()
    autosave = Autosave(jobs, disk.commit)
    heard = Heard(autosave)
    autosave.put({"box": "a"})
    autosave.flush()
    assert heard.signals == ["saving"]
    autosave.put({"box": "ab"})
    jobs.let_go()
    assert disk.holds() == {"box": "ab"}  # the flush went on until nothing waited
    assert heard.signals == ["saving", "saved"]


def test_a_key_during_a_commit_is_not_called_saved_by_it(qtbot: QtBot, disk: Disk) -> None:
    jobs = HeldJobs()
    autosave = Autosave(jobs, disk.commit)
    heard = Heard(autosave)
    autosave.put({"box": "a"})
    qtbot.waitUntil(lambda: jobs.waiting == 1)
    autosave.put({"box": "ab"})
    jobs.let_go()
    assert heard.signals == ["saving"]
    assert autosave.pending() == {"box": "ab"}
    qtbot.waitUntil(lambda: jobs.waiting == 1)
    jobs.let_go()
    assert heard.signals == ["saving", "saved"]
    assert autosave.pending() == {}


def test_typing_never_waits_for_saving(qtbot: QtBot, disk: Disk) -> None:
    jobs = HeldJobs()
    autosave = Autosave(jobs, disk.commit)
    autosave.put({"box": "a"})
    autosave.flush()
    for text in ("ab", "abc"):
        autosave.put({"box": text})  # returns although the disk has not
    assert jobs.waiting == 1
    assert autosave.pending() == {"box": "abc"}


def test_a_full_disk_loses_nothing_and_is_tried_again(qtbot: QtBot, disk: Disk) -> None:
    autosave = Autosave(InlineJobs(), disk.commit)
    heard = Heard(autosave)
    disk.full = True
    autosave.put({"box": "a"})
    autosave.flush()
    autosave.put({"box": "ab", "other": "x"})
    assert heard.signals == ["saving", "failed"]
    assert autosave.pending() == {"box": "ab", "other": "x"}
    disk.full = False
    with qtbot.waitSignal(autosave.saved, timeout=5000):
        pass
    assert disk.holds() == {"box": "ab", "other": "x"}


def test_what_failed_never_overwrites_what_was_typed_meanwhile(qtbot: QtBot, disk: Disk) -> None:
    jobs = HeldJobs()
    autosave = Autosave(jobs, disk.commit)
    disk.full = True
    autosave.put({"box": "old"})
    autosave.flush()
    autosave.put({"box": "new"})
    jobs.let_go()
    assert autosave.pending() == {"box": "new"}


def test_flush_answers_with_what_could_not_be_saved(qtbot: QtBot, disk: Disk) -> None:
    autosave = Autosave(InlineJobs(), disk.commit)
    answers: list[dict[str, Any]] = []
    autosave.put({"box": "a"})
    autosave.flush(lambda edits: answers.append(dict(edits)))
    disk.full = True
    autosave.put({"box": "ab"})
    autosave.flush(lambda edits: answers.append(dict(edits)))
    assert answers == [{}, {"box": "ab"}]


def test_flush_and_wait_returns_when_time_is_up(qtbot: QtBot, disk: Disk) -> None:
    autosave = Autosave(HeldJobs(), disk.commit)
    autosave.put({"box": "a"})
    assert autosave.flush_and_wait(50) == {"box": "a"}
    assert Autosave(InlineJobs(), disk.commit).flush_and_wait(50) == {}


def test_the_place_is_saved_with_no_word_typed(qtbot: QtBot) -> None:
    places: list[Any] = []

    def commit(_edits: Mapping[str, Any], place: Any) -> datetime:
        places.append(place)
        return START

    autosave = Autosave(InlineJobs(), commit, place=lambda: {"page": "section home"})
    autosave.note_place()
    qtbot.waitUntil(lambda: places == [{"page": "section home"}])


def test_a_place_that_was_not_kept_is_told_and_tried_again(qtbot: QtBot, disk: Disk) -> None:
    autosave = Autosave(InlineJobs(), disk.commit)
    disk.full = True
    autosave.note_place()
    assert not autosave.settled()
    assert autosave.flush_and_wait(50) == {}
    assert not autosave.settled()
    disk.full = False
    qtbot.waitUntil(autosave.settled)
    assert disk.commits == [{}]


def test_a_place_on_its_way_is_not_settled(qtbot: QtBot, disk: Disk) -> None:
    jobs = HeldJobs()
    autosave = Autosave(jobs, disk.commit)
    autosave.flush_and_wait(50)
    assert not autosave.settled()
    jobs.let_go()
    assert autosave.settled()


def test_a_flush_during_a_save_keeps_where_the_cursor_is_by_then(qtbot: QtBot) -> None:
    places: list[Any] = []
    where, jobs = {"position": 28}, HeldJobs()

    def commit(_edits: Mapping[str, Any], place: Any) -> datetime:
        places.append(place)
        return START

    autosave = Autosave(jobs, commit, lambda: dict(where))
    autosave.put({"box": "words"})
    qtbot.waitUntil(lambda: bool(jobs.waiting), timeout=4 * PAUSE_MS)
    where["position"] = 27
    answers: list[Any] = []
    autosave.flush(answers.append)
    jobs.let_one_go()
    jobs.let_one_go()
    assert places == [{"position": 28}, {"position": 27}]
    assert answers == [{}]
