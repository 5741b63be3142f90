"""Finishing a review: what is missing, each a click away, and the step after which it is only amended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from iro_desktop.domain.ages import age_on
from iro_desktop.domain.childs_words import all_spoken_in
from iro_desktop.domain.participation import choices_on, needs_how_views_known
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import (
    Answer,
    Decision,
    MeetingState,
    Participation,
    ReviewSection,
    SectionState,
    SectionTopic,
)
from iro_desktop.services.record_review import open_review
from iro_desktop.services.review_page import ReviewPage
from iro_desktop.services.review_place import only_in_return, placed_again
from iro_desktop.services.session import Session

LEAVING_CARE_FROM = 16
"""The age from which the plan for leaving care is asked about (regs 42 and 43)."""


@dataclass(frozen=True)
class Place:
    """Where on the recording screen something is put right: a page, and there a record and a field."""

    page: str
    record_id: str = ""
    field: str = ""


@dataclass(frozen=True)
class Missing:
    """Something not recorded yet. `required`: the review can only be finished with a reason for it.
    `blocking`: no reason will do, because the record would be wrong."""

    code: str
    where: Place
    message: str
    required: bool = True
    blocking: bool = False


class NotFinished(KnownProblem):
    """Finish was asked for while something required has no reason; `missing` says what."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(
            "The review is not finished yet.", "Put right what is listed, or write why it is missing."
        )
        self.missing = missing


def what_is_missing(session: Session, review_id: str) -> tuple[Missing, ...]:
    """Return what the record still lacks, the most needed first; empty when it is complete."""
    page = open_review(session, review_id)
    found = [
        *_participation(page),
        *_attendance(page),
        *_wishes(page),
        *_decisions(page),
        *_sections(page),
        *_for_the_letter(page),
    ]
    return tuple(sorted(found, key=lambda m: (not m.blocking, not m.required)))


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
            if _is_written(section.record) and section.record.state is SectionState.OPEN:
                work.save(replace(section.record, state=SectionState.DISCUSSED))
        review = placed_again(session, page.review, page.held_on)
        for twin in only_in_return(session, review, page.held_on):
            review = replace(review, participation=review.participation or twin.participation)
            work.delete(twin, "the same review was recorded here")
        ended = replace(review, finished_at=session.clock.now(), finished_without=without, reasons_so_far="")
        work.save(ended)
        work.commit()


def _participation(page: ReviewPage) -> Iterator[Missing]:
    review = page.review
    code = review.participation
    if page.held_on > page.today:
        yield Missing(
            "held_on", Place("finish", "", "held_on"), "The date held is still to come.", blocking=True
        )
    if code is Participation.UNKNOWN:
        yield Missing("participation", Place("who", "", "participation"), "How did the child take part?")
    elif code not in choices_on(page.held_on, page.child.born_on):
        message = "The participation code does not fit the child's age on the day."
        yield Missing("participation", Place("who", "", "participation"), message, blocking=True)
    if needs_how_views_known(code) and not review.how_views_known.strip():
        yield Missing(
            "how_views_known", Place("who", "", "how_views_known"), "How do we know what they think?"
        )
    if review.seen_alone is None:
        yield Missing("seen_alone", Place("who", "", "seen_alone"), "Did you speak with the child alone?")
    elif not review.seen_alone and not review.not_seen_alone_why.strip():
        where = Place("who", "", "not_seen_alone_why")
        yield Missing("not_seen_alone_why", where, "Why was the child not seen alone?")


def _attendance(page: ReviewPage) -> Iterator[Missing]:
    if all(attender.presence is None for attender in page.attenders):
        yield Missing("attendance", Place("who", "", "attendance"), "Who came?")


def _wishes(page: ReviewPage) -> Iterator[Missing]:
    answered = {decision.view_id for decision in page.decisions}
    said = {
        (s.topic, spoken.wish)
        for s in page.sections
        for spoken in all_spoken_in(s.record.said)
        if spoken.wish
    }
    for view in page.views:
        if view.wish and view.id not in answered:
            message = f"“{view.wish}” has no answer yet."
            yield Missing(f"wish {view.id}", Place("decisions", view.id, "wish"), message)
        elif view.wish and (view.topic, view.wish) not in said:
            message = f"“{view.wish}” is answered, and is no longer in your notes."
            yield Missing(f"wish {view.id}", Place("decisions", view.id, "wish"), message, required=False)


def _decisions(page: ReviewPage) -> Iterator[Missing]:
    if not page.decisions:
        yield Missing("decisions", Place("decisions"), "Nothing has been decided yet.")
    for number, decision in enumerate(page.decisions, start=1):
        for field, question in _gaps(decision):
            code = f"decision {decision.id} {field}"
            yield Missing(code, Place("decisions", decision.id, field), f"Decision {number}: {question}")


def _gaps(decision: Decision) -> Iterator[tuple[str, str]]:
    if not decision.what.strip():
        yield "what", "what was decided?"
    if not decision.who.strip():
        yield "who", "who will do it?"
    if decision.by_on is None and not decision.by_words.strip():
        yield "by", "by when?"
    if decision.answer is Answer.OPEN:
        yield "answer", "is the answer yes, not yet or no?"
    elif decision.answer is not Answer.AGREED and not decision.why.strip():
        yield "why", "why is the answer not yes?"


def _sections(page: ReviewPage) -> Iterator[Missing]:
    empty = [s for s in page.sections if s.record.state is SectionState.OPEN and not _is_written(s.record)]
    nothing = all(not _is_written(s.record) for s in page.sections)
    for section in empty:
        if _is_asked_of(section.topic, page):
            message = f"{section.title}: nothing is written. Discussed, or not needed?"
            place = Place(f"section {section.topic.value}", section.record.id, "said")
            yield Missing(f"section {section.topic.value}", place, message, required=nothing)


def _is_asked_of(topic: SectionTopic, page: ReviewPage) -> bool:
    if topic is SectionTopic.LEAVING_CARE:
        age = age_on(page.held_on, page.child.born_on)
        return age is not None and age >= LEAVING_CARE_FROM
    if topic is SectionTopic.SINCE_LAST:
        return (page.review.number or 1) > 1
    return topic is not SectionTopic.WISHES


def _for_the_letter(page: ReviewPage) -> Iterator[Missing]:
    if not page.review.thanks.strip():
        message = "A thank-you for the letter: one true thing from this review."
        yield Missing("thanks", Place("finish", "", "thanks"), message, required=False)
    if page.parked:
        count = len(page.parked)
        notes = "1 parked note waits" if count == 1 else f"{count} parked notes wait"
        yield Missing("parked", Place("parked"), f"{notes} to be sorted.", required=False)


def _is_written(section: ReviewSection) -> bool:
    columns = (section.said, section.going_well, section.worried, section.what_next, section.note)
    return any(text.strip() for text in columns)
