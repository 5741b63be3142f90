"""The table of each kind of record, derived from its dataclass, and the quick way from a row to a record."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

from iro_desktop.domain.records import Record
from iro_desktop.records.fields import FieldShape, Json, once_per_kind, shapes_of

R = TypeVar("R", bound=Record)

METADATA = MetaData()
KEEPING = ("scope_kind", "scope_id", "revisions", "extra", "updated")
"""What a row holds beside its record: its scope, the centre's revision of each field, fields that only a
newer version knows, and the journal's sequence of its last change."""


def table_name(kind: type[Record]) -> str:
    """Return the name of a kind in tables and messages: ReviewSection is "review_section"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()


@once_per_kind
def table_of(kind: type[Record]) -> Table:
    """Return the kind's table: a column per field, then KEEPING; an index on each id that points away."""
    name = table_name(kind)
    columns = [_column(shape) for shape in shapes_of(kind)]
    pointing = [c for c in columns if c.name.endswith("_id")]
    keeping: list[Column[Any]] = [
        Column("scope_kind", Text, nullable=False),
        Column("scope_id", Text, nullable=False),
        Column("revisions", Text, nullable=False),
        Column("extra", Text, nullable=False),
        Column("updated", Integer, nullable=False),
    ]
    indexes: list[SchemaItem] = [
        Index(f"ix_{name}_{column.name}", column) for column in (*pointing, keeping[1])
    ]
    return Table(name, METADATA, *columns, *keeping, *indexes)


def _column(shape: FieldShape) -> Column[Any]:
    kept_as = Integer if shape.base in (int, bool) else Text
    return Column(shape.name, kept_as, primary_key=shape.name == "id", nullable=shape.optional)


def to_row(values: Mapping[str, Json]) -> dict[str, str | int | None]:
    """Return JSON values as their columns hold them: a list as JSON text, a bool as 0 or 1."""
    return {name: _in_column(value) for name, value in values.items()}


def _in_column(value: Json) -> str | int | None:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


@once_per_kind
def row_reader(kind: type[R]) -> Callable[[Sequence[object]], R]:
    """Return a function from a row (the kind's fields, in order) to its record.

    Built once per kind because lists of thousands are read at once: it skips the dataclass's own
    `__init__`, which sets a frozen record's fields one by one. A value that this version cannot hold
    stands at the field's default; the column keeps it until somebody edits that field.
    """
    shapes = shapes_of(kind)
    names = tuple(shape.name for shape in shapes)
    converters = [(shape.name, convert) for shape in shapes if (convert := _converter(shape)) is not None]
    new = object.__new__
    if hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__}: a record is plain data and has no __post_init__")

    def read_row(row: Sequence[object]) -> R:
        values = dict(zip(names, row, strict=False))
        for name, convert in converters:
            value = values[name]
            if value is not None:
                values[name] = convert(value)
        record = new(kind)
        record.__dict__.update(values)
        return record

    return read_row


def _converter(shape: FieldShape) -> Callable[[object], object] | None:
    base, default = shape.base, shape.default
    if base is bool:
        return bool
    if base is tuple:
        return _texts
    if base is date or base is datetime:
        parse: Callable[[str], object] = base.fromisoformat

        def read_date(kept: object) -> object:
            try:
                return parse(kept)  # type: ignore[arg-type]  # a Text column
            except ValueError:
                return default

        return read_date
    if issubclass(base, StrEnum):
        members: dict[object, object] = {member.value: member for member in base}
        return lambda kept: members.get(kept, default)
    return None


def _texts(kept: object) -> tuple[str, ...]:
    """Return the texts of a JSON list, quickly where none is escaped: every imported record has one."""
    text = str(kept)
    if text == "[]":
        return ()
    if "\\" not in text and text[:2] == '["' and text[-2:] == '"]':
        parts = text[2:-2].split('","')
        if text.count('"') == 2 * len(parts):
            return tuple(parts)
    return tuple(json.loads(text))
