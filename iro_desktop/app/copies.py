"""Sees to the copies of the caseload while it is open, and looks it through for damage once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs import Jobs
from iro_desktop.services.keep_copies import copy_if_due
from iro_desktop.services.mend_caseload import look_through
from iro_desktop.services.session import Session

_AT_LEISURE = 4_000
"""Milliseconds after opening: the list has been painted by then, and what letters need is known."""
_LOOK_EVERY = 5 * 60_000


class Copies(QObject):
    """Asks every five minutes whether a copy is due. A copy that fails is told once, until one succeeds."""

    def __init__(
        self,
        session: Session,
        paths: ProfilePaths,
        jobs: Jobs,
        say: Callable[[KnownProblem], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._paths, self._jobs, self._say = session, paths, jobs, say
        self._told = False
        self._looks = QTimer(self, interval=_LOOK_EVERY)
        self._looks.timeout.connect(self.look)
        self._looks.start()
        QTimer.singleShot(_AT_LEISURE, self, self.begin)

    def begin(self) -> None:
        """Look the file through, and see whether a copy is due."""
        session, paths = self._session, self._paths
        self._jobs.run(
            lambda: look_through(session, paths), owner=self, then=lambda _: None, failed=self._say
        )
        self.look()

    def look(self) -> None:
        """Make a copy if one is due."""
        session, paths = self._session, self._paths
        self._jobs.run(
            lambda: copy_if_due(session, paths), owner=self, then=self._copied, failed=self._not_copied
        )

    def _copied(self, made: bool) -> None:
        self._told = self._told and not made

    def _not_copied(self, problem: KnownProblem) -> None:
        if not self._told:
            self._told = True
            self._say(problem)
