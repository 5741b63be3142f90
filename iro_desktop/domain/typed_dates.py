"""Dates as people type them in England, and as this application says them."""

import re
from datetime import date

from iro_desktop.domain.date_words import DAYS, MONTHS

_SLASHED = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2}))?")
_WORDED = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}|\d{2}))?"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read_date(text: str, today: date) -> date | None:
    """Return the date that `text` means, day first, or None where it is not a date.

    "30/4/26", "30.4.2026", "30 Apr", "Thursday 30 April 2026" and "2026-04-30" are dates. Two figures
    mean this century; with no year it is the next such day from `today` on.
    """
    typed = text.strip().lower()
    if found := _ISO.fullmatch(typed):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.fullmatch(typed):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if (found := _WORDED.fullmatch(typed)) and (month := _month_named(found[2])):
        return _with_year(int(found[1]), month, found[3], today)
    return None


def say_date(day: date) -> str:
    """Return "Thu 30 Apr 2026"."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _month_named(word: str) -> int | None:
    months = enumerate((name.lower() for name in MONTHS), start=1)
    return next((n for n, name in months if name.startswith(word) or word == name[:3] + "t"), None)


def _with_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _made(int(year) + (2000 if len(year) == 2 else 0), month, day)
    made = _made(today.year, month, day)
    return _made(today.year + 1, month, day) if made is None or made < today else made


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
