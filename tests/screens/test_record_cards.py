"""The cards of the decisions, and the boxes that grow: where things stand, and that they stay in sight."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.review import ParkedNote, Participation
from iro_desktop.screens.record.decisions_page import DecisionCard
from iro_desktop.screens.record.finish_page import FinishPage, MissingRow
from iro_desktop.screens.record.parked_page import ParkedPage
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.view import RecordView
from iro_desktop.screens.record.who_page import WhoPage
from iro_desktop.screens.theme import Scheme, apply_theme
from tests.screens.recording import focus, press, type_text
from tests.screens.test_record_screen import ROOM, Recording, cards, office, recording, section, settle

__all__ = ["office", "recording"]


def test_a_removed_decision_comes_back_to_its_place(recording: Recording) -> None:
    view, presenter = recording
    three_decisions(view, presenter)
    second = list(cards(view).cards.values())[1]
    second.form.remove_button.click()
    assert focus() is cards(view).form.undo_button
    assert whats(view) == ["one", "three"]
    cards(view).form.undo_button.click()
    settle(view)
    assert whats(view) == ["one", "two", "three"]
    titles = [card.form.title_label.text() for card in shown_cards(view)]
    assert titles == ["Decision 1", "Decision 2", "Decision 3"]
    assert [card.form.what_edit.toPlainText() for card in shown_cards(view)] == ["one", "two", "three"]
    seen = []
    focused(shown_cards(view)[0].form.what_edit)
    for _ in range(40):
        press(Qt.Key.Key_Tab)
        if focus().objectName() == "what_edit":
            seen.append(focus().accessibleName())
    assert seen[:2] == ["Decision 2: what was decided", "Decision 3: what was decided"]


def test_tab_meets_what_stands_on_a_card_in_the_order_of_the_eye(recording: Recording) -> None:
    view, presenter = recording
    three_decisions(view, presenter)
    first, second, _third = shown_cards(view)
    focused(first.form.for_child_edit)
    press(Qt.Key.Key_Tab)
    assert focus() is second.form.remove_button
    press(Qt.Key.Key_Tab)
    assert focus() is second.form.what_edit


def test_a_new_card_is_scrolled_to(recording: Recording) -> None:
    view, presenter = recording
    three_decisions(view, presenter)
    new = shown_cards(view)[-1]
    area = view.form.pages._areas["decisions"]
    top = new.form.title_label.mapTo(area.viewport(), QPoint(0, 0)).y()
    foot = new.form.who_edit.mapTo(area.viewport(), QPoint(0, new.form.who_edit.height())).y()
    assert 0 <= top < foot <= area.viewport().height()


def test_the_caret_stays_in_sight_while_the_box_grows(recording: Recording) -> None:
    view, _presenter = recording
    view.resize(640, 430)
    settle(view)
    box = section(view, "child").boxes["what_next"]
    box.setFocus()
    settle(view)
    area = view.form.pages._areas["section child"]
    for number in range(12):
        type_text(f"line {number}\n")
        settle(view)
        caret = box.viewport().mapTo(area.viewport(), box.cursorRect().bottomLeft()).y()
        assert caret <= area.viewport().height(), number


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)", extend=True)
def test_the_first_click_beside_the_open_list_of_names_does_what_it_says(
    recording: Recording, qtbot: QtBot
) -> None:
    view, presenter = recording
    view.resize(760, 700)  # within the screen that there is without one
    presenter.add_decision()
    (card,) = shown_cards(view)
    settle(view)
    card.form.who_edit.setFocus()
    type_text("j")
    popup = card.form.who_edit.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    no = card.form.answer_row.stops()[2]
    assert isinstance(no, QRadioButton)
    there = no.mapTo(view, QPoint(8, no.height() // 2))
    assert not popup.geometry().contains(view.mapToGlobal(there))
    QTest.mouseClick(view.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there)
    qtbot.waitUntil(no.isChecked)
    assert not popup.isVisible()
    assert card.form.who_edit.text() == "j"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)", extend=True)
def test_a_click_on_what_the_pages_edge_cuts_chooses_it(recording: Recording) -> None:
    view, _presenter = recording
    view.resize(760, 500)
    view.open_page("who", "", "")
    settle(view)
    area, page = view.form.pages._areas["who"], view.form.pages.page("who")
    assert isinstance(page, WhoPage)
    came = next(iter(page.people.values())).stops()[0]
    assert isinstance(came, QRadioButton)
    bar, foot = area.verticalScrollBar(), came.mapTo(page, QPoint(0, came.height())).y()
    bar.setValue(foot - area.viewport().height() - 6)  # its lowest pixels are out of sight
    settle(view)
    assert 0 < bar.value() < bar.maximum()
    there = came.mapTo(view, QPoint(8, came.height() // 2))
    for event in (QTest.mousePress, QTest.mouseRelease):
        event(view.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there)
    assert came.isChecked()


def test_a_note_sorted_by_keyboard_leaves_the_keyboard_on_the_page(recording: Recording) -> None:
    view, presenter = recording
    for text in ("ask Jo", "ask Mr Hall"):
        presenter.park(text)
    view.open_page("parked", "", "new")
    page = view.form.pages.page("parked")
    assert isinstance(page, ParkedPage)
    for left in (1, 0):
        put_there(page)
        settle(view)
        assert len(page._cards) == left
        assert page.isAncestorOf(focus())
    assert focus() is page.form.new_edit


def test_a_parked_note_is_no_word_of_the_childs_unless_somebody_says_so(recording: Recording) -> None:
    view, presenter = recording
    presenter.park("ask Priya about the passport")
    view.open_page("parked", "", "new")
    page = view.form.pages.page("parked")
    assert isinstance(page, ParkedPage)
    put_there(page)
    settle(view)
    assert section(view, "child").boxes["what_next"].toPlainText() == "ask Priya about the passport"
    assert not section(view, "child").boxes["said"].toPlainText()


def put_there(page: ParkedPage) -> None:
    """Press the first note's button, as it stands."""
    sort = next(iter(page._cards.values())).findChild(QPushButton)
    assert isinstance(sort, QPushButton)
    sort.setFocus()
    sort.click()


