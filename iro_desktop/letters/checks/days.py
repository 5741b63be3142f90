"""Rule 12: days in words that are true, feasts the child keeps, and a next meeting that is still to come."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.date_words import MONTHS
from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.dates import day_ahead, day_in_words

_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)}),? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
    rf"({'|'.join(MONTHS)})(?:,? (\d{{4}}))?",
    re.I,
)
_WRITTEN = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(MONTHS)})\b(?:,? ([12]\d{{3}})\b)?", re.I
)
_FEASTS = re.compile(
    r"\b(Easter|Christmas|Eid|Ramadan|Diwali|Hanukkah|Passover|Vaisakhi|Halloween|Lent|Advent|Holi|Purim)\b"
)


def figures(context: Context) -> Iterator[Finding]:
    """No 12/03/26: the fix says it in words."""
    for part, start, text in context.paragraphs():
        for match in _FIGURES.finditer(text):
            day = _day_of(match)
            fix = _in_words(context, day) if day else None
            message = f"Write the date “{match[0]}” in words." if day else _no_such_day(match[0])
            level = Level.CHECK if day else Level.STOP
            yield Finding(level, 12, message, part.name, start + match.start(), start + match.end(), fix)


def _in_words(context: Context, day: date) -> str:
    held = context.facts.held_on.value
    return day_ahead(day, held) if context.rules.young else day_in_words(day, year=True)


def years(context: Context) -> Iterator[Finding]:
    """A day of another year than the letter's says its year, where the record or the day of the week
    tells which year is meant: "Wednesday 30 June" in a letter of November. The fix adds it."""
    held = context.facts.held_on.value
    if held is None:
        return
    for part, start, text in context.paragraphs():
        for match in _WRITTEN.finditer(text):
            day = None if match[3] else _of_another_year(context, held, match, text)
            if day:
                message = f"“{match[0]}”: a child could take it for another year. Say {day.year} too."
                place = start + match.start(), start + match.end()
                yield Finding(Level.CHECK, 12, message, part.name, *place, f"{match[0].rstrip()} {day.year}")


def _of_another_year(context: Context, held: date, match: re.Match[str], text: str) -> date | None:
    month = [name.casefold() for name in MONTHS].index(match[2].casefold()) + 1
    facts = context.facts
    recorded = [facts.next_on.value, *(each.value.by_on for each in facts.decisions)]
    meant = [day for day in recorded if day and (day.day, day.month) == (int(match[1]), month)]
    if any(day.year == held.year for day in meant):
        return None
    if not meant:
        named = re.search(rf"\b({'|'.join(_WEEKDAYS)}),? (?:the )?$", text[: match.start()], re.I)
        day = _day(held.year + 1, month, int(match[1]))
        this_year = _day(held.year, month, int(match[1]))
        says = named[1].capitalize() if named else ""
        passed = this_year is not None and this_year < held and _WEEKDAYS[this_year.weekday()] != says
        meant = [day] if day and passed and _WEEKDAYS[day.weekday()] == says else []
    return meant[0] if meant else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def impossible_days(context: Context) -> Iterator[Finding]:
    """No "31 February": a leap day only in a leap year."""
    for part, start, text in context.paragraphs():
        for match in _WRITTEN.finditer(text):
            month = [name.casefold() for name in MONTHS].index(match[2].casefold()) + 1
            if not 1 <= int(match[1]) <= monthrange(int(match[3] or 2028), month)[1]:
                place = start + match.start(), start + match.end()
                yield Finding(Level.STOP, 12, _no_such_day(match[0]), part.name, *place)


def _no_such_day(words: str) -> str:
    return f"There is no such day as “{words}”. Write the day that is meant."


def _day_of(match: re.Match[str]) -> date | None:
    day, month, year, *iso = match.groups()
    try:
        if year is None:
            return date(*map(int, iso))
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def weekdays(context: Context) -> Iterator[Finding]:
    """The day of the week is that of the date; without a year, of the first such date after the review."""
    held = context.facts.held_on.value
    for part, start, text in context.paragraphs():
        for match in _NAMED.finditer(text):
            day = _first_after(held, match)
            if day and _WEEKDAYS[day.weekday()] != match[1].capitalize():
                fix = day_in_words(day, year=True) if match[4] else day_ahead(day, held)
                message = f"“{match[0]}”: that day is a {_WEEKDAYS[day.weekday()]}."
                yield Finding(
                    Level.CHECK, 12, message, part.name, start + match.start(), start + match.end(), fix
                )


def _first_after(held: date | None, match: re.Match[str]) -> date | None:
    month = [name.casefold() for name in MONTHS].index(match[3].casefold()) + 1
    try:
        if match[4]:
            return date(int(match[4]), month, int(match[2]))
        if held is None:
            return None
        day = date(held.year, month, int(match[2]))
        return day if day >= held else day.replace(year=held.year + 1)
    except ValueError:
        return None


def feasts(context: Context) -> Iterator[Finding]:
    """A feast dates nothing for a child who does not keep it."""
    kept = {name.casefold() for name in context.facts.festivals.value}
    for part, start, text in context.paragraphs():
        for match in _FEASTS.finditer(text):
            told = context.facts.thanks.value + "".join(value.value.words for value in context.facts.said)
            if match[1].casefold() in kept or match[1] in told:
                continue
            message = f"It is not recorded that this child keeps {match[1]}. Use a month, or record it."
            yield Finding(Level.CHECK, 12, message, part.name, start + match.start(), start + match.end())


def next_meeting(context: Context) -> Iterator[Finding]:
    """The next meeting has a date, and it comes after this one."""
    part, day, held = (
        context.draft.part(LetterPartName.NEXT_REVIEW),
        context.facts.next_on.value,
        context.facts.held_on.value,
    )
    if not part.required or part.rewritten:
        return
    if day is None:
        message = "The next review has no date yet. Book it, or say when they will know."
        yield Finding(Level.CHECK, 12, message, part.name, 0, len(part.text))
    elif held and day <= held:
        message = "The next review is dated before this one."
        yield Finding(Level.CHECK, 12, message, part.name, 0, len(part.text))
