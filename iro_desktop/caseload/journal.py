"""The journal: every write as who, when, what and from what, in the same transaction. Outbox and history."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from iro_desktop.caseload.tables import JOURNAL
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.records import Record, Scope, ScopeKind
from iro_desktop.records import Difference, Json, canonical, shapes_of, table_name


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


@dataclass(frozen=True)
class JoiningPolicy:
    """When an autosave joins the record's last journal entry instead of making one of its own.

    An entry is also a version that a person can go back to. Ten minutes keeps the history readable and
    the outbox small. But words that a later autosave deleted would vanish with no version left to
    show them, so an entry takes no more than `removed` deleted characters over its whole life: the
    save that would go past that starts a new entry, and the deleted words stay in the old one.
    A save that sets a moment (started, finished, saved) is an act, not typing: it never joins, so a
    Finish keeps its place after everything that it finished.
    """

    within: timedelta = timedelta(minutes=10)
    removed: int = 200


class Journal:
    """Writes and reads the journal through the caseload's connection, inside the caller's transaction."""

    def __init__(
        self, connection: Connection, clock: Clock, device: str, person: str, policy: JoiningPolicy
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._device = device
        self._person = person
        self._policy = policy

    def write(
        self,
        operation: Operation,
        record: Record,
        fields: Mapping[str, FieldChange],
        reason: str = "",
    ) -> int:
        """Write one change, or let it join the record's last; return the sequence of its entry."""
        now = self._clock.now()
        if operation is Operation.EDIT:
            joined = self._join(record, fields, now)
            if joined is not None:
                return joined
        scope = record.scope
        result = self._connection.execute(
            _INSERT,
            {
                "change_id": new_id(),
                "kind": table_name(type(record)),
                "record_id": record.id,
                "scope_kind": scope.kind.value,
                "scope_id": scope.id,
                "operation": operation.value,
                "fields": _as_text(fields),
                "reason": reason,
                "device": self._device,
                "person": self._person,
                "at": now.isoformat(),
                "last_at": now.isoformat(),
                "removed": removed_characters(fields) if operation is Operation.EDIT else 0,
                "state": EntryState.OPEN.value,
            },
        )
        return int(result.lastrowid)

    def _join(self, record: Record, fields: Mapping[str, FieldChange], now: datetime) -> int | None:
        if any(shape.base is datetime for shape in shapes_of(type(record)) if shape.name in fields):
            return None
        last = self._connection.execute(_LAST, {"record": record.id}).mappings().first()
        if last is None or not self._may_join(last, now):
            return None
        removed = int(last["removed"]) + removed_characters(fields)
        if removed > self._policy.removed:
            return None
        self._connection.execute(
            _JOIN,
            {
                "entry": last["sequence"],
                "fields": _as_text(_together(_from_text(last["fields"]), fields)),
                "last_at": now.isoformat(),
                "removed": removed,
            },
        )
        return int(last["sequence"])

    def _may_join(self, last: RowMapping, now: datetime) -> bool:
        return (
            last["state"] == EntryState.OPEN
            and last["operation"] != Operation.DELETE
            and last["device"] == self._device
            and last["person"] == self._person
            and abs(now - datetime.fromisoformat(last["at"])) <= self._policy.within
        )

    def history(self, record_id: str) -> tuple[JournalEntry, ...]:
        """Return a record's changes, oldest first."""
        return self._entries(_HISTORY, {"record": record_id})

    def pending(self, after: int, limit: int) -> tuple[JournalEntry, ...]:
        """Return changes that nobody has acknowledged, oldest first, from after a sequence."""
        return self._entries(_PENDING, {"after": after, "limit": limit})

    def _entries(self, statement: object, values: Mapping[str, object]) -> tuple[JournalEntry, ...]:
        rows = self._connection.execute(statement, values).mappings()  # type: ignore[call-overload]  # prebuilt selects
        return tuple(entry_of(row) for row in rows)

    def freeze(self, change_id: str) -> bytes:
        """Close an entry for good and return the bytes to be signed and sent: always the same ones.

        KeyError if there is no such change.
        """
        row = self._connection.execute(_BY_CHANGE, {"change": change_id}).mappings().first()
        if row is None:
            raise KeyError("no such change")
        if row["frozen"] is not None:
            return bytes(row["frozen"])
        body = canonical(message_of(entry_of(row)))
        self._connection.execute(
            _FREEZE, {"entry": row["sequence"], "state": EntryState.FROZEN.value, "frozen": body}
        )
        return body


