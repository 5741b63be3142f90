"""How this laptop stands with the office, reckoned from what waits here and never from the last run."""

from datetime import datetime

from iro_desktop.services.enrol_laptop import membership_of
from iro_desktop.services.matters import matters
from iro_desktop.services.office_types import SyncState
from iro_desktop.services.session import Session
from iro_desktop.sync.leaving import agreed, leaving
from iro_desktop.sync.stand import stand_of


def sync_state(session: Session) -> SyncState:
    """Return how this laptop stands with its office."""
    membership, stand = membership_of(session), stand_of(session.caseload)
    if membership is None or stand is None:
        return SyncState()
    return SyncState(
        enrolled=True,
        council_name=membership.council_name,
        address=membership.address,
        person_name=membership.person_name,
        to_send=session.caseload.office_desk.count_unsent(),
        needs_you=len(matters(session)),
        leaving=leaving(stand, agreed(session.caseload)),
        revoked=stand.revoked,
        handed_in=stand.handed_in,
        handed_in_at=_moment(stand.handed_in_at),
        clock_off=stand.clock_off,
        last_synced=_moment(stand.in_step_at),
    )


def _moment(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
