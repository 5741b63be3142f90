"""A box to type or dictate into during a review; its lines become quotes, wishes and decisions."""

import re
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from iro_desktop.screens.theme import colours_of
from iro_desktop.screens.widgets.text_box import TextBox

_CONTROL = Qt.KeyboardModifier.ControlModifier
SCREEN_KEYS: Final = (
    Qt.Key.Key_D, Qt.Key.Key_B, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_Up, Qt.Key.Key_Down,
)  # fmt: skip
"""With Ctrl these belong to the screen. On X11 Qt's text control would take Ctrl+D to delete a character."""
_QUOTED = re.compile(r"""^\s*["“„][^"“”]*["”]?""")
_WISH = re.compile(r"\bwish(?:es)?\s*:.*$", re.IGNORECASE)


class NoteBox(TextBox):
    """A plain text box that never takes a key from the typist, and gives the screen its own shortcuts."""

    def event(self, event: QEvent) -> bool:
        """Leave the screen's shortcuts to the screen; every other event goes its usual way."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain == _CONTROL and event.key() in SCREEN_KEYS:
                event.ignore()
                return False
        return super().event(event)

    def current_line(self) -> str:
        """Return the selected text's first line, or else the line the cursor is in."""
        chosen = self.textCursor().selectedText().replace("\u2029", "\n").strip()
        return chosen.splitlines()[0] if chosen else self.textCursor().block().text()

    def change_line(self, new: str) -> None:
        """Replace the cursor's line, as one step that Ctrl+Z undoes."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def append_lines(self, text: str) -> None:
        """Add lines at the end, as one step that Ctrl+Z undoes; the cursor stays where it is."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        last: QTextBlock = self.document().lastBlock()
        cursor.insertText(("\n" if last.text() else "") + text)
        cursor.endEditBlock()


class SpokenLines(QSyntaxHighlighter):
    """Shows which of the child's lines are quotes and wishes: by weight and slant, and by colour too."""

    def __init__(self, box: NoteBox) -> None:
        super().__init__(box.document())
        self._box: QWidget = box
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Colour the lines anew when light and dark change places."""
        if event.type() == QEvent.Type.PaletteChange:
            self.rehighlight()
        return False

    def highlightBlock(self, text: str) -> None:
        """Mark one line."""
        colours = colours_of(self._box.palette())
        if found := _QUOTED.match(text):
            quote = QTextCharFormat()
            quote.setFontItalic(True)
            quote.setForeground(QColor(colours.primary))
            self.setFormat(found.start(), found.end() - found.start(), quote)
        if found := _WISH.search(text):
            wish = QTextCharFormat()
            wish.setFontWeight(QFont.Weight.DemiBold)
            wish.setForeground(QColor(colours.green))
            self.setFormat(found.start(), found.end() - found.start(), wish)
