"""Line icons that take their colour from the palette, to fit every theme. Always shown with text."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from iro_desktop.screens.resources import RESOURCES

_DRAWN = 0.8
"""How much of its square an icon fills, from the left: the rest is the gap before its text."""


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


class _Tinted(QIconEngine):
    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        colour = QGuiApplication.palette().color(group, self._role).name()
        drawing = _drawing(self._name).replace("currentColor", colour)
        side = rect.height() * _DRAWN
        place = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, place)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._role)


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """Return the icon `name` of resources/icons in the palette's colour for `role`.

    Use HighlightedText on a primary button, Link for a quiet accent.
    """
    return QIcon(_Tinted(name, role))
