"""Keeps a wording of one's own that is being typed for a matter, until it is used."""

from datetime import datetime
from typing import Final

from iro_desktop.services.session import Session

_DESK: Final = "wording for a matter/"


def keep_wording(session: Session, key: str, text: str) -> datetime:
    """Keep what stands in the box for the matter `key`, in one transaction; return when. It is never sent."""
    with session.caseload.unit_of_work() as work:
        work.put_desk(_DESK + key, text)
        work.commit()
    return session.clock.now()


def kept_wording(session: Session, key: str) -> str:
    """Return the wording begun for a matter; "" if there is none."""
    kept = session.caseload.desk(_DESK + key)
    return kept if isinstance(kept, str) else ""
