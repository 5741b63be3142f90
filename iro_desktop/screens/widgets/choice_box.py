"""A list to choose from that scrolling past never changes: the wheel would rewrite a record unseen."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """A QComboBox that leaves the wheel to the page around it. Opened, its list scrolls as ever."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
