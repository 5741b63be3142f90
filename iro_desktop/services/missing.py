"""What a review still lacks before it can be finished, and what in it cannot be right: each a click away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.ages import age_on
from iro_desktop.domain.childs_words import all_spoken_in
from iro_desktop.domain.date_words import number_of
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.participation import choices_on, needs_how_views_known
from iro_desktop.domain.review import (
    Answer,
    Decision,
    Participation,
    ReviewSection,
    SectionState,
    SectionTopic,
)
from iro_desktop.domain.typed_dates import date_mistake, example_of, not_understood, say_date
from iro_desktop.services.record_review import open_review
from iro_desktop.services.review_page import ReviewPage
from iro_desktop.services.review_place import due_after
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
    `blocking`: no reason will do, because the record would be wrong. `doubtful`: something is recorded, and
    it can hardly be meant."""

    code: str
    where: Place
    message: str
    required: bool = True
    blocking: bool = False
    doubtful: bool = False


def what_is_missing(session: Session, review_id: str) -> tuple[Missing, ...]:
    """Return what the record still lacks, the most needed first; empty when it is complete."""
    page = open_review(session, review_id)
    due = due_after(session, page.review, page.meeting, page.held_on)
    found = [
        *_held_on(page),
        *_participation(page),
        *_attendance(page),
        *_wishes(page),
        *_decisions(page),
        *_next_booked(page, due),
        *_sections(page),
        *_for_the_letter(page),
    ]
    return tuple(sorted(found, key=lambda m: (not m.blocking, not m.required, not m.doubtful)))


def next_review_due(session: Session, review_id: str) -> DueDate:
    """Return when the review after this one is due, were this one finished as it stands."""
    page = open_review(session, review_id)
    return due_after(session, page.review, page.meeting, page.held_on)


def _held_on(page: ReviewPage) -> Iterator[Missing]:
    where, typed = Place("finish", "", "held_on"), page.review.held_on_typed
    if typed:
        mistake = date_mistake(typed) or f"Type it like {example_of(page.today)}."
        message = f"The day held: “{typed}” is no day. {mistake}"
        yield Missing("held_on", where, message, blocking=True, doubtful=True)
    elif page.held_on > page.today:
        yield Missing("held_on", where, "The date held is still to come.", blocking=True, doubtful=True)


def _participation(page: ReviewPage) -> Iterator[Missing]:
    review = page.review
    code = review.participation
    if code is Participation.UNKNOWN:
        yield Missing("participation", Place("who", "", "participation"), "How did the child take part?")
    elif code not in choices_on(page.held_on, page.child.born_on):
        message = "The participation code does not fit the child's age on the day."
        where = Place("who", "", "participation")
        yield Missing("participation", where, message, blocking=True, doubtful=True)
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
        yield from _doubts(decision, number, page)


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


def _doubts(decision: Decision, number: int, page: ReviewPage) -> Iterator[Missing]:
    where, code = Place("decisions", decision.id, "by"), f"decision {decision.id} by"
    if mistake := date_mistake(decision.by_words):
        message = f"Decision {number}, by “{decision.by_words.strip()}”: {mistake}"
        yield Missing(code, where, message, blocking=True, doubtful=True)
    elif unclear := not_understood(decision.by_words):
        yield Missing(f"{code} unclear", where, f"Decision {number}: {unclear}", doubtful=True)
    elif decision.by_on and decision.by_on < page.held_on:
        message = f"Decision {number}: {say_date(decision.by_on)} is before the review. Is the year right?"
        yield Missing(f"{code} passed", where, message, required=False, doubtful=True)


def _next_booked(page: ReviewPage, due: DueDate) -> Iterator[Missing]:
    where, day = Place("finish", "", "next_booked"), page.review.next_booked_on
    if typed := page.review.next_booked_typed:
        mistake = (
            date_mistake(typed) or f"Type it like {example_of(due.due_on or page.today)}, or leave it empty."
        )
        message = f"Next review: “{typed}” is no day, so none is booked. {mistake}"
        yield Missing("next_booked no day", where, message, doubtful=True)
    elif day is None:
        if due.due_on:
            message = f"No day is booked for the next review. It is due by {say_date(due.due_on)}."
            yield Missing("next_booked", where, message, required=False)
    elif day <= page.held_on:
        message = f"The next review is booked for {say_date(day)}: that is not after this review."
        yield Missing("next_booked early", where, message, doubtful=True)
    elif due.due_on and day > due.due_on:
        yield Missing("next_booked late", where, _too_late(day, due.due_on), doubtful=True)


def _too_late(day: date, limit: date) -> str:
    late = number_of((day - limit).days, "day")
    return (
        f"The next review is booked for {say_date(day)}, {late} after the last day the law allows, "
        f"{say_date(limit)}. Book an earlier day."
    )


def _sections(page: ReviewPage) -> Iterator[Missing]:
    empty = [s for s in page.sections if s.record.state is SectionState.OPEN and not is_written(s.record)]
    nothing = all(not is_written(s.record) for s in page.sections)
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


def is_written(section: ReviewSection) -> bool:
    """Return whether anything stands in a section."""
    columns = (section.said, section.going_well, section.worried, section.what_next, section.note)
    return any(text.strip() for text in columns)
