"""Keeps a wording of one's own that is being typed for a matter, until it is used."""

from datetime import datetime

from iro_desktop.caseload.purging import WORDING
from iro_desktop.services.session import Session


def keep_wording(session: Session, key: str, text: str) -> datetime:
    """Keep what stands in the box for the matter `key`, in one transaction; return when. It is never sent.

    Nothing is kept of a matter whose child has been taken off this laptop meanwhile.
    """
    parts = key.split("/")
    if len(parts) > 2 and not session.caseload.office_desk.knows(parts[2]):
        return session.clock.now()
    with session.caseload.unit_of_work() as work:
        work.put_desk(WORDING + key, text)
        work.commit()
    return session.clock.now()


def kept_wording(session: Session, key: str) -> str:
    """Return the wording begun for a matter; "" if there is none."""
    kept = session.caseload.desk(WORDING + key)
    return kept if isinstance(kept, str) else ""
