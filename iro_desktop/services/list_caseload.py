"""Lists every child of the caseload by the next review: what is late comes first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from weakref import WeakKeyDictionary

from iro_desktop.caseload import Caseload
from iro_desktop.domain.ages import age_on
from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.next_review import NOT_KNOWN, history_of, next_due
from iro_desktop.domain.placements import placement_words
from iro_desktop.domain.review import Meeting, Review
from iro_desktop.services.session import Session

R = TypeVar("R", Episode, Review, Meeting, Person)

SOON_DAYS = 7
"""A review within this many days is soon."""


class DueState(StrEnum):
    """How a due date stands today; never shown by colour alone."""

    LATE = "late"
    SOON = "soon"
    FINE = "fine"
    NONE = "none"
    """Nothing is due: the child has left care, or the young person is past pathway plans."""
    UNKNOWN = "unknown"
    """Something may well be due, and the record does not say enough to tell when."""


@dataclass(frozen=True)
class CaseloadRow:
    """One child as the caseload lists it. `days_left` is negative when late, None when nothing is due."""

    child_id: str
    name: str
    """The name the child uses, and the family name."""
    age: int | None
    due: DueDate
    days_left: int | None
    state: DueState
    home: str
    """The placement in words and the town; of a hidden address only that it is hidden."""
    with_whom: str
    """The carers, as the child calls them or by name."""
    social_worker: str
    iro_name: str
    begun_review_id: str
    """The review that has been started and not finished; "" where there is none."""
    filter_text: str
    """Everything that typing finds this child by, in lower case."""
    found_by: tuple[tuple[str, str], ...] = ()
    """The same, each with what it is ("friend", "Kai Price"): a list can say why a child is in it."""


@dataclass(frozen=True)
class _Listed:
    """A list, and until when it is right: the commit it was made after, and the day."""

    position: int
    today: date
    rows: tuple[CaseloadRow, ...]


_kept: "WeakKeyDictionary[Caseload, _Listed]" = WeakKeyDictionary()


def list_caseload(session: Session) -> tuple[CaseloadRow, ...]:
    """Return one row for each child: overdue first, then those whose date is not known, then by due date,
    then those with nothing due, by name.

    Worked out anew only after a commit or on another day: whoever goes back to the list has it at once.
    """
    caseload, today = session.caseload, session.clock.today()
    known = _kept.get(caseload)
    position, changes = caseload.changed_since(known.position if known else 0)
    if known is None or changes or known.today != today:
        known = _kept[caseload] = _Listed(position, today, _list(session, today))
    return known.rows


def _list(session: Session, today: date) -> tuple[CaseloadRow, ...]:
    caseload = session.caseload
    episodes = _by_child(caseload.list(Episode))
    reviews = _by_child(caseload.list(Review))
    meetings = _by_child(caseload.list(Meeting))
    people = _by_child(caseload.list(Person))
    rows = []
    for child in caseload.list(Child):
        its = child.id
        history = history_of(child, episodes[its], reviews[its], meetings[its], today=today)
        due = next_due(history, session.working_days)
        rows.append(_row(child, due, episodes[its], reviews[its], people[its], today=today))
    return tuple(sorted(rows, key=urgency))


def state_of(due: DueDate, today: date) -> DueState:
    """Return how a due date stands: on the day itself it is soon, the day after it is late."""
    if due.due_on is None:
        return DueState.UNKNOWN if due.rule == NOT_KNOWN else DueState.NONE
    left = (due.due_on - today).days
    if left < 0:
        return DueState.LATE
    return DueState.SOON if left <= SOON_DAYS else DueState.FINE


def home_words(child: Child, episodes: Iterable[Episode]) -> str:
    """Return where the child lives in a few words; a hidden address is never given away here."""
    now = latest_episode(episodes)
    placement = placement_words(now.placement) if now and now.ended_on is None else ""
    parts = [part.strip() for part in child.address.replace("\n", ",").split(",") if part.strip()]
    town = "address hidden" if child.address_hidden else (parts[-1] if parts else "")
    return " · ".join(word for word in (placement, town) if word)


def latest_episode(episodes: Iterable[Episode]) -> Episode | None:
    """Return the episode that began last, of those with a date."""
    return max((e for e in episodes if e.began_on), key=lambda e: e.began_on or date.min, default=None)


def full_name(child: Child) -> str:
    """Return the name used and the family name."""
    return f"{child.name_used} {child.family_name}".strip()


def begun_review(reviews: Iterable[Review]) -> Review | None:
    """Return the review that has been started here and not finished; the latest of several."""
    begun = [r for r in reviews if r.started_at is not None and r.finished_at is None]
    return max(begun, key=lambda r: r.id, default=None)


def is_current(person: Person, today: date) -> bool:
    """Say whether somebody is in the child's life today."""
    return person.until is None or person.until >= today


def _row(
    child: Child,
    due: DueDate,
    episodes: list[Episode],
    reviews: list[Review],
    people: list[Person],
    *,
    today: date,
) -> CaseloadRow:
    current = [person for person in people if is_current(person, today)]
    begun = begun_review(reviews)
    given = f"{child.given_name} {child.family_name}"
    found_by = [("known as", child.known_as), ("given name", given), ("number", child.source_key)]
    found_by += [(p.role_words or str(p.role), _also_called(p)) for p in current]
    found_by.append(("where", home_words(child, episodes)))
    known = " ".join(text for _what, text in found_by)
    return CaseloadRow(
        child_id=child.id,
        name=full_name(child),
        age=age_on(today, child.date_of_birth),
        due=due,
        days_left=(due.due_on - today).days if due.due_on else None,
        state=state_of(due, today),
        home=home_words(child, episodes),
        with_whom=_named(current, PersonRole.CARER),
        social_worker=_named(current, PersonRole.SOCIAL_WORKER),
        iro_name=child.iro_name,
        begun_review_id=begun.id if begun else "",
        filter_text=known.casefold(),
        found_by=tuple(found_by),
    )


def _also_called(person: Person) -> str:
    called = f"“{person.called}”" if person.called and person.called != person.name else ""
    return f"{person.name} {called}".strip()


def _named(people: list[Person], role: PersonRole) -> str:
    return ", ".join(person.name for person in people if person.role is role and person.name)


def urgency(row: CaseloadRow) -> tuple[int, int, str]:
    """Return what sorts the caseload. A date that is not known may be one that has passed."""
    order = {DueState.LATE: 0, DueState.UNKNOWN: 1, DueState.NONE: 3}
    return (order.get(row.state, 2), row.days_left or 0, row.name.casefold())


def _by_child(records: Iterable[R]) -> defaultdict[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        found[record.child_id].append(record)
    return found
