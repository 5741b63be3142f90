"""What the office and this laptop share: numbered changes as their authors signed them, and what stands.

Nothing here says what is shown: words written here that the office has not confirmed stand above it
(`shown`). A value is never kept twice: what stands in a field is the change that gave it, by its revision.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, text

from iro_desktop.caseload import bundles
from iro_desktop.caseload.bundles import SignedBundle
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.caseload.tables import SHARED_CHANGE
from iro_desktop.domain.records import Scope, ScopeKind
from iro_desktop.records import Json
from iro_desktop.records.merge import KEPT, Arrival, FieldEdit, Operation, State, Tombstone, Version, apply


@dataclass(frozen=True, slots=True)
class Numbered:
    """A change from the office whose signature has been checked, with the office's revision."""

    revision: int
    change: Mapping[str, Any]
    """The signed JSON; its parts have been found to be what they should be."""
    body: bytes
    bundle: SignedBundle | None
    """What proves it; None for one's own, which is in the journal."""
    place: int = 0
    """Its place in the bundle."""
    passed_over: tuple[str, ...] = ()
    proposed: bool = False
    unseen: tuple[int, ...] = ()

    @property
    def record_id(self) -> str:
        """Return the record that it changes."""
        return str(self.change["record_id"])

    @property
    def scope(self) -> Scope:
        """Return whose record that is."""
        said = self.change["scope"]
        return Scope(ScopeKind(said["kind"]), said["id"])

    def arrival(self) -> Arrival:
        """Return it as `merge.apply` takes it."""
        return arrival_of(self.change, self.revision)


def arrival_of(change: Mapping[str, Any], revision: int) -> Arrival:
    """Return a signed change as `merge.apply` takes it."""
    edits = {
        name: FieldEdit(one["based_on"], one["was"], one["now"])
        for name, one in change.get("fields", {}).items()
    }
    known = change.get("known")
    return Arrival(
        revision=revision,
        device=change["device"],
        sequence=change["sequence"],
        operation=Operation(change["operation"]),
        fields=edits,
        known=max((edit.based_on for edit in edits.values()), default=0) if known is None else known,
        reason=change.get("reason", ""),
    )


@dataclass(slots=True)
class SharedRecord:
    """One record as all numbered changes so far have left it."""

    record_id: str
    kind: str
    scope: Scope
    through: int
    state: State

    @property
    def is_open(self) -> bool:
        """Return whether a person has to choose."""
        return self.state.is_disputed or bool(self.state.conflicts)


@dataclass(slots=True)
class Standing:
    """A record of a snapshot: by field the revisions that stand, the tombstones', and all their changes."""

    record_id: str
    kind: str
    scope: Scope
    revision: int
    fields: Mapping[str, Iterable[int]]
    tombstones: Iterable[int]
    changes: Mapping[int, Numbered]

    def state(self) -> State:
        """Return what stands. A version whose words the office has erased stands no more."""
        versions: dict[str, tuple[Version, ...]] = {}
        for name, revisions in self.fields.items():
            found = (self._version(name, revision) for revision in revisions)
            if kept := tuple(version for version in found if version is not None):
                versions[name] = kept
        arrivals = [self.changes[n].arrival() for n in self.tombstones if n in self.changes]
        return State(
            versions, tuple(Tombstone(a.revision, a.device, a.sequence, a.known, a.reason) for a in arrivals)
        )

    def _version(self, name: str, revision: int) -> Version | None:
        one = self.changes.get(revision)
        if one is None:
            return None
        edit = one.change["fields"].get(name)
        if edit is None and name != KEPT:
            return None
        value = True if name == KEPT else edit["now"]
        return Version(revision, one.change["device"], one.change["sequence"], value)


def standing_alone(one: Numbered) -> Standing:
    """Return the record that is this one change."""
    fields = dict.fromkeys(one.change["fields"], (one.revision,))
    kind, changes = str(one.change["kind"]), {one.revision: one}
    return Standing(one.record_id, kind, one.scope, one.revision, fields, (), changes)


def take_snapshot(connection: Connection, record: Standing) -> SharedRecord:
    """Put a whole record, whose changes are kept, in the place of what was shared of it."""
    shared = SharedRecord(record.record_id, record.kind, record.scope, record.revision, record.state())
    _keep(connection, shared)
    return shared


@dataclass(slots=True)
class Sharing:
    """Applies numbered changes in order, in the caller's transaction: each record loaded and kept once."""

    connection: Connection
    _records: dict[str, SharedRecord] = field(default_factory=dict)
    _changed: dict[str, None] = field(default_factory=dict)

    def apply(self, one: Numbered) -> bool:
        """Apply one change as the office did; return whether it was new to its record."""
        record = self._record(one)
        if one.revision <= record.through:
            return False
        record.through = one.revision
        self._changed[one.record_id] = None
        if not one.proposed:
            record.state = apply(record.state, one.arrival(), later=frozenset(one.passed_over)).state
        return True

    def finish(self) -> list[SharedRecord]:
        """Keep every record that changed, and return them."""
        changed = [self._records[record_id] for record_id in self._changed]
        for record in changed:
            _keep(self.connection, record)
        return changed

    def _record(self, one: Numbered) -> SharedRecord:
        found = self._records.get(one.record_id) or find(self.connection, one.record_id)
        if found is None:
            found = SharedRecord(one.record_id, str(one.change["kind"]), one.scope, 0, State())
        self._records[one.record_id] = found
        return found


