"""A visitor at the real windows: presses keys as an IRO does, waits as an IRO does, and takes pictures."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


class NothingHappened(AssertionError):  # noqa: N818 - what happened, as the visitor would say it
    """What the visitor waited for did not come."""


class Visitor:
    """Drives the windows of this process by keys only."""

    def __init__(self, app: QApplication, pictures: Path | None = None, patience: float = 30.0) -> None:
        self._app = app
        self._pictures = pictures
        self._patience = patience
        self.taken: list[Path] = []

    def wait(self, until: Callable[[], object], what: str) -> None:
        """Let the app work until the condition holds; NothingHappened after the patience (seconds)."""
        end = time.monotonic() + self._patience
        while not until():
            if time.monotonic() > end:
                raise NothingHappened(what)
            self._app.processEvents()
            time.sleep(0.002)

    def rest(self, seconds: float) -> None:
        """Let the app work for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.002)

    def focus(self) -> QWidget:
        """Return what has the keyboard."""
        self.wait(lambda: self._app.focusWidget() is not None, "something that takes the keyboard")
        focus = self._app.focusWidget()
        if focus is None:
            raise NothingHappened("something that takes the keyboard")
        return focus

    def type(self, words: str) -> None:
        """Type words into whatever has the keyboard; "\\n" is Enter."""
        for character in words:
            if character == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focus(), character)
        self._app.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press one key."""
        QTest.keyClick(self.focus(), key, modifiers)
        self._app.processEvents()

    def go_to(self, name: str) -> None:
        """Press Tab until the field of this object name has the keyboard."""
        for _ in range(80):
            self.press(Qt.Key.Key_Tab)
            if self.focus().objectName() == name:
                return
        raise NothingHappened(name)

    def picture(self, window: QWidget, name: str) -> None:
        """Keep a picture of a window, numbered in the order taken, if pictures are wanted."""
        self.rest(0.15)  # for what is painted a moment later
        if self._pictures is not None:
            self._pictures.mkdir(parents=True, exist_ok=True)
            file = self._pictures / f"{len(self.taken) + 1:02d}-{name}.png"
            window.grab().save(str(file))
            self.taken.append(file)
