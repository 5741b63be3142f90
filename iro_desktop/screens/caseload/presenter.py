"""Fills the caseload screen, and tells the app who is in it."""

from datetime import date

from PySide6.QtCore import QObject, Signal

from iro_desktop.jobs import Jobs
from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.services.list_caseload import CaseloadRow, list_caseload
from iro_desktop.services.session import Session


class CaseloadPresenter(QObject):
    """Lists the caseload whenever its page is shown."""

    child_wanted = Signal(str)
    import_wanted = Signal()
    listed = Signal(object)
    """The (id, words) of all children, in order of urgency, for the find list."""

    def __init__(self, view: CaseloadView, jobs: Jobs, session: Session) -> None:
        super().__init__(view)
        self._view, self._jobs, self._session = view, jobs, session
        view.refresh_wanted.connect(self.refresh)
        view.child_wanted.connect(self.child_wanted)
        view.import_wanted.connect(self.import_wanted)

    def refresh(self) -> None:
        """List again; the rows shown stay until the new ones are there."""
        self._jobs.run(self._list, owner=self, then=self._show)

    def _list(self) -> tuple[tuple[CaseloadRow, ...], date]:
        return list_caseload(self._session), self._session.clock.today()

    def _show(self, listed: tuple[tuple[CaseloadRow, ...], date]) -> None:
        rows, today = listed
        self._view.show_rows(rows, today)
        self.listed.emit(tuple((row.child_id, find_words(row)) for row in rows))


def find_words(row: CaseloadRow) -> str:
    """Return what the find list shows for a child: "Ellis Hart, 7"."""
    return row.name if row.age is None else f"{row.name}, {row.age}"
