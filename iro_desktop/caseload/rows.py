"""Records in and out of their tables: the only place that knows what a row looks like."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Select,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from iro_desktop.caseload.changes import Seen
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.domain.records import Record, ScopeKind
from iro_desktop.records import (
    Difference,
    Json,
    once_per_kind,
    row_maker,
    row_reader,
    shapes_of,
    table_of,
    to_row,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Kept:
    """A record as it is kept, with what has been seen here of the centre's revisions of it."""

    record: Record
    seen: Seen


def get(connection: Connection, kind: type[R], record_id: str) -> R | None:
    """Return the record with that id, or None."""
    row = _get(kind).run(connection, {"record": record_id}).fetchone()
    return row_reader(kind)(row) if row is not None else None


def find(
    connection: Connection, kind: type[R], order_by: str | Iterable[str], equals: Mapping[str, object]
) -> tuple[R, ...]:
    """Return the records whose fields equal what is given (a tuple, list or set: any of them), in order."""
    statement = _all(kind)
    for name, wanted in equals.items():
        statement = statement.where(_equal(kind, name, wanted))
    for name in (order_by,) if isinstance(order_by, str) else order_by:
        column = table_of(kind).c[name.removeprefix("-")]
        statement = statement.order_by(column.desc() if name.startswith("-") else column)
    read = row_reader(kind)
    return tuple(map(read, connection.execute(statement).all()))


def _equal(kind: type[Record], name: str, wanted: object) -> ColumnElement[bool]:
    column = table_of(kind).c[name]
    shape = next(shape for shape in shapes_of(kind) if shape.name == name)
    if isinstance(wanted, (list, set, frozenset)) or (isinstance(wanted, tuple) and shape.base is not tuple):
        values = [to_row({name: shape.to_json(one)})[name] for one in wanted]
        found = column.in_([value for value in values if value is not None])
        return found | column.is_(None) if None in values else found
    value = to_row({name: shape.to_json(wanted)})[name]
    return column.is_(None) if value is None else column == value


def kept(connection: Connection, kind: type[Record], record_id: str) -> Kept | None:
    """Return what is kept of the record with that id, or None."""
    row = _kept(kind).run(connection, {"record": record_id}).fetchone()
    if row is None:
        return None
    return Kept(row_reader(kind)(row), Seen.from_text(row[-1]))


def seen_of_review(connection: Connection, kind: type[Record], review_id: str) -> tuple[Seen, ...]:
    """Return what has been seen of each record of a kind that belongs to a review."""
    table = table_of(kind)
    found = connection.execute(select(table.c.revisions).where(table.c.review_id == review_id)).scalars()
    return tuple(Seen.from_text(kept) for kept in found)


def add(
    connection: Connection,
    record: Record,
    written: Mapping[str, Json],
    sequence: int,
    *,
    seen: Seen = Seen(),  # noqa: B008 - a frozen value
    extra: Mapping[str, Json] | None = None,
) -> None:
    """Put in a record (and what `encode` made of it) that is not there yet."""
    scope = record.scope
    keeping = {
        "scope_kind": scope.kind.value,
        "scope_id": scope.id,
        "revisions": seen.as_text(),
        "extra": _as_text(extra),
        "updated": sequence,
    }
    _insert(type(record)).run(connection, {**to_row(written), **keeping})


def made_of(
    kind: type[Record], edits: Mapping[str, Any], child: str, seen: Seen
) -> list[str | int | None] | None:
    """Return the row of a child's new record of which this has been seen; None if it is not plainly one."""
    row = row_maker(kind)(edits, child)
    return None if row is None else [*row, ScopeKind.CHILD.value, child, seen.as_text(), "{}", 0]


def add_all(connection: Connection, kind: type[Record], made: Iterable[Sequence[object]]) -> None:
    """Put in rows that `made_of` made, of records that are not there yet."""
    _insert(kind).run_rows(connection, made)


def change(
    connection: Connection,
    record: Record,
    differences: Mapping[str, Difference],
    sequence: int | None,
    *,
    seen: Seen | None = None,
    extra: Mapping[str, Json] | None = None,
) -> None:
    """Write only the fields that differ; the others keep even what this version cannot read.

    `sequence`, `seen`, `extra`: None where they stay as they are.
    """
    scope = record.scope
    values: dict[str, object] = dict(
        to_row({name: difference.now for name, difference in differences.items()})
    )
    values.update(scope_kind=scope.kind.value, scope_id=scope.id)
    if sequence is not None:
        values["updated"] = sequence
    if seen is not None:
        values["revisions"] = seen.as_text()
    if extra is not None:
        values["extra"] = _as_text(extra)
    connection.execute(_update(type(record)).values(values), {"record": record.id})


def note_seen(connection: Connection, record: Record, seen: Seen, extra: Mapping[str, Json]) -> None:
    """Note what has been shown of a record whose words stay as they are."""
    values = {"seen": seen.as_text(), "more": _as_text(extra), "record": record.id}
    _note(type(record)).run(connection, values)


def _as_text(extra: Mapping[str, Json] | None) -> str:
    return json.dumps(extra, ensure_ascii=False, separators=(",", ":")) if extra else "{}"


def remove(connection: Connection, kind: type[Record], record_id: str) -> None:
    """Take the record with that id out of its table."""
    connection.execute(_delete(kind), {"record": record_id})


@once_per_kind
def _all(kind: type[Record]) -> Select[tuple[object, ...]]:
    table = table_of(kind)
    return select(*(table.c[shape.name] for shape in shapes_of(kind)))


@once_per_kind
def _get(kind: type[Record]) -> Prepared:
    return Prepared(_all(kind).where(table_of(kind).c.id == bindparam("record")))


@once_per_kind
def _kept(kind: type[Record]) -> Prepared:
    table = table_of(kind)
    return Prepared(_all(kind).add_columns(table.c.revisions).where(table.c.id == bindparam("record")))


@once_per_kind
def _insert(kind: type[Record]) -> Prepared:
    return Prepared(insert(table_of(kind)))


@once_per_kind
def _update(kind: type[Record]) -> Update:
    return update(table_of(kind)).where(table_of(kind).c.id == bindparam("record"))


@once_per_kind
def _note(kind: type[Record]) -> Prepared:
    marks: dict[str, object] = {"revisions": bindparam("seen"), "extra": bindparam("more")}
    return Prepared(_update(kind).values(marks))


@once_per_kind
def _delete(kind: type[Record]) -> Delete:
    return delete(table_of(kind)).where(table_of(kind).c.id == bindparam("record"))