def test_a_no_with_no_reason_is_not_called_complete(recording: Recording) -> None:
    view, presenter = recording
    presenter.add_decision()
    (card,) = shown_cards(view)
    card.form.what_edit.setPlainText("stay up late")
    card.form.who_edit.setText("Jo")
    card.form.by_edit.setText("in place")
    no = card.form.answer_row.stops()[2]
    assert isinstance(no, QRadioButton)
    no.click()
    settle(view)
    assert card.form.gap_label.text() == "still open: why"
    card.form.why_edit.setPlainText("school the next day")
    settle(view)
    assert card.form.gap_label.text() == "✓ complete"


def test_room_mode_tells_that_it_is_on(recording: Recording) -> None:
    view, _presenter = recording
    for on in (True, False):
        assert QAccessible.queryAccessibleInterface(view.form.room_check).role() is QAccessible.Role.CheckBox
        state = QAccessible.queryAccessibleInterface(view.form.room_check).state()
        assert bool(state.checked) is on
        view.form.room_check.click()


def test_a_low_window_with_large_text_leaves_room_to_type(recording: Recording, qapp: QApplication) -> None:
    view, _presenter = recording
    view.resize(1093, 330)
    apply_theme(qapp, Scheme.LIGHT, 200)
    settle(view)
    lines = view.form.pages.height() / view.fontMetrics().height()
    assert lines > 5
    assert view.form.room_check.isVisible()
    assert view.form.finish_button.isVisible()
    apply_theme(qapp, Scheme.LIGHT, 100)
    view.resize(ROOM)
    settle(view)
    assert view.form.child_label.isVisible()
    assert view.form.header_layout.indexOf(view.form.room_check) > 0


