"""Correcting a finished review: the record stays as it was, and the correction stands beside it."""

from iro_desktop.domain.identity import new_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Amendment, Review
from iro_desktop.services.about_you import about_you
from iro_desktop.services.review_page import ReviewGone
from iro_desktop.services.session import Session


class NotFinishedYet(KnownProblem):
    """An unfinished review is simply edited; only a finished one is amended."""

    def __init__(self) -> None:
        super().__init__("This review is not finished.", "Change it on the recording screen.")


class AmendmentEmpty(KnownProblem):
    """An amendment needs what is right, and why it is being put right."""

    def __init__(self) -> None:
        super().__init__(
            "The correction is not complete.", "Write what is right, and the reason for the change."
        )


def amend_review(
    session: Session, review_id: str, *, of_kind: str, of_id: str, of_field: str, text: str, reason: str
) -> str:
    """Add a correction to one field of a finished review's records; return its id.

    Raises NotFinishedYet, AmendmentEmpty or ReviewGone. What was recorded before is never changed.
    """
    review = session.caseload.get(Review, review_id)
    if review is None:
        raise ReviewGone
    if review.finished_at is None:
        raise NotFinishedYet
    if not text.strip() or not reason.strip():
        raise AmendmentEmpty
    amendment = Amendment(
        id=new_id(),
        child_id=review.child_id,
        review_id=review_id,
        of_kind=of_kind,
        of_id=of_id,
        of_field=of_field,
        text=text.strip(),
        reason=reason.strip(),
        made_by=about_you(session).name,
        made_at=session.clock.now(),
    )
    with session.caseload.unit_of_work() as work:
        work.save(amendment)
        work.commit()
    return amendment.id


def amendments_of(session: Session, review_id: str) -> tuple[Amendment, ...]:
    """Return the review's corrections, oldest first."""
    found = session.caseload.list(Amendment, review_id=review_id)
    return tuple(sorted(found, key=lambda a: a.id))
