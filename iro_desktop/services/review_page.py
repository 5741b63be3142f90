"""Everything the recording screen shows of one review, read in one go; nothing the child may not see."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from iro_desktop.domain.ages import age_on
from iro_desktop.domain.child import Child, Person, PersonRole
from iro_desktop.domain.clock import england_day
from iro_desktop.domain.identity import part_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import (
    Attendance,
    Decision,
    Meeting,
    ParkedNote,
    Presence,
    Review,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.domain.topics import TOPIC_WORDS
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.services.session import Session

_Placed = TypeVar("_Placed", View, Decision)
_NOT_ATTENDERS = (PersonRole.SCHOOL, PersonRole.IRO)


class ReviewGone(KnownProblem):
    """The review asked for is not in this caseload."""

    def __init__(self) -> None:
        super().__init__(
            "That review is not in your caseload.", "Go back to the caseload and open the child again."
        )


@dataclass(frozen=True)
class ChildHeader:
    """Who the review is about, in what may face the child: never what to be careful of, never an address."""

    child_id: str
    name: str
    born_on: date | None
    age: int | None
    likes: str


@dataclass(frozen=True)
class SectionPage:
    """One topic: its words, what is recorded now, and what was recorded at the review before."""

    topic: SectionTopic
    title: str
    question: str
    record: ReviewSection
    last: ReviewSection | None


@dataclass(frozen=True)
class Attender:
    """Somebody known to the child, or added by hand, and whether they came (None: not said yet)."""

    attendance_id: str
    person_id: str
    name: str
    role: str
    presence: Presence | None


@dataclass(frozen=True)
class ReviewPage:
    """A review as the recording screen needs it."""

    review: Review
    meeting: Meeting
    child: ChildHeader
    sections: tuple[SectionPage, ...]
    views: tuple[View, ...]
    decisions: tuple[Decision, ...]
    last_decisions: tuple[Decision, ...]
    attenders: tuple[Attender, ...]
    parked: tuple[ParkedNote, ...]
    today: date
    working_days: WorkingDays = field(default_factory=lambda: WorkingDays({}), compare=False)
    desk: object = None
    """Where the IRO was in this review: see `save_edits`."""
    shown_through: int | None = None
    """The newest of the office's revisions that is in this page; None where there is no office."""

    @property
    def held_on(self) -> date:
        """Return the day the review is held: as typed, else the day its recording was started."""
        return self.review.held_on or self.meeting.held_on or started_on(self.review) or self.today


def section_id(review_id: str, topic: SectionTopic) -> str:
    """Return the id of a review's one section on `topic`, whether or not anything is written in it."""
    return part_id(review_id, f"section/{topic.value}")


def attendance_id(review_id: str, person_id: str) -> str:
    """Return the id of the record that says whether this person came to this review."""
    return part_id(review_id, f"attendance/{person_id}")


def meeting_id(review_id: str) -> str:
    """Return the id of the review's first meeting, where no meeting was planned before it began."""
    return part_id(review_id, "meeting/0")


def started_on(review: Review) -> date | None:
    """Return the day in England on which recording began."""
    return england_day(review.started_at) if review.started_at else None


def read_review_page(session: Session, review_id: str, desk_key: str) -> ReviewPage:
    """Return the review's page; raises ReviewGone where the caseload has no such review or child."""
    caseload = session.caseload
    review = caseload.get(Review, review_id)
    child = caseload.get(Child, review.child_id) if review else None
    if review is None or child is None:
        raise ReviewGone
    last = _review_before(session, review)
    today = session.clock.today()
    return ReviewPage(
        review=review,
        meeting=first_meeting(session, review),
        child=_header(child, today),
        sections=_sections(session, review, last),
        views=_in_order(caseload.list(View, review_id=review_id)),
        decisions=_in_order(caseload.list(Decision, review_id=review_id)),
        last_decisions=_in_order(caseload.list(Decision, review_id=last.id)) if last else (),
        attenders=_attenders(session, review),
        parked=caseload.list(ParkedNote, review_id=review_id, sorted_into=""),
        today=today,
        working_days=session.working_days,
        desk=caseload.desk(desk_key),
        shown_through=caseload.shown_through,
    )


def first_meeting(session: Session, review: Review) -> Meeting:
    """Return the meeting that counts as the review's, or the one it would be given."""
    meetings = session.caseload.list(Meeting, review_id=review.id)
    found = sorted(meetings, key=lambda m: (m.position, m.id))
    blank = Meeting(id=meeting_id(review.id), child_id=review.child_id, review_id=review.id)
    return next((m for m in found if m.state in {"planned", "held"}), blank)


def _header(child: Child, today: date) -> ChildHeader:
    age = age_on(today, child.date_of_birth)
    return ChildHeader(child.id, child.name_used, child.date_of_birth, age, child.likes)


def _review_before(session: Session, review: Review) -> Review | None:
    earlier = [
        other
        for other in session.caseload.list(Review, child_id=review.child_id)
        if other.id != review.id
        and other.held_on
        and (review.held_on is None or other.held_on < review.held_on)
    ]
    return max(earlier, key=lambda r: (r.held_on or date.min, r.id), default=None)


def _sections(session: Session, review: Review, last: Review | None) -> tuple[SectionPage, ...]:
    now = {s.topic: s for s in session.caseload.list(ReviewSection, review_id=review.id)}
    before = {s.topic: s for s in session.caseload.list(ReviewSection, review_id=last.id)} if last else {}

    def blank(topic: SectionTopic) -> ReviewSection:
        return ReviewSection(
            id=section_id(review.id, topic), child_id=review.child_id, review_id=review.id, topic=topic
        )

    return tuple(
        SectionPage(topic, words.title, words.question, now.get(topic) or blank(topic), before.get(topic))
        for topic, words in TOPIC_WORDS.items()
    )


def _attenders(session: Session, review: Review) -> tuple[Attender, ...]:
    came = session.caseload.list(Attendance, review_id=review.id)
    by_id = {a.id: a for a in came}
    day = review.held_on or session.clock.today()
    known = [p for p in session.caseload.list(Person, child_id=review.child_id) if _may_come(p, day)]
    people = tuple(_attender(p, by_id, review.id) for p in sorted(known, key=_usual_order))
    listed = {a.attendance_id for a in people}
    others = tuple(
        Attender(a.id, a.person_id, a.name, a.role_words, a.presence) for a in came if a.id not in listed
    )
    return people + others


def _may_come(person: Person, day: date) -> bool:
    return person.role not in _NOT_ATTENDERS and (person.until is None or person.until >= day)


def _usual_order(person: Person) -> tuple[int, str]:
    return list(PersonRole).index(person.role), person.name


def _attender(person: Person, came: dict[str, Attendance], review_id: str) -> Attender:
    record_id = attendance_id(review_id, person.id)
    record = came.get(record_id)
    role = person.role_words or person.role.value
    return Attender(record_id, person.id, person.name, role, record.presence if record else None)


def _in_order(records: tuple[_Placed, ...]) -> tuple[_Placed, ...]:
    return tuple(sorted(records, key=lambda r: (r.position, r.id)))
