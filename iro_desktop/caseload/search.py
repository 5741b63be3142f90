"""Finding records by their words: an index kept in the same transaction as the records themselves."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from iro_desktop.caseload import rows
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.caseload.tables import RECORD_TABLES, SEARCH_ENTRY, SEARCH_OWED
from iro_desktop.domain.records import Record, ScopeKind
from iro_desktop.records import FieldShape, safe_text, shapes_of, table_name

_OPEN, _CLOSE = "\ue000", "\ue001"
_KINDS: dict[str, type[Record]] = {table_name(kind): kind for kind in RECORD_TABLES}


@dataclass(frozen=True)
class Hit:
    """One field of one record that has all the words. `snippet` is plain text; `marks` are the (start, end)
    of the words found in it."""

    kind: type[Record]
    id: str
    child_id: str
    field: str
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


def add(connection: Connection, record: Record) -> None:
    """Put a new record's words into the index."""
    for shape in shapes_of(type(record)):
        if shape.searchable and (words := _words(record, shape)):
            _add_field(connection, record, shape.name, words)


def add_later(connection: Connection, kind: type[Record], ids: Iterable[str]) -> None:
    """Note that new records' words are to be put into the index by `catch_up`."""
    if any(shape.searchable for shape in shapes_of(kind)):
        name = table_name(kind)
        _OWE.run_rows(connection, ((record_id, name) for record_id in ids))


def catch_up(connection: Connection, most: int) -> int:
    """Put the words of so many more records into the index; return how many are left without."""
    for record_id, name in connection.execute(_OWED, {"most": most}).all():
        record = rows.get(connection, _KINDS[name], record_id)
        _PAID.run(connection, {"record": record_id})
        if record is not None:
            add(connection, record)
    return owed(connection)


def owed(connection: Connection) -> int:
    """Return of how many records the words are not in the index yet."""
    return int(connection.execute(_COUNT_OWED).scalar_one())


def change(connection: Connection, record: Record, fields: Collection[str]) -> None:
    """Bring the index up to date with a record whose named fields have changed."""
    if _PAID.run(connection, {"record": record.id}).rowcount:  # none of it is in there yet
        add(connection, record)
        return
    for shape in shapes_of(type(record)):
        if shape.searchable and shape.name in fields:
            _index_field(connection, record, shape.name, _words(record, shape))


def _words(record: Record, shape: FieldShape) -> str:
    return str(shape.to_json(getattr(record, shape.name)) or "")


def _index_field(connection: Connection, record: Record, field: str, words: str) -> None:
    row = _FIND.run(connection, {"record": record.id, "field_name": field}).fetchone()
    if row is not None and words:
        _REPLACE.run(connection, {"entry": row[0], "words": words})
    elif row is not None:
        _remove(connection, row[0])
    else:  # the field has changed, so it said nothing before and says something now
        _add_field(connection, record, field, words)


def _add_field(connection: Connection, record: Record, field: str, words: str) -> None:
    scope = record.scope
    made = _ENTER.run(
        connection,
        {
            "record_id": record.id,
            "field": field,
            "kind": table_name(type(record)),
            "child_id": scope.id if scope.kind is ScopeKind.CHILD else "",
        },
    )
    _ADD.run(connection, {"entry": made.lastrowid, "words": words})


def forget(connection: Connection, record_id: str) -> None:
    """Take a record out of the index."""
    _PAID.run(connection, {"record": record_id})
    for (entry,) in _OF_RECORD.run(connection, {"record": record_id}).fetchall():
        _remove(connection, entry)


def _remove(connection: Connection, entry: int) -> None:
    _UNWORD.run(connection, {"entry": entry})
    _LEAVE.run(connection, {"entry": entry})


def find(connection: Connection, words: str, limit: int) -> tuple[Hit, ...]:
    """Return the fields that have every word (or a word that begins so), best first.

    Case and accents do not matter. What a person types is never read as a search language.
    """
    query = _quoted(words)
    if not query:
        return ()
    rows = _SEARCH.run(connection, {"query": query, "limit": limit, "open": _OPEN, "close": _CLOSE})
    return tuple(_hit(*row) for row in rows)


def _quoted(words: str) -> str:
    """Return each word in FTS5's quotes, where nothing is an operator; FTS5 itself splits O'Neil-Smith."""
    wanted = [word for word in safe_text(words).split() if any(map(str.isalnum, word))]
    return " ".join('"' + word.replace('"', '""') + '"*' for word in wanted)


def _hit(kind: str, record_id: str, child_id: str, field: str, marked: str) -> Hit:
    pieces = re.split(f"([{_OPEN}{_CLOSE}])", marked)
    plain, marks, start = "", [], 0
    for piece in pieces:
        if piece == _OPEN:
            start = len(plain)
        elif piece == _CLOSE:
            marks.append((start, len(plain)))
        else:
            plain += piece
    return Hit(_KINDS[kind], record_id, child_id, field, plain, tuple(marks))


_OWE = Prepared(insert(SEARCH_OWED))
_OWED = text("SELECT record_id, kind FROM search_owed ORDER BY record_id LIMIT :most")
_PAID = Prepared(delete(SEARCH_OWED).where(SEARCH_OWED.c.record_id == bindparam("record")))
_COUNT_OWED = text("SELECT count(*) FROM search_owed")
_OF_RECORD = Prepared(select(SEARCH_ENTRY.c.id).where(SEARCH_ENTRY.c.record_id == bindparam("record")))
_FIND = Prepared(
    select(SEARCH_ENTRY.c.id).where(
        SEARCH_ENTRY.c.record_id == bindparam("record"), SEARCH_ENTRY.c.field == bindparam("field_name")
    )
)
_ENTER = Prepared(insert(SEARCH_ENTRY), ["record_id", "field", "kind", "child_id"])
_LEAVE = Prepared(delete(SEARCH_ENTRY).where(SEARCH_ENTRY.c.id == bindparam("entry")))
_ADD = Prepared(text("INSERT INTO search_text (rowid, text) VALUES (:entry, :words)"))
_REPLACE = Prepared(text("UPDATE search_text SET text = :words WHERE rowid = :entry"))
_UNWORD = Prepared(text("DELETE FROM search_text WHERE rowid = :entry"))
_SEARCH = Prepared(
    text(
        "SELECT e.kind, e.record_id, e.child_id, e.field, snippet(search_text, 0, :open, :close, '…', 16)"
        " FROM search_text JOIN search_entry AS e ON e.id = search_text.rowid"
        " WHERE search_text MATCH :query ORDER BY search_text.rank, e.id LIMIT :limit"
    )
)
