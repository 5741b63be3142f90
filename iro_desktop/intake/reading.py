"""The front door of intake: files in, everything that they say out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from iro_desktop.intake import people
from iro_desktop.intake.cells import read_date
from iro_desktop.intake.checks import check_birthdays, check_return
from iro_desktop.intake.codes import return_year
from iro_desktop.intake.incoming import Incoming, Reader, Reading
from iro_desktop.intake.kinds_of_file import NEEDED, FileKind
from iro_desktop.intake.remarks import Notebook, Row
from iro_desktop.intake.sources import SourceFile
from iro_desktop.intake.ssda903 import ROW_READERS
from iro_desktop.intake.tables import open_table, rows_of

_Rows = dict[FileKind, list[Row]]
_CONFLICTS = {
    FileKind.HEADER: "child-conflict",
    FileKind.UASC: "child-conflict",
    FileKind.PEOPLE: "child-conflict",
    FileKind.EPISODES: "episode-conflict",
    FileKind.REVIEWS: "review-conflict",
    FileKind.RELATIONSHIPS: "person-conflict",
}


def read_files(
    sources: Sequence[SourceFile],
    *,
    council: str,
    today: date,
    step: Callable[[], None] = lambda: None,
) -> Reading:
    """Read files of the return and of our own layout, whatever their names and order. Never raises for
    what is in them: each problem is a remark in the reading's notebook.

    `step` is called between files, and may raise to stop.
    """
    notebook = Notebook()
    rows, kinds = _rows_by_kind(sources, notebook, step)
    reader = Reader(council, today, return_year(_episode_days(rows), today), notebook)
    said = {kind: _read(kind, rows.get(kind, []), reader) for kind in ROW_READERS}
    check_return(said[FileKind.HEADER], said[FileKind.EPISODES], said[FileKind.REVIEWS], reader)
    named, persons = _read_people(rows, reader)
    additions = (*said[FileKind.UASC], *named)
    births = {one.child: born for one in said[FileKind.HEADER] if (born := one.fields.get("date_of_birth"))}
    check_birthdays(births, (*additions, *said[FileKind.REVIEWS]), reader)
    return Reading(
        children=said[FileKind.HEADER],
        additions=additions,
        episodes=said[FileKind.EPISODES],
        reviews=said[FileKind.REVIEWS],
        people=persons,
        notebook=notebook,
        kinds=kinds,
    )


def _rows_by_kind(
    sources: Sequence[SourceFile], notebook: Notebook, step: Callable[[], None]
) -> tuple[_Rows, dict[str, FileKind]]:
    rows: _Rows = {}
    kinds: dict[str, FileKind] = {}
    for source in sources:
        step()
        table = open_table(source, notebook)
        if table is None:
            continue
        kinds[source.name] = table.kind
        if table.kind not in NEEDED:
            notebook.about("file-not-needed", source.name, kind=table.kind.value)
            continue
        if table.kind in {FileKind.PEOPLE, FileKind.RELATIONSHIPS}:
            for column in people.unknown_columns(table.columns, wide=table.kind is FileKind.PEOPLE):
                notebook.about("column-unknown", source.name, table.first, column[:40])
        rows.setdefault(table.kind, []).extend(rows_of(table, notebook))
    return rows, kinds


def _episode_days(rows: _Rows) -> Iterable[date]:
    for row in rows.get(FileKind.EPISODES, ()):
        for column in ("DECOM", "DEC"):
            if row[column] and (day := read_date(row[column]).day):
                yield day


def _read(kind: FileKind, rows: Iterable[Row], reader: Reader) -> tuple[Incoming, ...]:
    said = (ROW_READERS[kind](row, reader) for row in rows)
    return _each_once(kind, (one for one in said if one is not None), reader)


def _read_people(rows: _Rows, reader: Reader) -> tuple[tuple[Incoming, ...], tuple[Incoming, ...]]:
    children: list[Incoming] = []
    persons: list[Incoming] = []
    for row in rows.get(FileKind.PEOPLE, ()):
        child, own = people.child_row(row, reader)
        children += [child] if child else []
        persons += own
    for row in rows.get(FileKind.RELATIONSHIPS, ()):
        if person := people.relationship_row(row, reader):
            persons.append(person)
    return (
        _each_once(FileKind.PEOPLE, children, reader),
        _each_once(FileKind.RELATIONSHIPS, persons, reader),
    )


def _each_once(kind: FileKind, said: Iterable[Incoming], reader: Reader) -> tuple[Incoming, ...]:
    """Keep the first word on each record; remark on a second that repeats it or contradicts it."""
    first: dict[str, Incoming] = {}
    for one in said:
        known = first.setdefault(one.id, one)
        if known is one:
            continue
        if kind is FileKind.RELATIONSHIPS:
            first[one.id] = _joined(known, one, reader)
        elif known.fields == one.fields:
            reader.notebook.about_row("row-twice", one.row)
        else:
            reader.notebook.about_row(_CONFLICTS[kind], one.row)
    return tuple(first.values())


def _joined(known: Incoming, other: Incoming, reader: Reader) -> Incoming:
    """Put together what two rows say of one person (the wide file and the long), unless they differ."""
    said = {name: value for name, value in known.fields.items() if value not in {"", None}}
    if any(other.fields.get(name) not in {"", None, value} for name, value in said.items() if name != "name"):
        reader.notebook.about_row("person-conflict", other.row)
        return known
    if known.row.file == other.row.file and known.fields == other.fields:
        reader.notebook.about_row("row-twice", other.row)
    return Incoming(known.kind, known.id, known.child, known.key, {**other.fields, **said}, known.row)
