"""A plain clock instead of the caseload: for when somebody looks over the shoulder."""

from PySide6.QtCore import Qt, QTime, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from iro_desktop.screens.widgets.layouts import words


class Cover(QFrame):
    """Shows the time and nothing else. Any key, or the button, brings the page back."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "cover")
        self._time = words("", "clock", wrap=False)
        self._time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        again = QPushButton("Show again")
        again.clicked.connect(self.done)
        self.setFocusProxy(again)
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(self._time)
        box.addSpacing(24)
        box.addWidget(again, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        super().showEvent(event)
        self._tick()
        self._ticks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        super().hideEvent(event)
        self._ticks.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key that is not a lone modifier brings the page back."""
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            self.done.emit()

    def _tick(self) -> None:
        self._time.setText(QTime.currentTime().toString("HH:mm"))
