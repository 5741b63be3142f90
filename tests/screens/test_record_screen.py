from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Review, ReviewSection, SectionTopic, View
from iro_desktop.screens.record.decisions_page import DecisionsPage
from iro_desktop.screens.record.finish_page import FinishPage
from iro_desktop.screens.record.note_box import NoteBox, SpokenLines
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.section_page import SectionPage
from iro_desktop.screens.record.view import READ_BACK, RecordView
from iro_desktop.screens.theme import Scheme, apply_theme
from tests.fakes import InlineJobs
from tests.reviewing import ELLIS, Office
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small
from tests.screens.recording import a_screen, focus, press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
ROOM = QSize(1166, 640)
"""What the shell leaves of a council laptop's screen."""
SMALLEST = QSize(893, 430)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


@pytest.fixture
def recording(
    qtbot: QtBot, office: Office, show: Show, plain: None
) -> Iterator[tuple[RecordView, RecordPresenter]]:
    view, presenter = a_screen(InlineJobs(), office.session)
    show(view, ROOM)
    presenter.open_child(ELLIS)
    yield view, presenter
    presenter._session = office.session  # a test may have reopened it
    presenter.flush_and_wait(500)


Recording = tuple[RecordView, RecordPresenter]


def section(view: RecordView, name: str) -> SectionPage:
    page = view.form.pages.page(f"section {name}")
    assert isinstance(page, SectionPage)
    return page


def cards(view: RecordView) -> DecisionsPage:
    page = view.form.pages.page("decisions")
    assert isinstance(page, DecisionsPage)
    return page


def test_typing_starts_at_once_in_the_childs_box(recording: Recording, office: Office) -> None:
    view, presenter = recording
    type_text('"I feel safe here"\nI made a cake')
    assert section(view, "child").boxes["said"].toPlainText() == '"I feel safe here"\nI made a cake'
    presenter.flush()
    assert office.caseload.list(ReviewSection, review_id=presenter.review_id)[0].said.endswith("a cake")
    assert [v.words for v in office.caseload.list(View)] == ["I feel safe here"]


def test_it_saves_by_itself_and_says_so(recording: Recording, office: Office, qtbot: QtBot) -> None:
    _view, presenter = recording
    with qtbot.waitSignal(presenter.saved, timeout=3000):
        type_text("Cosy")
    assert office.caseload.list(ReviewSection, review_id=presenter.review_id)[0].said == "Cosy"


def test_a_review_recorded_by_keyboard_alone(recording: Recording, office: Office) -> None:
    view, presenter = recording
    type_text("I miss Mum")
    press(Qt.Key.Key_Q, CONTROL)
    press(Qt.Key.Key_Return)
    type_text("more time with Mum")
    press(Qt.Key.Key_W, CONTROL)
    press(Qt.Key.Key_D, CONTROL)
    press(Qt.Key.Key_Tab)
    type_text("Can swim")
    press(Qt.Key.Key_Down, CONTROL)
    assert view.form.pages.shown == "section since_last"
    type_text("bike\nask Jo")
    press(Qt.Key.Key_B, CONTROL)
    press(Qt.Key.Key_Up, CONTROL)
    assert view.form.pages.shown == "section child"
    assert focus().objectName() == "going_well_edit"  # where it was
    presenter.flush()
    caseload = office.caseload
    assert [(v.words, v.wish) for v in caseload.list(View, order_by="position")] == [
        ("I miss Mum", ""),
        ("", "more time with Mum"),
    ]
    (decision,) = caseload.list(Decision)
    assert (decision.what, bool(decision.view_id)) == ("more time with Mum", True)
    assert [n.text for n in presenter._opened().parked.values()] == ["ask Jo"]
    assert section(view, "since_last").boxes["said"].toPlainText() == "bike\n"


@pytest.mark.parametrize("box", ["said", "going_well", "worried", "what_next"])
def test_ctrl_d_works_in_every_box_and_takes_no_letter(recording: Recording, box: str) -> None:
    view, _presenter = recording
    edit = section(view, "child").boxes[box]
    edit.setFocus()
    type_text("swim class")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_D, CONTROL)
    assert edit.toPlainText() == "swim class"  # X11's Ctrl+D would have deleted a letter
    assert [c.form.what_edit.toPlainText() for c in cards(view).cards.values()] == ["swim class"]


