"""No typed word is lost: what is typed is committed within two seconds, and "Saved" is only ever true."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QTimer, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs

Edits = Mapping[str, Any]
"""What is not saved yet: a key for each field (see `services.review_edits`) and its newest JSON value."""
Commit = Callable[[Edits, Any], datetime]
"""Writes the edits and the place in one transaction, on the caseload lane; returns when it was committed."""

PAUSE_MS: Final = 700
"""From the first unsaved key to its save: never put off by further typing. With the longest commit allowed
for (a second and more on a slow disk) a key is on the disk within two seconds."""
RETRY_MS: Final = 2000
_A_DAY: Final = 86_400_000


class Autosave(QObject):
    """Keeps the newest value of every field that is not saved yet, and saves them in batches.

    One batch is under way at a time; typing goes on meanwhile and never waits. `saved` is only emitted when
    a commit has returned and nothing newer waits. When a save fails nothing is dropped: the words stay
    here, `failed` says why, and it is tried again every two seconds.
    """

    saving = Signal()
    saved = Signal(object)
    """A datetime (aware): everything typed until now is on the disk."""
    committed = Signal(object)
    """A datetime: a batch is on the disk, though newer words may wait."""
    failed = Signal(object)
    """A KnownProblem: nothing is lost, it is tried again, and the draft may be sealed meanwhile."""

    def __init__(
        self,
        jobs: Jobs,
        commit: Commit,
        place: Callable[[], Any] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._commit = commit
        self._place = place
        self._waiting: dict[str, Any] = {}
        self._under_way: dict[str, Any] = {}
        self._busy = False
        self._place_moved = False
        self._overdue = False
        self._last_put = QElapsedTimer()
        self._then: list[Callable[[Edits], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._save)

    def put(self, edits: Edits) -> None:
        """Take new values. The timer runs from the first unsaved one; later ones never start it again."""
        if not edits:
            return
        self._last_put.start()
        first = not self._waiting
        self._waiting.update(edits)
        if first and not self._busy:
            self.saving.emit()
        self._start()

    def note_place(self) -> None:
        """Save where the IRO is with the next save, even if nothing is typed."""
        self._place_moved = True
        self._start()

    def pending(self) -> Edits:
        """Return everything that no commit has confirmed: what to seal in a draft."""
        return {**self._under_way, **self._waiting}

    def settled(self) -> bool:
        """Say whether every word is on the disk, and with them where the cursor was when last asked."""
        return not (self._busy or self._place_moved or self._waiting)

    def quiet_for(self) -> int:
        """Return for how many milliseconds nothing has been typed; since ever counts as a day."""
        return self._last_put.elapsed() if self._last_put.isValid() else _A_DAY

    def flush(self, then: Callable[[Edits], None] = lambda _edits: None) -> None:
        """Save now. `then` is called with {} once nothing waits, or after a failure with what waits."""
        self._then.append(then)
        self._save()

    def flush_and_wait(self, milliseconds: int = 2000) -> Edits:
        """Save now and return what could not be saved in that time: {} when all is on the disk.

        For locking and closing only. Qt goes on working meanwhile (the result comes as a Qt event).
        """
        loop, spent = QEventLoop(), QElapsedTimer()
        spent.start()
        done: list[Edits] = []

        def finished(edits: Edits) -> None:
            done.append(edits)
            loop.quit()

        self.flush(finished)
        if not done:
            QTimer.singleShot(milliseconds, loop, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self.pending()

    def _start(self) -> None:
        if not self._timer.isActive():
            self._timer.start(PAUSE_MS)

    def _save(self) -> None:
        if self._busy:
            self._overdue = True
            return
        self._timer.stop()
        if not (self._waiting or self._place_moved or self._then):
            return
        self._busy, self._overdue, self._place_moved = True, False, False
        self._under_way, self._waiting = self._waiting, {}
        edits, place = dict(self._under_way), self._place()
        self._jobs.run(
            lambda: self._commit(edits, place), owner=self, then=self._committed, failed=self._not_committed
        )

    def _committed(self, at: datetime) -> None:
        self._busy = False
        self._under_way = {}
        self.committed.emit(at)
        if not self._waiting:
            self.saved.emit(at)
            if self._overdue and self._then:
                self._save()  # asked for while this one was under way: the cursor may have moved since
            else:
                self._answer({})
        elif self._overdue or self._then:
            self._save()

    def _not_committed(self, problem: KnownProblem) -> None:
        self._busy = False
        self._waiting = {**self._under_way, **self._waiting}
        self._under_way, self._place_moved = {}, True  # the place did not get there either
        self._timer.start(RETRY_MS)
        self.failed.emit(problem)
        self._answer(self.pending())

    def _answer(self, edits: Edits) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then(edits)
