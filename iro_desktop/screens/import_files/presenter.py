"""Runs an import on the caseload lane, with progress and a way to stop that changes nothing."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.report import ImportReport
from iro_desktop.intake.sources import source_files
from iro_desktop.jobs import Jobs
from iro_desktop.screens.import_files.view import ImportView
from iro_desktop.services.import_return import import_files
from iro_desktop.services.session import Session

_STEPS = 100
"""How often progress is shown at most: a signal for every record would hold the window up."""


class ImportPresenter(QObject):
    """Brings in what was chosen. One import at a time."""

    imported = Signal()
    """Something was brought in: lists shown elsewhere are old now."""
    caseload_wanted = Signal()
    _progressed = Signal(int, int)

    def __init__(self, view: ImportView, jobs: Jobs, session: Session) -> None:
        super().__init__(view)
        self._view, self._jobs, self._session = view, jobs, session
        self._council = session.profile.council
        self._stop = threading.Event()
        self._busy = False
        view.ask_council(self._council, session.profile.name)
        view.files_chosen.connect(self._import)
        view.stop_wanted.connect(self._stop_it)
        view.caseload_wanted.connect(self.caseload_wanted)
        self._progressed.connect(view.show_progress, Qt.ConnectionType.QueuedConnection)

    def _import(self, paths: list[Path]) -> None:
        if self._busy:
            return
        council = self._council or self._view.council()
        only_iro = self._session.profile.name if self._view.only_mine() else ""
        self._busy = True
        self._stop.clear()
        self._view.show_busy([path.name for path in paths])
        self._jobs.run(
            lambda: self._work(paths, council, only_iro),
            owner=self,
            then=lambda report: self._done(report, council),
            failed=self._failed,
        )

    def _work(self, paths: list[Path], council: str, only_iro: str) -> ImportReport:
        return import_files(
            self._session.caseload,
            source_files(paths),
            council=council,
            today=self._session.clock.today(),
            only_iro=only_iro,
            progress=self._progress,
            cancelled=self._stop.is_set,
        )

    def _progress(self, done: int, of: int) -> None:
        if of and (done == of or done % max(1, of // _STEPS) == 0):
            self._progressed.emit(done, of)

    def _stop_it(self) -> None:
        self._stop.set()
        self._view.show_stopping()

    def _done(self, report: ImportReport, council: str) -> None:
        self._busy = False
        self._council = self._council or council
        self._view.ask_council(self._council, self._session.profile.name)
        self._view.show_report(report)
        self.imported.emit()

    def _failed(self, problem: KnownProblem) -> None:
        self._busy = False
        self._view.show_problem(problem)
