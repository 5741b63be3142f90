"""Scrolls a page of wrapped text: Qt's own scroll area forgets that wrapped text gets higher when narrow."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class ScrollPage(QScrollArea):
    """A scroll area whose widget is always as high as its layout needs at the width there is."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner.setProperty("kind", "page")
        self._inner = inner
        # One of our own: for a widget that Python has not met, PySide6 builds every widget class there is.
        self._seen = QWidget()
        self._seen.setBackgroundRole(QPalette.ColorRole.NoRole)
        self.setViewport(self._seen)
        self.setWidgetResizable(True)
        self.setProperty("focusPolicy", 0)  # NoFocus, by number: the first window waits for no enumerations
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when something inside asks for another size."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self._inner.layout()
        if layout is None:
            return
        width = max(self._seen.width(), layout.minimumSize().width())
        tall = layout.hasHeightForWidth()
        height = layout.minimumHeightForWidth(width) if tall else layout.minimumSize().height()
        if self._inner.minimumHeight() != height:
            self._inner.setMinimumHeight(height)
