"""Says when things happened, for measuring from outside: names and times only, and only when asked.

With IRO_DESKTOP_TRACE naming a file, each moment is one line: its name, the nanoseconds of `time.time_ns`,
and the processor's nanoseconds that this process has used.
"""

import os
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_FILE = os.environ.get("IRO_DESKTOP_TRACE", "")


def note(moment: str) -> None:
    """Write that `moment` (one word, never data) is now; does nothing unless a trace was asked for."""
    if _FILE:
        with Path(_FILE).open("a", encoding="utf-8") as trace:
            trace.write(f"{moment} {time.time_ns()} {time.process_time_ns()}\n")


def note_painted(moment: str, widget: QWidget) -> None:
    """Write `moment` once, when `widget` has next been painted; does nothing unless a trace was asked for."""
    if _FILE:
        _NextPaint(moment, widget)
        widget.update()


class _NextPaint(QObject):
    def __init__(self, moment: str, widget: QWidget) -> None:
        super().__init__(widget)
        self._moment = moment
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, and then for all that is painted with it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        note(self._moment)
        self.deleteLater()
