"""The screen about the office with a fake office behind it, for its tests."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTableView, QTextEdit

from iro_desktop.screens.sync.model import Standing
from iro_desktop.screens.sync.presenter import SyncPresenter
from iro_desktop.screens.sync.view import SyncView
from iro_desktop.services.session import Session
from tests.fakes import HeldJobs, InlineJobs
from tests.office import FakeOffice
from tests.screens.conftest import SIZES, Show


def settle() -> None:
    """Let what was shown find its place: a text's height makes room for the next."""
    for _ in range(6):
        QApplication.processEvents()


class Screen:
    """The screen with a fake office behind it."""

    def __init__(
        self, session: Session, office: FakeOffice, jobs: InlineJobs | HeldJobs | None = None
    ) -> None:
        self.office, self.view = office, SyncView()
        self.presenter = SyncPresenter(self.view, jobs or InlineJobs(), session, office.ways())

    def stand(self, **said: object) -> None:
        self.presenter.show_standing(Standing(self.office.counted(), **said))  # type: ignore[arg-type]

    def says(self) -> str:
        settle()
        return "\n".join(label.text() for label in self.view.findChildren(QLabel) if label.isVisible())

    def button(self, words: str) -> QPushButton:
        found = [
            button for button in self.view.findChildren(QPushButton)
            if button.isVisible() and button.text().replace("&", "") == words
        ]  # fmt: skip
        assert len(found) == 1, [b.text() for b in self.view.findChildren(QPushButton) if b.isVisible()]
        return found[0]

    def table(self, name: str) -> QTableView:
        table = self.view.findChild(QTableView, name)
        assert isinstance(table, QTableView)
        return table

    def texts(self) -> list[str]:
        settle()
        return [text.toPlainText() for text in self.view.findChildren(QTextEdit) if text.isVisible()]

    def wording(self) -> QPlainTextEdit:
        (box,) = self.view.findChildren(QPlainTextEdit)
        return box

    def focus(self) -> str:
        widget = self.view.window().focusWidget()
        return widget.text().replace("&", "") if isinstance(widget, QPushButton) else type(widget).__name__

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.view.window().focusWidget(), key)


def opened(
    show: Show, session: Session, office: FakeOffice, size: QSize = SIZES[0], **said: object
) -> Screen:
    screen = Screen(session, office)
    show(screen.view, size)
    screen.stand(**said)
    screen.view.arrive()
    screen.view.start_widget().setFocus()
    return screen
