"""Dates as people type them in England, and as this application says them."""

import re
from datetime import date
from difflib import get_close_matches

from iro_desktop.domain.date_words import DAYS, MONTHS

_BETWEEN = r"(?:\s*[/.\-]\s*|\s+)"
_SLASHED = re.compile(rf"(\d{{1,2}}){_BETWEEN}(\d{{1,2}})(?:{_BETWEEN}(\d{{4}}|\d{{2}}))?\.?")
_WORDED = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}|\d{2}))?"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_AMONG_FIGURES = re.compile(
    r"(?<![\d/.\-])(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\5\s*(\d{4}|\d{2}))(?![\d/\-])"
)
_AMONG_WORDS = re.compile(
    r"(?<![\d/.\-])(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\b\.?(?:,?\s+(\d{4})(?!\d))?"
)
_ONLY_FIGURES = re.compile(r"\d[\d\s/.,:\-]*")
_DAY_AND_WORD = re.compile(
    r"(?:[a-z]{3,9},?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{4,9})\.?(?:,?\s+\d{2,4})?"
)
_LIKE_A_MONTH = 0.75
"""How like a month's name a word is that must be a slip of the finger: "Decmber"."""
_LEAP_YEAR = 2028
"""Stands for the year that is not typed: what this one lacks no year has."""
_YEARS = range(1990, 2101)
"""The years that a review can mean; any other is a slip of the finger."""


def read_date(text: str, today: date) -> date | None:
    """Return the date that `text` means, day first, or None where it is not a date.

    "30/4/26", "30.4.2026", "30 4", "30 Apr", "Thursday 30 April 2026" and "2026-04-30" are dates. Two
    figures mean this century; with no year it is the next such day from `today` on.
    """
    typed = _bare(text)
    if found := _ISO.fullmatch(typed):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.fullmatch(typed):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if (found := _WORDED.fullmatch(typed)) and (month := _month_named(found[2])):
        return _with_year(int(found[1]), month, found[3], today)
    return None


def date_mistake(text: str) -> str:
    """Say what is wrong where `text` holds a date that no calendar has, and what to do; "" where none does.

    Words that are no date at all ("in place", "after Easter") are no mistake.
    """
    typed = _bare(text)
    if (found := _SLASHED.fullmatch(typed)) and "." not in typed:
        return _wrong(int(found[1]), int(found[2]), _year_of(found[3]))
    for found in _AMONG_FIGURES.finditer(typed):
        iso = found[1] is not None
        day, month, year = (found[3], found[2], found[1]) if iso else (found[4], found[6], found[7])
        if wrong := _wrong(int(day), int(month), _year_of(year)):
            return wrong
    for found in _AMONG_WORDS.finditer(typed):
        named = _month_named(found[2])
        if named and (wrong := _wrong(int(found[1]), named, _year_of(found[3]))):
            return wrong
    return ""


def not_understood(text: str) -> str:
    """Say so where `text` is meant as a date and is none that can be read, with what to do; else "".

    Figures alone ("24.13") and a day with a month's name mistyped ("24 Decmber") are meant as dates.
    """
    typed = _bare(text)
    if read_date(typed, date(_LEAP_YEAR, 1, 1)):
        return ""
    if mistake := date_mistake(typed):
        return mistake
    word = found[1] if (found := _DAY_AND_WORD.fullmatch(typed)) else ""
    slip = get_close_matches(word, [name.lower() for name in MONTHS], 1, _LIKE_A_MONTH)
    if slip or _ONLY_FIGURES.fullmatch(typed):
        return f"“{text.strip()}” is not understood as a date. Type the day, then the month: 30/4."
    return ""


def example_of(day: date) -> str:
    """Return a date as somebody may type it, "30/4/27": to show how."""
    return f"{day.day}/{day.month}/{day:%y}"


def say_date(day: date) -> str:
    """Return "Thu 30 Apr 2026"."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _bare(text: str) -> str:
    """Return what stands in a field, without the "by" that its label says already."""
    return re.sub(r"^(?:by|on)\s+", "", text.strip().lower())


def _wrong(day: int, month: int, year: int | None) -> str:
    if _made(year or _LEAP_YEAR, month, day):
        return ""
    if not 1 <= month <= 12:
        return f"There is no month {month}. Type the day first, then the month: 30/4."
    if year is not None and year not in _YEARS:
        return f"The year {year} cannot be right. Type the year that is meant."
    said = f"{day} {MONTHS[month - 1]}" + (f" {year}" if year is not None else "")
    return f"There is no {said}. Type the day that is meant."


def _month_named(word: str) -> int | None:
    months = enumerate((name.lower() for name in MONTHS), start=1)
    return next((n for n, name in months if name.startswith(word) or word == name[:3] + "t"), None)


def _year_of(typed: str | None) -> int | None:
    return int(typed) + (2000 if len(typed) == 2 else 0) if typed else None


def _with_year(day: int, month: int, typed: str | None, today: date) -> date | None:
    if (year := _year_of(typed)) is not None:
        return _made(year, month, day)
    coming = (_made(year, month, day) for year in range(today.year, today.year + 9))  # 29 February
    return next((made for made in coming if made and made >= today), None)


def _made(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
