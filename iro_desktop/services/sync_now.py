"""Begins a sync: the caller carries its errands to the office, and typing never waits for them."""

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.enrol_laptop import membership_of
from iro_desktop.services.session import Session
from iro_desktop.sync.errands import Line
from iro_desktop.sync.run import SyncRun
from iro_desktop.sync.stand import stand_of


class NotEnrolled(KnownProblem):
    """There is no office to sync with."""


def begin_sync(session: Session, line: Line | None = None) -> SyncRun:
    """Return a run of the sync. NotEnrolled where this laptop has no office.

    `line`: what the run before used (`SyncRun.line`), so that its connection and nonce serve again.
    """
    membership, stand = membership_of(session), stand_of(session.caseload)
    if membership is None or stand is None:
        raise NotEnrolled("This laptop has no office yet.", "Join one with a code from your office.")
    return SyncRun(session.caseload, membership, line or membership.line(stand.device), session.clock)
