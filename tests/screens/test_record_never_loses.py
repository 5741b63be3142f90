"""Random sessions at the recording screen: whatever is typed, wherever, nothing goes."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.childs_words import all_spoken_in
from iro_desktop.domain.review import Decision, ParkedNote, ReviewSection, View
from iro_desktop.screens.record.model import SECTION_BOXES
from iro_desktop.screens.record.note_box import NoteBox
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.view import RecordView
from iro_desktop.services.review_edits import REMOVED
from tests.fakes import HeldJobs
from tests.reviewing import ELLIS, Office
from tests.screens.conftest import Show
from tests.screens.recording import a_screen

SESSIONS = 20 if os.environ.get("IRO_PROOF") == "full" else 1
STEPS = 300
PIECES = ["Mum", "bike ", "“I feel safe”", '"no"', "Wish: a dog", "\n", " ", "é", "😀", "&", "<b>", "zażółć "]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


@pytest.mark.proof
@pytest.mark.timeout(120 * SESSIONS)
@pytest.mark.parametrize("seed", range(SESSIONS))
def test_nothing_typed_is_ever_lost(qtbot: QtBot, office: Office, show: Show, plain: None, seed: int) -> None:
    chance, jobs = random.Random(seed), HeldJobs()
    view, presenter = a_screen(jobs, office.session)
    show(view, QSize(1000, 600))
    presenter.open_child(ELLIS)
    jobs.let_go()
    for _ in range(STEPS):
        step(chance, jobs, view)
        check_screen_and_model_agree(view, presenter)
    presenter.flush()
    jobs.let_go()
    check_disk(office, presenter)


def step(chance: random.Random, jobs: HeldJobs, view: RecordView) -> None:
    """Type, move, mark, decide, park, undo, or let a save finish: as it comes."""
    focus = QApplication.focusWidget()
    act = chance.choices(
        ["type", "section", "tab", "quote", "wish", "decide", "park", "undo", "save", "cursor"],
        [12, 3, 3, 2, 2, 2, 1, 2, 4, 2],
    )[0]
    keys = {
        "section": [(Qt.Key.Key_Down, CONTROL), (Qt.Key.Key_Up, CONTROL)],
        "tab": [(Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)],
        "quote": [(Qt.Key.Key_Q, CONTROL)],
        "wish": [(Qt.Key.Key_W, CONTROL)],
        "decide": [(Qt.Key.Key_D, CONTROL)],
        "park": [(Qt.Key.Key_B, CONTROL)],
        "undo": [(Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_Y, CONTROL)],
        "cursor": [(Qt.Key.Key_Left, CONTROL), (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier)],
    }
    if act == "save":
        QApplication.processEvents()
        jobs.let_go()
    elif act == "type" and isinstance(focus, NoteBox):
        focus.insertPlainText(chance.choice(PIECES))  # as an input method or dictation does
    elif act in keys and focus is not None:
        QTest.keyClick(focus, *chance.choice(keys[act]))  # type: ignore[call-overload]  # a widget, a key


def check_screen_and_model_agree(view: RecordView, presenter: RecordPresenter) -> None:
    notes = presenter._opened()
    for page in view.form.pages.all_pages():
        for name, box in getattr(page, "boxes", {}).items():
            assert getattr(notes.sections[page.topic], name) == box.toPlainText()
    for topic, section in notes.sections.items():
        wanted = [(s.words, s.wish) for s in all_spoken_in(section.said)]
        kept = [(v.words, v.wish) for v in notes.spoken(topic)]
        assert all(kept.count(pair) >= wanted.count(pair) for pair in wanted)


def check_disk(office: Office, presenter: RecordPresenter) -> None:
    """A fresh look at the file shows every word, decision, view and parked note of the screen."""
    notes = presenter._opened()
    review_id = notes.review.id
    assert not presenter.autosave.pending()
    caseload = office.reopen().caseload
    kept = {s.topic: s for s in caseload.list(ReviewSection, review_id=review_id)}
    written = 0
    for topic, section in notes.sections.items():
        for name in SECTION_BOXES:
            text = getattr(section, name)
            written += len(text)
            assert (getattr(kept[topic], name) if topic in kept else "") == text
    assert written > 100
    assert {d.id: d for d in caseload.list(Decision, review_id=review_id)} == notes.decisions
    assert {v.id: v for v in caseload.list(View, review_id=review_id)} == notes.views
    parked = caseload.list(ParkedNote, review_id=review_id, sorted_into="")
    assert {n.id: n for n in parked} == notes.parked
    assert REMOVED not in {v.words for v in notes.views.values()}