def message_of(entry: JournalEntry) -> dict[str, Json]:
    """Return a change as it is signed and sent."""
    return {
        "change_id": entry.change_id,
        "kind": entry.kind,
        "record_id": entry.record_id,
        "scope": {"kind": entry.scope.kind.value, "id": entry.scope.id},
        "operation": entry.operation.value,
        "fields": _as_json(entry.fields),
        "reason": entry.reason,
        "device": entry.device,
        "person": entry.person,
        "sequence": entry.sequence,
        "device_time": entry.last_at.isoformat(),
    }


def based(differences: Mapping[str, Difference], revisions: Mapping[str, int]) -> dict[str, FieldChange]:
    """Return differences as changes, each based on the centre's revision of its field."""
    return {
        name: FieldChange(revisions.get(name, 0), difference.was, difference.now)
        for name, difference in differences.items()
    }


def removed_characters(fields: Mapping[str, FieldChange]) -> int:
    """Return how many characters of earlier text these changes take away."""
    return sum(_removed(change.was, change.now) for change in fields.values())


def _removed(was: Json, now: Json) -> int:
    if isinstance(was, list):
        kept = now if isinstance(now, list) else []
        return sum(len(item) for item in was if isinstance(item, str) and item not in kept)
    if not isinstance(was, str):
        return 0
    after = now if isinstance(now, str) else ""
    start = _same(was, after)
    most = min(len(was), len(after)) - start
    end = _same(was[::-1][:most], after[::-1][:most])
    return len(was) - start - end


def _same(one: str, other: str) -> int:
    """Return how many characters the two begin with in common, halving instead of comparing one by one."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _together(earlier: Mapping[str, FieldChange], later: Mapping[str, FieldChange]) -> dict[str, FieldChange]:
    joined = dict(earlier)
    for name, change in later.items():
        first = earlier.get(name)
        joined[name] = FieldChange(first.based_on, first.was, change.now) if first else change
    return joined


def _as_json(fields: Mapping[str, FieldChange]) -> dict[str, Json]:
    return {
        name: {"based_on": change.based_on, "was": change.was, "now": change.now}
        for name, change in fields.items()
    }


def _as_text(fields: Mapping[str, FieldChange]) -> str:
    return json.dumps(_as_json(fields), ensure_ascii=False, separators=(",", ":"))


def _from_text(kept: str) -> dict[str, FieldChange]:
    return {name: FieldChange(**change) for name, change in json.loads(kept).items()}


def entry_of(row: RowMapping) -> JournalEntry:
    """Return the entry that a journal row holds."""
    return JournalEntry(
        sequence=row["sequence"],
        change_id=row["change_id"],
        kind=row["kind"],
        record_id=row["record_id"],
        scope=Scope(ScopeKind(row["scope_kind"]), row["scope_id"]),
        operation=Operation(row["operation"]),
        fields=_from_text(row["fields"]),
        reason=row["reason"],
        device=row["device"],
        person=row["person"],
        at=datetime.fromisoformat(row["at"]),
        last_at=datetime.fromisoformat(row["last_at"]),
        state=EntryState(row["state"]),
    )


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


_ALL = select(*(column for column in JOURNAL.columns if column.name != "frozen"))
_INSERT = insert(JOURNAL)
_LAST = (
    select(JOURNAL)
    .where(JOURNAL.c.record_id == bindparam("record"))
    .order_by(JOURNAL.c.sequence.desc())
    .limit(1)
)
_JOIN = (
    update(JOURNAL)
    .where(JOURNAL.c.sequence == bindparam("entry"))
    .values(fields=bindparam("fields"), last_at=bindparam("last_at"), removed=bindparam("removed"))
)
_HISTORY = _ALL.where(JOURNAL.c.record_id == bindparam("record")).order_by(JOURNAL.c.sequence)
_PENDING = (
    _ALL.where(JOURNAL.c.sequence > bindparam("after")).order_by(JOURNAL.c.sequence).limit(bindparam("limit"))
)
_BY_CHANGE = select(JOURNAL).where(JOURNAL.c.change_id == bindparam("change"))
_FREEZE = (
    update(JOURNAL)
    .where(JOURNAL.c.sequence == bindparam("entry"))
    .values(state=bindparam("state"), frozen=bindparam("frozen"))
)
