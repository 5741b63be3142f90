"""Offers something quietly below a page: the page stays, and nothing happens unless it is taken."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from iro_desktop.screens.widgets.announce import announce


class OfferBar(QFrame):
    """A strip with a sentence and one button. Hidden until something is offered."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "none")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._take = QPushButton()
        self._take.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._take)
        self.hide()

    def show_offer(self, words: str, button: str) -> None:
        """Offer what `button` does, because of `words` ("": nothing); the keyboard stays where it is."""
        new = self.isHidden() or self._words.text() != words
        self._words.setText(words)
        self._take.setText(button)
        self._take.setVisible(bool(button))
        self.show()
        if new:
            announce(self, words)
