"""Lines typed and not handed in yet: a crash or a lock brings them back to the same place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iro_desktop.domain.letter import Letter, LetterPartName
from iro_desktop.domain.review import Attendance, ParkedNote, Review
from iro_desktop.screens.letter.presenter import LetterPresenter
from iro_desktop.screens.letter.view import LetterScreenView
from iro_desktop.screens.letter.wiring import connect_letter
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.view import RecordView
from iro_desktop.services.letter_edits import REASONS
from iro_desktop.services.restore_draft import restore_draft
from tests.fakes import InlineJobs
from tests.lettering import a_finished_review
from tests.reviewing import ELLIS, Office
from tests.screens.conftest import Show
from tests.screens.recording import a_screen, focus, press, type_text

LINES = {
    "new_edit": ("parked", "MARKER-PARK ask about the dog"),
    "add_name_edit": ("who", "MARKER-NAME Jo"),
    "add_role_edit": ("who", "MARKER-ROLE football coach"),
}
Recording = tuple[RecordView, RecordPresenter]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


@pytest.fixture
def recording(qtbot: QtBot, office: Office, show: Show, plain: None) -> Iterator[Recording]:
    made = a_screen(InlineJobs(), office.session)
    show(made[0], QSize(1000, 600))
    made[1].open_child(ELLIS)
    yield made
    made[1].flush_and_wait(500)


def line(name: str) -> QLineEdit:
    edit = focus()
    assert isinstance(edit, QLineEdit)
    assert edit.objectName() == name
    return edit


@pytest.mark.parametrize("name", LINES)
def test_a_line_not_handed_in_is_saved_as_it_is_typed_and_found_again(
    recording: Recording, office: Office, qtbot: QtBot, name: str
) -> None:
    view, presenter = recording
    page, words = LINES[name]
    view.open_page(page, "", name.removesuffix("_edit"))
    line(name)
    with qtbot.waitSignal(presenter.saved, timeout=3000):
        type_text(words)
        for _ in range(3):
            press(Qt.Key.Key_Left)
    presenter._session = office.reopen()  # as after a crash
    presenter.open(presenter.review_id)
    assert (line(name).text(), line(name).cursorPosition()) == (words, len(words) - 3)
    assert office.caseload.list(ParkedNote) == ()


@pytest.mark.parametrize("name", LINES)
def test_a_line_not_saved_yet_is_in_the_draft_that_a_lock_seals(
    recording: Recording, office: Office, name: str
) -> None:
    view, presenter = recording
    page, words = LINES[name]
    view.open_page(page, "", name.removesuffix("_edit"))
    type_text(words)
    draft = presenter.draft()
    assert draft is not None
    presenter._session = office.reopen()
    restore_draft(office.session, draft)
    presenter.open(presenter.review_id)
    assert (line(name).text(), line(name).cursorPosition()) == (words, len(words))


def test_what_was_handed_in_is_not_left_in_its_line(recording: Recording, office: Office) -> None:
    view, presenter = recording
    view.open_page("parked", "", "new")
    type_text("ask about the dog\n")
    view.open_page("who", "", "add_name")
    type_text("Jo\n")
    presenter.flush()
    assert [note.text for note in office.caseload.list(ParkedNote)] == ["ask about the dog"]
    assert [who.name for who in office.caseload.list(Attendance)] == ["Jo"]
    review = office.caseload.get(Review, presenter.review_id)
    assert review is not None
    assert review.half_typed == ""


# The reason for letting a STOP stand


@pytest.fixture
def letter(qtbot: QtBot, office: Office, show: Show, plain: None) -> Iterator[LetterPresenter]:
    presenter = a_letter(office, show)
    presenter.open(a_finished_review(office))
    presenter.typed(LetterPartName.REACH_ME, "")
    presenter.flush()
    yield presenter
    presenter.flush_and_wait(500)


def a_letter(office: Office, show: Show) -> LetterPresenter:
    view = LetterScreenView()
    presenter = LetterPresenter(InlineJobs(), office.session, view, parent=view)
    connect_letter(view, presenter)
    show(view, QSize(1366, 640))
    return presenter


def view_of(presenter: LetterPresenter) -> LetterScreenView:
    view = presenter._view
    assert isinstance(view, LetterScreenView)
    return view


def begin_a_reason(presenter: LetterPresenter, words: str) -> None:
    form = view_of(presenter).form
    while not (form.finding_card.isVisible() and form.stand_button.isVisible()):
        press(Qt.Key.Key_F7)
    form.stand_button.click()
    type_text(words)
    press(Qt.Key.Key_Left)


def opened_again(presenter: LetterPresenter, office: Office, show: Show) -> LetterPresenter:
    again = a_letter(office, show)
    again.open(presenter._review_id)
    return again


def test_a_reason_for_a_stop_is_saved_as_it_is_typed_and_found_again(
    letter: LetterPresenter, office: Office, show: Show, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(letter.saved, timeout=3000):
        begin_a_reason(letter, "his helpline")
    said = view_of(letter).form.finding_label.text()
    again = opened_again(letter, office, show)
    assert (line("reason_edit").text(), line("reason_edit").cursorPosition()) == ("his helpline", 11)
    assert view_of(again).form.finding_label.text() == said
    press(Qt.Key.Key_Return)
    again.flush()
    assert office.caseload.list(Letter)[0].reasons_so_far == ""
    assert any(finding.let_stand == "his helpline" for finding in again.findings())


def test_a_reason_in_a_sealed_draft_stands_beside_those_kept_before(
    letter: LetterPresenter, office: Office, show: Show
) -> None:
    begin_a_reason(letter, "his helpline")
    draft: dict[str, Any] = letter.draft() or {}
    assert "his helpline" in draft["edits"][REASONS]
    letter.autosave._waiting.clear()  # the process ends here
    kept = office.caseload.list(Letter)[0]
    with office.caseload.unit_of_work() as work:
        work.save(Letter(**{**vars(kept), "reasons_so_far": "1/another: of before"}))
        work.commit()
    for _ in range(2):  # applying it twice changes nothing
        restore_draft(office.session, draft)
    opened_again(letter, office, show)
    assert line("reason_edit").text() == "his helpline"
    assert "1/another: of before" in office.caseload.list(Letter)[0].reasons_so_far


def test_a_reason_waits_while_another_finding_is_looked_at(letter: LetterPresenter) -> None:
    begin_a_reason(letter, "his helpline")
    form = view_of(letter).form
    said = form.finding_label.text()
    letter.next_finding()
    assert form.reason_edit.text() == "" or form.finding_label.text() == said
    while form.finding_label.text() != said:
        letter.next_finding()
    assert form.reason_edit.text() == "his helpline"
    assert form.reason_edit.isVisible()
