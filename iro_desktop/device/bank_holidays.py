"""Which days are bank holidays in England: the table we ship, corrected by the council's IT."""

import csv
from datetime import date, datetime
from pathlib import Path

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.working_days import WorkingDays

FIRST_YEAR, LAST_YEAR = 1990, 2060
TABLE = Path(__file__).with_name("bank-holidays-england.csv")
"""Made from the `holidays` package by tools/bank_holiday_table.py. A table, because importing that
package and asking it for these years takes more than half a second of every start."""
_ALWAYS = frozenset({"Christmas Day", "Good Friday"})
"""Regulation 2 names these beside the bank holidays: no proclamation makes them working days."""


class BadOverrides(KnownProblem):
    """The council's bank-holiday file has lines that cannot be understood."""


def england_working_days(override: Path | None = None) -> WorkingDays:
    """Return the working days of England 1990-2060, corrected by the file `override` where there is one.

    The file holds lines `date,name,add` or `date,name,remove` (see resources/bank-holiday-overrides.csv).
    A bad line raises BadOverrides naming every such line: a guess could make a statutory date wrong.
    """
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    holidays = _shipped()
    if override is not None and override.exists():
        _apply(override, holidays, first, last)
    return WorkingDays(holidays, first, last)


def _shipped() -> dict[date, str]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {date.fromisoformat(day): name for day, name in csv.reader(lines)}


def _apply(override: Path, holidays: dict[date, str], first: date, last: date) -> None:
    problems = []
    for number, line in enumerate(_text(override).splitlines(), start=1):
        cells = [cell.strip() for cell in _cells(line)]
        is_header = [cell.lower() for cell in cells[:2]] == ["date", "name"]
        if not any(cells) or cells[0].startswith("#") or is_header:
            continue
        problem = _change(cells, holidays, first, last)
        if problem:
            problems.append(f"line {number}: {problem}")
    if problems:
        raise BadOverrides(
            f"The bank-holiday file {override.name} has lines that cannot be used.",
            f"Ask IT to mend {override}: " + "; ".join(problems) + ".",
        )


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:  # a line longer than any that is meant
        return [line[:40]]


def _change(cells: list[str], holidays: dict[date, str], first: date, last: date) -> str | None:
    """Make one line's change, or return what is wrong with the line."""
    if len(cells) != 3:
        return f"has {len(cells)} values, write three: date,name,add or date,name,remove"
    day = _day(cells[0])
    if day is None:
        return f"“{cells[0]}” is not a date, write it like 2023-05-08 or 08/05/2023"
    if not first <= day <= last:
        return f"{day.isoformat()} lies outside {first.year} to {last.year}"
    return _add_or_remove(day, cells[1], cells[2], holidays)


def _add_or_remove(day: date, name: str, action: str, holidays: dict[date, str]) -> str | None:
    match action.lower():
        case "add" if not name:
            return "an added day needs a name, such as Coronation of Charles III"
        case "add" if holidays.get(day) not in _ALWAYS:
            holidays[day] = name
        case "add":
            pass  # it is one already, and keeps its name
        case "remove" if holidays.get(day) in _ALWAYS:
            return f"{holidays[day]} is never a working day, so it cannot be removed"
        case "remove":
            if holidays.pop(day, None) is None:
                return f"{day.isoformat()} is not a bank holiday, so it cannot be removed"
        case _:
            return f"“{action}” is neither add nor remove"
    return None


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day has no time zone
        except ValueError:
            continue
    return None


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadOverrides(
            f"The bank-holiday file {path.name} cannot be read.",
            f"{error.strerror}: ask IT to look at {path}.",
        ) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
