"""Offers names while one is typed, and never costs a click: Qt's own list swallows the one that closes it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter


class NameCompleter(QCompleter):
    """Completes in any case. A click beside the open list closes it and goes where it was meant to go."""

    def __init__(self, names: Iterable[str], parent: QObject | None = None) -> None:
        super().__init__(list(names), parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = self.popup()
        if popup is not None:
            popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand a press outside the list on to what lies there."""
        popup = self.popup()
        if popup is not None and watched is popup and isinstance(event, QMouseEvent):
            pressed = event.type() == QEvent.Type.MouseButtonPress
            if pressed and not popup.rect().contains(event.position().toPoint()):
                popup.hide()
                _press(event)
                return True
        return super().eventFilter(watched, event)


def _press(event: QMouseEvent) -> None:
    """Press anew, at the window: from there Qt remembers which widget the release belongs to."""
    target = QApplication.widgetAt(event.globalPosition().toPoint())
    window = target.window().windowHandle() if target is not None else None
    if window is None:
        return
    there = QPointF(window.mapFromGlobal(event.globalPosition().toPoint()))
    again = QMouseEvent(
        event.type(), there, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
    )
    QApplication.sendEvent(window, again)
