"""Puts back what was sealed when the last process ended: into its record, or on its way to the office."""

from dataclasses import dataclass, field
from typing import Any

from iro_desktop.app.drafts import Drafts
from iro_desktop.device.sealed_draft import DraftDamaged, damaged
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.late_words import (
    WordsHandedIn,
    WordsKeptSealed,
    hand_in,
    is_about_somebody_gone,
    is_about_somebody_here,
    is_about_somebody_to_come,
)
from iro_desktop.services.restore_draft import restore_draft
from iro_desktop.services.review_page import ReviewGone
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import NoSuchLetter

WHERE = "where"
"""The desk's key for the pages that are open, so that a lock or a crash comes back to them."""


@dataclass
class PutBack:
    """What became of the sealed drafts: what to tell, how many words are back, and where one was."""

    where: object
    restored: int = 0
    problems: list[KnownProblem] = field(default_factory=list)


def put_back(session: Session, drafts: Drafts) -> PutBack:
    """Commit every sealed draft. On the caseload's lane, before anything is synced."""
    drafts.keep_reserve()
    found, began = PutBack(session.caseload.desk(WHERE)), session.clock.now()
    while True:
        draft: Any = {}
        try:
            draft = drafts.take()
            if draft is None or is_about_somebody_to_come(session, draft):
                break  # it waits, sealed, for the records that it belongs to
            if is_about_somebody_gone(session, draft):
                _hand_in(session, drafts, draft, found)
                continue
            restore_draft(session, draft, began)
            drafts.restored()
            found.restored += bool(draft["edits"])
            found.where = draft.get("where", found.where)
        except DraftDamaged as unreadable:  # it is out of the way now: go on with the next
            found.problems.append(unreadable)
        except (ReviewGone, NoSuchLetter, ValueError, TypeError, KeyError):  # what it belongs to is no more
            drafts.set_aside()
            found.problems.append(damaged() if is_about_somebody_here(session, draft) else WordsKeptSealed())
        except KnownProblem as problem:  # it stays where it is, for the next start
            found.problems.append(problem)
            break
    drafts.note_left()
    return found


def _hand_in(session: Session, drafts: Drafts, draft: dict[str, Any], found: PutBack) -> None:
    if not draft["edits"]:  # a place on a page that is no more
        drafts.restored()
        return
    try:
        hand_in(session, draft)
    except WordsKeptSealed as kept:
        drafts.set_aside()
        found.problems.append(kept)
    else:
        drafts.restored()
        found.problems.append(WordsHandedIn())
