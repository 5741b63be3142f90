"""`iro-desktop due-dates FILE.csv`: the due date of every row of a file, with its rule and why."""

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from iro_desktop.commands.due_row import Event, Row, RowProblem, answer, row_of
from iro_desktop.commands.due_words import ALSO_WRITTEN, ASKED, ASKED_ALSO_WRITTEN, WORDS
from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.timescales import STANDARD, TimescaleSettings
from iro_desktop.domain.working_days import WorkingDays

_NEEDED = ("id", "became_looked_after", "previous_reviews", "kind_of_next")
_OUTPUT = ("id", "due_date", "rule", "explanation")
_ATTRIBUTE = re.compile(r"/(due|period|reason)=([^=]*?)(?=/(?:due|period|reason)=|$)", re.IGNORECASE)
_ENTRY = re.compile(
    rf"(?P<day>[^:]+):(?P<kind>[^/]+)(?P<rest>({_ATTRIBUTE.pattern})*)",  # dates may hold slashes
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", re.ASCII)
_BRITISH = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})", re.ASCII)
_MOST_LINES = 20
_ALL_ANSWERED, _SOME_NOT_ANSWERED, _USAGE = 0, 1, 2


class BadFile(KnownProblem):
    """The file as a whole cannot be used."""


def run(argv: Sequence[str]) -> int:
    """Print `id,due_date,rule,explanation` for every row of a file; return 0, 1 if some had no answer, or 2.

    A row that cannot be answered gets an empty date and says why; its line, column and what to do go to
    standard error. 2: the command or the file as a whole could not be used.
    """
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        lines = _records(_text(options.file))
        columns = _columns(next(lines, (1, [])), options.file)
        working_days = _working_days(options.bank_holidays)
    except KnownProblem as problem:
        print(f"{problem.title} {problem.what_to_do}", file=sys.stderr)
        return _USAGE
    _plain_utf8()
    settings = replace(STANDARD, series_anchor=options.series_anchor)
    return _answer_all(lines, columns, options.file.name, working_days, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="iro-desktop due-dates",
        description="Work out the due date of every row of a CSV file, with the rule and the reason.",
        epilog=f"The file needs the columns {', '.join(_NEEDED)}; others are not read.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument(
        "--bank-holidays", type=Path, metavar="FILE", help="the council's corrections to the bank holidays"
    )
    parser.add_argument(
        "--series-anchor",
        choices=["first", "last"],
        default="first",
        help="which meeting of a series the next review counts from",
    )
    return parser


def _working_days(corrections: Path | None) -> WorkingDays:
    if corrections is not None and not corrections.exists():
        raise BadFile(f"There is no file {corrections}.", "Check the name after --bank-holidays.")
    return england_working_days(corrections)


def _answer_all(
    lines: Iterator[tuple[int, list[str]]],
    columns: dict[str, int],
    name: str,
    working_days: WorkingDays,
    settings: TimescaleSettings,
) -> int:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(_OUTPUT)
    status = _ALL_ANSWERED
    for number, cells in lines:
        row_id = cells[columns["id"]].strip() if columns["id"] < len(cells) else ""
        try:
            due = answer(_row(cells, columns), working_days, settings)
        except RowProblem as problem:
            status = _SOME_NOT_ANSWERED
            said = f"{problem.title} {problem.what_to_do}"
            print(f"{name}, line {number}, column {problem.column}: {said}", file=sys.stderr)
            out.writerow((row_id, "", "", f"Not answered: column {problem.column}: {said}"))
        else:
            out.writerow((row_id, due.due_on.isoformat() if due.due_on else "", due.rule, due.explanation()))
    return status


def _plain_utf8() -> None:
    """Make the output the same bytes everywhere: Windows would write its own code page and line ends."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(
            f"{path} cannot be read.", f"{error.strerror}: check the name and who may read it."
        ) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of its first line; blank lines are left out.

    A quote that is never closed spoils its own line only: a reader of the whole text would swallow the rest.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = 0
    while start < len(lines):
        end = start + 1
        while '"' in lines[start] and "\n".join(lines[start:end]).count('"') % 2:
            end += 1
            if end > min(len(lines), start + _MOST_LINES):
                end = start + 1
                break
        cells = _cells("\n".join(lines[start:end]))
        if any(cell.strip() for cell in cells):
            yield start + 1, cells
        start = end


def _cells(record: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(record, newline="")), [])
    except csv.Error:
        return [record[:100]]


def _columns(header: tuple[int, list[str]], path: Path) -> dict[str, int]:
    """Return where each column stands, and under "" how many there are."""
    found = {
        name.strip().lower(): place for place, name in reversed(list(enumerate(header[1]))) if name.strip()
    }
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise BadFile(
            f"{path.name}, line {header[0]}: the header has no column {', '.join(missing)}.",
            f"The first line has to name the columns {', '.join(_NEEDED)}, separated by commas.",
        )
    return {**found, "": len(header[1])}


def _row(cells: list[str], columns: dict[str, int]) -> Row:
    too_few = len(cells) <= max(columns[name] for name in _NEEDED)
    if too_few or any(cell.strip() for cell in cells[columns[""] :]):
        raise RowProblem(
            "(all)",
            f"The row has {len(cells)} values where the header has {columns['']}.",
            "Put values that hold a comma in double quotes, and close every quote.",
        )
    value = {name: cells[columns[name]].strip() for name in _NEEDED}
    began = (
        _date(value["became_looked_after"], "became_looked_after") if value["became_looked_after"] else None
    )
    entries = [entry.strip() for entry in value["previous_reviews"].split(";")]
    events = [_event(entry) for entry in entries if entry]
    return row_of(began, events, _asked(value["kind_of_next"]))


def _asked(text: str) -> str:
    word = _word(text)
    word = ASKED_ALSO_WRITTEN.get(word, word)
    if word not in ASKED:
        title = f"“{text[:40]}” is not a kind of review or limit."
        raise RowProblem("kind_of_next", title, f"Use one of: {_list(ASKED)}; or leave it empty.")
    return word


def _event(entry: str) -> Event:
    """Read `date:kind[/due=|/period=|/reason=]`."""
    found = _ENTRY.fullmatch(entry)
    values = {name.lower(): value for name, value in _ATTRIBUTE.findall(found["rest"])} if found else {}
    word = _word(found["kind"]) if found else ""
    word = ALSO_WRITTEN.get(word, word)
    if not found or word not in WORDS:
        raise RowProblem(
            "previous_reviews",
            f"“{entry[:60]}” does not say what happened that day.",
            f"Write date:kind, then /due=, /period= or /reason= if needed. Kinds: {_list(WORDS)}.",
        )
    return Event(
        on=_date(found["day"], "previous_reviews"),
        word=word,
        due_on=_date(values["due"], "previous_reviews") if "due" in values else None,
        period=values.get("period", "").strip().lower(),
        reason=_word(values.get("reason", "")),
    )


def _list(words: Iterable[str]) -> str:
    return ", ".join(sorted(word for word in words if word))


def _word(text: str) -> str:
    return "_".join(text.strip().lower().replace("-", " ").split())


def _date(text: str, column: str) -> date:
    found = _ISO.fullmatch(text.strip()) or _BRITISH.fullmatch(text.strip())
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise RowProblem(column, f"“{text[:40]}” is not a date.", "Write it as 2018-06-04 or 04/06/2018.")
