"""Scrolls to what has just been made: it has no place yet when it is asked for."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

_ROOM = 24
"""Pixels kept free above and below what is scrolled to; about a line, three lines of text: what is said of
it stands below."""
_LAID_OUT = 300
"""Milliseconds in which something new surely has its place: layouts come to rest in several steps."""


def show_in(area: QScrollArea, widget: QWidget) -> None:
    """Scroll an area until a widget of it is in sight, with some room around it."""
    said = 3 * widget.fontMetrics().lineSpacing() if isinstance(widget, QLineEdit) else 0
    area.ensureWidgetVisible(widget, 0, max(_ROOM, said))


class Reveal(QObject):
    """Brings widgets of one scrolling area into sight, now and while the area is still being laid out."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._sought: tuple[QWidget, ...] = ()
        self._settling = QTimer(self, singleShot=True, interval=_LAID_OUT)
        self._settling.timeout.connect(self.forget)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._scroll())

    def seek(self, *widgets: QWidget) -> None:
        """Scroll to each in turn: where there is no room for all, the last is what is seen."""
        self._sought = widgets
        self._settling.start()
        self._scroll()

    def forget(self, unless: QWidget | None = None) -> None:
        """Seek no more, but for what the keyboard is in."""
        if unless is None or unless not in self._sought:
            self._sought = ()

    def _scroll(self) -> None:
        for widget in self._sought:
            if self._area.isAncestorOf(widget):
                show_in(self._area, widget)