def test_what_must_be_put_right_is_listed_before_what_would_be_nice(recording: Recording) -> None:
    view, presenter = recording
    page = finish_page(view)
    page.missing["participation"].reason.setFocus()
    type_text("asleep")
    page.form.next_booked_edit.setText("1/1/30")
    presenter.flush()
    layout = page.form.missing_layout
    rows = [layout.itemAt(place).widget() for place in range(layout.count())]
    shown = [row.missing for row in rows if isinstance(row, MissingRow)]
    assert "next_booked late" in [m.code for m in shown]
    order = [(not m.blocking, not m.required, not m.doubtful) for m in shown]
    assert order == sorted(order)
    assert focus() is page.missing["participation"].reason
    assert list(page.missing) == [m.code for m in shown]


def test_on_the_last_page_there_is_one_way_to_finish(recording: Recording) -> None:
    view, _presenter = recording
    page = finish_page(view)
    assert not view.form.finish_button.isVisible()
    assert page.form.finish_button.isVisibleTo(page)
    view._open("decisions")
    assert view.form.finish_button.isVisible()


def test_the_page_shown_stays_in_sight_in_the_list(recording: Recording) -> None:
    view, _presenter = recording
    finish_page(view)
    view.resize(1000, 330)
    settle(view)
    sections = view.form.sections_list
    shown = sections.visualItemRect(sections.currentItem())
    assert sections.viewport().rect().contains(shown)


@pytest.mark.parametrize("width", [640, 893])
def test_what_is_said_of_a_day_is_in_sight_while_it_is_typed(recording: Recording, width: int) -> None:
    view, _presenter = recording
    view.resize(width, 430)
    page = finish_page(view)
    page.form.held_on_edit.setFocus()
    settle(view)
    page.form.next_booked_edit.setFocus()
    type_text("31/2/27")
    settle(view)
    area, said = view.form.pages._areas["finish"], page.form.next_said_label
    foot = said.mapTo(area.viewport(), QPoint(0, said.height())).y()
    assert foot <= area.viewport().height()


def test_an_impossible_day_is_not_complete_and_is_said_beside_its_field(recording: Recording) -> None:
    view, presenter = recording
    presenter.add_decision()
    (card,) = cards(view).cards.values()
    for edit, words in ((card.form.who_edit, "Jo"), (card.form.by_edit, "31/2/26")):
        edit.setText(words)
    card.form.what_edit.setPlainText("swim class")
    said = "▲ There is no 31 February 2026. Type the day that is meant."
    assert card.form.gap_label.text() == "still open: by when"
    assert card.form.by_said_label.text() == said
    assert card.form.by_said_label.isVisible()
    assert card.form.by_edit.accessibleDescription() == said
    card.form.by_edit.setText("28/2/27")
    assert card.form.gap_label.text() == "✓ complete"
    assert card.form.by_said_label.text() == "By Sun 28 Feb 2027: a Sunday"


def test_what_is_listed_at_finish_keeps_up_with_the_day_typed(recording: Recording) -> None:
    view, presenter = recording
    page = finish_page(view)
    page.form.next_booked_edit.setText("1/1/30")
    presenter.flush()
    row = page.missing["next_booked late"]
    row.reason.setText("the family is away")
    page.form.next_booked_edit.setText("2/1/30")
    presenter.flush()
    assert page.missing["next_booked late"] is row
    assert "Wed 2 Jan 2030" in row.link.accessibleName()
    assert row.reason.text() == "the family is away"


def finish_page(view: RecordView) -> FinishPage:
    view.form.finish_button.click()
    page = view.form.pages.page("finish")
    assert isinstance(page, FinishPage)
    return page


def three_decisions(view: RecordView, presenter: RecordPresenter) -> None:
    for words in ("one", "two", "three"):
        presenter.add_decision()
        type_text(words)
    settle(view)


def shown_cards(view: RecordView) -> list[DecisionCard]:
    """The cards from top to bottom, as the layout has them."""
    layout = cards(view).form.cards_layout
    found = [layout.itemAt(place).widget() for place in range(layout.count())]
    return [card for card in found if isinstance(card, DecisionCard)]


def whats(view: RecordView) -> list[str]:
    return [card.form.what_edit.toPlainText() for card in shown_cards(view)]


def focused(widget: QWidget) -> None:
    widget.setFocus()
    assert focus() is widget


