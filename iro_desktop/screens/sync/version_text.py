"""One version of a text, to read: what only it says is underlined, and said again in words below it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from iro_desktop.domain.word_differences import Piece, Where
from iro_desktop.screens.theme import colours_now

_LONG_RUN = 40
"""Words that two versions share at a stretch, past which the middle of them is folded away."""
_AROUND = 12
"""Words that stay on either side of a fold, so that a change is read in its sentence."""
_MOST_LINES = 8
_NAMED = 3
_NAMED_LETTERS = 60


class VersionText(QTextEdit):
    """Read only, Tab leaves it, as high as its words up to eight lines; longer text scrolls.

    Its pieces are those of itself and another version: BOTH and ONE make its text. With `struck` the other's
    words stand in it too, struck through.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pieces: tuple[Piece, ...] = ()
        self._struck = self._whole = False
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def show_pieces(self, pieces: Iterable[Piece], *, struck: bool = False, whole: bool = True) -> None:
        """Show this version; unless `whole`, long runs that both versions share are folded away."""
        self._pieces, self._struck, self._whole = tuple(pieces), struck, whole
        self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for number, piece in enumerate(self._pieces):
            if piece.where is Where.BOTH:
                last = number + 1 == len(self._pieces)
                text = piece.text if self._whole else folded(piece.text, first=number == 0, last=last)
                cursor.insertText(text, QTextCharFormat())
            elif piece.where is Where.ONE:
                words = piece.text.lstrip()
                cursor.insertText(piece.text[: len(piece.text) - len(words)], QTextCharFormat())
                cursor.insertText(words, _only_here())
            elif self._struck:
                cursor.insertText(piece.text, _only_there())
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere: be as high as they are now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours and the height of another theme or text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._pieces:
            self._write()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        most = _MOST_LINES * line
        height = int(min(max(self.document().size().height(), line), most)) + 16
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)


def folded(text: str, *, first: bool = False, last: bool = False) -> str:
    """Return a run that two versions share with its middle counted instead of said, if it is long.

    The first run of a text needs no words at its start, the last none at its end.
    """
    words = text.split(" ")
    head, tail = 0 if first else _AROUND, 0 if last else _AROUND
    if len(words) <= _LONG_RUN:
        return text
    hidden = len(words) - head - tail
    fold = f"[… {hidden:,} words that are the same …]"
    return " ".join([*words[:head], fold, *words[len(words) - tail :]])


def only_words(pieces: Iterable[Piece], *, struck: bool = False) -> str:
    """Return in words what only one version says: not everybody sees how it is marked."""
    found = [" ".join(piece.text.split()) for piece in pieces if piece.where is Where.ONE]
    found = [text for text in found if text]
    if not found:
        return ""
    named = [text if len(text) <= _NAMED_LETTERS else f"{text[:_NAMED_LETTERS]}…" for text in found[:_NAMED]]
    more = len(found) - len(named)
    told = ", ".join(f"“{text}”" for text in named)
    here = f"Only here, underlined: {told}{f' and {more} more' if more else ''}"
    return f"{here}. Struck through: only in version 1" if struck else here


def _only_here() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFontUnderline(True)
    style.setFontWeight(QFont.Weight.DemiBold)
    style.setBackground(QColor(colours_now().amber_wash))
    return style


def _only_there() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFontStrikeOut(True)
    style.setForeground(QColor(colours_now().muted))
    return style
