"""What a record says here: what the office has confirmed, and above it every word that it has not yet.

A row is always made from the two, never patched: whatever came in whatever order, the same row results. In
a conflict one's own words go on showing here, and the others stand beside them until a person has chosen.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from iro_desktop.caseload import rows, search, shared
from iro_desktop.caseload.changes import SHOWN, EntryState, FieldChange, Operation, Seen, from_text
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.caseload.shared import SharedRecord
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.records import Record
from iro_desktop.records import Json, Unfit, changed_fields, encode, read, table_name
from iro_desktop.records.merge import KEPT, State, Version

KINDS: dict[str, type[Record]] = {table_name(kind): kind for kind in RECORD_KINDS}


@dataclass(slots=True)
class Renewed:
    """What became of the rows."""

    saved: set[tuple[type[Record], str]] = field(default_factory=set)
    removed: set[tuple[type[Record], str]] = field(default_factory=set)
    children: set[str] = field(default_factory=set)

    def note(self, record: Record, where: set[tuple[type[Record], str]]) -> None:
        """Note one record's row as saved or removed."""
        where.add((type(record), record.id))
        if record.scope.kind == "child":
            self.children.add(record.scope.id)


@dataclass(frozen=True, slots=True)
class _Own:
    """A change of one's own that still stands above what is confirmed."""

    sequence: int
    device: str
    operation: Operation
    state: EntryState
    fields: Mapping[str, FieldChange]


def renew(
    connection: Connection,
    which: Iterable[tuple[str, str]],
    device: str,
    renewed: Renewed,
    known: Mapping[str, SharedRecord] | None = None,
) -> None:
    """Make the rows of these records, (kind, id), anew from what is shared and what waits here.

    `device`: the name under which this laptop writes. `known`: what is shared of some of them, in hand.
    """
    wanted, in_hand = list(which), known or {}
    written_here = _with_own(connection, [record_id for _, record_id in wanted])
    for kind_name, record_id in wanted:
        kind = KINDS.get(kind_name)
        if kind is None:  # a newer version's: it waits, whole, for this app's next version
            continue
        record = in_hand.get(record_id) or shared.find(connection, record_id)
        own = _own(connection, record_id) if record_id in written_here else []
        _renew(connection, kind, record_id, record, own, device, renewed)


def _with_own(connection: Connection, ids: list[str]) -> set[str]:
    """Return the records about which something was written here that the office has not confirmed."""
    return set(connection.execute(_WRITTEN, {"wanted": json.dumps(ids)}).scalars())


def _renew(  # noqa: PLR0917 - what one row is made of
    connection: Connection,
    kind: type[Record],
    record_id: str,
    record: SharedRecord | None,
    written: list[_Own],
    device: str,
    renewed: Renewed,
) -> None:
    state = record.state if record else State()
    own = [one for one in written if not _is_overtaken(one, state)]
    disputed = _disputed(state, device)
    body = _body(state, disputed, own)
    kept = rows.kept(connection, kind, record_id)
    if body is None:
        if kept is not None:
            _take_away(connection, kept.record, renewed)
        return
    try:
        new, extra = read(kind, body)
    except Unfit:  # without what it needs, such as whose it is: it waits, whole
        return
    if new.id != record_id:  # nobody's app writes so, and the other record may be here
        return
    seen = _seen(record.through if record else 0, state, disputed, own)
    if kept is None:
        rows.add(connection, new, encode(new), 0, seen=seen, extra=extra)
        search.add(connection, new)
    else:
        differences = changed_fields(kept.record, new)
        if not differences:
            rows.note_seen(connection, new, seen, extra)
            return
        rows.change(connection, new, differences, None, seen=seen, extra=extra)
        search.change(connection, new, differences)
        renewed.note(kept.record, renewed.saved)
    renewed.note(new, renewed.saved)


def _take_away(connection: Connection, record: Record, renewed: Renewed) -> None:
    rows.remove(connection, type(record), record.id)
    search.forget(connection, record.id)
    renewed.note(record, renewed.removed)


def _disputed(state: State, device: str) -> dict[str, tuple[Version, list[Version]]]:
    """Return, by field in conflict, the version that shows here, if possible one's own, and the others."""
    found: dict[str, tuple[Version, list[Version]]] = {}
    for name in state.conflicts:
        standing = state.versions[name]
        shows = next((version for version in standing if version.device == device), standing[0])
        found[name] = shows, [version for version in standing if version is not shows]
    return found


def _body(
    state: State, disputed: Mapping[str, tuple[Version, list[Version]]], own: Iterable[_Own]
) -> dict[str, Json] | None:
    """Return what the record says, or None where it is gone."""
    body = state.body | {name: shows.value for name, (shows, _) in disputed.items() if name != KEPT}
    here = bool(body) and not state.is_deleted
    for one in own:
        here = one.operation is not Operation.DELETE
        if here:
            body.update({name: change.now for name, change in _left_of(one, state).items()})
    return body if here and body else None


def _seen(
    through: int,
    state: State,
    disputed: Mapping[str, tuple[Version, list[Version]]],
    own: Iterable[_Own],
) -> Seen:
    """Return what has been shown of it: not what came while own words stood there, nor all of a conflict."""
    less = {
        name: min(shows.revision, min(version.revision for version in others) - 1)
        for name, (shows, others) in disputed.items()
    }
    for one in own:
        less.update({name: change.based_on for name, change in _left_of(one, state).items()})
    for name in list(less):
        newest = max((v.revision for v in state.versions.get(name, ())), default=0)
        if newest <= less[name]:  # nothing has come since
            del less[name]
    return Seen(through, less)


def _is_overtaken(one: _Own, state: State) -> bool:
    """Return whether a change that was set aside has been written over here since, and so shows no more."""
    left = _left_of(one, state)
    if one.operation is Operation.DELETE:
        return len(left) < len(one.fields)
    return bool(one.fields) and not left


def _left_of(one: _Own, state: State) -> Mapping[str, FieldChange]:
    """Return what of a change still shows: where it was set aside, what was not written over here since."""
    if one.state is not EntryState.SET_ASIDE:
        return one.fields
    return {
        name: change
        for name, change in one.fields.items()
        if not any(
            version.device == one.device and version.sequence > one.sequence
            for version in state.versions.get(name, ())
        )
    }


def _own(connection: Connection, record_id: str) -> list[_Own]:
    return [
        _Own(sequence, device, Operation(operation), EntryState(state), from_text(fields))
        for sequence, device, operation, state, fields in _OWN.run(connection, {"record": record_id})
    ]


_WRITTEN = text(
    "SELECT DISTINCT record_id FROM journal WHERE record_id IN (SELECT value FROM json_each(:wanted))"
)
_STATES = ", ".join(f"'{state.value}'" for state in SHOWN)
_OWN = Prepared(
    text(
        "SELECT sequence, device, operation, state, fields FROM journal"
        f" WHERE record_id = :record AND state IN ({_STATES}) ORDER BY sequence"
    )
)
