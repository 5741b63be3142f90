"""Dates in words. Not strftime: its day names follow whatever locale a library has set."""

from collections.abc import Sequence
from datetime import date

from iro_desktop.domain.working_days import Skipped

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date) -> str:
    """Return a date as people say it: "Thursday 10 January 2019"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return a date for use in brackets: "25 Dec 2018"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def day_name(day: date) -> str:
    """Return the name of the weekday."""
    return DAYS[day.weekday()]


def number_of(amount: int, singular: str) -> str:
    """Return "1 month", "3 months"; only for words whose plural takes an s."""
    return f"{amount} {singular}{'' if amount == 1 else 's'}"


def skipped_words(skipped: Sequence[Skipped]) -> str:
    """Say which days were passed over: the weekend days by number, each bank holiday by name and date."""
    named = [each for each in skipped if each.reason not in DAYS]
    weekend = len(skipped) - len(named)
    parts = [f"{number_of(weekend, 'weekend day')}"] if weekend else []
    parts += [f"{each.reason} ({short_date(each.day)})" for each in named]
    return f"Not counted: {', '.join(parts)}." if parts else ""


def brief_date(day: date, today: date) -> str:
    """Return a date for a list: "Wed 18 Mar", with its year where that is not this year's."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


def days_words(day: date, today: date) -> str:
    """Return how far a due date is: "9 days late", "today", "tomorrow", "in 6 days"."""
    left = (day - today).days
    if left < 0:
        return f"{number_of(-left, 'day')} late"
    return {0: "today", 1: "tomorrow"}.get(left, f"in {number_of(left, 'day')}")
