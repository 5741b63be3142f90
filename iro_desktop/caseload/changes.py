"""A change of one record, as the journal keeps it and as it is signed and sent."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from iro_desktop.domain.records import Scope
from iro_desktop.records import Difference, Json


class Operation(StrEnum):
    """What a change does to its record."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    RESTORE = "restore"


class EntryState(StrEnum):
    """How far a change has come. Open: autosaves may still join it. Frozen: signed or about to be, it never
    changes again. Taken: the office has it. Done: it is part of what the office and this laptop share."""

    OPEN = "open"
    FROZEN = "frozen"
    TAKEN = "taken"
    DONE = "done"
    PROPOSED = "proposed"
    """The office has it, but the review was finished before it came: a person decides."""
    SET_ASIDE = "set_aside"
    """The office keeps it and cannot apply it: it goes on showing here."""
    LOCAL = "local"
    """It was about this laptop only and is never sent."""


UNSENT = (EntryState.OPEN, EntryState.FROZEN)
SHOWN = (*UNSENT, EntryState.TAKEN, EntryState.SET_ASIDE)
"""The states whose words stand over what the office has confirmed."""


@dataclass(frozen=True)
class Seen:
    """Up to which of the centre's revisions a record's values have been shown here.

    `most` speaks of the whole record; `less` names the fields of which something newer stands unseen: it
    came while words of one's own stood there, or beside another value in a conflict.
    """

    most: int = 0
    less: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        """Return what an edit of this field is based on."""
        return self.less.get(name, self.most)

    def up_to(self, revision: int | None, names: Iterable[str]) -> "Seen":
        """Return what somebody has seen who looked when everything up to `revision` was shown (None: all)."""
        if revision is None:
            return self
        held = {name: revision for name in names if self.of(name) > revision}
        return Seen(self.most, {**self.less, **held}) if held else self

    @property
    def all_below(self) -> int | None:
        """Return the revision up to which nothing is unseen; None if nothing is unseen at all."""
        return min(self.less.values(), default=None)

    def as_text(self) -> str:
        """Return it as its row keeps it."""
        if not self.less:
            return f'{{"*":{self.most}}}' if self.most else "{}"
        most = {"*": self.most} if self.most else {}
        return json.dumps({**most, **self.less}, separators=(",", ":"))

    @classmethod
    def from_text(cls, kept: str) -> "Seen":
        """Return what `as_text` wrote."""
        less = json.loads(kept)
        return cls(less.pop("*", 0), less)


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
    allocation_revision: int = 0
    """The revision of the scope that the laptop had acknowledged when it was written."""
    known: int | None = None
    """For a deletion, a restoration or a finish: the newest revision that its author had seen."""
    revision: int = 0
    """The office's number for it; 0 until the office has it."""


def based(differences: Mapping[str, Difference], seen: Seen) -> dict[str, FieldChange]:
    """Return differences as changes, each based on what its author had seen of its field."""
    return {
        name: FieldChange(seen.of(name), difference.was, difference.now)
        for name, difference in differences.items()
    }


def message_of(entry: JournalEntry) -> dict[str, Json]:
    """Return a change as it is signed and sent."""
    said: dict[str, Json] = {} if entry.known is None else {"known": entry.known}
    return said | {
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
        "allocation_revision": entry.allocation_revision,
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
