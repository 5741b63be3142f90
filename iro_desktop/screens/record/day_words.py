"""How what is typed on the recording screen is understood, in the words that stand beside its field."""

from datetime import date, timedelta
from typing import NamedTuple

from iro_desktop.domain.date_words import DAYS, number_of
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.review import Decision
from iro_desktop.domain.typed_dates import date_mistake, example_of, not_understood, say_date
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.letters.checks.adult_voice import adult_words
from iro_desktop.services.review_page import ChildHeader


class Said(NamedTuple):
    """What stands beside a field; `wrong` where the day cannot be meant, or the law does not allow it."""

    words: str
    wrong: bool = False


NOTHING = Said("")
_READS_ALONE_FROM = 13


def held_said(typed: str, day: date | None, due_on: date | None, today: date) -> Said:
    """Return how the day of the review is understood, and whether it was in time."""
    if day is None:
        return _no_day(typed, f"Type the day it was held like {example_of(today)}.")
    if day > today:
        return _wrong(f"{say_date(day)} is still to come. Type the day it was held.")
    if due_on is None:
        return Said(say_date(day))
    if day <= due_on:
        return Said(f"✓ in time: due by {say_date(due_on)}")
    return Said(f"● {number_of((day - due_on).days, 'day')} late: due by {say_date(due_on)}")


def booked_said(typed: str, day: date | None, held_on: date, due: DueDate | None) -> Said:
    """Return how the day of the next review is understood, and whether it is one the law allows."""
    limit = due.due_on if due else None
    if typed:
        example = example_of(limit or held_on + timedelta(91))
        return _no_day(typed, f"Not a day yet, so none is booked. Type it like {example}.")
    if day is None:
        return Said(f"It is due by {say_date(limit)}.") if limit else NOTHING
    if day <= held_on:
        return _wrong(f"{say_date(day)} is not after this review. Type the day that is meant.")
    return _against(due, day) if due and limit else Said(say_date(day))


def _against(due: DueDate, day: date) -> Said:
    limit = due.due_on or day
    if day > limit:
        late = number_of((day - limit).days, "day")
        return _wrong(f"{say_date(day)} is {late} too late: due by {say_date(limit)}. Book an earlier day.")
    if due.plan_by and day > due.plan_by:
        counted = f"systems that count {due.plan_days} days call it late after {say_date(due.plan_by)}"
        return Said(f"✓ {say_date(day)}, in time: due by {say_date(limit)}; {counted}.")
    return Said(f"✓ {say_date(day)}, in time: due by {say_date(limit)}")


def by_said(decision: Decision, today: date, working_days: WorkingDays) -> Said:
    """Return how the day of a decision is understood; words are words, unless a day was meant by them."""
    if mistake := not_understood(decision.by_words):
        return _wrong(mistake)
    if decision.by_on is None:
        return Said("Kept as words, with no date.") if decision.by_words.strip() else NOTHING
    if decision.by_on < today:
        return _wrong(f"By {say_date(decision.by_on)}: that day has passed. Is the year right?")
    off = working_days.why_not_working(decision.by_on)
    if off is None:
        return Said(f"By {say_date(decision.by_on)}")
    return Said(f"By {say_date(decision.by_on)}: a {off if off in DAYS else f'bank holiday ({off})'}")


def how_said(typed: str, child: ChildHeader) -> Said:
    """Return where the words go that say how the child's views are known, and what the letter will be
    checked for: they stand in it as typed."""
    where = "This goes into the letter word for word, so write it to the child: “You told Priya …”."
    names = frozenset({child.name, child.name.split(" ")[0]})
    found = adult_words(typed, names, older=(child.age or 0) >= _READS_ALONE_FROM)
    return _wrong(f"{where} Look at {'; '.join(found)}.") if found else Said(where)


def _no_day(typed: str, what_to_do: str) -> Said:
    mistake = date_mistake(typed)
    return _wrong(mistake) if mistake else Said(what_to_do)


def _wrong(words: str) -> Said:
    return Said(f"▲ {words}", True)
