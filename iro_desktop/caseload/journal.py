"""The journal: every write as who, when, what and from what, in the same transaction. Outbox and history."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Executable, RowMapping, bindparam, insert, select, update

from iro_desktop.caseload.changes import (
    UNSENT,
    EntryState,
    FieldChange,
    JournalEntry,
    Operation,
    as_text,
    from_text,
    message_of,
)
from iro_desktop.caseload.joining import JoiningPolicy, follows, removed_characters, together
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.caseload.tables import JOURNAL
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.records import Record, Scope, ScopeKind
from iro_desktop.records import canonical, shapes_of, table_name


class _Last(NamedTuple):
    """What must be known of a record's last entry to let a change join it."""

    sequence: int
    scope_kind: str
    scope_id: str
    operation: str
    device: str
    person: str
    at: str
    state: str
    removed: int
    allocation_revision: int
    fields: str


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
        self._allocation_revision = 0

    @property
    def device(self) -> str:
        """Return the name under which this laptop writes."""
        return self._device

    @property
    def person(self) -> str:
        """Return the person as whom this laptop writes."""
        return self._person

    def sign_as(self, device: str, person: str, allocation_revision: int) -> None:
        """Write from now on under these names, having acknowledged this revision of the scope."""
        self._device, self._person, self._allocation_revision = device, person, allocation_revision

    def write(
        self,
        operation: Operation,
        record: Record,
        fields: Mapping[str, FieldChange],
        reason: str = "",
        known: int | None = None,
        *,
        acknowledged: int | None = None,
    ) -> int:
        """Write one change, or let it join the record's last; return the sequence of its entry.

        `known`: the newest revision its author had seen, where the change speaks of more than its fields.
        `acknowledged`: the revision of the scope that it carries, if not the newest.
        """
        now = self._clock.now().astimezone(UTC)
        if operation is Operation.EDIT and known is None:
            joined = self._join(record, fields, now)
            if joined is not None:
                return joined
        entry = self._entry(operation, record, fields, reason) | {"known": known}
        if acknowledged is not None:
            entry["allocation_revision"] = acknowledged
        moment = now.isoformat()
        written = _INSERT.run(self._connection, entry | {"at": moment, "last_at": moment})
        return int(written.lastrowid)

    def _entry(
        self, operation: Operation, record: Record, fields: Mapping[str, FieldChange], reason: str
    ) -> dict[str, object]:
        scope = record.scope
        return {
            "change_id": new_id(),
            "kind": table_name(type(record)),
            "record_id": record.id,
            "scope_kind": scope.kind.value,
            "scope_id": scope.id,
            "operation": operation.value,
            "fields": as_text(fields),
            "reason": reason,
            "device": self._device,
            "person": self._person,
            "removed": 0,  # what this change takes away stays readable in its own `was`
            "state": EntryState.OPEN.value,
            "allocation_revision": self._allocation_revision,
            "revision": 0,
        }

    def _join(self, record: Record, fields: Mapping[str, FieldChange], now: datetime) -> int | None:
        if any(shape.base is datetime for shape in shapes_of(type(record)) if shape.name in fields):
            return None
        row = _LAST.run(self._connection, {"record": record.id}).fetchone()
        if row is None or not self._may_join(last := _Last(*row), record, now):
            return None
        earlier = from_text(last.fields)
        removed = last.removed + removed_characters(fields)
        if removed > self._policy.removed or not follows(earlier, fields):
            return None
        _JOIN.run(
            self._connection,
            {
                "entry": last.sequence,
                "fields": as_text(together(earlier, fields)),
                "last_at": now.isoformat(),
                "removed": removed,
            },
        )
        return last.sequence

    def _may_join(self, last: "_Last", record: Record, now: datetime) -> bool:
        return (
            (last.scope_kind, last.scope_id) == record.scope
            and last.state == EntryState.OPEN
            and last.operation != Operation.DELETE
            and (last.device, last.person) == (self._device, self._person)
            and last.allocation_revision == self._allocation_revision
            and abs(now - datetime.fromisoformat(last.at)) <= self._policy.within
        )

    def history(self, record_id: str) -> tuple[JournalEntry, ...]:
        """Return a record's changes, oldest first."""
        return self._entries(_HISTORY, {"record": record_id})

    def pending(self, after: int, limit: int) -> tuple[JournalEntry, ...]:
        """Return changes that nobody has acknowledged, oldest first, from after a sequence."""
        return self._entries(_PENDING, {"after": after, "limit": limit})

    def _entries(self, statement: Executable, values: Mapping[str, object]) -> tuple[JournalEntry, ...]:
        rows = self._connection.execute(statement, values).mappings()
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


def entry_of(row: RowMapping) -> JournalEntry:
    """Return the entry that a journal row holds."""
    return JournalEntry(
        sequence=row["sequence"],
        change_id=row["change_id"],
        kind=row["kind"],
        record_id=row["record_id"],
        scope=Scope(ScopeKind(row["scope_kind"]), row["scope_id"]),
        operation=Operation(row["operation"]),
        fields=from_text(row["fields"]),
        reason=row["reason"],
        device=row["device"],
        person=row["person"],
        at=datetime.fromisoformat(row["at"]),
        last_at=datetime.fromisoformat(row["last_at"]),
        state=EntryState(row["state"]),
        allocation_revision=row["allocation_revision"],
        known=row["known"],
        revision=row["revision"],
    )


_ALL = select(*(column for column in JOURNAL.columns if column.name != "frozen"))
_INSERT = Prepared(
    insert(JOURNAL), [column.name for column in JOURNAL.columns if column.name not in ("sequence", "frozen")]
)
_LAST = Prepared(
    select(*(JOURNAL.c[name] for name in _Last._fields))
    .where(JOURNAL.c.record_id == bindparam("record"))
    .order_by(JOURNAL.c.sequence.desc())
    .limit(1)
)
_JOIN = Prepared(
    update(JOURNAL)
    .where(JOURNAL.c.sequence == bindparam("entry"))
    .values(fields=bindparam("fields"), last_at=bindparam("last_at"), removed=bindparam("removed"))
)
_HISTORY = _ALL.where(JOURNAL.c.record_id == bindparam("record")).order_by(JOURNAL.c.sequence)
_PENDING = (
    _ALL.where(JOURNAL.c.sequence > bindparam("after"), JOURNAL.c.state.in_(UNSENT))
    .order_by(JOURNAL.c.sequence)
    .limit(bindparam("limit"))
)
_BY_CHANGE = select(JOURNAL).where(JOURNAL.c.change_id == bindparam("change"))
_FREEZE = (
    update(JOURNAL)
    .where(JOURNAL.c.sequence == bindparam("entry"))
    .values(state=bindparam("state"), frozen=bindparam("frozen"))
)
