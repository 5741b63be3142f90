"""Who the IRO is, as it stands now, and changing it: letters and corrections are signed with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from iro_desktop.domain.person import Profile
from iro_desktop.services.session import Session

CHANGES = frozenset({"name", "phone", "email", "local_helpline"})
"""What may be changed later. The council's name is part of the ids of all that was imported: it stays."""


def about_you(session: Session) -> Profile:
    """Return who the IRO is now; the session knows only who they were when it was opened."""
    return session.caseload.get(Profile, session.profile.id) or session.profile


def shown_with(session: Session) -> tuple[Profile, int | None]:
    """Return who the IRO is now, and up to which of the office's revisions that is."""
    return about_you(session), session.caseload.shown_through


def change_about_you(session: Session, edits: Mapping[str, Any], seen: int | None = None) -> datetime:
    """Keep what was changed and return when it was committed (UTC). A name that is empty changes nothing.

    `seen` is what `shown_with` gave when it was shown: what has come since was not seen.
    """
    fields = {name: str(value).strip() for name, value in edits.items()}
    if not CHANGES.issuperset(fields):
        raise ValueError(f"not changed in the settings: {sorted(set(fields) - CHANGES)}")
    if not fields.get("name", "-"):
        del fields["name"]
    with session.caseload.unit_of_work(seen) as work:
        work.save(replace(about_you(session), **fields))
        work.commit()
    return session.clock.now()
