"""Taking back a review started by mistake: it goes with all that is in it, and can be brought back."""

from dataclasses import dataclass, replace

from iro_desktop.caseload import UnitOfWork
from iro_desktop.domain.clock import england_day
from iro_desktop.domain.date_words import short_date
from iro_desktop.domain.letter import Letter, LetterPart, StopOverride
from iro_desktop.domain.problems import KnownProblem
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
from iro_desktop.services.list_caseload import begun_review
from iro_desktop.services.missing import is_written
from iro_desktop.services.record_review import started_here
from iro_desktop.services.session import Session

REASON = "started by mistake"
_PARTS: tuple[type[Record], ...] = (
    ReviewSection, View, Decision, Attendance, ParkedNote, StopOverride, LetterPart, Letter,
)  # fmt: skip
_OWN_WORDS = (
    "how_views_known",
    "not_seen_alone_why",
    "room",
    "thanks",
    "iro_view",
    "challenge",
    "half_typed",
)


class NotTakenBack(KnownProblem):
    """The review has been finished, or another has been begun since."""


@dataclass(frozen=True)
class TakenBack:
    """A review as it was, with all that was in it: what `bring_review_back` needs."""

    review: Review
    parts: tuple[Record, ...]


def what_goes(session: Session, review_id: str) -> str:
    """Return in one sentence what taking the review back takes away, and what it leaves."""
    caseload = session.caseload
    review = caseload.get(Review, review_id)
    if review is None or review.finished_at is not None:
        raise _finished()
    sections = sum(is_written(section) for section in caseload.list(ReviewSection, review_id=review_id))
    own = any(str(getattr(review, name)).strip() for name in _OWN_WORDS)
    counted = (
        (sections, "section with words", "sections with words"),
        (len(caseload.list(Decision, review_id=review_id)), "decision", "decisions"),
        (len(caseload.list(ParkedNote, review_id=review_id, sorted_into="")), "parked note", "parked notes"),
        (len(caseload.list(Attendance, review_id=review_id)), "name of who came", "names of who came"),
    )
    told = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
    told += ["what you wrote on the last pages"] if own else []
    number = f" {review.number}" if review.number else ""
    begun = f", begun on {short_date(england_day(review.started_at))}," if review.started_at else ""
    what = f"with {_and(told)}" if told else "and nothing is written in it"
    becomes = "is planned again" if review.booked_on else "goes"
    return f"Review{number}{begun} {becomes} {what}; the due date stays, and you can undo this."


def take_back_review(session: Session, review_id: str) -> TakenBack:
    """Take back a review that is not finished, with all that was recorded in it, and return it as it was.

    The journal keeps every word with the reason. The child's page and due date are as before it was begun;
    one that was planned is planned again. Raises NotTakenBack once it is finished.
    """
    with session.caseload.unit_of_work() as work:
        review = work.get(Review, review_id)
        if review is None or review.finished_at is not None or review.started_at is None:
            raise _finished()
        meetings = work.list(Meeting, review_id=review_id)
        parts = (*meetings, *(part for kind in _PARTS for part in work.list(kind, review_id=review_id)))
        for part in reversed(parts):
            if not (isinstance(part, Meeting) and not started_here(part)):
                work.delete(part, REASON)
        _take_back(work, review, meetings)
        work.commit()
    return TakenBack(review, parts)


def bring_review_back(session: Session, taken: TakenBack) -> None:
    """Undo `take_back_review`: everything is as it was. NotTakenBack if another has been begun meanwhile."""
    child_id = taken.review.child_id
    begun = begun_review(session.caseload.list(Review, child_id=child_id))
    if begun is not None and begun.id != taken.review.id:
        raise NotTakenBack(
            "Another review of this child has been begun since.",
            "Take that one back first; then this one can be brought back.",
        )
    with session.caseload.unit_of_work() as work:
        work.save_all((taken.review, *taken.parts))
        work.commit()


def _take_back(work: UnitOfWork, review: Review, meetings: tuple[Meeting, ...]) -> None:
    if review.booked_on is None and not review.source_key:
        work.delete(review, REASON)
        return
    planned = Review(
        id=review.id,
        child_id=review.child_id,
        kind=review.kind,
        number=review.number,
        due_on=review.due_on,
        booked_on=review.booked_on,
        source_key=review.source_key,
        source_values=review.source_values,
    )
    work.save(planned)
    work.save_all(replace(each, held_on=None) for each in meetings if not started_here(each))


def _finished() -> NotTakenBack:
    return NotTakenBack(
        "This review cannot be taken back.",
        "It is finished, or was taken back already. Open the child again.",
    )


def _and(told: list[str]) -> str:
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
