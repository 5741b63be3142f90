from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from iro_desktop.domain.child import Child
from iro_desktop.domain.letter import Letter, LetterPart, LetterPartName
from iro_desktop.domain.person import Profile
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.letter.presenter import LetterPresenter
from iro_desktop.screens.letter.view import LetterScreenView
from iro_desktop.screens.letter.wiring import connect_letter
from iro_desktop.screens.theme import Scheme
from iro_desktop.screens.widgets.text_box import TextBox
from iro_desktop.services.restore_draft import restore_draft
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import Finding, Level
from tests.fakes import InlineJobs
from tests.lettering import a_finished_review
from tests.reviewing import LAST, Office
from tests.screens.access import nameless
from tests.screens.conftest import Show
from tests.screens.legibility import too_small
from tests.screens.recording import focus, press, type_text

WIDE = QSize(1366, 640)
Writing = tuple[LetterScreenView, LetterPresenter, Office]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        profile = Profile(id="sam", name="Sam Okafor", phone="01632 960014")
        old = opened.session
        opened.session = Session(old.caseload, old.clock, old.working_days, profile)
        yield opened


def a_letter(office: Office, show: Show, size: QSize, target: Path | None) -> Writing:
    view = LetterScreenView(where=lambda _suggested: target)
    presenter = LetterPresenter(InlineJobs(), office.session, view, parent=view)
    connect_letter(view, presenter)
    show(view, size)
    presenter.open(a_finished_review(office))
    return view, presenter, office


@pytest.fixture
def writing(qtbot: QtBot, office: Office, show: Show, plain: None, tmp_path: Path) -> Iterator[Writing]:
    made = a_letter(office, show, WIDE, tmp_path / "Letter.docx")
    yield made
    made[1].flush_and_wait(500)


def thank(text: str = "Thank you for the cake. I loved your den!") -> None:
    type_text(text)


def test_the_cursor_waits_at_the_thank_you(writing: Writing) -> None:
    view, _presenter, _office = writing
    assert focus() is view.boxes["thanks"].form.text_edit


def test_typing_shows_on_the_page_and_is_kept(writing: Writing) -> None:
    view, presenter, office = writing
    thank()
    presenter.flush()
    assert "I loved your den!" in view.form.paper.toPlainText()
    (part,) = office.caseload.list(LetterPart)
    assert (part.part, part.text) == (LetterPartName.THANKS, "Thank you for the cake. I loved your den!")


def test_it_saves_by_itself(writing: Writing, qtbot: QtBot) -> None:
    _view, presenter, office = writing
    with qtbot.waitSignal(presenter.saved, timeout=3000):
        thank()
    assert len(office.caseload.list(LetterPart)) == 1


def test_a_quote_or_wish_is_told_once(writing: Writing) -> None:
    view, _presenter, _office = writing
    page = view.form.paper.toPlainText()
    assert page.count("I feel safe here") == 1
    assert "Wish:" not in page


def test_a_letter_with_a_stop_does_not_leave_and_says_why(writing: Writing, tmp_path: Path) -> None:
    view, presenter, office = writing
    office.save(Child(id=LAST[:-1] + "e", given_name="Zachariah", family_name="Quill", known_as="Zac"))
    thank("Thank you for playing with Zachariah.")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not (tmp_path / "Letter.docx").exists()
    assert view.form.message_bar.isVisible()
    assert view.form.finding_card.isVisible()
    assert view.form.finding_label.text().startswith("■ STOP")
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    assert "Zachariah" in box.textCursor().selectedText()  # a click away: the cursor is there
    assert any(f.level is Level.STOP and f.rule == 1 for f in presenter.findings())


