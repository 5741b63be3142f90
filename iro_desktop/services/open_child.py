"""Opens one child: who they are, what is due and why, the people in their life, and the story so far."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.ages import age_on
from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.letter import Letter
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.period_of_care import REASONS_ENDED
from iro_desktop.domain.placements import placement_words
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Meeting, Review, View
from iro_desktop.domain.review_clocks import ReviewClocks, clocks_around
from iro_desktop.services.list_caseload import (
    DueState,
    begun_review,
    full_name,
    home_words,
    is_current,
    state_of,
)
from iro_desktop.services.session import Session


class ChildMissing(KnownProblem):
    """The child is no longer in this caseload."""


def child_missing() -> ChildMissing:
    """Return the problem of a child who is no longer here."""
    return ChildMissing("This child is no longer in your caseload.", "Go back to the caseload.")


@dataclass(frozen=True)
class ReviewLine:
    """One review in the child's list. `letter` is "saved", "begun" or ""."""

    review: Review
    letter: str


@dataclass(frozen=True)
class Promise:
    """A decision of the last review: `answers` is the wish it answers, `late` when its day has passed."""

    decision: Decision
    answers: str
    late: bool


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened in the child's time in care."""

    on: date
    words: str


@dataclass(frozen=True)
class ChildPage:
    """Everything the child screen shows. `clocks` belong to the day booked, or else to the day due."""

    child: Child
    name: str
    age: int | None
    today: date
    due: DueDate
    state: DueState
    clocks: ReviewClocks
    begun_review_id: str
    booked_on: date | None
    home: str
    people: tuple[Person, ...]
    reviews: tuple[ReviewLine, ...]
    promises: tuple[Promise, ...]
    story: tuple[StoryLine, ...]
    shown_through: int | None = None
    """The newest of the office's revisions that is in it; None where there is no office."""


def children_gone(session: Session, children: Collection[str]) -> frozenset[str]:
    """Return those of these children who are no longer in the caseload."""
    return frozenset(child for child in children if session.caseload.get(Child, child) is None)


def open_child(session: Session, child_id: str) -> ChildPage:
    """Return the child's page. Raises ChildMissing."""
    caseload, today = session.caseload, session.clock.today()
    child = caseload.get(Child, child_id)
    if child is None:
        raise child_missing()
    episodes = caseload.list(Episode, child_id=child_id)
    reviews = caseload.list(Review, child_id=child_id)
    meetings = caseload.list(Meeting, child_id=child_id)
    due = next_due(history_of(child, episodes, reviews, meetings, today=today), session.working_days)
    begun = begun_review(reviews)
    booked = _booked(reviews, today)
    return ChildPage(
        child=child,
        name=full_name(child),
        age=age_on(today, child.date_of_birth),
        today=today,
        due=due,
        state=state_of(due, today),
        clocks=clocks_around(session.working_days, booked_on=booked or due.due_on),
        begun_review_id=begun.id if begun else "",
        booked_on=booked,
        home=home_words(child, episodes),
        people=_people(caseload.list(Person, child_id=child_id), today),
        reviews=_review_lines(reviews, caseload.list(Letter, child_id=child_id)),
        promises=_promises(session, reviews, today),
        story=_story(episodes, reviews),
        shown_through=caseload.shown_through,
    )


def _booked(reviews: tuple[Review, ...], today: date) -> date | None:
    """Return the day booked for the next review: of one not held yet, or named at the last one held.

    What an earlier one named was for the review that has been held since, on that day or another.
    """
    days = [r.booked_on for r in reviews if r.held_on is None and r.booked_on]
    last = max((r for r in reviews if r.held_on), key=_when, default=None)
    days += [last.next_booked_on] if last and last.next_booked_on else []
    return min((day for day in days if day >= today), default=None)


def _people(people: tuple[Person, ...], today: date) -> tuple[Person, ...]:
    current = [person for person in people if is_current(person, today)]
    order = list(type(current[0].role)) if current else []
    return tuple(sorted(current, key=lambda person: (order.index(person.role), person.name.casefold())))


def _review_lines(reviews: tuple[Review, ...], letters: tuple[Letter, ...]) -> tuple[ReviewLine, ...]:
    saved = {letter.review_id: "saved" if letter.saved_at else "begun" for letter in letters}
    latest_first = sorted(reviews, key=_when, reverse=True)
    return tuple(ReviewLine(review, saved.get(review.id, "")) for review in latest_first)


def _when(review: Review) -> tuple[date, str]:
    return review.held_on or review.booked_on or review.due_on or date.max, review.id


def _promises(session: Session, reviews: tuple[Review, ...], today: date) -> tuple[Promise, ...]:
    finished = [review for review in reviews if review.finished_at or review.held_on]
    held = sorted(finished, key=_when, reverse=True)
    for review in held:
        decisions = session.caseload.list(Decision, review_id=review.id, order_by="position")
        if decisions:
            views = {view.id: view for view in session.caseload.list(View, review_id=review.id)}
            return tuple(_promise(decision, views.get(decision.view_id), today) for decision in decisions)
    return ()


def _promise(decision: Decision, view: View | None, today: date) -> Promise:
    late = decision.by_on is not None and decision.by_on < today
    return Promise(decision, (view.wish or view.words) if view else "", late)


def _story(episodes: tuple[Episode, ...], reviews: tuple[Review, ...]) -> tuple[StoryLine, ...]:
    lines = [StoryLine(e.began_on, _began(e)) for e in episodes if e.began_on]
    lines += [StoryLine(e.ended_on, _ended(e)) for e in episodes if e.ended_on and _ended(e)]
    lines += [StoryLine(r.held_on, f"Review{_number(r)} held") for r in reviews if r.held_on]
    return tuple(sorted(set(lines), key=lambda line: (line.on, line.words), reverse=True))


def _began(episode: Episode) -> str:
    where = placement_words(episode.placement)
    if episode.reason_new == "S":
        return f"Came into care: {where}" if where else "Came into care"
    if episode.reason_new == "L":
        return "Legal status changed"
    return f"Moved: {where}" if where else "Moved"


def _ended(episode: Episode) -> str:
    reason = REASONS_ENDED.get(episode.reason_ended, "")
    return f"Left care: {reason}" if reason else ""


def _number(review: Review) -> str:
    return f" {review.number}" if review.number else ""
