"""A child who is no longer this IRO's while somebody types about them: no word is lost; then they go."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.app.drafts import Drafts
from iro_desktop.app.leaving import CLOSED_WORDS, LEAVING_WORDS, Pace
from iro_desktop.caseload.purging import purge_child
from iro_desktop.device.sealed_draft import take_draft
from iro_desktop.domain.review import ReviewSection
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.letter.view import LetterScreenView
from iro_desktop.screens.record.view import RecordView
from iro_desktop.sync.leaving import GONE
from tests.app import test_office_pages as there
from tests.app.test_office_pages import Window
from tests.office import ENROLLED
from tests.reviewing import ELLIS, Office

office, plain = there.office, there.plain
LEAVES = replace(ENROLLED, leaving=frozenset({ELLIS}))
SOON, AT_EASE = Pace(5, 0, 10**8), there.AT_EASE
AT_THE_END_OF_A_WORD = Pace(5, 10**8, 0)
Make = Callable[[Pace], Window]


@pytest.fixture
def make(office: Office, tmp_path: Path, qtbot: QtBot, plain: None) -> Iterator[Make]:
    made: list[Window] = []

    def window(pace: Pace) -> Window:
        one = Window(office, tmp_path, pace=pace)
        made.append(one)
        qtbot.addWidget(one.shell)
        with qtbot.waitExposed(one.shell):
            one.shell.show()
        one.shell.activateWindow()
        one.pages.begin()
        return one

    yield window
    for one in made:
        one.pages.put_away(remember=False)


def recording(window: Window) -> QPlainTextEdit:
    window.pages.open_child(ELLIS)
    window.pages.start_review(ELLIS)
    box = window.typing_in()
    box.setFocus()
    return box


def says(window: Window) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in window.shell.findChildren(QLabel) if label.isVisible())


def said(window: Window) -> str:
    return "\n".join(section.said for section in window.office.caseload.list(ReviewSection))


def test_a_page_that_is_typed_in_says_so_and_goes_on_taking_what_is_typed(make: Make) -> None:
    window = make(AT_EASE)
    box = recording(window)
    QTest.keyClicks(box, "I like the go")
    where = box.mapTo(window.shell, box.rect().topLeft())
    window.fake.state = LEAVES
    window.sync()
    assert LEAVING_WORDS in says(window)
    assert "Ellis" not in LEAVING_WORDS
    assert box.hasFocus() and box.mapTo(window.shell, box.rect().topLeft()) == where
    QTest.keyClicks(box, "at")
    assert box.toPlainText() == "I like the goat"
    window.sync()
    assert set(window.runs[-1].kept) == {ELLIS}, "the child does not go while somebody may type"


def test_once_the_typing_rests_all_is_saved_and_handed_in_and_the_child_may_go(
    make: Make, qtbot: QtBot
) -> None:
    window = make(SOON)
    box = recording(window)
    QTest.keyClicks(box, "I like the goat")
    window.fake.state = LEAVES
    window.sync()
    qtbot.waitUntil(box.isReadOnly)
    qtbot.waitUntil(lambda: len(window.runs) == 2)
    assert CLOSED_WORDS in says(window)
    assert "I like the goat" in said(window)
    assert set(window.runs[-1].kept) == set()
    QTest.keyClicks(box, " and more")
    assert box.toPlainText() == "I like the goat"
    window.sync()
    assert len(window.runs) == 3, "asked for once, then at the usual times"


def test_typing_that_never_rests_ends_with_its_word(make: Make, qtbot: QtBot) -> None:
    window = make(AT_THE_END_OF_A_WORD)
    box = recording(window)
    QTest.keyClicks(box, "I like the go")
    window.fake.state = LEAVES
    window.sync()
    qtbot.wait(40)
    assert not box.isReadOnly()
    QTest.keyClicks(box, "at ")
    qtbot.waitUntil(box.isReadOnly)
    assert box.toPlainText() == "I like the goat "
    assert "I like the goat" in said(window)


def takes_nothing(page: RecordView) -> bool:
    fields = page.form.pages.page(page.form.pages.shown)
    assert fields is not None
    return all(
        b.isReadOnly() for b in (*fields.findChildren(QPlainTextEdit), *fields.findChildren(QLineEdit))
    )


def test_a_section_opened_afterwards_takes_nothing_either(make: Make, qtbot: QtBot) -> None:
    window = make(SOON)
    recording(window)
    page = window.shell.page()
    assert isinstance(page, RecordView)
    window.fake.state = LEAVES
    window.sync()
    qtbot.waitUntil(lambda: len(window.runs) == 2)
    for name in page.form.sections_list.names():
        page.open_page(name)
        qtbot.waitUntil(lambda: takes_nothing(page))
    assert page.form.finish_button.isHidden()


@pytest.mark.parametrize("kind", ["child", "letter"])
def test_other_pages_of_the_child_take_no_more(make: Make, qtbot: QtBot, kind: str) -> None:
    window = make(SOON)
    recording(window)
    page = window.shell.page()
    assert isinstance(page, RecordView)
    if kind == "letter":
        window.pages.open_letter(window.pages._writers[-1].review_id)  # type: ignore[union-attr]
    else:
        window.shell.back()
    shown = window.shell.page()
    assert isinstance(shown, (ChildView, LetterScreenView))
    window.fake.state = LEAVES
    window.sync()
    qtbot.waitUntil(lambda: len(window.runs) == 2)
    assert CLOSED_WORDS in says(window)
    boxes = (*shown.findChildren(QPlainTextEdit), *shown.findChildren(QLineEdit))
    assert boxes and all(box.isReadOnly() for box in boxes)
    if kind == "child":
        edits = [b for b in shown.findChildren(QPushButton) if b.text() in {"Edit", "Add a &person"}]
        assert edits and not any(b.isEnabled() for b in edits)


def test_a_child_given_back_can_be_written_about_again(make: Make, qtbot: QtBot) -> None:
    window = make(SOON)
    box = recording(window)
    window.fake.state = LEAVES
    window.sync()
    qtbot.waitUntil(box.isReadOnly)
    window.fake.state = ENROLLED
    window.sync()
    assert not box.isReadOnly()
    assert CLOSED_WORDS not in says(window)
    QTest.keyClicks(box, "I like the goat")
    assert box.toPlainText() == "I like the goat"


def test_a_finished_review_stays_closed_when_a_child_is_given_back(make: Make, qtbot: QtBot) -> None:
    window = make(SOON)
    box = recording(window)
    box.setReadOnly(True)  # as a finished review's
    window.fake.state = LEAVES
    window.sync()
    qtbot.waitUntil(lambda: CLOSED_WORDS in says(window))
    window.fake.state = ENROLLED
    window.sync()
    assert box.isReadOnly()


# -- what was sealed -----------------------------------------------------------------------------------------
def sealed(window: Window, words: str = "I like the goat") -> None:
    box = recording(window)
    QTest.keyClicks(box, words)
    writer = window.pages._writers[-1]
    draft = writer.draft()
    assert draft is not None
    assert window.pages._seal(draft)


def purge(window: Window, known: bool) -> None:
    with window.office.caseload.unit_of_work() as work:
        with work.on_the_file() as connection:
            work.note_removed(purge_child(connection, ELLIS), ELLIS)
        if known:
            work.put_desk(GONE, {ELLIS: 7})
        work.commit()


@pytest.mark.parametrize("known", [True, False])
def test_sealed_words_of_a_child_who_has_gone_are_told_truly_at_the_next_start(
    make: Make, known: bool
) -> None:
    first = make(AT_EASE)
    sealed(first)
    purge(first, known)
    again = make(AT_EASE)
    pending = [dict(entry.fields) for entry in again.office.caseload.pending()]
    if known:
        assert "no longer yours" in says(again) and "handed in with the next sync" in says(again)
        assert any(f.get("said") and f["said"].now == "I like the goat" for f in pending)
        assert {entry.allocation_revision for entry in again.office.caseload.pending()} == {7}
    else:
        assert "no longer yours" in says(again) and "kept sealed on this laptop" in says(again)
        assert pending == []
    assert take_draft(again.pages._paths, again.office.key) is None


def test_a_purge_waits_for_words_that_are_sealed(make: Make) -> None:
    window = make(AT_EASE)
    draft = {"screen": "record", "review_id": "r", "child_id": ELLIS, "edits": {"a": "b"}, "place": {}}
    window.pages.drafts.seal(draft)
    window.sync()
    assert set(window.runs[-1].kept) == {ELLIS}
    later = Drafts(window.pages._paths, window.office.key)  # at the next start no disk takes them either
    later.note_left()
    assert later.children() == {ELLIS}
    window.pages.drafts.committed("record", "r")
    window.sync()
    assert set(window.runs[-1].kept) == set()
    later.note_left()
    assert later.children() == set()
