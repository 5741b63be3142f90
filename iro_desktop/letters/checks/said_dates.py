"""Finds dates that have a year in a text, however they are written: in figures or in words."""

import re
from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.date_words import MONTHS
from iro_desktop.letters.checks.folding import folded

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_UNITS = [
    ("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth"), ("five", "fifth"),
    ("six", "sixth"), ("seven", "seventh"), ("eight", "eighth"), ("nine", "ninth"), ("ten", "tenth"),
    ("eleven", "eleventh"), ("twelve", "twelfth"), ("thirteen", "thirteenth"), ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"), ("sixteen", "sixteenth"), ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"), ("nineteen", "nineteenth"),
]  # fmt: skip


def _counted(units: list[str], twenty: str, thirty: str) -> dict[str, int]:
    """Return the words of 1 to 31 in one way of counting."""
    tens = [twenty, *(f"twenty {unit}" for unit in units[:9]), thirty, f"thirty {units[0]}"]
    return {said: number for number, said in enumerate([*units, *tens], start=1)}


_NUMBERS = _counted([unit for unit, _ in _UNITS], "twenty", "thirty") | _counted(
    [nth for _, nth in _UNITS], "twentieth", "thirtieth"
)
_SAID_DAYS = "|".join(sorted(_NUMBERS, key=len, reverse=True)).replace(" ", "[ -]?")
_SAID_YEARS = rf"(?:two thousand(?: and)?|twenty)[ -](?:oh[ -])?(?:{_SAID_DAYS})"
_MONTH = rf"(?P<w>{'|'.join(f'{name[:3]}(?:{name[3:]}|t)?' for name in MONTHS)})\.?"
_DAY = rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?|(?P<o>{_SAID_DAYS})"
_YEAR = rf"(?P<y>\d{{4}}|'?\d{{2}}|{_SAID_YEARS})"
_BETWEEN = r" ?[/.,\- ] ?"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?P<d>\d{{1,2}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<y>\d{{4}}|'?\d{{2}})\b",
        rf"\b(?P<y>\d{{4}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<d>\d{{1,2}})\b",
        r"\b(?P<d>\d{2})(?P<m>\d{2})(?P<y>(?:19|20)\d{2})\b",
        r"\b(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})\b",
        rf"\b(?:{_DAY})(?: day)?[ -]?(?:of )?{_MONTH}[, -]{{0,2}}(?:in )?{_YEAR}\b",
        rf"\b{_MONTH}[ -](?:the )?(?:{_DAY})[, -]{{1,2}}(?:in )?{_YEAR}\b",
    )
)


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Yield each date that has a year, in figures or in words, with its place."""
    seen = folded(text)
    read = seen.text.translate(_DASHES)
    for pattern in _PATTERNS:
        for match in pattern.finditer(read):
            day = _date_of(match.groupdict())
            if day:
                yield day, seen.at[match.start()], seen.at[match.end() - 1] + 1


def says_a_year(text: str) -> bool:
    """Tell whether a text without figures may hold a date all the same."""
    low = text.casefold()
    return "twenty" in low or "thousand" in low


def _date_of(groups: dict[str, str | None]) -> date | None:
    word, spoken = groups.get("w"), groups.get("o")
    months = [name[:3].casefold() for name in MONTHS]
    month = months.index(word[:3].casefold()) + 1 if word else int(groups["m"] or 0)
    day = _number(spoken) if spoken else int(groups["d"] or 0)
    try:
        return date(_year(groups["y"] or ""), month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    figures = text.removeprefix("'")
    if not figures.isdecimal():
        said = re.sub(r"^(?:two thousand(?: and)?|twenty)[ -](?:oh[ -])?", "", text.casefold())
        return 2000 + _number(said)
    year = int(figures)
    return year if len(figures) > 2 else year + (2000 if year < 70 else 1900)


def _number(said: str) -> int:
    """Return the number that "twenty-first" or "twentyfirst" says."""
    low = said.casefold().replace("-", " ")
    return _NUMBERS[low] if low in _NUMBERS else _NUMBERS[re.sub(r"^(twenty|thirty)", r"\1 ", low)]
