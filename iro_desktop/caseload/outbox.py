"""What waits to be sent, and how far each change has come: an entry leaves only on the office's answer."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from iro_desktop.caseload import shared
from iro_desktop.caseload.changes import UNSENT, EntryState, message_of
from iro_desktop.caseload.journal import entry_of
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.records import Scope, ScopeKind
from iro_desktop.protocol.messages import Answer, Outcome
from iro_desktop.records import canonical

BATCH_BYTES = 1_500_000
BATCH_CHANGES = 1_000


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A change as it is signed and sent."""

    sequence: int
    change_id: str
    scope: Scope
    body: bytes

    @property
    def change(self) -> Mapping[str, Any]:
        """Return what it says."""
        said: Mapping[str, Any] = json.loads(self.body)
        return said


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that waits here, as a person is told of it."""

    change_id: str
    kind: str
    record_id: str
    scope: Scope
    operation: str
    fields: tuple[str, ...]
    at: datetime


def outgoing(connection: Connection, held_back: Collection[str], after: int = 0) -> list[Outgoing]:
    """Freeze and return the next changes to send, oldest first, as many as one exchange takes.

    `held_back`: the children about whom nothing is sent now, because the office has not given them.
    """
    found: list[Outgoing] = []
    frozen: list[Mapping[str, object]] = []
    size = 0
    for row in connection.execute(_UNSENT, {"after": after}).mappings():
        if row["scope_kind"] == ScopeKind.CHILD and row["scope_id"] in held_back:
            continue
        one = _outgoing(row)
        size += len(one.body)
        if found and (size > BATCH_BYTES or len(found) == BATCH_CHANGES):
            break
        found.append(one)
        if row["frozen"] is None:
            frozen.append({"entry": one.sequence, "frozen": one.body})
    _FREEZE.run_all(connection, frozen)
    return found


def has_outgoing(connection: Connection, held_back: Collection[str]) -> bool:
    """Return whether anything waits that may be sent."""
    held = json.dumps(sorted(held_back))
    return connection.execute(_ANY, {"held": held}).first() is not None


def _outgoing(row: Any) -> Outgoing:
    body = row["frozen"]
    if body is None:
        body = canonical(message_of(entry_of(row)))
    scope = Scope(ScopeKind(row["scope_kind"]), row["scope_id"])
    return Outgoing(row["sequence"], row["change_id"], scope, bytes(body))


def acknowledge(connection: Connection, change_id: str, answer: Answer) -> tuple[str, str] | None:
    """Note what the office said of a change; return the (kind, id) of the record that shows otherwise now.

    Only what the office says is durable counts; WAITING changes nothing.
    """
    row = _BY_CHANGE.run(connection, {"change": change_id}).fetchone()
    if row is None or row[1] not in UNSENT:
        return None
    sequence, _state, kind, record_id = row
    match answer.outcome:
        case Outcome.WAITING:
            return None
        case Outcome.SET_ASIDE:
            state = EntryState.SET_ASIDE
        case Outcome.PROPOSED:
            state = EntryState.PROPOSED
        case _:
            here = shared.through(connection, record_id) >= answer.revision
            state = EntryState.DONE if here else EntryState.TAKEN
    _MOVE.run(connection, {"entry": sequence, "state": state.value, "revision": answer.revision})
    return kind, record_id


def share(connection: Connection, change_id: str, revision: int, *, proposed: bool) -> bytes | None:
    """Note that one's own change stands in the office's log; return its signed bytes, None if not here."""
    row = _FROZEN_BYTES.run(connection, {"change": change_id}).fetchone()
    if row is None or row[1] is None:
        return None
    state = EntryState.PROPOSED if proposed else EntryState.DONE
    _MOVE.run(connection, {"entry": row[0], "state": state.value, "revision": revision})
    return bytes(row[1])


def share_through(connection: Connection, record_id: str, revision: int) -> None:
    """Note that what the office has taken of a record up to a revision is part of what is shared of it."""
    connection.execute(_SHARE_THROUGH, {"record": record_id, "revision": revision})


def count_unsent(connection: Connection) -> int:
    """Return how many changes the office has not acknowledged."""
    return int(connection.execute(_COUNT).scalar_one())


def unsent_children(connection: Connection) -> set[str]:
    """Return the children about whom something waits here."""
    return set(connection.execute(_CHILDREN).scalars())


def waiting(connection: Connection, limit: int) -> list[Waiting]:
    """Return the changes that wait here, oldest first."""
    rows = connection.execute(_UNSENT, {"after": 0}).mappings().fetchmany(limit)
    return [
        Waiting(
            change_id=row["change_id"],
            kind=row["kind"],
            record_id=row["record_id"],
            scope=Scope(ScopeKind(row["scope_kind"]), row["scope_id"]),
            operation=row["operation"],
            fields=tuple(json.loads(row["fields"])),
            at=datetime.fromisoformat(row["last_at"]),
        )
        for row in rows
    ]


def last_sequence(connection: Connection) -> int:
    """Return the last sequence that was ever given here."""
    found = connection.execute(_LAST).scalar()
    return int(found or 0)


def last_sent(connection: Connection, device: str) -> int:
    """Return the last sequence that this device, under this name, can have sent."""
    return int(connection.execute(_LAST_SENT, {"device": device}).scalar() or 0)


def offer_again(connection: Connection, restored_to: int, device: str, person: str) -> None:
    """Let what the office has lost since a revision wait again, byte for byte as it was signed.

    What it set aside has no revision: it is offered too. What this laptop wrote while it had another
    device's name nobody would take any more as it was signed: it goes on under the name of today.
    """
    connection.execute(_OFFER_AGAIN, {"restored_to": restored_to})
    base, _, _incarnation = device.partition(".")
    for row in connection.execute(_UNSENT, {"after": 0}).mappings().all():
        if row["device"].partition(".")[0] != base:
            _go_on_as(connection, row["sequence"], device, person)


def thaw(connection: Connection, device: str, person: str) -> None:
    """Let all that is unsent go on under another device's name, as new changes: the old may be known."""
    found = connection.execute(_UNSENT, {"after": 0}).mappings().all()
    for row in found:
        _go_on_as(connection, row["sequence"], device, person)


