"""Whose name stands on the screen: that of the child in hand, and of no other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from iro_desktop.app.pages import Pages
from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.review import Review, ReviewSection
from iro_desktop.screens.record.view import RecordView
from iro_desktop.services.open_caseload import Keys
from tests.fakes import InlineJobs
from tests.reviewing import ELLIS, Office

SADIA = "019c0000-0000-7000-8000-0000000000f1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        opened.save(
            Child(
                id=SADIA, given_name="Sadia", family_name="Rahman", known_as="Sadia",
                date_of_birth=date(2013, 1, 1),
            ),
            Episode(id=SADIA[:-1] + "2", child_id=SADIA, began_on=date(2025, 3, 1), legal_status="C2"),
        )  # fmt: skip
        yield opened


def desk_of(office: Office, folder: Path, qtbot: QtBot) -> Pages:
    paths = ProfilePaths(folder / "profile")
    paths.root.mkdir(exist_ok=True)
    log = Log(folder)
    made = Pages(office.session, Keys(office.key, "laptop"), paths, InlineJobs(), log)
    qtbot.addWidget(made.shell)
    made.shell.show()
    made.begin()
    return made


@pytest.fixture
def pages(office: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[Pages]:
    made = desk_of(office, tmp_path, qtbot)
    yield made
    made.put_away(remember=False)


def trail(pages: Pages) -> str:
    QApplication.processEvents()
    label = pages.shell.findChild(QLabel, "crumb_label")
    assert isinstance(label, QLabel)
    return label.text()


def test_a_child_is_opened_from_the_caseload_and_from_nowhere_else(pages: Pages) -> None:
    pages.open_child(ELLIS)
    pages.start_review(ELLIS)
    assert trail(pages).count("Ellis") == 2
    pages.shell._open_keys()
    pages.shell.child_wanted.emit(SADIA)
    assert trail(pages) == "Caseload  ›  Sadia Rahman, 13"
    pages.start_review(SADIA)
    assert "Ellis" not in trail(pages)
    assert trail(pages).startswith("Caseload  ›  Sadia Rahman, 13  ›  ")


def test_a_child_found_from_another_place_is_under_the_caseload(pages: Pages) -> None:
    pages.shell.visit("settings")
    pages.shell.child_wanted.emit(ELLIS)
    assert trail(pages) == "Caseload  ›  Ellis Hope, 7"
    pages.shell.visit("settings")
    pages.shell.child_wanted.emit(ELLIS)
    assert trail(pages) == "Caseload  ›  Ellis Hope, 7"


def test_the_former_childs_words_are_on_the_disk(pages: Pages, office: Office) -> None:
    pages.open_child(ELLIS)
    pages.start_review(ELLIS)
    page = pages.shell.page()
    assert isinstance(page, RecordView)
    focus = page.start_widget()
    assert focus is not None
    from PySide6.QtTest import QTest

    QTest.keyClicks(focus, "I like the goat")
    pages.open_child(SADIA)
    assert any("I like the goat" in repr(section) for section in office.caseload.list(ReviewSection))


def test_a_review_begun_for_a_child_who_was_left_does_not_open_over_another(pages: Pages) -> None:
    pages.open_child(SADIA)
    pages.start_review(ELLIS)
    assert trail(pages) == "Caseload  ›  Sadia Rahman, 13"


def test_a_lock_comes_back_to_one_child_only(
    office: Office, pages: Pages, tmp_path: Path, qtbot: QtBot
) -> None:
    pages.open_child(ELLIS)
    pages.start_review(ELLIS)
    pages.open_child(SADIA)
    pages.start_review(SADIA)
    (review,) = (r for r in office.caseload.list(Review, child_id=SADIA))
    pages.put_away(remember=True)
    assert office.caseload.desk("where") == [["child", SADIA], ["review", review.id]]
    again = desk_of(office, tmp_path, qtbot)
    assert trail(again) == "Caseload  ›  Sadia Rahman, 13  ›  Sadia’s review"
    again.put_away(remember=False)


def test_pages_of_two_children_kept_by_an_older_version_come_back_as_one(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    office.caseload.put_desk("where", [["child", ELLIS], ["child", SADIA]])
    again = desk_of(office, tmp_path, qtbot)
    assert trail(again) == "Caseload  ›  Sadia Rahman, 13"
    again.put_away(remember=False)
