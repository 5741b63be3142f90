"""Text -> the rows of a recognised file, whatever the delimiter, the quoting and the ragged ends."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from iro_desktop.intake.cells import LONGEST_CELL, clean, has_hidden
from iro_desktop.intake.kinds_of_file import COLUMNS, FileKind, column_name, kind_of
from iro_desktop.intake.remarks import Notebook, Row
from iro_desktop.intake.sources import SourceFile, text_of

_DELIMITERS = ",;\t|"
_LOOK_AT = 20
"""Lines searched for the column names: exports put titles, dates and blank lines above them."""
_LONGEST_QUOTE = 20
"""Lines that one quoted cell (an address) may run over, in our own files only."""
_OUR_OWN = (FileKind.PEOPLE, FileKind.RELATIONSHIPS)
_HIGHEST_LIMIT = 2**31 - 1


@dataclass(frozen=True)
class Table:
    """A recognised file: what it is, its columns by position ("" for one not used), and where rows begin."""

    file: str
    kind: FileKind
    delimiter: str
    columns: tuple[str, ...]
    lines: tuple[str, ...] = field(repr=False)
    first: int
    """Index in `lines` of the first line after the column names."""


def open_table(source: SourceFile, notebook: Notebook) -> Table | None:
    """Recognise a file by its columns; None, with a remark, where it is not one that can be read."""
    if code := _not_a_table(source):
        notebook.about(code, source.name)
        return None
    lines = tuple(re.split(r"\r\n|\n|\r", text_of(source.data)))
    found = _column_names(lines)
    if found is None:
        notebook.about("file-not-recognised", source.name, 1)
        return None
    at, delimiter, names, kind = found
    columns = _first_of_each(source.name, at, names, notebook)
    for missing in COLUMNS.get(kind, ()):
        if missing not in columns:
            notebook.about("column-missing", source.name, at + 1, missing)
    return Table(source.name, kind, delimiter, columns, lines, at + 1)


def _not_a_table(source: SourceFile) -> str:
    start = source.data[:512].lstrip(b"\xef\xbb\xbf \r\n\t")
    if source.too_big:
        return "file-too-big"
    if not start:
        return "file-empty"
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "file-is-workbook"
    return "file-is-xml" if start.startswith((b"<?xml", b"<")) else ""


def _column_names(lines: tuple[str, ...]) -> tuple[int, str, list[str], FileKind] | None:
    for at, line in enumerate(lines[:_LOOK_AT]):
        for delimiter in _DELIMITERS:
            if delimiter not in line:
                continue
            names = [column_name(clean(cell)) for cell in _split(line, delimiter) or ()]
            if kind := kind_of(frozenset(names)):
                return at, delimiter, names, kind
    return None


def _first_of_each(file: str, at: int, names: list[str], notebook: Notebook) -> tuple[str, ...]:
    seen: set[str] = set()
    columns = []
    for name in names:
        if name and name in seen:
            notebook.about("column-twice", file, at + 1, name[:40])
        columns.append("" if name in seen else name)
        seen.add(name)
    return tuple(columns)


def _split(text: str, delimiter: str) -> list[str] | None:
    """Split one line into cells; None where it cannot be."""
    limit = csv.field_size_limit(_HIGHEST_LIMIT)
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(limit)


def rows_of(table: Table, notebook: Notebook) -> Iterator[Row]:
    """Yield each row that is not blank, cleaned; a line that is no row is remarked on and passed over."""
    at, found = table.first, False
    while at < len(table.lines):
        line = at
        text, at = _whole_row(table, at)
        if not text.strip(" \t\xa0" + table.delimiter + '"'):
            continue
        found = True
        cells = _split_row(text, table.delimiter)
        if isinstance(cells, str):
            notebook.about(cells, table.file, line + 1)
            continue
        yield _row(table, line + 1, cells, notebook)
    if not found:
        notebook.about("file-has-no-rows", table.file)


def _split_row(text: str, delimiter: str) -> list[str] | str:
    """Return the cells of a row, or the code of the remark that says why there are none."""
    if _opens_quote(text, delimiter):
        return "row-quote-open"
    lines = text.split("\n")
    if len(lines) == 1:
        cells = _split(text, delimiter)
        return "row-unreadable" if cells is None else cells
    try:
        rows = list(csv.reader((line + "\n" for line in lines), delimiter=delimiter))
    except csv.Error:
        return "row-unreadable"
    return rows[0] if len(rows) == 1 else "row-quote-open"


def _opens_quote(text: str, delimiter: str) -> bool:
    """Say whether a cell begins with a quotation mark that nothing closes."""
    if text.count('"') % 2 == 0:
        return False
    return bool(re.search(rf'(?:^|{re.escape(delimiter)})\s*"', text))


def _whole_row(table: Table, at: int) -> tuple[str, int]:
    """Return the text of the row that begins at line `at`, and the line after it.

    In our own files a quoted cell may run over lines, but only where that closes the quotation mark: one
    stray mark must not swallow the rows below it. The return has no such cells, so a line is a row.
    """
    text = table.lines[at]
    if table.kind not in _OUR_OWN or not _opens_quote(text, table.delimiter):
        return text, at + 1
    joined = text
    for end in range(at + 1, min(at + _LONGEST_QUOTE, len(table.lines))):
        if table.lines[end].count(table.delimiter) >= len(table.columns) - 1:
            break  # a row of its own, perhaps another child's: it may never end up in this one's address
        joined += "\n" + table.lines[end]
        if not _opens_quote(joined, table.delimiter):
            cells = _split_row(joined, table.delimiter)
            if len(cells) == len(table.columns) and not isinstance(cells, str):
                return joined, end + 1
    return text, at + 1


def _row(table: Table, line: int, cells: list[str], notebook: Notebook) -> Row:
    if len(cells) < len(table.columns):
        notebook.about("row-short", table.file, line)
    elif any(cell.strip() for cell in cells[len(table.columns) :]):
        notebook.about("row-long", table.file, line)
    kept = {}
    for column, cell in zip(table.columns, cells, strict=False):
        if column:
            kept[column] = _cell(table.file, line, column, cell, notebook)
    return Row(table.file, line, {**dict.fromkeys(filter(None, table.columns), ""), **kept})


def _cell(file: str, line: int, column: str, cell: str, notebook: Notebook) -> str:
    if len(cell) > LONGEST_CELL:
        notebook.about("cell-too-long", file, line, column[:40])
        return ""
    if has_hidden(cell):
        notebook.about("cell-hidden-characters", file, line, column[:40])
    text = clean(cell)
    if text.startswith(("=", "@")):
        notebook.about("cell-formula", file, line, column[:40])
    return text