def test_undo_outlives_saving_and_changing_sections(recording: Recording) -> None:
    view, presenter = recording
    type_text("I feel safe")
    press(Qt.Key.Key_Q, CONTROL)
    presenter.flush()
    press(Qt.Key.Key_Down, CONTROL)
    press(Qt.Key.Key_Up, CONTROL)
    box = section(view, "child").boxes["said"]
    assert box.toPlainText() == "“I feel safe”"
    press(Qt.Key.Key_Z, CONTROL)
    assert box.toPlainText() == "I feel safe"
    press(Qt.Key.Key_Z, CONTROL)
    assert box.toPlainText() == ""


def test_paste_and_what_dictation_sends_are_taken_as_they_are(recording: Recording) -> None:
    view, _presenter = recording
    box = section(view, "child").boxes["said"]
    text = "Zażółć “gęślą” jaźń\n\u2028second – line \U0001f600 <b>not bold</b> &amp;"
    box.insertPlainText(text)
    assert box.toPlainText() == text.replace("\u2028", "\n") or box.toPlainText() == text


def test_after_a_crash_it_is_the_same_screen_same_cursor_same_words(
    recording: Recording, office: Office, show: Show
) -> None:
    view, presenter = recording
    press(Qt.Key.Key_Down, CONTROL)
    press(Qt.Key.Key_Down, CONTROL)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    type_text("Noise at night")
    for _ in range(5):
        press(Qt.Key.Key_Left)
    presenter.flush()
    presenter._session = office.reopen()  # else its timer would find a closed file
    again, presenter_again = a_screen(InlineJobs(), office.session)
    show(again, ROOM)
    presenter_again.open_child(ELLIS)
    assert again.form.pages.shown == view.form.pages.shown == "section home"
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    assert box.objectName() == "worried_edit"
    assert (box.toPlainText(), box.textCursor().position()) == ("Noise at night", 9)
    presenter_again.flush_and_wait(500)


def test_decisions_are_filled_in_by_keyboard(recording: Recording, office: Office) -> None:
    view, presenter = recording
    type_text("Mr Hall to read with me")
    press(Qt.Key.Key_D, CONTROL)
    view.form.decisions_button.click()
    assert focus().objectName() == "what_edit"
    press(Qt.Key.Key_Tab)
    type_text("Mr Hall")
    press(Qt.Key.Key_Tab)
    type_text("20/4/26")
    (card,) = cards(view).cards.values()
    assert card.form.gap_label.text() == "✓ complete"
    assert card.form.by_said_label.text() == "By Mon 20 Apr 2026"
    press(Qt.Key.Key_Return, CONTROL)
    type_text("swim class")
    presenter.flush()
    assert [d.what for d in office.caseload.list(Decision, order_by="position")] == [
        "Mr Hall to read with me",
        "swim class",
    ]


def test_why_is_asked_only_where_the_answer_is_not_yes(recording: Recording) -> None:
    view, presenter = recording
    presenter.add_decision()
    (card,) = cards(view).cards.values()
    assert not card.form.why_edit.isVisible()
    for button in card.form.answer_row.findChildren(QWidget):
        if "Not yet" in button.accessibleName():
            button.click()  # type: ignore[attr-defined]  # a radio button
    assert card.form.why_edit.isVisible()


def test_room_mode_shows_nothing_that_was_not_said_here_today(recording: Recording) -> None:
    view, _presenter = recording
    view._open("section home")
    home = section(view, "home")
    assert view.form.room_check.isChecked()
    assert not home.form.note_edit.isVisible()
    assert not home.form.last_label.isVisible()
    assert "MARKER" not in visible_words(view)
    view.form.room_check.click()
    assert home.form.note_edit.isVisible()
    assert "MARKER-LAST-TIME" in home.form.last_label.text()
    for secret in ("MARKER-CAREFUL", "MARKER-WITHHELD", "MARKER-ADDRESS", "MARKER-NOTE"):
        assert secret not in visible_words(view)


