"""Recording a review: beginning it or going on with it, and each thing that is said and decided."""

from dataclasses import replace

from iro_desktop.caseload import UnitOfWork
from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.childs_words import WISH_MARK, as_quote, views_after
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.participation import choices_on
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import (
    Attendance,
    Decision,
    Meeting,
    ParkedNote,
    Participation,
    Presence,
    Review,
    ReviewKind,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.services.review_edits import DESK_KEY
from iro_desktop.services.review_page import (
    ReviewGone,
    ReviewPage,
    attendance_id,
    meeting_id,
    read_review_page,
    section_id,
    with_text,
)
from iro_desktop.services.session import Session


class CodeNotForAge(KnownProblem):
    """A participation code that the child's age on the day does not allow (SSDA903 rules 440 and 441)."""

    def __init__(self) -> None:
        super().__init__(
            "That participation code does not fit the child's age on the day.",
            "PN0 is for children under 4. From the fourth birthday on, choose PN1 to PN7.",
        )


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


def save_section(session: Session, section: ReviewSection) -> None:
    """Save one section and the views in the child's box; saving the same again changes nothing."""
    with session.caseload.unit_of_work() as work:
        _save_section(work, section)
        work.commit()


def add_view(
    session: Session, review_id: str, topic: SectionTopic, *, words: str = "", wish: str = ""
) -> str:
    """Write a quote, a wish or both as a new line of the child's box; return the view's id."""
    with session.caseload.unit_of_work() as work:
        review = _get_review(work, review_id)
        section = _section(work, review, topic)
        said = [section.said] if section.said else []
        parts = (as_quote(words) if words else "", f"{WISH_MARK}{wish}" if wish else "")
        line = " ".join(part for part in parts if part)
        views = _save_section(work, replace(section, said="\n".join([*said, line])))
        work.commit()
    found = [v for v in views if (v.words, v.wish) == (words.strip(), wish.strip())]
    return max(found, key=lambda v: v.position).id


def save_decision(session: Session, decision: Decision) -> None:
    """Save one decision, new or changed."""
    _save(session, decision)


def remove_decision(session: Session, decision_id: str, reason: str = "removed while recording") -> None:
    """Remove a decision from an unfinished review; the journal keeps it. Absent already: nothing happens."""
    with session.caseload.unit_of_work() as work:
        decision = work.get(Decision, decision_id)
        if decision is not None:
            work.delete(decision, reason)
            work.commit()


def set_attendance(session: Session, review_id: str, person_id: str, presence: Presence) -> None:
    """Record whether somebody known to the child came. One record a person, however often it is set."""
    with session.caseload.unit_of_work() as work:
        review, person = _get_review(work, review_id), work.get(Person, person_id)
        if person is None:
            raise ReviewGone
        work.save(
            Attendance(
                id=attendance_id(review_id, person_id),
                child_id=review.child_id,
                review_id=review_id,
                person_id=person_id,
                name=person.name,
                role_words=person.role_words or person.role.value,
                presence=presence,
            )
        )
        work.commit()


def set_participation(
    session: Session, review_id: str, code: Participation, how_views_known: str = ""
) -> None:
    """Record how the child took part. Raises CodeNotForAge where SSDA903 rule 440 or 441 would fail."""
    page = open_review(session, review_id)
    if code and code not in choices_on(page.held_on, page.child.born_on):
        raise CodeNotForAge
    how = how_views_known or page.review.how_views_known
    _save(session, replace(page.review, participation=code, how_views_known=how))


def park_note(session: Session, review_id: str, text: str) -> str:
    """Keep a rough line to be sorted later; return its id."""
    review = session.caseload.get(Review, review_id)
    if review is None:
        raise ReviewGone
    note = ParkedNote(id=new_id(), child_id=review.child_id, review_id=review_id, text=text)
    _save(session, note)
    return note.id


def sort_note(session: Session, note_id: str, topic: SectionTopic, column: str) -> None:
    """Put a parked note at the end of a section's box (`said`, `going_well`, `worried` or `what_next`)."""
    with session.caseload.unit_of_work() as work:
        note = work.get(ParkedNote, note_id)
        if note is None or note.sorted_into:
            return
        section = _section(work, _get_review(work, note.review_id), topic)
        text = "\n".join(part for part in (getattr(section, column), note.text) if part)
        _save_section(work, with_text(section, column, text))
        work.save(replace(note, sorted_into=topic.value))
        work.commit()


def _planned(session: Session, child_id: str) -> Review:
    caseload = session.caseload
    child = caseload.get(Child, child_id)
    if child is None:
        raise ReviewGone
    reviews = caseload.list(Review, child_id=child_id)
    history = history_of(
        child, caseload.list(Episode, child_id=child_id), reviews, caseload.list(Meeting, child_id=child_id)
    )
    due = next_due(history, session.working_days)
    held = [r.held_on for r in reviews if r.held_on]
    return Review(
        id=new_id(),
        child_id=child_id,
        kind=due.kind or ReviewKind.SUBSEQUENT,
        number=len(held) + 1,
        due_on=due.due_on,
    )


def _save(session: Session, record: Record) -> None:
    with session.caseload.unit_of_work() as work:
        work.save(record)
        work.commit()


def _get_review(work: UnitOfWork, review_id: str) -> Review:
    review = work.get(Review, review_id)
    if review is None:
        raise ReviewGone
    return review


def _section(work: UnitOfWork, review: Review, topic: SectionTopic) -> ReviewSection:
    record_id = section_id(review.id, topic)
    return work.get(ReviewSection, record_id) or ReviewSection(
        id=record_id, child_id=review.child_id, review_id=review.id, topic=topic
    )


def _save_section(work: UnitOfWork, section: ReviewSection) -> tuple[View, ...]:
    known = work.list(View, review_id=section.review_id)
    answered = frozenset(d.view_id for d in work.list(Decision, review_id=section.review_id))

    def fresh() -> View:
        return View(id=new_id(), child_id=section.child_id, review_id=section.review_id)

    changes = views_after(section.said, section.topic, known, fresh, answered=answered)
    work.save(section)
    for view in changes.views:
        work.save(view)
    for view in changes.gone:
        work.delete(view, "no longer said")
    return changes.views
