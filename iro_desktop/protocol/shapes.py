"""A message is one frozen dataclass: its strict reading, its writing and its published schema follow.

Fields may be str, int, bool, Json, a StrEnum, a message, tuple[...] or Mapping[str, ...] of these, each
possibly `| None`, and `Annotated` with Text or Whole for their limits. A field with a default may be left
out. A field that is not known is passed over: a newer minor version may add some.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar

from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.records import Json

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Text:
    """Limits of a text: how long in characters, and what the whole of it must look like."""

    longest: int = 200
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """Limits of a whole number, both ends included."""

    least: int = 0
    most: int = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Count:
    """How many items a list or a mapping may have."""

    most: int


UUID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
Identifier = Annotated[str, Text(36, UUID_PATTERN)]
Sha256 = Annotated[str, Text(64, "[0-9a-f]{64}")]
Key = Annotated[str, Text(64, "[0-9a-f]{64}")]
SIGNATURE_PATTERN = "[0-9a-f]{128}"
Signature = Annotated[str, Text(128, SIGNATURE_PATTERN)]
Revision = Annotated[int, Whole()]

_Reader = Callable[[Json], Any]
_PLAIN = frozenset({str, int, bool, type(None)})


class _Misfit(Exception):  # noqa: N818 - how a reader says it to the one around it, which adds its place
    """A value is not what its place asks for. `places` leads to it, the innermost first: written only now,
    because a page of good records has 100,000 places that nobody needs."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []


def read_message(kind: type[M], value: Json) -> M:
    """Return the message in a JSON value; Refused (naming the place, never the value) if it is none."""
    try:
        return typing.cast(M, _reader(typing.cast(Hashable, kind))(value))
    except _Misfit as misfit:
        where = "".join(reversed(misfit.places)).lstrip(".")
        raise Refused(Why.BAD_MESSAGE, what=where[:200]) from None


def write_message(message: object) -> dict[str, Json]:
    """Return a message as JSON."""
    return {name: _written(getattr(message, name)) for name in _names(typing.cast(Hashable, type(message)))}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        raise TypeError("not a message")
    return tuple(field.name for field in dataclasses.fields(kind))


def _written(value: Any) -> Json:
    if type(value) in _PLAIN:
        return typing.cast(Json, value)
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    return write_message(value) if dataclasses.is_dataclass(value) else typing.cast(Json, value)


@cache
def _reader(hint: Any) -> _Reader:
    base, limits = _unwrapped(hint)
    if base is Any:
        return _as_it_is
    origin = typing.get_origin(base)
    if origin in (types.UnionType, typing.Union):
        return _or_none(base)
    if origin is tuple:
        return _list_reader(typing.get_args(base)[0], limits)
    if origin is not None:
        return _mapping_reader(typing.get_args(base)[1], limits)
    return _message_reader(base) if dataclasses.is_dataclass(base) else _plain_reader(base, limits)


def _plain_reader(base: Any, limits: Any) -> _Reader:
    if base is bool:
        return _bool_reader
    if base is int:
        return _int_reader(limits or Whole(-(2**63)))
    if base is str:
        return _text_reader(limits or Text())
    if issubclass(base, StrEnum):
        return _choice_reader(base)
    raise TypeError(f"no message may hold a {base}")


def _unwrapped(hint: Any) -> tuple[Any, Any]:
    if any(typing.get_origin(member) is dict for member in typing.get_args(hint)):
        return Any, None  # Json: nothing else in a message is a choice between a mapping and something
    if typing.get_origin(hint) is Annotated:
        base, limits, *_ = typing.get_args(hint)
        return base, limits
    return hint, None


def _or_none(hint: Any) -> _Reader:
    (inner,) = (member for member in typing.get_args(hint) if member is not type(None))
    read = _reader(inner)
    return lambda value: None if value is None else read(value)


def _as_it_is(value: Json) -> Json:
    return value


def _bool_reader(value: Json) -> bool:
    if not isinstance(value, bool):
        raise _Misfit
    return value


def _int_reader(limits: Whole) -> _Reader:
    least, most = limits.least, limits.most

    def read(value: Json) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise _Misfit
        return value

    return read


