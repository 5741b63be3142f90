"""An empty PySide6 window, as lean as one can be: what the unlock screen is compared with."""

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget


class EmptyWindow(QWidget):
    def paintEvent(self, event: object) -> None:
        QTimer.singleShot(0, painted)


def painted() -> None:
    with open(os.environ["IRO_DESKTOP_TRACE"], "a", encoding="utf-8") as trace:  # noqa: PTH123 - imports nothing
        trace.write(f"unlock_shown {time.time_ns()} 0\n")
    os._exit(0)


app = QApplication(sys.argv[:1])
window = EmptyWindow()
window.resize(1093, 620)
window.show()
app.exec()
