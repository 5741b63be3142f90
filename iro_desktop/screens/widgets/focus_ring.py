"""Shows where the keyboard is: 3 px of amber and 1 px of ink around whatever has the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from iro_desktop.screens.theme import colours_now

_REACH = 4
"""Pixels the ring stands out around the widget."""


class FocusRing(QWidget):
    """One per window: lies over it, takes no events, and follows the focus within it."""

    _target: QWidget | None = None
    """Of the class, not the instance: a window that is being taken down still tells of moves."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._origin, self._size = QPoint(), QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
            self._follow(None, app.focusWidget())

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for watched in self._watched():
            watched.removeEventFilter(self)
        inside = now is not None and now is not self._window and self._window.isAncestorOf(now)
        self._target = now if inside else None
        for watched in self._watched():
            watched.installEventFilter(self)
        self._place()

    def _watched(self) -> list[QWidget]:
        chain: list[QWidget] = []
        widget = self._target
        while widget is not None and widget is not self._window:
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the widget, whatever it or its surroundings do."""
        kinds = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in kinds:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        window = self._window
        outer = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        outer = outer.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        self.setGeometry(outer.intersected(self._visible_part()))
        self._origin = outer.topLeft() - self.geometry().topLeft()
        self._size = outer.size()
        self.setVisible(not self.geometry().isEmpty())
        self.raise_()
        self.update()

    def _visible_part(self) -> QRect:
        window = self._window
        seen = window.rect()
        for widget in self._watched()[1:]:
            parent = widget.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
                seen = seen.intersected(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
        return seen

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ink line against the widget and the amber band around it."""
        colours = colours_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self._origin, self._size)
        painter.setPen(QPen(QColor(colours.focus), 3))
        painter.drawRoundedRect(whole.adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.setPen(QPen(QColor(colours.ink), 1))
        painter.drawRoundedRect(whole.adjusted(3.5, 3.5, -3.5, -3.5), 6, 6)
