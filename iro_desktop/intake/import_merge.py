"""One row meets one record: what the import writes, and what an IRO wrote that it leaves alone.

A three-way merge, field by field. The record remembers what the source said last (`source_values`). Where
the source says the same again, the field is left alone, whatever an IRO has made of it since. Where it says
something new, it is written if the field still holds what the source said last; if an IRO has changed the
field, theirs is kept and the row is remarked on, once.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from iro_desktop.intake.incoming import Imported, Incoming

_OURS = {"child_id", "source_key"}
"""Set when the record is made, and never part of what the source may change."""


class Outcome(StrEnum):
    """What the import did to a record."""

    UNCHANGED = "unchanged"
    UPDATED = "updated"
    CREATED = "created"


@dataclass(frozen=True)
class Merge:
    """The record after the row, what became of it, and the fields in which an IRO's word was kept."""

    record: Imported
    outcome: Outcome
    kept: tuple[str, ...] = ()


def created(incoming: Incoming) -> Imported:
    """Make the record that a row is the first word on."""
    said = {name: as_text(value) for name, value in incoming.fields.items() if name not in _OURS}
    return incoming.kind(id=incoming.id, **incoming.fields, source_values=_kept_values(said))


def merged(record: Imported, incoming: Incoming) -> Merge:
    """Return `record` as it stands after `incoming`."""
    before = said_last(record)
    now, written, kept = dict(before), {}, []
    for name, value in incoming.fields.items():
        if name in _OURS:
            continue
        new, there = as_text(value), as_text(getattr(record, name))
        now[name] = new
        if new in {before.get(name), there} or (not new and name not in before):
            continue
        if there == before.get(name, _blank(record, name)):
            written[name] = value
        else:
            kept.append(name)
    values = _kept_values(now)
    outcome = Outcome.UPDATED if written else Outcome.UNCHANGED
    if not written and values == record.source_values:
        return Merge(record, outcome, tuple(kept))
    return Merge(replace(record, **written, source_values=values), outcome, tuple(kept))


def differs(record: Imported, incoming: Incoming) -> bool:
    """Say whether the row says anything that the record does not."""
    return any(
        as_text(value) not in {"", as_text(getattr(record, name))}
        for name, value in incoming.fields.items()
        if name not in _OURS
    )


def said_last(record: Imported) -> dict[str, str]:
    """Return what the source last said about each field of the record."""
    return dict(text.partition("=")[::2] for text in record.source_values)


def with_said(record: Imported, **values: Any) -> Imported:
    """Return the record with fields set by the import itself, remembered as the source's word."""
    said = said_last(record) | {name: as_text(value) for name, value in values.items()}
    return replace(record, **values, source_values=_kept_values(said))


def as_text(value: Any) -> str:
    """Return a field's value as text that is equal only for equal values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)


def _kept_values(said: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}={text}" for name, text in sorted(said.items()))


def _blank(record: Imported, name: str) -> str:
    default = next(field.default for field in fields(record) if field.name == name)
    return as_text(default)
