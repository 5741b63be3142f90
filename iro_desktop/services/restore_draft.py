"""Puts words that were sealed at a lock into the caseload."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from iro_desktop.caseload import ReviewFinished
from iro_desktop.domain.identity import part_id
from iro_desktop.domain.letter import LetterPart
from iro_desktop.domain.review import ParkedNote, Review
from iro_desktop.records import shapes_of
from iro_desktop.services.about_you import change_about_you
from iro_desktop.services.amend_review import amend_review, amendments_of
from iro_desktop.services.keep_people import keep_people
from iro_desktop.services.letter_edits import REASONS, both_reasons, save_letter_edits
from iro_desktop.services.review_edits import DESK_KEY, edit_key, kind_named, save_edits
from iro_desktop.services.session import Session
from iro_desktop.services.settle_wording import keep_wording
from iro_desktop.services.write_letter import open_letter

_While = tuple[datetime, datetime]
_WHY = "Typed before a lock and restored after it; the review had been finished meanwhile."


def restore_draft(session: Session, draft: Mapping[str, Any], began: datetime | None = None) -> None:
    """Commit the edits of a sealed draft and the place of the cursor; applying it twice changes nothing.

    What was saved after the sealing ("at" in the draft) and before this process `began` is newer and
    stays: words that it does not hold are parked, or in a letter stand below it. Words for a review that
    has been finished meanwhile become amendments. Where the clock was set back since, words that go on
    from those that are there take their place, and others stand beside them. None are ever dropped.
    """
    if draft["screen"] == "office":
        for key, text in dict(draft["edits"]).items():
            keep_wording(session, key, str(text))
        return
    if draft["screen"] == "people":
        keep_people(session, str(draft["review_id"]), draft["edits"], draft.get("seen"))
        return
    if draft["screen"] == "settings":
        change_about_you(session, draft["edits"], draft.get("seen"))
        return
    review_id, edits, place = str(draft["review_id"]), dict(draft["edits"]), draft.get("place")
    sealed = datetime.fromisoformat(draft["at"]) if "at" in draft else None
    while_away = (sealed, began or session.clock.now()) if sealed else None
    if draft["screen"] == "letter":
        letter = open_letter(session, review_id).letter
        edits = _below_newer_parts(session, letter.id, edits, while_away)
        if REASONS in edits:
            edits[REASONS] = both_reasons(letter.reasons_so_far, edits[REASONS])
        save_letter_edits(session, review_id, letter.id, edits, seen=draft.get("seen"))
    else:
        edits = _beside_newer_fields(session, review_id, edits, while_away)
        save_or_amend(session, review_id, edits, why=_WHY, seen=draft.get("seen"))
    if isinstance(place, Mapping):
        session.caseload.put_desk(DESK_KEY, dict(place) | {"screen": draft["screen"], "review_id": review_id})


def _beside_newer_fields(
    session: Session, review_id: str, edits: Mapping[str, Any], while_away: _While | None
) -> dict[str, Any]:
    review = session.caseload.get(Review, review_id)
    if review is not None and review.finished_at is not None:
        return dict(edits)  # they become amendments, which overwrite nothing
    kept: dict[str, Any] = {}
    for key, value in edits.items():
        kind, record_id, field = key.split("/")
        words, now = _is_words(kind, field), str(_says(session, kind, record_id, field) or "")
        goes_on = _clock_went_back(while_away) and (not words or now in str(value))
        if goes_on or not _changed(session, record_id, field, while_away):
            kept[key] = value
        elif words and value not in now:
            note = part_id(review_id, f"from a draft/{key}/{value}")
            kept[edit_key(ParkedNote, note, "text")] = value
    return kept


def _below_newer_parts(
    session: Session, letter_id: str, edits: Mapping[str, str], while_away: _While | None
) -> dict[str, str]:
    kept = dict(edits)
    for part in session.caseload.list(LetterPart, letter_id=letter_id):
        text = kept.get(part.part.value)
        goes_on = text is not None and _clock_went_back(while_away) and part.text in text
        if text is not None and not goes_on and _changed(session, part.id, "text", while_away):
            kept[part.part.value] = part.text if text in part.text else f"{part.text}\n{text}"
    return kept


def _changed(session: Session, record_id: str, field: str, while_away: _While | None) -> bool:
    if while_away is None:
        return False
    back = _clock_went_back(while_away)
    return any(
        field in entry.fields and (back or while_away[0] < entry.last_at < while_away[1])
        for entry in session.caseload.history(record_id)
    )


def _clock_went_back(while_away: _While | None) -> bool:
    """Say whether the clock was set back since the sealing: it cannot tell then which words are newer."""
    return while_away is not None and while_away[1] <= while_away[0]


def save_or_amend(
    session: Session,
    review_id: str,
    edits: Mapping[str, Any],
    desk: Any = None,
    *,
    why: str,
    seen: int | None = None,
) -> datetime:
    """Do as `save_edits`; words for a review finished meanwhile become amendments, because `why`."""
    try:
        return save_edits(session, review_id, edits, desk, seen)
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
