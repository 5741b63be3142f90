"""Types into the real recording screen on a real encrypted caseload; says what it typed and what was saved.

Run by test_kill.py as a process of its own: FOLDER KEY(hex) MODE(on|off) SEED. It prints one line for each
word after it was typed ("K number milliseconds"), and one for each "Saved" shown ("S number milliseconds":
every word up to that number is on the disk), and never ends by itself. Times are the monotonic clock's.
"""

import os
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Runner
from iro_desktop.screens.autosave import Autosave
from iro_desktop.screens.theme import Scheme, apply_theme
from tests.reviewing import ELLIS, Office
from tests.screens.recording import a_screen

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS_IN_A_BOX = 40


def token(number: int) -> str:
    """Return the word that stands for a key: five letters, so that any loss can be told by its number."""
    return "".join(LETTERS[number // 26**place % 26] for place in range(4, -1, -1))


class Typist(QObject):
    """Types a letter every few milliseconds, with pauses; changes boxes; decides; now and then locks."""

    def __init__(self, folder: Path, key: bytes, seed: int) -> None:
        super().__init__()
        self._random = random.Random(seed)
        self._runner = Runner(self._problem, self._bug)
        self._office = Office(folder, key)
        self._typed = 0
        self._shown = 0
        self._waiting_letters = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._key)
        self._runner.run(self._office.__enter__, owner=self, then=self._opened)

    def _opened(self, office: Office) -> None:
        self._view, self._presenter = a_screen(self._runner, office.session)
        self._view.resize(1000, 600)
        self._view.show()
        self._presenter.saved.connect(self._saved)
        self._presenter.open_child(ELLIS)
        self._begin_when_there_is_a_box()

    def _begin_when_there_is_a_box(self) -> None:
        """A key typed before the review is on the screen goes nowhere, and nobody is told it was saved."""
        if isinstance(QApplication.focusWidget(), QPlainTextEdit):
            say("B", 0)
            self._timer.start(12)
        else:
            QTimer.singleShot(50, self._begin_when_there_is_a_box)

    def _key(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None:
            return
        if not isinstance(focus, QPlainTextEdit):  # past the last box of a section
            QTest.keyClick(focus, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
            return
        if not self._waiting_letters:
            self._waiting_letters = token(self._typed) + " "
        QTest.keyClicks(focus, self._waiting_letters[0])
        self._waiting_letters = self._waiting_letters[1:]
        if not self._waiting_letters:
            self._typed += 1
            say("K", self._typed)
            self._between_words(focus)

    def _between_words(self, focus: QObject) -> None:
        if self._typed % WORDS_IN_A_BOX == 0:
            QTest.keyClick(focus, Qt.Key.Key_Tab)  # type: ignore[call-overload]  # a widget with the focus
        elif self._typed % 25 == 0:
            QTest.keyClick(focus, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)  # type: ignore[call-overload]  # the same
        elif self._typed % 15 == 0:
            self._timer.stop()  # as people do: the screen comes to say Saved
            QTimer.singleShot(self._random.randint(100, 1500), lambda: self._timer.start(12))
        elif self._random.random() < 0.02:
            self._presenter.flush_and_wait(2000)  # what locking does
            say("L", self._typed)

    def _saved(self, _at: object) -> None:
        say("S", self._typed)

    def _problem(self, problem: KnownProblem) -> None:
        sys.exit(f"problem: {problem.title}")

    def _bug(self, _reference: str, error: Exception) -> None:
        raise error


def say(what: str, number: int) -> None:
    """Tell the parent at once: what was said before a kill counts."""
    os.write(1, f"{what} {number} {time.monotonic_ns() // 1_000_000}\n".encode())


def main() -> int:
    """Type until killed."""
    folder, key, mode, seed = sys.argv[1:5]
    if mode == "off":  # the control: a screen that says Saved and saves nothing
        Autosave._save = lambda self: self.saved.emit(None)  # type: ignore[method-assign]  # on purpose
    app = QApplication(sys.argv[:1])
    apply_theme(app, Scheme.LIGHT)
    typist = Typist(Path(folder), bytes.fromhex(key), int(seed))
    return app.exec() if typist else 1


if __name__ == "__main__":
    sys.exit(main())