def _go_on_as(connection: Connection, sequence: int, device: str, person: str) -> None:
    values = {"entry": sequence, "change": new_id(), "device": device, "person": person}
    connection.execute(_THAW, values)


def make_local(connection: Connection, record_id: str) -> None:
    """Never send what was written about a record that is about this laptop only."""
    connection.execute(_LOCAL, {"record": record_id})


def kinds_of(connection: Connection, record_id: str) -> set[str]:
    """Return the kinds under which something was written about a record: one, or none."""
    return set(connection.execute(_KINDS, {"record": record_id}).scalars())


def is_own(connection: Connection, change_id: str, body: bytes) -> bool:
    """Return whether exactly this change was written and signed here."""
    row = _FROZEN_BYTES.run(connection, {"change": change_id}).fetchone()
    return row is not None and row[1] is not None and bytes(row[1]) == body


_WAITS = "state IN ('open', 'frozen')"
_UNSENT = text(f"SELECT * FROM journal WHERE {_WAITS} AND sequence > :after ORDER BY sequence")
_ANY = text(
    f"SELECT 1 FROM journal WHERE {_WAITS} AND NOT (scope_kind = 'child'"
    " AND scope_id IN (SELECT value FROM json_each(:held))) LIMIT 1"
)
_FREEZE = Prepared(text("UPDATE journal SET state = 'frozen', frozen = :frozen WHERE sequence = :entry"))
_BY_CHANGE = Prepared(text("SELECT sequence, state, kind, record_id FROM journal WHERE change_id = :change"))
_FROZEN_BYTES = Prepared(text("SELECT sequence, frozen FROM journal WHERE change_id = :change"))
_MOVE = Prepared(text("UPDATE journal SET state = :state, revision = :revision WHERE sequence = :entry"))
_SHARE_THROUGH = text(
    "UPDATE journal SET state = 'done'"
    " WHERE record_id = :record AND state = 'taken' AND revision <= :revision"
)
_COUNT = text(f"SELECT count(*) FROM journal WHERE {_WAITS}")
_CHILDREN = text(f"SELECT DISTINCT scope_id FROM journal WHERE {_WAITS} AND scope_kind = 'child'")
_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = 'journal'")
_LAST_SENT = text("SELECT max(sequence) FROM journal WHERE device = :device AND frozen IS NOT NULL")
_OFFER_AGAIN = text(
    "UPDATE journal SET state = 'frozen', revision = 0"
    " WHERE state IN ('taken', 'done', 'proposed') AND revision > :restored_to OR state = 'set_aside'"
)
_THAW = text(
    "UPDATE journal SET state = 'open', frozen = NULL, change_id = :change, device = :device,"
    " person = :person WHERE sequence = :entry"
)
_LOCAL = text(f"UPDATE journal SET state = 'local' WHERE record_id = :record AND {_WAITS}")
_KINDS = text("SELECT DISTINCT kind FROM journal WHERE record_id = :record")
