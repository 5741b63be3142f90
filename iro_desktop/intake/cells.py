"""Cells as a council's export writes them: text, dates, yes and no, a child's number."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

LONGEST_CELL = 2_000
"""Characters; nothing in a return or in the people file is longer."""

_JOINERS = "\u200c\u200d"  # they belong to the spelling of names in several scripts
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?(Z)?$")
_CHILD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9/._-]{0,38}[A-Za-z0-9])?")


def clean(cell: str) -> str:
    """Return `cell` without blanks at its ends, hidden characters and Excel's ="..." wrapping, in NFC."""
    if not (cell.isascii() and cell.isprintable()):
        cell = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
        cell = "".join(" " if c == "\t" else c for c in cell if not _hidden(c))
    cell = cell.strip()
    wrapped = _EXCEL_TEXT.fullmatch(cell)
    return wrapped[1].strip() if wrapped else cell


def has_hidden(cell: str) -> bool:
    """Say whether `clean` removes anything that cannot be seen (a byte order mark, NUL, a direction mark)."""
    return not (cell.isascii() and cell.isprintable()) and any(_hidden(c) for c in cell if c != "\r")


def _hidden(character: str) -> bool:
    if character in "\n\t" or character in _JOINERS:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}


@dataclass(frozen=True)
class ReadDate:
    """A date as read: the date, or None with a `hint` why not; `usual` is whether it was dd/mm/yyyy."""

    day: date | None
    usual: bool = True
    hint: str = ""


def read_date(cell: str) -> ReadDate:
    """Read a date that is not blank. Only a four-digit year and day before month are trusted."""
    text = _TIME.sub("", cell)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        return _date(year, month, day, usual=len(cell) == 10 and found[2] == "/")
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]), usual=False)
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}", text):
        return ReadDate(None, hint=": the year needs four digits")
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return ReadDate(None, hint=": it is a spreadsheet's number for a date")
    return ReadDate(None)


def _date(year: int, month: int, day: int, *, usual: bool) -> ReadDate:
    if not 1900 <= year <= 2100:
        return ReadDate(None, hint=": the year is impossible")
    if month > 12 >= day:
        return ReadDate(None, hint=": the month seems to stand before the day")
    try:
        return ReadDate(date(year, month, day), usual)
    except ValueError:
        return ReadDate(None, hint=": there is no such day")


def read_child(cell: str) -> tuple[str, bool]:
    """Return the child's number ("" where it is none) and whether a spreadsheet's ".0" was taken off."""
    rewritten = bool(re.fullmatch(r"[0-9]+\.0+", cell))
    number = cell.split(".", maxsplit=1)[0] if rewritten else cell
    return (number if _CHILD.fullmatch(number) else "", rewritten)


def read_yes(cell: str) -> bool | None:
    """Return yes, no, or None where the cell says neither. A blank cell is None too."""
    word = cell.casefold()
    if word in {"y", "yes", "true", "t", "1", "1.0", "x"}:
        return True
    return False if word in {"n", "no", "false", "f", "0", "0.0"} else None
