"""Puts words that were sealed at a lock into the caseload."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from iro_desktop.caseload import ReviewFinished
from iro_desktop.records import shapes_of
from iro_desktop.services.amend_review import amend_review, amendments_of
from iro_desktop.services.letter_edits import save_letter_edits
from iro_desktop.services.review_edits import DESK_KEY, kind_named, save_edits
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import open_letter

_WHY = "Typed before a lock and restored after it; the review had been finished meanwhile."


def restore_draft(session: Session, draft: Mapping[str, Any]) -> None:
    """Commit the edits of a sealed draft and the place of the cursor; applying it twice changes nothing.

    Words for a review that has been finished meanwhile become amendments: they are never dropped.
    """
    review_id, edits, place = str(draft["review_id"]), dict(draft["edits"]), draft.get("place")
    if draft["screen"] == "letter":
        letter_id = open_letter(session, review_id).letter.id
        save_letter_edits(session, review_id, letter_id, edits)
    else:
        save_or_amend(session, review_id, edits, why=_WHY)
    if isinstance(place, Mapping):
        session.caseload.put_desk(DESK_KEY, dict(place) | {"screen": draft["screen"], "review_id": review_id})


def save_or_amend(
    session: Session, review_id: str, edits: Mapping[str, Any], desk: Any = None, *, why: str
) -> datetime:
    """Do as `save_edits`; words for a review finished meanwhile become amendments, because `why`."""
    try:
        return save_edits(session, review_id, edits, desk)
    except ReviewFinished:
        _amend(session, review_id, edits, why)
        return session.clock.now()


def _amend(session: Session, review_id: str, edits: Mapping[str, Any], why: str) -> None:
    there = {(made.of_id, made.of_field, made.text) for made in amendments_of(session, review_id)}
    for key, value in edits.items():
        kind, record_id, field = key.split("/")
        if not _is_words(kind, field) or not isinstance(value, str) or not value.strip():
            continue
        if (record_id, field, value.strip()) in there or _says(session, kind, record_id, field) == value:
            continue
        amend_review(
            session, review_id, of_kind=kind, of_id=record_id, of_field=field, text=value, reason=why
        )


def _is_words(kind: str, field: str) -> bool:
    """Say whether a field holds what a person typed, rather than a choice or what it belongs to."""
    return any(
        shape.name == field and shape.base is str and not field.endswith("_id")
        for shape in shapes_of(kind_named(kind))
    )


def _says(session: Session, kind: str, record_id: str, field: str) -> object:
    return getattr(session.caseload.get(kind_named(kind), record_id), field, None)