def visible_words(view: RecordView) -> str:
    texts = []
    for widget in view.findChildren(QWidget):
        for reader in ("text", "toPlainText", "title"):
            if widget.isVisible() and hasattr(widget, reader):
                texts.append(str(getattr(widget, reader)()))
    return "\n".join(texts)


def test_reading_back_shows_the_childs_words_and_nothing_else(recording: Recording) -> None:
    view, _presenter = recording
    type_text("I feel safe here")
    press(Qt.Key.Key_Tab)
    type_text("an adult's opinion")
    view.form.read_back_button.click()
    assert view.form.pages.shown == READ_BACK
    assert "I feel safe here" in visible_words(view)
    assert "an adult's opinion" not in visible_words(view)
    view.form.read_back_button.click()
    assert view.form.pages.shown == "section child"
    assert focus().objectName() == "going_well_edit"


def test_a_failed_save_says_the_words_are_safe_on_the_screen(recording: Recording) -> None:
    view, presenter = recording
    type_text("Cosy")
    view.show_problem(KnownProblem("The disk is full.", "Make room."))
    assert view.form.message_bar.isVisible()
    type_text(" bed")
    assert section(view, "child").boxes["said"].toPlainText() == "Cosy bed"
    presenter.flush()
    assert not view.form.message_bar.isVisible()


def test_what_is_missing_is_a_click_away(recording: Recording) -> None:
    view, presenter = recording
    presenter.add_decision()
    view.form.finish_button.click()
    finish = view.form.pages.page("finish")
    assert finish is not None
    links = [b for b in finish.findChildren(QPushButton) if b.property("kind") == "link"]
    assert len(links) > 5
    next(b for b in links if "by when" in b.accessibleName()).click()
    assert view.form.pages.shown == "decisions"
    assert focus().objectName() == "by_edit"


def test_a_finished_review_is_read_not_typed_in(recording: Recording, office: Office) -> None:
    view, presenter = recording
    type_text("Cosy")
    view.form.finish_button.click()
    asked = [m.code for m in presenter_missing(presenter)]
    presenter.finish(dict.fromkeys(asked, "a reason"))
    presenter.open(presenter.review_id)
    view._open("section child")
    box = section(view, "child").boxes["said"]
    assert box.isReadOnly()
    assert box.toPlainText() == "Cosy"
    assert not view.form.finish_button.isVisible()


def presenter_missing(presenter: RecordPresenter) -> list[object]:
    from iro_desktop.services.missing import what_is_missing

    return list(what_is_missing(presenter._session, presenter.review_id))


PAGES = ("section home", "decisions", "who", "parked", "finish")


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name_and_is_reached_by_tab(recording: Recording, page: str) -> None:
    view, presenter = recording
    fill(view, presenter)
    view._open(page)
    assert nameless(view) == []
    assert too_small_to_hit(view, 26) == []
    passed_by = not_reached_by_tab(view)
    assert [name for name in passed_by if not name.startswith("QRadioButton")] == []  # arrows reach those


def test_tab_leaves_every_box(recording: Recording) -> None:
    view, presenter = recording
    fill(view, presenter)
    for page in PAGES:
        view._open(page)
        assert all(box.tabChangesFocus() for box in view.findChildren(QPlainTextEdit))


@pytest.mark.parametrize("size", [SMALLEST], ids=["smallest"])
def test_every_word_fits(
    qtbot: QtBot, office: Office, show: Show, dressed: tuple[Scheme, int], size: QSize
) -> None:
    view, presenter = a_screen(InlineJobs(), office.session)
    show(view, size)
    presenter.open_child(ELLIS)
    fill(view, presenter)
    for page in (*PAGES, READ_BACK):
        view._open(page) if page != READ_BACK else view.form.read_back_button.click()
        settle(view)
        assert too_small(view) == [], page
    presenter.flush_and_wait(500)


def settle(view: RecordView) -> None:
    """Let the layouts come to rest: text that grows makes boxes grow, and those the page."""
    for _ in range(20):
        QApplication.processEvents()
        QApplication.sendPostedEvents()