@pytest.mark.parametrize(("typed", "day"), [("24 12", "Thu 24 Dec 2026"), ("24.12", "Thu 24 Dec 2026")])
def test_a_day_and_a_month_in_figures_are_a_date(recording: Recording, typed: str, day: str) -> None:
    view, presenter = recording
    card = decided(view, presenter)
    card.form.by_edit.setText(typed)
    assert card.form.by_said_label.text() == f"By {day}"
    assert card.form.gap_label.text() == "✓ complete"


@pytest.mark.parametrize("typed", ["24.13", "30", "24 Decmber"])
def test_a_date_that_is_not_understood_is_said_and_never_complete(recording: Recording, typed: str) -> None:
    view, presenter = recording
    card = decided(view, presenter)
    card.form.by_edit.setText(typed)
    assert f"“{typed}” is not understood as a date." in card.form.by_said_label.text()
    assert card.form.gap_label.text() == "still open: by when"


def test_the_example_of_a_date_is_still_to_come(recording: Recording) -> None:
    view, presenter = recording
    assert decided(view, presenter).form.by_edit.placeholderText() == "9/4/26, or in place"


def decided(view: RecordView, presenter: RecordPresenter) -> DecisionCard:
    """Return the card of a decision that says everything but when."""
    presenter.add_decision()
    settle(view)
    (card,) = shown_cards(view)
    card.form.what_edit.setPlainText("Swim class")
    card.form.who_edit.setText("Jo")
    return card


def test_how_the_views_are_known_says_where_it_goes_and_what_an_adult_would_say(recording: Recording) -> None:
    view, presenter = recording
    presenter.review_typed("participation", Participation.ABSENT_SENT_VIEWS)
    view.open_page("who")
    settle(view)
    page = view._page("who", WhoPage)
    label = page.form.how_said_label
    assert label.isVisible()
    assert label.text().startswith("This goes into the letter word for word")
    page.form.how_views_known_edit.setPlainText("The young person told the SW by phone.")
    assert "▲" in label.text() and "“The young person”: write “you”" in label.text()
    page.form.how_views_known_edit.setPlainText("You told Priya on the phone.")
    assert "▲" not in label.text()


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [
        ("25/12/26", "By Fri 25 Dec 2026: a bank holiday (bank holiday)"),
        ("27/12/26", "By Sun 27 Dec 2026: a Sunday"),
        ("24/12/26", "By Thu 24 Dec 2026"),
    ],
)
def test_a_deadline_on_a_day_off_gets_a_quiet_word(recording: Recording, typed: str, quiet: str) -> None:
    view, presenter = recording
    card = decided(view, presenter)
    card.form.by_edit.setText(typed)
    assert card.form.by_said_label.text() == quiet
    assert card.form.gap_label.text() == "✓ complete"


def test_codes_of_the_return_are_not_on_the_screen_in_the_room(recording: Recording) -> None:
    view, _presenter = recording
    view.open_page("who")
    page = view._page("who", WhoPage)

    def words() -> str:
        return " ".join(button.text() for button in page.findChildren(QRadioButton))

    assert view.is_in_the_room() and "PN" not in words()
    view.form.room_check.click()
    assert "(PN1)" in words()
    view.form.room_check.click()
    assert "PN" not in words()


def test_a_parked_note_is_dropped_and_brought_back(recording: Recording) -> None:
    view, presenter = recording
    presenter.park("ring the school")
    presenter.park("shoes")
    view.open_page("parked")
    page = view._page("parked", ParkedPage)

    def buttons(words: str) -> list[QPushButton]:
        return [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]

    assert not buttons("Undo: bring the dropped note back")
    buttons("Drop it")[0].click()
    settle(view)
    assert [note.text for note in presenter._opened().parked.values()] == ["shoes"]
    buttons("Undo: bring the dropped note back")[0].click()
    settle(view)
    assert [note.text for note in presenter._opened().parked.values()] == ["shoes", "ring the school"]
    assert not buttons("Undo: bring the dropped note back")
    presenter.flush()
    kept = presenter._session.caseload.list(ParkedNote)
    assert {note.text for note in kept} == {"shoes", "ring the school"}
