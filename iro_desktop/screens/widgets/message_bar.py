"""Tells what happened and what to do next, without stopping anybody: no modal box."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.icons import icon

_SHARE = 5
"""The part of its window's height, one in so many, that a message may take before it is asked for."""


class MessageBar(QFrame):
    """A strip above a page. Hidden until there is something to say; stays until it is dismissed.

    Where its words would push the page out of a low window, what to do is a press of "Read it" away.
    """

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next: list[KnownProblem] = []
        self._opened = False
        self._title = QLabel()
        self._title.setProperty("text_role", "label")
        self._body = QLabel()
        for label in (self._title, self._body):
            label.setWordWrap(True)
        self._more = QPushButton("Read it")
        self._more.setProperty("kind", "quiet")
        self._more.clicked.connect(self._open)
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
        row.addWidget(self._more)
        row.addWidget(self._close)
        self.hide()

    def show_problem(self, problem: KnownProblem) -> None:
        """Show a known problem: what happened, then what to do."""
        self._show("late", problem.title, problem.what_to_do)

    def show_news(self, title: str, body: str = "", *, caution: bool = False) -> None:
        """Show something that went well, or is worth knowing; a caution is no good news."""
        self._show("soon" if caution else "fine", title, body)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fold()

    def _open(self) -> None:
        self._opened = True
        self._fold()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        """Leave the page its room: the rest is shown where there is some, or when it was asked for."""
        beside = self._close.sizeHint().width() + 60
        needs = self._body.heightForWidth(max(100, self.width() - beside)) + self._title.sizeHint().height()
        folded = bool(self._body.text()) and needs > self.window().height() // _SHARE and not self._opened
        self._body.setVisible(bool(self._body.text()) and not folded)
        self._more.setVisible(folded)

    def _show(self, tone: str, title: str, body: str) -> None:
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._title.setText(title)
        self._body.setText(body)
        self._opened = False
        self._more.setAccessibleName(f"Read it: {title}")
        self.show()
        self._fold()
        announce(self, f"{title}. {body}")
