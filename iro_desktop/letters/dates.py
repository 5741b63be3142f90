"""Dates in words, as a child of this band would say them."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from iro_desktop.domain.date_words import DAYS, MONTHS, long_date

_AFTER_EASTER_DAYS = 21


def day_in_words(day: date, *, year: bool = False) -> str:
    """Return "Thursday 12 March", with the year if asked. Never depends on the machine's language."""
    return long_date(day) if year else f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def day_ahead(day: date, letter_of: date | None) -> str:
    """Return "Thursday 10 September", with its year unless that is the calendar year of the letter: a child
    who reads "30 June" in November may take it for another June."""
    return day_in_words(day, year=_another_year(day, letter_of))


def month_ahead(day: date, letter_of: date | None) -> str:
    """Return "September", and "May 2027" where a child could take it for another year."""
    return month_in_words(day) + _year_if_another(day, letter_of)


def month_in_words(day: date) -> str:
    """Return "September"."""
    return MONTHS[day.month - 1]


def month_before(day: date, letter_of: date | None) -> str:
    """Return the month before the day's own: by when a young person says what they want for a meeting."""
    return month_ahead(day.replace(day=1) - timedelta(1), letter_of)


def deadline_in_words(
    day: date, *, young: bool, letter_of: date | None, festivals: Sequence[str] = ()
) -> str:
    """Return what follows "by": "the end of April", "Monday 20 April", and for a young child who keeps it
    "20 April, just after Easter"; each with its year where that is not the letter's."""
    if day.day == calendar.monthrange(day.year, day.month)[1] and young:
        return f"the end of {month_ahead(day, letter_of)}"
    if young and any(name.casefold() == "easter" for name in festivals):
        after = day - easter_sunday(day.year)
        if timedelta(0) < after <= timedelta(_AFTER_EASTER_DAYS):
            return f"{day.day} {month_ahead(day, letter_of)}, just after Easter"
    return day_ahead(day, letter_of)


def _another_year(day: date, letter_of: date | None) -> bool:
    return letter_of is None or day.year != letter_of.year


def _year_if_another(day: date, letter_of: date | None) -> str:
    return f" {day.year}" if _another_year(day, letter_of) else ""


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
