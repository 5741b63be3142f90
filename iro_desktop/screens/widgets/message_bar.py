"""Tells what happened and what to do next, without stopping anybody: no modal box."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.icons import icon


class MessageBar(QFrame):
    """A strip above a page. Hidden until there is something to say; stays until it is dismissed."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next: list[KnownProblem] = []
        self._title = QLabel()
        self._title.setProperty("text_role", "label")
        self._body = QLabel()
        for label in (self._title, self._body):
            label.setWordWrap(True)
        self._close = QPushButton(icon("x"), "Dismiss")
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(self.dismiss)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._body)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.addLayout(words, 1)
        row.addWidget(self._close)
        self.hide()

    def show_problem(self, problem: KnownProblem) -> None:
        """Show a known problem: what happened, then what to do."""
        self._show("late", problem.title, problem.what_to_do)

    def show_news(self, title: str, body: str = "") -> None:
        """Show something that went well, or is worth knowing."""
        self._show("fine", title, body)

    def show_next(self, problem: KnownProblem) -> None:
        """Show a known problem, once what stands here has been dismissed."""
        if self.isHidden():
            self.show_problem(problem)
        else:
            self._next.append(problem)

    def dismiss(self) -> None:
        """Hide the message, and show the next that waits."""
        self.hide()
        self.dismissed.emit()
        if self._next:
            self.show_problem(self._next.pop(0))

    def _show(self, tone: str, title: str, body: str) -> None:
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._title.setText(title)
        self._body.setText(body)
        self._body.setVisible(bool(body))
        self.show()
        announce(self, f"{title}. {body}")