def test_the_letter_is_offered_a_place_among_documents_then_where_the_last_one_went(
    writing: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _presenter, _office = writing
    offered: list[Path] = []

    def dialog(_parent: object, _title: str, beside: str, _kind: str) -> tuple[str, str]:
        offered.append(Path(beside))
        return (str(tmp_path / "there" / "Letter.docx"), "")

    monkeypatch.setattr(view, "_where", None)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    for _ in range(2):
        assert view.ask_where("Letter-1.docx") == tmp_path / "there" / "Letter.docx"
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert offered == [Path(documents) / "Letter-1.docx", tmp_path / "there" / "Letter-1.docx"]


def test_a_held_back_letter_asks_for_no_place_and_goes_on_saying_so(
    office: Office, show: Show, plain: None, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[str] = []
    view, presenter, office = a_letter(office, show, WIDE, tmp_path / "Letter.docx")
    view._where = lambda suggested: Path(asked.append(suggested) or "no")
    thank()
    presenter.typed(LetterPartName.REACH_ME, "")
    for _ in range(2):
        view.form.word_button.click()
        presenter.place_moved()
        presenter.flush()  # the save of the place must not take the message away
        assert asked == []
        assert view.form.message_bar.isVisible()
        assert "held back" in view.form.message_bar._title.text()
        assert view.form.message_bar._body.text().count("■") == 1
    presenter.flush_and_wait(200)


def test_a_stop_let_stand_says_so_and_counts_no_more(writing: Writing) -> None:
    view, presenter, _office = writing
    thank()
    presenter.typed(LetterPartName.REACH_ME, "")
    view.form.word_button.click()
    press(Qt.Key.Key_F7)
    while not view.form.finding_label.text().startswith("■ STOP 1"):
        press(Qt.Key.Key_F7)
    view.form.stand_button.click()
    press(Qt.Key.Key_Return)
    assert view.form.reason_wrong.isVisible()
    assert focus() is view.form.reason_edit
    type_text("a")
    press(Qt.Key.Key_Return)
    assert view.form.reason_wrong.isVisible()
    type_text(" helpline he asked for")
    press(Qt.Key.Key_Return)
    assert "STOP 0" in view.form.counts_label.text()
    rows = view.form.checks_list
    assert "let stand: a helpline he asked for" in rows.item(rows.count() - 1).text()
    assert not view.form.message_bar.isVisible(), "nothing holds the letter back any more"
    seen = set()
    for _ in range(rows.count() + 1):
        press(Qt.Key.Key_F7)
        seen.add(view.form.finding_label.text() if view.form.finding_card.isVisible() else "")
    assert not any("let stand" in words or "STOP" in words for words in seen)


def test_a_clean_letter_is_saved_as_word_and_kept(writing: Writing, tmp_path: Path, qtbot: QtBot) -> None:
    view, presenter, office = writing
    thank()
    presenter.flush()
    assert [f for f in presenter.findings() if f.level is Level.STOP] == []
    with qtbot.waitSignal(presenter.word_saved):
        view.form.word_button.click()
    assert (tmp_path / "Letter.docx").read_bytes()[:2] == b"PK"
    (letter,) = office.caseload.list(Letter)
    assert office.caseload.blob(letter.saved_blob) == (tmp_path / "Letter.docx").read_bytes()
    assert view.form.message_bar.isVisible()


def test_thinking_better_of_it_saves_nothing(office: Office, show: Show, plain: None, qtbot: QtBot) -> None:
    view, presenter, _office = a_letter(office, show, WIDE, None)
    thank()
    view.form.word_button.click()
    (letter,) = office.caseload.list(Letter)
    assert letter.saved_blob == ""
    presenter.flush_and_wait(200)


def find_jargon(presenter: LetterPresenter) -> None:
    """Have the checks find one word, with what to write instead."""
    text = "Thank you for talking about contact."
    thank(text)
    presenter.flush()
    start = text.index("contact")
    found = Finding(
        Level.CHECK,
        10,
        "A word the child may not know.",
        LetterPartName.THANKS,
        start,
        start + 7,
        "seeing Mum",
    )
    presenter._show(replace(presenter._opened(), findings=(found,)))


def test_f7_finds_the_jargon_and_f8_puts_it_right(writing: Writing) -> None:
    view, presenter, _office = writing
    find_jargon(presenter)
    press(Qt.Key.Key_F7)
    assert view.form.fix_button.isVisible()
    box = view.boxes["thanks"]
    assert box.form.text_edit.textCursor().selectedText() == "contact"
    press(Qt.Key.Key_F8)
    assert box.text() == "Thank you for talking about seeing Mum."
    box.form.text_edit.undo()
    assert box.text() == "Thank you for talking about contact."


def test_a_fix_never_lands_on_words_that_have_changed(writing: Writing) -> None:
    view, presenter, _office = writing
    find_jargon(presenter)
    press(Qt.Key.Key_F7)
    box = view.boxes["thanks"]
    box.select(0, 0)
    type_text("Ellis! ")
    presenter.apply_fix()
    assert box.text() == "Ellis! Thank you for talking about contact."


def test_a_rewritten_part_can_be_put_back(writing: Writing) -> None:
    view, presenter, office = writing
    box = view.boxes["who_i_am"]
    composed = box.text()
    box.form.text_edit.setFocus()
    box.form.text_edit.selectAll()
    type_text("I am Sam, hello.")
    presenter.flush()
    assert box.form.restore_button.isVisible()
    box.form.restore_button.click()
    assert box.text() == composed
    assert not box.form.restore_button.isVisible()
    assert office.caseload.list(LetterPart) == ()
    box.form.text_edit.undo()
    presenter.flush()
    assert box.text() == "I am Sam, hello."
    assert [p.text for p in office.caseload.list(LetterPart)] == ["I am Sam, hello."]


def test_the_band_is_the_iros_choice(writing: Writing) -> None:
    view, presenter, office = writing
    assert view.form.band_combo.currentData() == "5_8"
    thank()
    presenter.choose_band("13_15")
    assert office.caseload.list(Letter)[0].band == "13_15"
    assert view.boxes["thanks"].text().startswith("Thank you for the cake")
    presenter.choose_pictures(True)
    assert view.form.pictures_check.isChecked()


def test_what_cannot_be_saved_is_sealed_and_comes_back(writing: Writing, show: Show) -> None:
    _view, presenter, office = writing
    sealed: list[dict[str, object]] = []
    presenter.seal_wanted.connect(sealed.append)
    good = presenter.autosave._commit

    def full(_edits: object, _place: object) -> None:
        raise KnownProblem("The disk is full.", "Make room.")

    presenter.autosave._commit = full  # type: ignore[assignment]  # a disk that is full
    thank()
    assert presenter.flush_and_wait(50) == sealed[-1]
    presenter.autosave._commit = good
    again = LetterScreenView()
    reopened = LetterPresenter(InlineJobs(), office.session, again, parent=again)
    show(again, WIDE)
    restore_draft(office.session, sealed[-1])
    reopened.open(str(sealed[-1]["review_id"]))
    assert again.boxes["thanks"].text() == "Thank you for the cake. I loved your den!"
    reopened.flush_and_wait(500)


def test_every_control_has_a_name_and_tab_leaves_every_box(writing: Writing) -> None:
    view, presenter, _office = writing
    presenter.next_finding()
    assert nameless(view) == []
    assert all(box.tabChangesFocus() for box in view.findChildren(QPlainTextEdit))
    first = focus()
    press(Qt.Key.Key_Tab)
    assert focus() is not first


@pytest.mark.parametrize("size", [WIDE, QSize(893, 460)], ids=["wide", "smallest"])
def test_every_word_fits(
    qtbot: QtBot, office: Office, show: Show, dressed: tuple[Scheme, int], size: QSize
) -> None:
    view, presenter, _office = a_letter(office, show, size, None)
    for _ in range(10):
        QApplication.processEvents()
    assert too_small(view) == []
    presenter.flush_and_wait(200)


def test_no_box_is_higher_than_its_words_at_first(dressed: object, show: Show, office: Office) -> None:
    view, _presenter, _office = a_letter(office, show, WIDE, None)
    for _ in range(5):
        QApplication.processEvents()
    boxes = [box for box in view.findChildren(TextBox) if box.isVisible()]
    assert len(boxes) > 5
    for box in boxes:
        line = box.fontMetrics().lineSpacing()
        words = int(box.document().size().height()) * line
        assert words <= box.viewport().height() < words + line, box.accessibleName()
