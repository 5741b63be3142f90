"""A change of one record, as the journal keeps it and as it is signed and sent."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from iro_desktop.domain.records import Scope
from iro_desktop.records import Difference, Json


class Operation(StrEnum):
    """What a change does to its record."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"


class EntryState(StrEnum):
    """Open: autosaves may still join it. Frozen: signed or about to be, it never changes again."""

    OPEN = "open"
    FROZEN = "frozen"


@dataclass(frozen=True)
class FieldChange:
    """One field's change as JSON: the centre's revision it was based on (0: none), before and after."""

    based_on: int
    was: Json
    now: Json


@dataclass(frozen=True)
class JournalEntry:
    """One change of one record."""

    sequence: int
    change_id: str
    kind: str
    record_id: str
    scope: Scope
    operation: Operation
    fields: Mapping[str, FieldChange]
    reason: str
    device: str
    person: str
    at: datetime
    """When it began; autosaves that joined it moved only `last_at`."""
    last_at: datetime
    state: EntryState


def based(differences: Mapping[str, Difference], revisions: Mapping[str, int]) -> dict[str, FieldChange]:
    """Return differences as changes, each based on the centre's revision of its field."""
    return {
        name: FieldChange(revisions.get(name, 0), difference.was, difference.now)
        for name, difference in differences.items()
    }


def message_of(entry: JournalEntry) -> dict[str, Json]:
    """Return a change as it is signed and sent."""
    return {
        "change_id": entry.change_id,
        "kind": entry.kind,
        "record_id": entry.record_id,
        "scope": {"kind": entry.scope.kind.value, "id": entry.scope.id},
        "operation": entry.operation.value,
        "fields": as_json(entry.fields),
        "reason": entry.reason,
        "device": entry.device,
        "person": entry.person,
        "sequence": entry.sequence,
        "device_time": entry.last_at.isoformat(),
    }


def as_json(fields: Mapping[str, FieldChange]) -> dict[str, Json]:
    """Return changes as JSON."""
    return {
        name: {"based_on": change.based_on, "was": change.was, "now": change.now}
        for name, change in fields.items()
    }


def as_text(fields: Mapping[str, FieldChange]) -> str:
    """Return changes as the journal keeps them."""
    return json.dumps(as_json(fields), ensure_ascii=False, separators=(",", ":"))


def from_text(kept: str) -> dict[str, FieldChange]:
    """Return what `as_text` wrote."""
    return {name: FieldChange(**change) for name, change in json.loads(kept).items()}


def replay(entries: Iterable[JournalEntry]) -> dict[tuple[str, str], dict[str, Json]]:
    """Return what the records are after these changes, by (kind, id): only fields that were ever set.

    Replaying a whole journal from nothing gives the caseload's records again.
    """
    records: dict[tuple[str, str], dict[str, Json]] = {}
    for entry in entries:
        which = (entry.kind, entry.record_id)
        if entry.operation is Operation.DELETE:
            records.pop(which, None)
            continue
        values = records.setdefault(which, {})
        values.update({name: change.now for name, change in entry.fields.items()})
    return records
