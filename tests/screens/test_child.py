"""The child screen: what is due and why, what stays hidden, and the way into the review."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.domain.child import Person, PersonRole
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Review
from iro_desktop.screens.child.model import ReviewColumn, ReviewsModel, booked_words, careful_words
from iro_desktop.screens.child.presenter import ChildPresenter
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.due_signs import due_words
from iro_desktop.screens.page import Page
from iro_desktop.screens.shell.view import Shell
from iro_desktop.services.open_child import open_child
from iro_desktop.services.session import Session
from tests.fakes import InlineJobs
from tests.invented import NOW, ellis, session_in
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small

Sessions = Callable[[list[Record]], Session]


class Root(Page):
    def crumb(self) -> str:
        return "Caseload"


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    made: list[Session] = []

    def open_with(records: list[Record]) -> Session:
        made.append(session_in(tmp_path, records))
        return made[-1]

    yield open_with
    for session in made:
        session.caseload.close()


def in_shell(session: Session, child_id: str = "ellis") -> tuple[Shell, ChildView, ChildPresenter]:
    shell, view = Shell(demonstration=True), ChildView()
    shell.add_place("caseload", "Caseload", "users", Root)
    shell.visit("caseload")
    presenter = ChildPresenter(view, InlineJobs(), session, child_id)
    shell.open_page(view)
    return shell, view, presenter


def says(view: ChildView) -> str:
    return "\n".join(label.text() for label in view.window().findChildren(QLabel) if label.isVisible())


def click(view: ChildView, text: str) -> None:
    (button,) = [
        b for b in view.findChildren(QPushButton) if b.isVisible() and b.text().replace("&", "") == text
    ]
    button.click()


def test_what_is_due_why_and_the_plan(plain: None, show: Show, sessions: Sessions) -> None:
    shell, view, _ = in_shell(sessions(ellis()))
    show(shell)
    text = says(view)
    assert "Ellis Hart, 7" in text
    assert "calls Jo Marsh “Jojo”" in text
    assert "▲ in 6 days (Wed 18 Mar)" in text
    assert "3 months after Thursday 18 December 2025" in text
    assert "by Fri 13 Mar (tomorrow)" in text
    assert "Book a swim class" in text
    assert "▲ its day has passed" in text
    assert view.crumb() == "Ellis Hart, 7"


def test_what_is_careful_and_where_the_child_lives_wait_to_be_asked_for(
    plain: None, show: Show, sessions: Sessions
) -> None:
    shell, view, _ = in_shell(sessions(ellis(address_hidden=True)))
    show(shell)
    for secret in ("hospital", "mum.health", "No contact with", "Mill Lane, Macclesfield", "Macclesfield"):
        assert secret not in says(view)
    assert "address hidden" in says(view)
    assert "▲ Careful: 1 fact withheld" in says(view)
    click(view, "Show")
    click(view, "Show the address")
    for secret in ("hospital", "mum.health", "No contact with Rob Hart", "4 Mill Lane, Macclesfield"):
        assert secret in says(view)
    view.arrive()
    assert "hospital" not in says(view), "coming back hides it again"
    assert "4 Mill Lane" not in says(view)


def test_ctrl_r_starts_a_review_or_goes_on_with_the_one_begun(
    plain: None, show: Show, sessions: Sessions, qtbot: QtBot
) -> None:
    session = sessions(ellis())
    shell, view, presenter = in_shell(session)
    show(shell)
    with qtbot.waitSignal(presenter.start_review_wanted) as started:
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert started.args == ["ellis"]
    with session.caseload.unit_of_work() as work:
        work.save(Review(id="r2", child_id="ellis", started_at=NOW))
        work.commit()
    view.arrive()
    with qtbot.waitSignal(presenter.review_wanted) as going_on:
        click(view, "Continue review  Ctrl+R")
    assert going_on.args == ["r2"]


def test_the_way_into_the_review_has_the_keyboard(plain: None, show: Show, sessions: Sessions) -> None:
    shell, _view, _ = in_shell(sessions(ellis()))
    show(shell)
    focus = shell.focusWidget()
    assert isinstance(focus, QPushButton)
    assert "Start review" in focus.text()


def test_a_review_and_its_letter_open_from_the_list(
    plain: None, show: Show, sessions: Sessions, qtbot: QtBot
) -> None:
    shell, view, presenter = in_shell(sessions(ellis()))
    show(shell)
    with qtbot.waitSignal(presenter.review_wanted) as review:
        click(view, "Open review")
    with qtbot.waitSignal(presenter.letter_wanted) as letter:
        click(view, "Letter")
    assert review.args == letter.args == ["r1"]


def test_the_reviews_are_a_sound_model(plain: None, sessions: Sessions) -> None:
    model = ReviewsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(open_child(sessions(ellis()), "ellis").reviews)
    assert tester.model() is model
    assert [model.index(0, column).data() for column in range(model.columnCount())] == [
        "1", "18 Dec 2025", "18 Dec 2025", "Came and spoke", "✓ saved",
    ]  # fmt: skip


def test_a_booking_after_the_due_date_is_a_warning(sessions: Sessions) -> None:
    late = Review(id="r2", child_id="ellis", booked_on=date(2026, 3, 19), started_at=NOW)
    page = open_child(sessions([*ellis(), late]), "ellis")
    assert booked_words(page) == "Booked for Thu 19 Mar: ▲ that is after the due date."
    assert due_words(page.state, page.due.due_on, page.today).startswith("▲ in 6 days")


def test_nothing_to_be_careful_of_shows_no_strip(sessions: Sessions) -> None:
    records = [r for r in ellis(careful="", withheld=()) if r.id != "dad"]
    assert careful_words(open_child(sessions(records), "ellis")) == ""


def test_a_bare_child_says_what_is_missing(plain: None, show: Show, sessions: Sessions) -> None:
    shell, view, _ = in_shell(sessions([ellis()[0]]))
    show(shell)
    for words in (
        "Nobody is on record yet",
        "No reviews are on record yet",
        "No decisions are on record yet",
    ):
        assert words in says(view)


def press(shell: Shell, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = shell.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, how)


def test_somebody_is_added_put_right_removed_and_brought_back_by_keys(
    plain: None, show: Show, sessions: Sessions, qtbot: QtBot
) -> None:
    session = sessions(ellis())
    shell, view, presenter = in_shell(session)
    show(shell)
    press(shell, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(view.people.person_form.isVisible)  # Qt shows the press of a button before it acts
    with qtbot.waitSignal(presenter.people.saved, timeout=3000):
        QTest.keyClicks(shell.focusWidget(), "Pat Hart")
    qtbot.waitUntil(lambda: "Pat Hart" in says(view))
    press(shell, Qt.Key.Key_Tab)
    QTest.keyClicks(shell.focusWidget(), "fam")
    press(shell, Qt.Key.Key_Tab)
    QTest.keyClicks(shell.focusWidget(), "grandmother")
    press(shell, Qt.Key.Key_Tab)
    QTest.keyClicks(shell.focusWidget(), "Nan")
    presenter.people.flush_and_wait()
    (pat,) = session.caseload.list(Person, name="Pat Hart")
    assert (pat.child_id, pat.role, pat.called) == ("ellis", PersonRole.FAMILY, "Nan")
    qtbot.waitUntil(lambda: "grandmother · “Nan”" in says(view))
    press(shell, Qt.Key.Key_Escape)
    assert not view.people.person_form.isVisible()
    assert view.people.add_button.hasFocus()
    (edit,) = [b for b in view.findChildren(QPushButton) if b.accessibleName() == "Edit Pat Hart"]
    edit.setFocus()
    press(shell, Qt.Key.Key_Space)
    assert shell.focusWidget() is view.people.person_form.form.name_edit
    view.people.person_form.remove_button.setFocus()
    press(shell, Qt.Key.Key_Space)
    assert "Pat Hart" not in says(view)
    assert session.caseload.list(Person, name="Pat Hart") == ()
    assert shell.focusWidget() is view.people.undo_button
    press(shell, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Pat Hart" in says(view))
    assert not view.people.undo_button.isVisible()


def test_a_persons_fields_are_scrolled_to(plain: None, show: Show, sessions: Sessions) -> None:
    shell, view, _ = in_shell(sessions(ellis()))
    show(shell, SIZES[1])
    click(view, "Add a person")
    for _ in range(5):
        QApplication.processEvents()
    form = view.people.person_form
    top = form.form.name_edit.mapTo(view._area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= view._area.viewport().height() - form.form.name_edit.height()


def test_words_typed_of_a_person_are_in_the_draft_until_the_disk_has_them(
    plain: None, show: Show, sessions: Sessions
) -> None:
    shell, view, presenter = in_shell(sessions(ellis()))
    show(shell)
    click(view, "Add a person")
    QTest.keyClicks(shell.focusWidget(), "Pat")
    draft = presenter.people.draft()
    assert draft is not None
    assert (draft["screen"], draft["review_id"], list(draft["edits"].values())) == (
        "people",
        "ellis",
        ["Pat"],
    )
    assert presenter.people.flush_and_wait() is None


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_it_can_be_read_and_used(dressed: object, show: Show, size: QSize, sessions: Sessions) -> None:
    shell, view, _ = in_shell(sessions(ellis()))
    show(shell, size)
    click(view, "Show")
    click(view, "Show the address")
    click(view, "Add a person")
    for _ in range(3):
        QApplication.processEvents()
    assert too_small(shell) == []
    assert nameless(shell) == []
    assert too_small_to_hit(shell) == []
    assert not_reached_by_tab(shell) == []
    assert (shell.width(), shell.height()) == (size.width(), size.height())


def test_people_are_typed_over_what_show_it_has_shown_and_not_over_what_merely_came(
    plain: None, sessions: Sessions
) -> None:
    jo = Person(id="jo", child_id="ellis", name="Jo", role=PersonRole.CARER)
    session = sessions([*ellis(), jo])
    caseload = session.caseload
    caseload.shown_through = 5
    _shell, view, presenter = in_shell(session)
    assert presenter.people.seen == 5
    caseload.shown_through = 7  # a sync
    assert presenter.people.seen == 5, "what it brought has not been shown"
    presenter.refresh()  # "Show it"
    assert presenter.people.seen == 7
    view.people.open_person(jo)
    caseload.shown_through = 9
    presenter.refresh()
    assert presenter.people.seen == 7, "the fields hold what stood there before"
    view.people.person_form.form.called_edit.setText("Jojo")
    presenter.people.flush_and_wait()
    assert presenter.people.seen == 7
    view.people.close_person()
    assert presenter.people.seen == 9


def test_reviews_of_a_return_show_no_empty_columns(plain: None, show: Show, sessions: Sessions) -> None:
    imported = [
        Review(id=f"i{n}", child_id="ellis", held_on=date(2025, n, 1), source_key=f"90101/{n}")
        for n in (3, 9)
    ]
    only = [record for record in ellis() if getattr(record, "review_id", getattr(record, "id", "")) != "r1"]
    shell, view, _ = in_shell(sessions([*only, *imported]))
    show(shell)
    table = view._form.reviews_table
    hidden = [column for column in range(5) if table.isColumnHidden(column)]
    assert hidden == [ReviewColumn.NUMBER, ReviewColumn.DUE]


def test_reviews_recorded_here_show_number_and_due_date(plain: None, show: Show, sessions: Sessions) -> None:
    shell, view, _ = in_shell(sessions(ellis()))
    show(shell)
    assert not any(view._form.reviews_table.isColumnHidden(column) for column in range(5))
