"""What each field of a record kind holds, read once from its dataclass: the rest derives from this."""

import dataclasses
import functools
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import UnionType

from iro_desktop.domain.records import Record

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None
"""A JSON value without floats."""

REPLACEMENT = "\ufffd"
_WIDEST = 2**63


class Unfit(ValueError):  # noqa: N818  # a finding that `read` acts on, not an error
    """A JSON value that the field, as this version knows it, cannot hold. Never quotes the value."""


F = typing.TypeVar("F", bound=Callable[..., typing.Any])


def once_per_kind(make: F) -> F:
    """Remember what `make(kind)` returned. (functools.cache does not accept a dataclass's type as a key.)"""
    made: dict[type, object] = {}

    @functools.wraps(make)
    def remembered(kind: type) -> object:
        if kind not in made:
            made[kind] = make(kind)
        return made[kind]

    return typing.cast("F", remembered)


def safe_text(text: str) -> str:
    """Return `text` as it can be kept anywhere: UTF-8, SQLite, JSONB, XML.

    Surrogate pairs become their character; a lone surrogate and NUL become U+FFFD. Nothing else
    changes: no normalisation, no trimming.
    """
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return str(text).replace("\0", REPLACEMENT)


@dataclass(frozen=True)
class FieldShape:
    """One field of a kind: its name, what it holds and how that is written as JSON."""

    name: str
    base: type
    """str, int, bool, date, datetime, tuple (of str) or a StrEnum."""
    optional: bool
    default: object
    """`dataclasses.MISSING` where the field must be given."""
    searchable: bool

    @property
    def has_default(self) -> bool:
        """Return whether an older row or message may lack the field."""
        return self.default is not dataclasses.MISSING

    @functools.cached_property
    def default_json(self) -> Json:
        """Return the default as JSON; None where the field must be given."""
        return self.to_json(self.default) if self.has_default else None

    def to_json(self, value: object) -> Json:
        """Return the value as JSON; TypeError (naming the field, never the value) if it does not fit."""
        if value is None and self.optional:
            return None
        written = self._written(value)
        if written is None:
            raise TypeError(f"field {self.name!r} cannot hold a {type(value).__name__} such as this")
        return written

    def _written(self, value: object) -> Json:  # noqa: PLR0911  # a return a type reads best
        match value:
            case StrEnum() if self.base is type(value):
                return value.value
            case str() if self.base is str:
                return safe_text(str(value))
            case datetime() if self.base is datetime and value.tzinfo is not None:
                return value.astimezone(UTC).isoformat()
            case date() if self.base is date and not isinstance(value, datetime):
                return value.isoformat()
            case int() if self.base is type(value) and -_WIDEST <= value < _WIDEST:
                return value
            case tuple() if self.base is tuple and all(isinstance(item, str) for item in value):
                return [safe_text(str(item)) for item in value]
        return None

    def from_json(self, value: Json) -> object:
        """Return the field's value; Unfit if this version's field cannot hold it."""
        if value is None:
            if self.optional:
                return None
            raise Unfit(self.name)
        try:
            read = self._read(value)
        except (ValueError, OverflowError):
            raise Unfit(self.name) from None
        if read is None:
            raise Unfit(self.name)
        return read

    def _read(self, value: Json) -> object:
        base = self.base
        if base is bool or base is int:
            right = isinstance(value, base) and (base is bool or not isinstance(value, bool))
            return value if right and -_WIDEST <= typing.cast(int, value) < _WIDEST else None
        if base is tuple:
            words = isinstance(value, list) and all(isinstance(item, str) for item in value)
            return tuple(safe_text(str(item)) for item in typing.cast("list[Json]", value)) if words else None
        if not isinstance(value, str):
            return None
        if base is datetime:
            moment = datetime.fromisoformat(value)
            return moment.astimezone(UTC) if moment.tzinfo is not None else None
        if base is date:
            return date.fromisoformat(value)
        return base(value) if issubclass(base, StrEnum) else safe_text(value)


@once_per_kind
def shapes_of(kind: type[Record]) -> tuple[FieldShape, ...]:
    """Return the shapes of a kind's fields, in the order they are declared, `id` first."""
    hints = typing.get_type_hints(kind)
    return tuple(_shape(kind, field, hints[field.name]) for field in dataclasses.fields(kind))


def _shape(kind: type[Record], field: "dataclasses.Field[object]", hint: object) -> FieldShape:
    members = typing.get_args(hint) if isinstance(hint, UnionType) else (hint,)
    bases = [member for member in members if member is not type(None)]
    base = typing.get_origin(bases[0]) or bases[0]
    known = base in (str, int, bool, date, datetime, tuple) or issubclass(base, StrEnum)
    if len(bases) != 1 or not known or (base is tuple and typing.get_args(bases[0]) != (str, ...)):
        raise TypeError(f"{kind.__name__}.{field.name}: a record field may not be {hint}")
    return FieldShape(
        name=field.name,
        base=base,
        optional=len(members) > len(bases),
        default=field.default,
        searchable=bool(field.metadata.get("search")),
    )
