"""What the shell asks of every screen that it shows."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desktop.screens.widgets.typing import let_type


class Page(QWidget):
    """The base of a screen. The shell calls these; a screen overrides what concerns it."""

    crumb_changed = Signal()
    """The words for the trail have changed."""
    holds_words = False
    """Whether it holds words that no commit has: it is not deleted before they are on the disk."""

    def crumb(self) -> str:
        """Return the few words that stand for this page in the trail: "Ellis, 7"."""
        return ""

    def start_widget(self) -> QWidget | None:
        """Return what takes the keyboard when the page is first shown."""
        return None

    def is_in_the_room(self) -> bool:
        """Say whether a child may be in the room with it: then nobody touches it for minutes."""
        return False

    def panes(self) -> list[QWidget]:
        """Return the parts that F6 walks through, in order."""
        return [self]

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's own keys and what they do, for the keys page."""
        return ()

    def arrive(self) -> None:
        """Be up to date: the page is about to be shown, for the first time or again."""

    def leave(self) -> None:
        """Write down what was typed: the page is about to be hidden or closed."""

    def save_now(self) -> None:
        """Write down what was typed: the user pressed Ctrl+S."""
        self.leave()

    def let_type(self, allowed: bool) -> None:
        """Take what is typed, or no longer: then it can be read, and the way back is open."""
        let_type(self, allowed)

    def fit_room(self) -> None:
        """Arrange itself for the room there is: the window or the size of the text has changed."""

    def lower_than(self, lines: int) -> bool:
        """Say whether it is lower than so many lines of its text."""
        return self.height() < lines * self.fontMetrics().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self.fit_room()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text makes a window small too."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_room()

    def escape(self) -> bool:
        """Take the first Esc (clear a filter, close a panel); return whether it was used."""
        return False
