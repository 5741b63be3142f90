"""Which review of the statutory sequence a child's review is, and what the return already says of it."""

from dataclasses import dataclass, replace
from datetime import date

from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.record_history import SAME_REVIEW_WITHIN
from iro_desktop.domain.review import Meeting, MeetingState, Review, ReviewKind
from iro_desktop.services.review_page import ReviewGone
from iro_desktop.services.session import Session


@dataclass(frozen=True)
class Place:
    """A review's kind, its number, and the day it was due by law (None where the record does not say)."""

    kind: ReviewKind
    number: int
    due_on: date | None


def place_in_sequence(session: Session, child_id: str, before: date | None = None) -> Place:
    """Return the place of the child's next review, or of one held on `before`. Raises ReviewGone.

    Reviews held since, and what only the return says of that day or the week before, do not count.
    """
    caseload = session.caseload
    child = caseload.get(Child, child_id)
    if child is None:
        raise ReviewGone
    reviews = caseload.list(Review, child_id=child_id)
    held = [each for each in reviews if each.held_on and (before is None or _is_earlier(each, before))]
    episodes, meetings = caseload.list(Episode, child_id=child_id), caseload.list(Meeting, child_id=child_id)
    history = history_of(child, episodes, held, meetings, today=session.clock.today())
    due = next_due(history, session.working_days)
    return Place(due.kind or ReviewKind.SUBSEQUENT, len(held) + 1, due.due_on)


def placed_again(session: Session, review: Review, held_on: date) -> Review:
    """Return `review` as held on `held_on`, placed anew if others turned out to be held as late as that.

    Its place was worked out when recording began, from the reviews known then; a return may have brought
    in this very review before it was written up, or the day typed may lie before another's.
    """
    held = replace(review, held_on=held_on)
    others = session.caseload.list(Review, child_id=review.child_id)
    counted = [each for each in others if each.id != review.id and each.held_on]
    if review.kind is ReviewKind.EARLY or all(_is_earlier(each, held_on) for each in counted):
        return held
    place = place_in_sequence(session, review.child_id, held_on)
    return replace(held, kind=place.kind, number=place.number, due_on=place.due_on)


def due_after(session: Session, review: Review, meeting: Meeting, held_on: date) -> DueDate:
    """Return when the child's next review is due once `review` counts as held on `held_on`.

    It is what the caseload will say when the review is finished (regs 33 and 48; reg 7 of SI 2010/2571).
    """
    caseload, child_id = session.caseload, review.child_id
    child = caseload.get(Child, child_id)
    if child is None:
        raise ReviewGone
    done = placed_again(session, review, held_on)
    gone = {done.id, *(twin.id for twin in only_in_return(session, done, held_on))}
    reviews = [each for each in caseload.list(Review, child_id=child_id) if each.id not in gone]
    its = replace(meeting, state=MeetingState.HELD, held_on=held_on)
    meetings = [each for each in caseload.list(Meeting, child_id=child_id) if each.id != its.id]
    episodes = caseload.list(Episode, child_id=child_id)
    today = session.clock.today()
    history = history_of(child, episodes, [*reviews, done], [*meetings, its], today=today)
    return next_due(history, session.working_days)


def only_in_return(session: Session, review: Review, held_on: date) -> tuple[Review, ...]:
    """Return what a return brought in of this very day and nobody has recorded anything in."""
    same_day = session.caseload.list(Review, child_id=review.child_id, held_on=held_on)
    return tuple(each for each in same_day if each.id != review.id and _from_return(each))


def _is_earlier(review: Review, day: date) -> bool:
    if review.held_on is None or review.held_on >= day:
        return False
    return not _from_return(review) or day - review.held_on > SAME_REVIEW_WITHIN


def _from_return(review: Review) -> bool:
    return bool(review.source_key) and review.started_at is None and review.finished_at is None
