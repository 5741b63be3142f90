"""Puts the words of what a sync brought into the search index, beside everything else and after it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from iro_desktop.jobs.runner import Jobs
from iro_desktop.services.session import Session

FIRST, BETWEEN = 3_000, 40
"""Milliseconds before the first records, and between some and the next: whoever saves goes first."""


class WordIndex(QObject):
    """Works through what is left, some records at a time on the caseload's lane. Nothing waits for it."""

    def __init__(
        self, jobs: Jobs, session: Session, index: Callable[[Session], int], first: int = FIRST
    ) -> None:
        super().__init__()
        self._jobs, self._session, self._index, self._first = jobs, session, index, first
        self._working = self._closed = False
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._work)

    def begin(self) -> None:
        """See soon whether there is anything to do; also what an earlier process has left."""
        if not (self._closed or self._working or self._next.isActive()):
            self._next.start(self._first)

    def use(self, session: Session) -> None:
        """Go on with another session."""
        self._session = session
        self.begin()

    def close(self) -> None:
        """Begin nothing more: the caseload is about to be closed."""
        self._closed = True
        self._next.stop()

    def _work(self) -> None:
        self._working = True
        session, index = self._session, self._index
        self._jobs.run(
            lambda: index(session),
            owner=self,
            then=self._worked,
            failed=lambda _problem: self._stopped(),  # what cannot be written now is begun at the next sync
        )

    def _worked(self, left: int) -> None:
        self._stopped()
        if left and not self._closed:
            self._next.start(BETWEEN)

    def _stopped(self) -> None:
        self._working = False
