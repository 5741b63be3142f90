"""What the window calls of the office: the services, and the one line that serves run after run."""

from iro_desktop.app.office_pages import OfficeServices
from iro_desktop.app.syncing import SyncWays
from iro_desktop.screens.sync.presenter import Ways
from iro_desktop.services.enrol_laptop import ask_to_enrol, imported_as, join_office
from iro_desktop.services.matters import matters, settle
from iro_desktop.services.session import Session
from iro_desktop.services.sync_now import begin_sync
from iro_desktop.services.sync_state import sync_state
from iro_desktop.services.what_waits import what_waits
from iro_desktop.sync.problems import OfficeBusy, OfficeNotReached
from iro_desktop.sync.run import SyncRun


class Runs:
    """Begins each sync on the line of the one before, unless that was ended."""

    def __init__(self) -> None:
        self._last: SyncRun | None = None

    def begin(self, session: Session) -> SyncRun:
        """Return a new run; on the caseload's lane."""
        last = self._last
        line = last.line if last is not None and not last.cancelled else None
        self._last = begin_sync(session, line)
        return self._last


def office_services() -> OfficeServices:
    """Return everything of the office that the window calls."""
    return OfficeServices(
        SyncWays(Runs().begin, sync_state, offline=(OfficeNotReached, OfficeBusy)),
        Ways(
            what_waits=what_waits,
            matters=matters,
            settle=settle,
            imported_as=imported_as,
            ask=lambda address, code, named: ask_to_enrol(address, code, imported_as=named),
            join=join_office,
        ),
    )
