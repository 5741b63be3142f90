"""Sees to the copies of the caseload while it is open, and looks it through for damage once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs import Jobs
from iro_desktop.screens.settings.view import SettingsView
from iro_desktop.services.keep_copies import copy_if_due
from iro_desktop.services.mend_caseload import copies, copies_in_words, look_through
from iro_desktop.services.open_caseload import back_up_now
from iro_desktop.services.session import Session

_AT_LEISURE = 20_000
"""Milliseconds after opening: whoever has just unlocked has found a child by then."""
_LOOK_EVERY = 5 * 60_000
_NONE_YET = "There is no copy yet. The first is made soon, by itself."


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

    def attend(self, view: SettingsView) -> None:
        """Show in the settings which copies there are, and make one when it is asked for."""
        view.copy_wanted.connect(lambda: self._copy_now(view))
        view.refresh_wanted.connect(lambda: self._tell(view))

    def _tell(self, view: SettingsView) -> None:
        paths = self._paths
        self._jobs.run(lambda: copies_in_words(copies(paths)) or _NONE_YET, owner=view, then=view.show_copies)

    def _copy_now(self, view: SettingsView) -> None:
        session, paths = self._session, self._paths
        view.show_copies("A copy is being made…", busy=True)

        def failed(problem: KnownProblem) -> None:
            self._say(problem)
            self._tell(view)

        self._jobs.run(
            lambda: back_up_now(session, paths), owner=view, then=lambda _: self._tell(view), failed=failed
        )

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
