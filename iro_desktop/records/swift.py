"""The quick way from a change's JSON to a row: for values that are plainly what their field holds."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from iro_desktop.domain.records import Record, ScopeKind
from iro_desktop.records.fields import FieldShape, Json, Unfit, once_per_kind, shapes_of
from iro_desktop.records.tables import to_row

Column = str | int | None
RowMaker = Callable[[Mapping[str, Any], str], list[Column] | None]


class _NotPlain(Exception):  # noqa: N818 - what the value is
    pass


@once_per_kind
def row_maker(kind: type[Record]) -> RowMaker:
    """Return a function from a new record's edits, {name: {"now": value}}, and its child to its columns.

    The columns are those of `to_row(encode(read(kind, values)[0]))`, in their order. None where that is not
    plain: an unknown field, a value that does not fit or is written otherwise than here, another's child.
    """
    shapes = shapes_of(kind)
    places = {shape.name: (place, _column_of(shape)) for place, shape in enumerate(shapes)}
    defaults = list(to_row({shape.name: shape.default_json for shape in shapes}).values())
    needed = [shape.name for shape in shapes if not shape.has_default]
    whose = places.get("child_id", places["id"])[0]
    if kind.scope_kind is not ScopeKind.CHILD:
        return lambda _edits, _child: None

    def make(edits: Mapping[str, Any], child: str) -> list[Column] | None:
        row = defaults.copy()
        try:
            for name, edit in edits.items():
                place, column = places[name]
                row[place] = column(edit["now"])
        except (KeyError, _NotPlain):
            return None
        fits = row[whose] == child and all(name in edits for name in needed)
        return row if fits else None

    return make


def _column_of(shape: FieldShape) -> Callable[[Json], Column]:
    plain = _plain_column(shape)
    if not shape.optional:
        return plain
    return lambda value: None if value is None else plain(value)


def _plain_column(shape: FieldShape) -> Callable[[Json], Column]:
    base = shape.base
    if base in _PLAIN:
        return _PLAIN[base]
    if issubclass(base, StrEnum):
        members: dict[Json, str] = {member.value: member.value for member in base}
        return lambda value: _among(members, value)
    if base is date or base is datetime:
        written = lru_cache(4_096)(lambda value: _as_written(shape, value))
        return lambda value: written(_text(value))
    return _never


def _text(value: Json) -> str:
    if type(value) is not str or "\0" in value:
        raise _NotPlain
    return value


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise _NotPlain
    return value


def _truth(value: Json) -> int:
    if type(value) is not bool:
        raise _NotPlain
    return int(value)


def _texts(value: Json) -> str:
    if type(value) is not list:
        raise _NotPlain
    return json.dumps([_text(item) for item in value], ensure_ascii=False, separators=(",", ":"))


_PLAIN: dict[type, Callable[[Json], Column]] = {str: _text, int: _whole, bool: _truth, tuple: _texts}


def _among(members: Mapping[Json, str], value: Json) -> str:
    if type(value) is not str or value not in members:
        raise _NotPlain
    return members[value]


def _as_written(shape: FieldShape, value: str) -> str:
    """Return a date or moment that is written as it would be here."""
    try:
        if shape.to_json(shape.from_json(value)) == value:
            return value
    except Unfit:
        pass
    raise _NotPlain


def _never(_value: Json) -> Column:
    raise _NotPlain
