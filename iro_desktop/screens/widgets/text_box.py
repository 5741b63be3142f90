"""The box for typing or dictating: plain, filters nothing, grows with the text, Tab leaves it."""

from PySide6.QtCore import QEvent, QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

_AROUND = 18
"""Pixels of border and padding, until they can be measured."""
_ROOM = 12
"""Pixels kept free above and below the line that is typed in."""
_SLACK = 4
"""Pixels by which slanted or bold lines are higher than the font says: else a scroll bar comes and goes."""


class TextBox(QPlainTextEdit):
    """A QPlainTextEdit that leaves keys and paste alone, so that dictation works as everywhere.

    It is between `least` and `most` lines high, as high as its text needs. `left` is emitted when the focus
    goes elsewhere: a good moment to save.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, least: int = 1, most: int = 12) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._caret_timer = QTimer(self, singleShot=True, interval=0)
        self._caret_timer.timeout.connect(self._show_caret)
        self._fit_again = QTimer(self, singleShot=True, interval=0)
        """Once the viewport has its new size: measured before, its border would be reckoned too high."""
        self._fit_again.timeout.connect(self._fit)
        self.cursorPositionChanged.connect(self._follow_caret)
        self._fit()

    def set_lines(self, least: int, most: int) -> None:
        """Change how many lines it shows at least and at most."""
        self._least, self._most = least, most
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere: be as high as they are now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
        if event.size().height() > event.oldSize().height():
            self._follow_caret()
        self._fit_again.start()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height right when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        """Be as wide as there is room, as high as the lines."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _follow_caret(self) -> None:
        if self.hasFocus():
            self._caret_timer.start()  # once the box, and the page around it, have the size of the new text

    def _show_caret(self) -> None:
        """Scroll the page around the box to the line that is typed in: the box may reach below its edge."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        page = area.widget() if area is not None else None
        if area is None or page is None or not self.hasFocus():
            return
        caret = self.cursorRect()
        foot = self.viewport().mapTo(page, QPoint(0, caret.bottom()))
        head = self.viewport().mapTo(page, QPoint(0, caret.top()))
        for end in (foot, head):
            area.ensureVisible(area.horizontalScrollBar().value(), end.y(), 0, _ROOM)

    def _fit(self) -> None:
        lines = max(self._least, min(self._most, int(self.document().size().height())))
        around = self.height() - self.viewport().height() if self.isVisible() else _AROUND
        if not 0 <= around <= 3 * _AROUND:  # the viewport is still as it was before the last change
            around = _AROUND
        height = (
            lines * self.fontMetrics().lineSpacing()
            + 2 * int(self.document().documentMargin())
            + around
            + _SLACK
        )
        if height != self.minimumHeight():
            self.setFixedHeight(height)
