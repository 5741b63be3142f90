"""Dates in words, as a child of this band would say them."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from iro_desktop.domain.date_words import DAYS, MONTHS, long_date

_AFTER_EASTER_DAYS = 21


def day_in_words(day: date, *, year: bool = False) -> str:
    """Return "Thursday 12 March", with the year if asked. Never depends on the machine's language."""
    return long_date(day) if year else f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def month_in_words(day: date) -> str:
    """Return "September"."""
    return MONTHS[day.month - 1]


def month_before(day: date) -> str:
    """Return the month before the day's own: by when a young person says what they want for a meeting."""
    return MONTHS[(day.month - 2) % 12]


def deadline_in_words(day: date, *, young: bool, festivals: Sequence[str] = ()) -> str:
    """Return what follows "by": "the end of April", "Monday 20 April", and for a young child who keeps it
    "20 April, just after Easter"."""
    if day.day == calendar.monthrange(day.year, day.month)[1] and young:
        return f"the end of {month_in_words(day)}"
    if young and any(name.casefold() == "easter" for name in festivals):
        after = day - easter_sunday(day.year)
        if timedelta(0) < after <= timedelta(_AFTER_EASTER_DAYS):
            return f"{day.day} {month_in_words(day)}, just after Easter"
    return day_in_words(day)


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
