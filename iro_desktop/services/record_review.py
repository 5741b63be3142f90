"""Recording a review: beginning it or going on with it; what is typed is saved by `review_edits`."""

from dataclasses import replace

from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Meeting, Review
from iro_desktop.services.review_edits import DESK_KEY
from iro_desktop.services.review_page import (
    ReviewPage,
    meeting_id,
    read_review_page,
)
from iro_desktop.services.review_place import place_in_sequence
from iro_desktop.services.session import Session


def start_review(session: Session, child_id: str) -> str:
    """Return the id of the child's review in hand, beginning one where there is none: never two drafts.

    A new one gets its kind, number and statutory date from the child's history as it is now.
    """
    going_on = unfinished_review(session, child_id)
    if going_on and going_on.started_at:
        return going_on.id
    review = going_on or _planned(session, child_id)
    with session.caseload.unit_of_work() as work:
        work.save(replace(review, started_at=session.clock.now()))
        if not session.caseload.list(Meeting, review_id=review.id):
            work.save(
                Meeting(
                    id=meeting_id(review.id),
                    child_id=child_id,
                    review_id=review.id,
                    scheduled_on=session.clock.today(),
                )
            )
        work.commit()
    return review.id


def started_here(meeting: Meeting) -> bool:
    """Tell whether a meeting was made by starting the review, and not planned before."""
    return meeting.id == meeting_id(meeting.review_id)


def unfinished_review(session: Session, child_id: str) -> Review | None:
    """Return the child's review that is planned or being recorded, or None."""
    waiting = [
        review
        for review in session.caseload.list(Review, child_id=child_id)
        if review.finished_at is None and review.held_on is None
    ]
    return min(waiting, key=lambda r: (r.started_at is None, r.id), default=None)


def open_review(session: Session, review_id: str) -> ReviewPage:
    """Return everything the recording screen shows of the review. Raises ReviewGone."""
    return read_review_page(session, review_id, DESK_KEY)


def _planned(session: Session, child_id: str) -> Review:
    place = place_in_sequence(session, child_id)
    return Review(id=new_id(), child_id=child_id, kind=place.kind, number=place.number, due_on=place.due_on)
