"""Saving what is typed: a batch of fields, written in one transaction, as often as the screen likes.

An edit is a key `Kind/id/field` and a JSON value, so that a batch can be saved, retried, sealed in a draft
when the machine locks, and applied after unlocking; applying one twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from iro_desktop.caseload import UnitOfWork
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import (
    Attendance,
    Decision,
    Meeting,
    ParkedNote,
    Review,
    ReviewSection,
    View,
)
from iro_desktop.records import encode, read
from iro_desktop.services.review_page import ReviewGone
from iro_desktop.services.session import Session

REMOVED = "-"
"""In place of a field: the record goes; the value is the reason."""
DESK_KEY = "desk"
"""Where the IRO was when the window closed: the app reads it after unlock."""

_KINDS: dict[str, type[Record]] = {
    kind.__name__: kind for kind in (Review, Meeting, ReviewSection, View, Decision, Attendance, ParkedNote)
}
_FIXED = {"id", "child_id", "review_id", "kind", "number", "due_on", "finished_at", "finished_without"}
"""What no typing changes: whose record it is, and what was settled when the review began or ended."""


def edit_key(kind: type[Record], record_id: str, field: str) -> str:
    """Return the key of one field of one record; REMOVED as the field removes the record."""
    return f"{kind.__name__}/{record_id}/{field}"


def kind_named(name: str) -> type[Record]:
    """Return the kind of record that an edit's key names."""
    return _KINDS[name]


def save_edits(
    session: Session, review_id: str, edits: Mapping[str, Any], desk: Any = None, seen: int | None = None
) -> datetime:
    """Write the edits of one review in one transaction and return when it was committed (UTC).

    `desk` is where the IRO is (screen, section, box, cursor): kept on this machine only. `seen` is
    `ReviewPage.shown_through` of the page they were typed on: what has come since was not seen. Raises
    ReviewFinished once the review is finished, and ReviewGone where it does not exist.
    """
    review = session.caseload.get(Review, review_id)
    if review is None:
        raise ReviewGone
    with session.caseload.unit_of_work(seen) as work:
        for (kind, record_id), fields in _by_record(edits).items():
            _write(work, review, kind, record_id, fields)
        if desk is not None:
            work.put_desk(DESK_KEY, desk)
        work.commit()
    return session.clock.now()


def _by_record(edits: Mapping[str, Any]) -> dict[tuple[type[Record], str], dict[str, Any]]:
    records: dict[tuple[type[Record], str], dict[str, Any]] = defaultdict(dict)
    for key, value in edits.items():
        kind_name, record_id, field = key.split("/")
        if kind_name not in _KINDS or field in _FIXED:
            raise ValueError(f"{kind_name}/{field} is not edited on the recording screen")
        records[_KINDS[kind_name], record_id][field] = value
    return records


def _write(
    work: UnitOfWork, review: Review, kind: type[Record], record_id: str, fields: dict[str, Any]
) -> None:
    old = work.get(kind, record_id)
    if old is not None and getattr(old, "review_id", old.id) != review.id:
        raise ValueError("the record belongs to another review")
    if REMOVED in fields:
        if old is not None:
            work.delete(old, str(fields[REMOVED]))
        return
    blank = {"id": record_id, "child_id": review.child_id, "review_id": review.id}
    record, unplaced = read(kind, (encode(old) if old is not None else blank) | fields)
    if unplaced.keys() & fields.keys():
        raise ValueError(f"{kind.__name__} cannot hold what was typed in {sorted(unplaced)}")
    work.save(record)
