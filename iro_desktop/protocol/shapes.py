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
Signature = Annotated[str, Text(128, "[0-9a-f]{128}")]
Revision = Annotated[int, Whole()]

_Reader = Callable[[Json, str], Any]


def read_message(kind: type[M], value: Json, where: str = "") -> M:
    """Return the message in a JSON value; Refused (naming the place, never the value) if it is none."""
    return typing.cast(M, _reader(typing.cast(Hashable, kind))(value, where))


def write_message(message: object) -> dict[str, Json]:
    """Return a message as JSON."""
    if not dataclasses.is_dataclass(message):
        raise TypeError("not a message")
    return {f.name: _written(getattr(message, f.name)) for f in dataclasses.fields(message)}


def _written(value: Any) -> Json:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return write_message(value)
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    return value.value if isinstance(value, StrEnum) else typing.cast(Json, value)


def _wrong(where: str) -> Refused:
    return Refused(Why.BAD_MESSAGE, what=where[:200])


@cache
def _reader(hint: Any) -> _Reader:
    base, limits = _unwrapped(hint)
    if base is Any:
        return lambda value, _where: value
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
    return lambda value, where: None if value is None else read(value, where)


def _bool_reader(value: Json, where: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(where)
    return value


def _int_reader(limits: Whole) -> _Reader:
    def read(value: Json, where: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not limits.least <= value <= limits.most:
            raise _wrong(where)
        return value

    return read


def _text_reader(limits: Text) -> _Reader:
    pattern = re.compile(limits.pattern, re.DOTALL) if limits.pattern else None

    def read(value: Json, where: str) -> str:
        if not isinstance(value, str) or len(value) > limits.longest or not keepable(value):
            raise _wrong(where)
        if pattern is not None and not pattern.fullmatch(value):
            raise _wrong(where)
        return value

    return read


def keepable(text: str) -> bool:
    """Return whether a text can be kept everywhere: no NUL, no lone surrogate."""
    if "\0" in text:
        return False
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _choice_reader(base: type[StrEnum]) -> _Reader:
    members = {member.value: member for member in base}

    def read(value: Json, where: str) -> StrEnum:
        if not isinstance(value, str) or value not in members:
            raise _wrong(where)
        return members[value]

    return read


def _list_reader(inner: Any, limits: Count | None) -> _Reader:
    read_one = _reader(inner)

    def read(value: Json, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or (limits is not None and len(value) > limits.most):
            raise _wrong(where)
        return tuple(read_one(item, f"{where}[{place}]") for place, item in enumerate(value))

    return read


def _mapping_reader(inner: Any, limits: Count | None) -> _Reader:
    read_one = _reader(inner)

    def read(value: Json, where: str) -> dict[str, Any]:
        if not isinstance(value, dict) or (limits is not None and len(value) > limits.most):
            raise _wrong(where)
        return {name: read_one(item, f"{where}.*") for name, item in value.items()}

    return read


def _message_reader(kind: Any) -> _Reader:
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = [(f.name, _reader(hints[f.name]), _is_needed(f)) for f in dataclasses.fields(kind)]

    def read(value: Json, where: str) -> Any:
        if not isinstance(value, dict):
            raise _wrong(where)
        found = {}
        for name, read_one, needed in fields:
            if name in value:
                found[name] = read_one(value[name], f"{where}.{name}".lstrip("."))
            elif needed:
                raise _wrong(f"{where}.{name}".lstrip("."))
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
