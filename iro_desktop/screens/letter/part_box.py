"""One part of the letter to read, change, or put back as it was composed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.screens.forms.ui_letter_part import Ui_LetterPartForm
from iro_desktop.services.write_letter import PartView

_NO_HEADING = {
    LetterPartName.GREETING: "Beginning",
    LetterPartName.THANKS: "Thank you: one true thing (only you can write this)",
    LetterPartName.WHO_I_AM: "Who I am",
    LetterPartName.REACH_ME: "How to reach me",
}


class PartBox(QWidget):
    """The heading, the text, and a way back. `typed` tells only what the IRO changed."""

    typed = Signal(str)
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_LetterPartForm()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self.form.text_edit.set_lines(1, 30)
        self._filling = False
        self.form.text_edit.textChanged.connect(self._tell)
        self.form.restore_button.clicked.connect(self.restore_wanted)

    def text(self) -> str:
        """Return what stands in the box."""
        return self.form.text_edit.toPlainText()

    def show_part(self, part: PartView, *, keep_text: bool) -> None:
        """Show the part. The text is left alone while it is being typed, or when it is the same."""
        heading = _NO_HEADING.get(part.part) or part.heading or part.part.value.replace("_", " ").capitalize()
        self.form.heading_label.setText(f"{heading}{'' if part.text or not part.required else '  ▲ empty'}")
        self.form.text_edit.setAccessibleName(heading)
        self.form.restore_button.setVisible(part.rewritten)
        self.form.restore_button.setAccessibleName(f"Put back as composed: {heading}")
        if not (keep_text or self.form.text_edit.hasFocus()) and self.text() != part.text:
            self._filling = True
            self.form.text_edit.setPlainText(part.text)
            self._filling = False

    def select(self, start: int, end: int) -> None:
        """Select the words, or put the cursor there."""
        self.form.text_edit.setTextCursor(self._around(start, end))

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace words as one step that can be undone; it counts as typed."""
        self._around(start, end).insertText(text)

    def replace_all(self, text: str) -> None:
        """Replace the whole text as one step that can be undone; it does not count as typed."""
        self._filling = True
        cursor = QTextCursor(self.form.text_edit.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._filling = False

    def _around(self, start: int, end: int) -> QTextCursor:
        """Return a cursor around characters of Python's count; Qt counts in UTF-16."""
        text, cursor = self.text(), QTextCursor(self.form.text_edit.document())
        at = [len(text[:number].encode("utf-16-le", "surrogatepass")) // 2 for number in (start, end)]
        cursor.setPosition(at[0])
        cursor.setPosition(at[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _tell(self) -> None:
        if not self._filling:
            self.typed.emit(self.text())
