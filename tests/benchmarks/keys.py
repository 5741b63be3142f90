"""Types into the real recording screen at a person's pace, in turns with saving as it is and put off.

Usage: python -m tests.benchmarks.keys PROFILE KEYS

A key's time runs from the moment it was to be pressed, so a window that was busy just then counts as late,
to the end of the paint that shows the letter. QTest delivers the key as Qt would; nothing else is shortened.
"""

import random
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.view import RecordView
from tests.benchmarks.caseload_window import AtDesk
from tests.benchmarks.measuring import answer, moments, percentile

TEXT = (
    "Settled at home and gets on well with the others there. Football on Saturdays, with a lift from Jo. "
    'Said: "I like it when we all cook together". Wish: more time with Nan. Reading is coming on; the school '
    "will look at some help in the mornings. Sleeps better since the move. Dentist in April, glasses too. "
)
BLOCK = 250
"""Keys typed before saving is put off, or on again."""
FASTEST, SLOWEST = 0.03, 0.11
"""Seconds between keys: about 14 a second, a very quick typist's burst."""


class Paints(QObject):
    """Counts the paints of a box."""

    def __init__(self, box: QPlainTextEdit) -> None:
        super().__init__(box)
        self.count = 0
        self.viewport = box.viewport()
        self.viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


class Typist:
    """Types on time, and says how late each letter was seen."""

    def __init__(self, desk: AtDesk) -> None:
        self._app = desk.app
        self._visitor = desk.visitor
        self._chance = random.Random(2)
        self._paints: Paints | None = None
        self._typed = 0

    def block(self, keys: int) -> list[tuple[float, float]]:
        """Type a block; return when each key was due and how many seconds later it was seen."""
        box = self._visitor.focus()
        if not isinstance(box, QPlainTextEdit):
            raise TypeError("the keyboard is not in a box")
        paints = Paints(box)
        due = time.perf_counter() + 0.2
        seen = []
        for _ in range(keys):
            self._wait(due)
            before = paints.count
            QTest.keyClicks(box, TEXT[self._typed % len(TEXT)])
            while paints.count == before and time.perf_counter() < due + 2:
                self._app.processEvents()
            seen.append((due, time.perf_counter() - due))
            self._typed += 1
            due = max(due + self._chance.uniform(FASTEST, SLOWEST), time.perf_counter())
        return seen

    def _wait(self, due: float) -> None:
        while (left := due - time.perf_counter()) > 0:
            self._app.processEvents()
            time.sleep(min(0.001, left))


class Saving:
    """The autosave of the review on the screen: its commits timed, and put off when asked."""

    def __init__(self, presenter: RecordPresenter) -> None:
        self._autosave = autosave = presenter.autosave
        self._start, self._commit = autosave._start, autosave._commit
        self.commits: list[tuple[float, float]] = []
        autosave._commit = self._timed

    def put_off(self, off: bool) -> None:
        setattr(self._autosave, "_start", (lambda: None) if off else self._start)  # noqa: B010 - a method
        if not off and self._autosave.pending():
            self._start()

    def _timed(self, edits: Any, place: Any) -> Any:
        began = time.perf_counter()
        at = self._commit(edits, place)
        self.commits.append((began, time.perf_counter()))
        return at


def to_next_box(desk: AtDesk) -> None:
    """Go on by Tab to the next box to type in."""
    desk.visitor.press(Qt.Key.Key_Tab)
    while not isinstance(desk.visitor.focus(), QPlainTextEdit):
        desk.visitor.press(Qt.Key.Key_Tab)


def main(profile: str, keys: str) -> None:
    desk = AtDesk(Path(profile))
    desk.unlock()
    desk.open_child()
    pages = desk.desktop.pages
    assert pages is not None
    desk.visitor.rest(0.5)
    desk.visitor.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: isinstance(pages.shell.page(), RecordView), "the recording screen")
    desk.until(lambda: isinstance(desk.visitor.focus(), QPlainTextEdit), "a box")
    desk.visitor.rest(1.0)
    presenter = pages._writers[-1]
    assert isinstance(presenter, RecordPresenter)
    saving, typist = Saving(presenter), Typist(desk)
    on: list[tuple[float, float]] = []
    off: list[tuple[float, float]] = []
    while len(on) < int(keys):
        on += typist.block(BLOCK)
        saving.put_off(True)
        off += typist.block(BLOCK)
        saving.put_off(False)
        desk.until(lambda: not presenter.autosave.pending(), "all of it to be saved")
        to_next_box(desk)
    late = [seconds for _, seconds in on]
    met = [
        seconds
        for due, seconds in on
        if any(due < end and due + seconds > began for began, end in saving.commits)
    ]
    took = [end - began for began, end in saving.commits]
    answer(
        {
            "keys": len(on), "p50": percentile(late, 50), "p99": percentile(late, 99), "worst": max(late),
            "off_p50": percentile([s for _, s in off], 50), "off_p99": percentile([s for _, s in off], 99),
            "met": len(met), "met_p99": percentile(met, 99) if met else 0.0,
            "commits": len(took), "commit_p50": percentile(took, 50), "commit_p95": percentile(took, 95),
            "moments": len(moments(desk.trace)),
        }
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
