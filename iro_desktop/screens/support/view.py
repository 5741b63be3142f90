"""Shows the support file whole, to be read before it is saved or sent."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.layouts import words

_NAME = "iro-desktop-support.txt"
_WHY = (
    "Read it first: this is all that is in the file. It names no child and holds nothing that you typed. "
    "Save it where you like, and send it to your IT desk yourself; the app sends it to nobody."
)


class SupportView(Page):
    """A text to read, and a place to save it to."""

    save_wanted = Signal(object)
    """The Path that was chosen."""
    refresh_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = words("")
        self._said.hide()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("The support file, as it will be saved")
        self._save = QPushButton("&Save it…")
        self._save.setProperty("kind", "primary")
        self._save.setEnabled(False)
        self._save.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addStretch(0)
        row.addWidget(self._save)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 12, 20, 16)
        box.setSpacing(12)
        title = words("Support file")
        title.setProperty("text_role", "heading")
        box.addWidget(title)
        box.addWidget(words(_WHY))
        box.addWidget(self._text, 1)
        box.addLayout(row)

    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return "Support file"

    def start_widget(self) -> QWidget:
        """Start in the text, so that it is read."""
        return self._text

    def arrive(self) -> None:
        """Ask for what there is to say now."""
        self.refresh_wanted.emit()

    def show_text(self, text: str) -> None:
        """Show what is in the file."""
        self._text.setPlainText(text)
        self._save.setEnabled(True)

    def text(self) -> str:
        """Return what is shown: that, and nothing else, is saved."""
        return self._text.toPlainText()

    def show_saved(self, said: str) -> None:
        """Say where it was saved, or why it was not."""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _choose(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "Save the support file", str(Path(documents) / _NAME), "Text (*.txt)"
        )
        if chosen:
            self.save_wanted.emit(Path(chosen))
