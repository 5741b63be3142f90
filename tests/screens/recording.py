"""The recording screen, for tests: with its window on a real caseload, or with a window that is none."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Participation, SectionTopic, View
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.record.day_words import NOTHING, Said
from iro_desktop.screens.record.model import ReviewNotes
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.view import RecordView
from iro_desktop.screens.record.wiring import connect_record
from iro_desktop.services.missing import Missing
from iro_desktop.services.review_page import Attender
from iro_desktop.services.session import Session


def a_screen(jobs: Jobs, session: Session) -> tuple[RecordView, RecordPresenter]:
    view = RecordView()
    presenter = RecordPresenter(jobs, session, view, parent=view)
    connect_record(view, presenter)
    return view, presenter


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def type_text(text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(focus(), Qt.Key.Key_Return)
        QTest.keyClicks(focus(), line)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


class NoWindow:
    """Keeps what it was told to show."""

    def __init__(self) -> None:
        self.notes: ReviewNotes | None = None
        self.given_place: Mapping[str, Any] | None = None
        self.news: list[str] = []
        self.problems: list[KnownProblem] = []
        self.missing: tuple[Missing, ...] = ()
        self.choices: tuple[Participation, ...] = ()
        self.held_on = self.next_booked = NOTHING
        self.opened: list[tuple[str, str, str]] = []
        self.appended: list[tuple[SectionTopic, str, str]] = []
        self.spoken: dict[SectionTopic, tuple[View, ...]] = {}
        self.undo = False
        self.attenders: list[Attender] = []
        self.at: dict[str, Any] = {"page": "section child"}

    def show_review(self, notes: ReviewNotes, place: Mapping[str, Any] | None) -> None:
        self.notes, self.given_place = notes, place

    def show_section(self, topic: SectionTopic, spoken: tuple[View, ...]) -> None:
        self.spoken[topic] = spoken

    def show_decisions(self, notes: ReviewNotes) -> None:
        self.notes = notes

    def show_decision(self, decision: Decision) -> None:
        pass

    def show_undo(self, possible: bool) -> None:
        self.undo = possible

    def show_parked(self, notes: ReviewNotes) -> None:
        self.notes = notes

    def show_attender(self, attender: Attender) -> None:
        self.attenders.append(attender)

    def show_participation(self, choices: tuple[Participation, ...], notes: ReviewNotes) -> None:
        self.choices = choices

    def show_held_on(self, said: Said) -> None:
        self.held_on = said

    def show_next_booked(self, said: Said) -> None:
        self.next_booked = said

    def show_missing(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing

    def append_to_box(self, topic: SectionTopic, column: str, text: str) -> None:
        self.appended.append((topic, column, text))

    def open_page(self, page: str, record_id: str = "", field: str = "") -> None:
        self.opened.append((page, record_id, field))

    def show_news(self, words: str) -> None:
        self.news.append(words)

    def show_problem(self, problem: KnownProblem) -> None:
        self.problems.append(problem)

    def clear_problem(self) -> None:
        self.problems.clear()

    def place(self) -> dict[str, Any]:
        return dict(self.at)