def _text_reader(limits: Text) -> _Reader:
    matches = re.compile(limits.pattern, re.DOTALL).fullmatch if limits.pattern else None
    longest = limits.longest

    def read(value: Json) -> str:
        if not isinstance(value, str) or len(value) > longest or not keepable(value):
            raise _Misfit
        if matches is not None and matches(value) is None:
            raise _Misfit
        return value

    return read


def keepable(text: str) -> bool:
    """Return whether a text can be kept everywhere: no NUL, no lone surrogate."""
    if "\0" in text:
        return False
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _choice_reader(base: type[StrEnum]) -> _Reader:
    members = {member.value: member for member in base}

    def read(value: Json) -> StrEnum:
        if not isinstance(value, str) or value not in members:
            raise _Misfit
        return members[value]

    return read


def _list_reader(inner: Any, limits: Count | None) -> _Reader:
    read_one = _reader(inner)

    def read(value: Json) -> tuple[Any, ...]:
        if not isinstance(value, list) or (limits is not None and len(value) > limits.most):
            raise _Misfit
        found: list[Any] = []
        try:
            for item in value:
                found.append(read_one(item))
        except _Misfit as misfit:
            misfit.places.append(f"[{len(found)}]")
            raise
        return tuple(found)

    return read


def _mapping_reader(inner: Any, limits: Count | None) -> _Reader:
    read_one = _reader(inner)

    def read(value: Json) -> dict[str, Any]:
        if not isinstance(value, dict) or (limits is not None and len(value) > limits.most):
            raise _Misfit
        if read_one is _as_it_is:
            return dict(value)
        found = {}
        try:
            for name, item in value.items():
                found[name] = read_one(item)
        except _Misfit as misfit:
            misfit.places.append(".*")
            raise
        return found

    return read


def _message_reader(kind: Any) -> _Reader:
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = [(f.name, _reader(hints[f.name]), _is_needed(f)) for f in dataclasses.fields(kind)]

    def read(value: Json) -> Any:
        if not isinstance(value, dict):
            raise _Misfit
        found, name = {}, ""
        try:
            for name, read_one, needed in fields:
                if name in value:
                    found[name] = read_one(value[name])
                elif needed:
                    raise _Misfit
        except _Misfit as misfit:
            misfit.places.append(f".{name}")
            raise
        return kind(**found)

    return read


def _is_needed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def schema_of(hint: Any, definitions: dict[str, Json]) -> dict[str, Json]:
    """Return the JSON Schema (2020-12) of a type; messages are put into `definitions` and referred to."""
    base, limits = _unwrapped(hint)
    if base is Any:
        return {"description": "any JSON value without floats"}
    origin = typing.get_origin(base)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (member for member in typing.get_args(base) if member is not type(None))
        return {"anyOf": [schema_of(inner, definitions), {"type": "null"}]}
    most: dict[str, Json] = {} if limits is None or not isinstance(limits, Count) else {"m": limits.most}
    if origin is tuple:
        found: dict[str, Json] = {"type": "array", "items": schema_of(typing.get_args(base)[0], definitions)}
        return found | ({"maxItems": most["m"]} if most else {})
    if origin is not None:
        values = schema_of(typing.get_args(base)[1], definitions)
        found = {"type": "object", "additionalProperties": values}
        return found | ({"maxProperties": most["m"]} if most else {})
    if dataclasses.is_dataclass(base):
        return _message_schema(base, definitions)
    return _plain_schema(base, limits)


def _plain_schema(base: Any, limits: Any) -> dict[str, Json]:
    if base is bool:
        return {"type": "boolean"}
    if base is int:
        whole = limits or Whole(-(2**63))
        return {"type": "integer", "format": "int64", "minimum": whole.least, "maximum": whole.most}
    if base is str:
        text = limits or Text()
        pattern: dict[str, Json] = {"pattern": f"^{text.pattern}$"} if text.pattern else {}
        return {"type": "string", "maxLength": text.longest, **pattern}
    return {"type": "string", "enum": [member.value for member in base]}


def _message_schema(kind: Any, definitions: dict[str, Json]) -> dict[str, Json]:
    name: str = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = typing.get_type_hints(kind, include_extras=True)
        fields = dataclasses.fields(kind)
        definitions[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {f.name: schema_of(hints[f.name], definitions) for f in fields},
            "required": [f.name for f in fields if _is_needed(f)],
        }
    return {"$ref": f"#/components/schemas/{name}"}
