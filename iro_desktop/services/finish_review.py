"""Finishing a review: the step after which it is only amended."""

from collections.abc import Mapping
from dataclasses import replace

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import MeetingState, SectionState
from iro_desktop.services.missing import Missing, is_written, what_is_missing
from iro_desktop.services.record_review import open_review
from iro_desktop.services.review_place import only_in_return, placed_again
from iro_desktop.services.session import Session


class NotFinished(KnownProblem):
    """Finish was asked for while something required has no reason; `missing` says what."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(
            "The review is not finished yet.", "Put right what is listed, or write why it is missing."
        )
        self.missing = missing


def finish_review(session: Session, review_id: str, reasons: Mapping[str, str]) -> None:
    """Finish the review: from now on it is only amended. `reasons` is by the code of what is missing.

    The review counts as held on the day typed, or else the day recording began (reg 33; the date the next
    one is reckoned from). Raises NotFinished while something required has no reason. Doing it twice is
    harmless.
    """
    page = open_review(session, review_id)
    if page.review.finished_at is not None:
        return
    missing = what_is_missing(session, review_id)
    given = {code: reason.strip() for code, reason in reasons.items() if reason.strip()}
    held_back = tuple(m for m in missing if m.blocking or (m.required and m.code not in given))
    if held_back:
        raise NotFinished(held_back)
    without = tuple(f"{m.code}: {given.get(m.code, 'not needed')}" for m in missing)
    with session.caseload.unit_of_work() as work:
        work.save(replace(page.meeting, state=MeetingState.HELD, held_on=page.held_on))
        for section in page.sections:
            if is_written(section.record) and section.record.state is SectionState.OPEN:
                work.save(replace(section.record, state=SectionState.DISCUSSED))
        review = placed_again(session, page.review, page.held_on)
        for twin in only_in_return(session, review, page.held_on):
            review = replace(review, participation=review.participation or twin.participation)
            work.delete(twin, "the same review was recorded here")
        ended = replace(review, finished_at=session.clock.now(), finished_without=without, reasons_so_far="")
        work.save(ended)
        work.commit()
