"""A record as JSON and as the one sequence of bytes that is signed; and what differs between two records."""

import json
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from iro_desktop.domain.records import Record
from iro_desktop.records.fields import Json, Unfit, once_per_kind, shapes_of

R = TypeVar("R", bound=Record)


class Difference(NamedTuple):
    """One field's value before and after, as JSON."""

    was: Json
    now: Json


def encode(record: Record) -> dict[str, Json]:
    """Return the record's fields as JSON values: dates as ISO 8601, moments in UTC, enums by their value."""
    return {shape.name: shape.to_json(getattr(record, shape.name)) for shape in shapes_of(type(record))}


def read(kind: type[R], values: Mapping[str, Json]) -> tuple[R, dict[str, Json]]:
    """Return the record and what this version could not place in it.

    The second part holds unknown fields, and known ones whose value does not fit (a newer version's
    choice): those stand at their default in the record. Kept beside the record, it goes back unharmed.
    Unfit if a field without default, such as an id, is missing or does not fit.
    """
    known: dict[str, object] = {}
    aside = {name: value for name, value in values.items() if name not in names_of(kind)}
    for shape in shapes_of(kind):
        try:
            if shape.name in values:
                known[shape.name] = shape.from_json(values[shape.name])
            elif not shape.has_default:
                raise Unfit(shape.name)
        except Unfit:
            if not shape.has_default:
                raise
            aside[shape.name] = values[shape.name]
    return kind(**known), aside  # type: ignore[arg-type]  # from_json has checked each value's type


def decode(kind: type[R], values: Mapping[str, Json]) -> R:
    """Return the record that `encode` described; what does not fit is passed over (`read` keeps it)."""
    return read(kind, values)[0]


@once_per_kind
def names_of(kind: type[Record]) -> frozenset[str]:
    """Return the names of a kind's fields."""
    return frozenset(shape.name for shape in shapes_of(kind))


def canonical(value: Json | Mapping[str, Json]) -> bytes:
    """Return the one encoding of a JSON value: UTF-8, keys in code-point order, no spaces, no floats.

    Equal values give equal bytes on every machine. TypeError for a float or a key that is not text;
    text must already be `safe_text` (a lone surrogate is refused by ValueError).
    """
    if type(value) not in _PLAIN:
        _refuse_floats(value)
    return _CANONICAL.encode(value).encode("utf-8")


def canonical_again(value: Json | Mapping[str, Json]) -> bytes:
    """Return the canonical encoding of what was read from a message: there is no float in it."""
    return _CANONICAL.encode(value).encode("utf-8")


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_PLAIN = frozenset({str, int, bool, type(None)})


def _refuse_floats(value: object) -> None:
    """Walk through all of it: a page of changes comes through here, so the usual types are told first."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("a key in a canonical encoding is text")
            if type(inner) not in _PLAIN:
                _refuse_floats(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            if type(inner) not in _PLAIN:
                _refuse_floats(inner)
    elif not isinstance(value, (str, int)):  # their subclasses: a choice from an enumeration
        raise TypeError(f"a {type(value).__name__} has no canonical encoding")


def changed_fields(old: Record, new: Record) -> dict[str, Difference]:
    """Return the fields that differ, in their declared order, as JSON. Both must be of one kind and id."""
    if type(old) is not type(new) or old.id != new.id:
        raise TypeError("only two versions of one record can be compared")
    changed: dict[str, Difference] = {}
    for shape in shapes_of(type(new)):
        before, after = getattr(old, shape.name), getattr(new, shape.name)
        if before is after:
            continue
        difference = Difference(shape.to_json(before), shape.to_json(after))
        if difference.was != difference.now:
            changed[shape.name] = difference
    return changed


def differs_from_default(kind: type[Record], written: Mapping[str, Json]) -> dict[str, Difference]:
    """Return what an encoded record says beyond its kind's defaults: what is journalled when it is made."""
    return {
        shape.name: Difference(shape.default_json, written[shape.name])
        for shape in shapes_of(kind)
        if written[shape.name] != shape.default_json
    }