def fill(view: RecordView, presenter: RecordPresenter) -> None:
    presenter.typed("family", "said", "Wish: more time with Mum, and with Nan and the dog")
    presenter.decide("Mr Hall to read with Ellis each week", "school")
    presenter.park("ask about the bike")
    view.form.room_check.setChecked(False)


def test_sections_are_told_in_words_too(recording: Recording) -> None:
    view, presenter = recording
    presenter.typed("home", "worried", "Noise")
    names = [
        view.form.sections_list.item(row).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(view.form.sections_list.count())
    ]
    assert "Home, started" in names
    assert "School, empty" in names
    assert SIZES[0].width() > ROOM.width()


def test_every_topic_opens_with_ctrl_down(recording: Recording) -> None:
    view, _presenter = recording
    seen = {view.form.pages.shown}
    for _ in range(view.form.sections_list.count()):
        press(Qt.Key.Key_Down, CONTROL)
        seen.add(view.form.pages.shown)
    assert {f"section {topic.value}" for topic in SectionTopic} <= seen
    assert "finish" in seen


def test_reasons_for_what_is_missing_are_saved_as_they_are_typed(
    recording: Recording, office: Office, qtbot: QtBot
) -> None:
    view, presenter = recording
    page = finish(view)
    page.missing["participation"].reason.setFocus()
    with qtbot.waitSignal(presenter.saved, timeout=3000):
        type_text("MARKER-REASON: he was asleep")
    review = office.caseload.get(Review, presenter.review_id)
    assert review is not None
    assert "MARKER-REASON" in review.reasons_so_far
    presenter._session = office.reopen()  # as after a crash
    presenter.open(presenter.review_id)
    assert finish(view).reasons() == {"participation": "MARKER-REASON: he was asleep"}


def test_a_reason_not_saved_yet_is_in_the_draft_that_a_lock_seals(recording: Recording) -> None:
    view, presenter = recording
    page = finish(view)
    page.missing["seen_alone"].reason.setFocus()
    type_text("no room")
    draft = presenter.draft()
    assert draft is not None
    assert "no room" in str(draft["edits"])


def test_a_reason_outlives_its_row(recording: Recording) -> None:
    view, presenter = recording
    page = finish(view)
    page.missing["attendance"].reason.setText("nobody kept a list")
    presenter.flush()
    rows = [row.missing for row in page.missing.values()]
    page.show_missing(())
    page.show_missing(rows)
    assert page.reasons() == {"attendance": "nobody kept a list"}


def finish(view: RecordView) -> FinishPage:
    view.form.finish_button.click()
    page = view.form.pages.page("finish")
    assert isinstance(page, FinishPage)
    return page


def test_answering_a_wish_opens_a_card_with_no_answer_chosen(recording: Recording) -> None:
    view, presenter = recording
    type_text("Wish: a dog")
    view.answer_wanted.emit(presenter._opened().wishes()[0].id)
    (card,) = cards(view).cards.values()
    buttons = [b for b in card.form.answer_row.stops() if isinstance(b, QRadioButton)]
    assert [b.isChecked() for b in buttons] == [False, False, False]
    assert "the answer" in card.form.gap_label.text()
    assert not card.form.why_edit.isVisibleTo(card)
    buttons[0].click()
    assert [b.isChecked() for b in buttons] == [True, False, False]
    assert "the answer" not in card.form.gap_label.text()


def test_spoken_lines_are_coloured_anew_when_light_and_dark_change_places(
    show: Show, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 100)
    box = NoteBox()
    lines = SpokenLines(box)
    show(box, SIZES[0])
    box.setPlainText('"I feel safe here"')

    def colour() -> str:
        formats = box.document().firstBlock().layout().formats()
        form = formats[0].format
        return str(form.foreground().color().name())

    light = colour()
    apply_theme(qapp, Scheme.DARK, 100)
    qapp.processEvents()
    dark = colour()
    apply_theme(qapp, Scheme.LIGHT, 100)
    assert lines is not None
    assert light != dark
