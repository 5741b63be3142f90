"""Saving what is typed in a letter: the parts that changed and the place of the cursor, as often as asked."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iro_desktop.domain.half_typed import lines_of, with_line
from iro_desktop.domain.letter import Letter, LetterPartName
from iro_desktop.services.review_edits import DESK_KEY
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import Finding, LetterView, open_letter, rewrite_part

REASONS = "reasons so far"
"""In place of a part's name: the reasons for letting a STOP stand that were not handed in yet."""


def letter_place(session: Session, review_id: str) -> Mapping[str, Any] | None:
    """Return where in this review's letter the cursor was last; None if the IRO was elsewhere since."""
    desk = session.caseload.desk(DESK_KEY)
    here = isinstance(desk, dict) and desk.get("screen") == "letter" and desk.get("review_id") == review_id
    return desk if here and isinstance(desk, dict) and desk.get("field") else None


def save_letter_edits(
    session: Session,
    review_id: str,
    letter_id: str,
    edits: Mapping[str, str],
    desk: Any = None,
    *,
    seen: int | None = None,
) -> LetterView:
    """Keep the rewritten parts (text by part name) and return the letter with them, checked again.

    REASONS as a name keeps what is typed beside a STOP. Applying the same edits twice changes nothing.
    """
    letter: LetterView | None = None
    if REASONS in edits:
        _keep_reasons(session, letter_id, edits[REASONS])
    for part, text in edits.items():
        if part != REASONS:
            letter = rewrite_part(session, letter_id, LetterPartName(part), text, seen)
    if desk is not None:
        session.caseload.put_desk(DESK_KEY, desk)
    return letter or open_letter(session, review_id)


def reason_name(finding: Finding) -> str:
    """Return the name under which a finding's reason waits: it quotes nothing of the finding."""
    return f"{finding.rule}/{hashlib.sha256(finding.message.encode()).hexdigest()[:16]}"


def both_reasons(kept: str, more: str) -> str:
    """Return the reasons of both; where both have one for a STOP, that of `more`."""
    for name, reason in lines_of(more).items():
        kept = with_line(kept, name, reason)
    return kept


def _keep_reasons(session: Session, letter_id: str, reasons: str) -> None:
    letter = session.caseload.get(Letter, letter_id)
    if letter is not None and letter.reasons_so_far != reasons:
        with session.caseload.unit_of_work() as work:
            work.save(replace(letter, reasons_so_far=reasons))
            work.commit()
