"""Saving what is typed in a letter: the parts that changed and the place of the cursor, as often as asked."""

from collections.abc import Mapping
from typing import Any

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.services.review_edits import DESK_KEY
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import LetterView, open_letter, rewrite_part


def letter_place(session: Session, review_id: str) -> Mapping[str, Any] | None:
    """Return where in this review's letter the cursor was last; None if the IRO was elsewhere since."""
    desk = session.caseload.desk(DESK_KEY)
    here = isinstance(desk, dict) and desk.get("screen") == "letter" and desk.get("review_id") == review_id
    return desk if here and isinstance(desk, dict) and desk.get("field") else None


def save_letter_edits(
    session: Session, review_id: str, letter_id: str, edits: Mapping[str, str], desk: Any = None
) -> LetterView:
    """Keep the rewritten parts (text by part name) and return the letter with them, checked again.

    Applying the same edits twice changes nothing.
    """
    letter: LetterView | None = None
    for part, text in edits.items():
        letter = rewrite_part(session, letter_id, LetterPartName(part), text)
    if desk is not None:
        session.caseload.put_desk(DESK_KEY, desk)
    return letter or open_letter(session, review_id)
