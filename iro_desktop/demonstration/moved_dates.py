"""Moves an invented return around today, so that the demonstration is as current as the day it is shown.

Each child's plan says how many days from today the next review falls due and how many reviews were held.
The dates are laid backwards from there and checked against `domain.next_review`, the one place that knows
the rules: what the demonstration shows as overdue is overdue.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from iro_desktop.domain.ages import birthday
from iro_desktop.domain.child_history import ChildHistory, HeldReview, Regime
from iro_desktop.domain.next_review import next_due
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.timescales import months_after
from iro_desktop.domain.working_days import WorkingDays

Row = dict[str, str]
_ADULT = 18


@dataclass(frozen=True)
class Plan:
    """Where a child stands today: age in years and days, days to the next review, reviews held so far."""

    child: str
    age: int
    days_since_birthday: int
    due_in: int
    reviews_held: int


@dataclass(frozen=True)
class MovedChild:
    """A child's dates: born, in care from and (a care leaver) until, reviews held, the next one due."""

    born: date
    began_on: date
    ended_on: date | None
    held: tuple[date, ...]
    due_on: date


def moved(plan: Plan, today: date, working_days: WorkingDays) -> MovedChild:
    """Return dates for one child that make the next review due `plan.due_in` days from today.

    Reviews are put on working days; where that cannot be, the due date comes out up to two days later,
    except for what is overdue or due tomorrow: there the day matters more.
    """
    chance = Random(plan.child)  # noqa: S311 - invented dates, not keys
    exact = plan.due_in <= 1
    for offset in (0,) if exact else (0, 1, 2):
        for found in _candidates(plan, today, plan.due_in + offset, working_days, chance):
            if all(working_days.is_working(day) for day in found.held):
                return found
    for offset in range(7):
        for found in _candidates(plan, today, plan.due_in + offset, working_days, chance):
            return found
    raise ValueError("no dates fit this plan")


def _candidates(
    plan: Plan, today: date, due_in: int, working_days: WorkingDays, chance: Random
) -> Iterator[MovedChild]:
    """Yield dates under which the next review falls due exactly `due_in` days from today."""
    born = _born(plan, today)
    ended_on = birthday(born, _ADULT) if plan.age >= _ADULT else None
    due_on = today + timedelta(days=due_in)
    for began_on, held in _tries(plan, due_on, working_days, chance):
        found = MovedChild(born, began_on, ended_on, held, due_on)
        if born < began_on and _falls_due(found, working_days) == due_on:
            yield found


def _born(plan: Plan, today: date) -> date:
    latest = today - timedelta(days=plan.days_since_birthday)
    return birthday(latest.replace(day=min(latest.day, 28)), -plan.age)


def _tries(
    plan: Plan, due_on: date, working_days: WorkingDays, chance: Random
) -> Iterator[tuple[date, tuple[date, ...]]]:
    """Yield starts of care and reviews held that may make the next review due on `due_on`.

    Where six months before is no working day, the last review was held a little late instead: the next one
    then counts from the day it was due.
    """
    if plan.reviews_held == 0:  # twenty working days are four weeks, or six with Christmas in between
        for days in range(26, 43):
            yield due_on - timedelta(days=days), ()
        return
    for slip in (0, 1, 2, 3, 4, -1):
        last_due = months_after(due_on, -3 if plan.reviews_held == 1 else -6)
        held = [last_due + timedelta(days=slip)]
        if slip > 0 and plan.reviews_held >= 4:
            held.insert(0, months_after(last_due, -6))
        while len(held) < plan.reviews_held:
            gap = chance.randint(70, 88) if len(held) == plan.reviews_held - 1 else chance.randint(152, 179)
            held.insert(0, _working(held[0] - timedelta(days=gap), working_days))
        yield _working(held[0] - timedelta(days=chance.randint(14, 25)), working_days), tuple(held)


def _working(day: date, working_days: WorkingDays) -> date:
    return working_days.last_on_or_before(day)


def _falls_due(found: MovedChild, working_days: WorkingDays) -> date | None:
    history = ChildHistory(
        became_looked_after=found.began_on,
        regime=Regime.PATHWAY if found.ended_on else Regime.CARE,
        left_care_on=found.ended_on,
        date_of_birth=found.born,
        reviews=tuple(HeldReview(held_on=day, kind=kind_of(day, found.ended_on)) for day in found.held),
    )
    return next_due(history, working_days).due_on


def kind_of(day: date, left_care_on: date | None) -> ReviewKind | None:
    """Return the kind of review that was held on a day, where its place in the sequence does not tell."""
    return ReviewKind.PATHWAY if left_care_on and day >= left_care_on else None


def moved_rows(
    rows: Mapping[str, Sequence[Row]], plans: Sequence[Plan], today: date, working_days: WorkingDays
) -> dict[str, list[Row]]:
    """Return the rows of the return's parts (header, episodes, reviews, uasc) with every date moved."""
    out: dict[str, list[Row]] = {name: [] for name in ("header", "episodes", "reviews", "uasc")}
    for plan in plans:
        child = moved(plan, today, working_days)
        born = as_cell(child.born)

        def own(name: str, number: str = plan.child) -> list[Row]:
            return [row for row in rows[name] if row["CHILD"] == number]

        out["header"] += [{**row, "DOB": born} for row in own("header")]
        out["episodes"] += _episodes(own("episodes"), child, today)
        out["reviews"] += _reviews(own("reviews"), child, plan.child)
        until = as_cell(birthday(child.born, _ADULT))
        out["uasc"] += [{**row, "DOB": born, "DUC": until} for row in own("uasc")]
    return out


def as_cell(day: date | None) -> str:
    """Return a date as the return writes it."""
    return f"{day:%d/%m/%Y}" if day else ""


def _episodes(own: Sequence[Row], child: MovedChild, today: date) -> list[Row]:
    """Lay the episodes end to end over the time in care; the last is open, or ends with the 18th birthday."""
    whole = ((child.ended_on or today) - child.began_on).days
    starts = [child.began_on + timedelta(days=whole * n // len(own)) for n in range(len(own))]
    out = []
    for n, row in enumerate(own):
        last = n == len(own) - 1
        ended_on = child.ended_on if last else starts[n + 1]
        reason = ("E17" if child.ended_on else "") if last else "X1"
        news = "S" if n == 0 else row["RNE"].replace("S", "P")
        out.append({**row, "DECOM": as_cell(starts[n]), "RNE": news, "DEC": as_cell(ended_on), "REC": reason})
    return out


def _reviews(own: Sequence[Row], child: MovedChild, number: str) -> list[Row]:
    """Give each review held a code from the child's own, or PN0 before the fourth birthday (rule 441)."""
    codes = [row["REVIEW_CODE"] for row in own if row["REVIEW_CODE"] != "PN0"] or ["PN1"]
    fourth = birthday(child.born, 4)
    return [
        {
            "CHILD": number,
            "DOB": as_cell(child.born),
            "REVIEW": as_cell(day),
            "REVIEW_CODE": codes[n % len(codes)] if day >= fourth else "PN0",
        }
        for n, day in enumerate(child.held)
    ]