def find(connection: Connection, record_id: str) -> SharedRecord | None:
    """Return what is shared of a record, or None."""
    row = _FIND.run(connection, {"record": record_id}).fetchone()
    if row is None:
        return None
    kind, scope_kind, scope_id, through, standing = row
    scope = Scope(ScopeKind(scope_kind), scope_id)
    if standing:
        state = _state(connection, json.loads(standing))
    else:  # all of it is this one change
        state = state_of_one(bodies(connection, [through])[through], through)
    return SharedRecord(record_id, kind, scope, through, state)


def through(connection: Connection, record_id: str) -> int:
    """Return the newest revision applied to a record; 0 if none is."""
    row = _THROUGH.run(connection, {"record": record_id}).fetchone()
    return int(row[0]) if row else 0


def was_deleted(connection: Connection, record_id: str) -> bool:
    """Return whether a record with this id has been there before, here or at the office."""
    return (
        _DELETED_HERE.run(connection, {"record": record_id}).fetchone() is not None
        or _THROUGH.run(connection, {"record": record_id}).fetchone() is not None
    )


def keep_changes(connection: Connection, changes: Iterable[Numbered]) -> None:
    """Keep signed changes as they came; one that is here already stays."""
    came = [(one, one.bundle) for one in changes if one.bundle is not None]
    if not came:
        return
    ids = bundles.keep(connection, {id(bundle): bundle for _, bundle in came}.values())
    _KEEP_CHANGE.run_all(
        connection,
        (
            {
                "revision": one.revision,
                "record_id": one.record_id,
                "bundle": ids[bundle.signature],
                "place": one.place,
                "proposed": int(one.proposed),
                "orphan": 0,
            }
            for one, bundle in came
        ),
    )


def _keep(connection: Connection, record: SharedRecord) -> None:
    _KEEP.run(
        connection,
        {
            "record_id": record.record_id,
            "kind": record.kind,
            "scope_kind": record.scope.kind.value,
            "scope_id": record.scope.id,
            "through": record.through,
            "open": int(record.is_open),
            "standing": _as_text(record.state),
        },
    )


def _as_text(state: State) -> str:
    places: dict[tuple[int, str, int], int] = {}
    fields = {
        name: [places.setdefault((v.revision, v.device, v.sequence), len(places)) for v in standing]
        for name, standing in state.versions.items()
    }
    gone = [[t.revision, t.device, t.sequence, t.known, t.reason] for t in state.tombstones]
    kept = {"by": list(places), "is": fields, "gone": gone}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _state(connection: Connection, kept: dict[str, Any]) -> State:
    by = [tuple(one) for one in kept["by"]]
    values = bodies(connection, [one[0] for one in by])

    def version(name: str, place: int) -> Version | None:
        revision, device, sequence = by[place]
        if name == KEPT:
            return Version(revision, device, sequence, True)
        edit = values.get(revision, {}).get("fields", {}).get(name)
        return None if edit is None else Version(revision, device, sequence, edit["now"])

    versions = {
        name: tuple(one for place in places if (one := version(name, place)) is not None)
        for name, places in kept["is"].items()
    }
    return State(
        {name: standing for name, standing in versions.items() if standing},
        tuple(Tombstone(*stone) for stone in kept["gone"]),
    )


def state_of_one(change: Mapping[str, Any], revision: int) -> State:
    """Return what stands of a record of which there is but this one change."""
    device, sequence = change["device"], change["sequence"]
    return State(
        {name: (Version(revision, device, sequence, edit["now"]),) for name, edit in change["fields"].items()}
    )


def bodies(connection: Connection, revisions: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the signed changes with these revisions, from the office's and one's own."""
    wanted = list(revisions)
    found = {revision: json.loads(body) for revision, body in bundles.bodies(connection, wanted).items()}
    own = connection.execute(_OWN_BODIES, {"wanted": json.dumps(wanted)}).all()
    return found | {revision: json.loads(body) for revision, body in own}


def body_json(change: Mapping[str, Any], name: str) -> Json:
    """Return what a signed change says of one field now."""
    edit = change.get("fields", {}).get(name)
    return edit["now"] if isinstance(edit, Mapping) else None


_FIND = Prepared(
    text("SELECT kind, scope_kind, scope_id, through, standing FROM shared_record WHERE record_id = :record")
)
_THROUGH = Prepared(text("SELECT through FROM shared_record WHERE record_id = :record"))
_DELETED_HERE = Prepared(
    text("SELECT 1 FROM journal WHERE record_id = :record AND operation = 'delete' LIMIT 1")
)
_KEEP_CHANGE = Prepared(
    insert(SHARED_CHANGE).prefix_with("OR IGNORE"), [column.name for column in SHARED_CHANGE.columns]
)
_KEEP = Prepared(
    text(
        "INSERT OR REPLACE INTO shared_record"
        " (record_id, kind, scope_kind, scope_id, through, open, standing) VALUES"
        " (:record_id, :kind, :scope_kind, :scope_id, :through, :open, :standing)"
    )
)
_OWN_BODIES = text(
    "SELECT revision, frozen FROM journal"
    " WHERE revision IN (SELECT value FROM json_each(:wanted)) AND revision > 0 AND frozen IS NOT NULL"
)
