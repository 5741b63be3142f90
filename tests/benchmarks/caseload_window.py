"""Unlock as a person does, wait for the list, then open children by keys: in the real windows.

Usage: python -m tests.benchmarks.caseload_window PROFILE CHILDREN
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from iro_desktop.app.desktop import Desktop
from iro_desktop.app.start import application
from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE
from iro_desktop.demonstration.visitor import Visitor
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import machine_clock
from iro_desktop.screens.theme import apply_theme
from tests.benchmarks.measuring import TRACE, answer, between, moment, moments, resident_mib


class AtDesk:
    """A person at the real windows of one profile, and the trace that the app writes."""

    def __init__(self, profile: Path) -> None:
        self.trace = Path(os.environ[TRACE])
        self.app = application()
        apply_theme(self.app)
        self.visitor = Visitor(self.app)
        self.desktop = Desktop(self.app, ProfilePaths(profile), machine_clock())
        self.desktop.start()
        self.until(lambda: moment(self.trace, "unlock_shown"), "the unlock screen")

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Let the app work, in Qt's own loop, until the condition holds; RuntimeError after a minute."""
        loop, looks = QEventLoop(), 0
        while not condition():
            looks += 1
            if looks > 12_000:
                raise RuntimeError(f"waited in vain for {what}")
            QTimer.singleShot(5, loop.quit)
            loop.exec()

    def unlock(self) -> None:
        """Type the passphrase, nine keys a second, and wait until the list has been painted."""
        for key in DEMONSTRATION_PASSPHRASE:
            self.visitor.type(key)
            self.visitor.rest(0.11)
        self.visitor.press(Qt.Key.Key_Return)
        self.until(lambda: moment(self.trace, "caseload_shown"), "the children")

    def caseload_seconds(self) -> tuple[float, float]:
        """Return the time from the keys being open to the list painted, and the processor's of it."""
        return between(self.trace, "passphrase_accepted", "caseload_shown")

    def open_child(self) -> float:
        """Press Enter on the chosen child; return the seconds until the child's page was painted."""
        seen = self._children_shown()
        focus = self.visitor.focus()
        began = time.time_ns()
        QTest.keyClick(focus, Qt.Key.Key_Return)
        self.until(lambda: self._children_shown() > seen, "the child")
        return (moment(self.trace, "child_shown") - began) / 1e9

    def _children_shown(self) -> int:
        return sum(each.name == "child_shown" for each in moments(self.trace))

    def back_to_next(self) -> None:
        """Go back to the list and on to the next child."""
        self.visitor.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        self.visitor.rest(0.4)
        self.visitor.press(Qt.Key.Key_Down)


def main(profile: str, children: str) -> None:
    desk = AtDesk(Path(profile))
    desk.unlock()
    opened, spent = [], []
    desk.visitor.rest(0.3)
    for _ in range(int(children)):
        before = time.process_time()
        opened.append(desk.open_child())
        spent.append(time.process_time() - before)
        desk.back_to_next()
    desk.visitor.rest(0.5)
    caseload, processor = desk.caseload_seconds()
    answer(
        {
            "caseload": caseload, "caseload_processor": processor, "children": opened,
            "children_processor": spent, "resident_mib": resident_mib(),
        }
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
