"""How a change meets what others wrote meanwhile: field by field, by what its author had seen, no clocks.

Pure and generic: it knows no kind and no field, so what a newer version added goes through unharmed. The
centre and every laptop run it over the same numbered changes and so come to the same state.

A field holds every value that nobody who had seen it has replaced. One value: settled. Several different
ones: a conflict; the first stays current, the others stand beside it until a person's choice, which has
seen them all, replaces them all. Deletion works the same way: a tombstone covers only what its author had
seen, so a delete and an edit that did not know of each other leave the record alive and disputed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from iro_desktop.records.fields import Json

DELETION = "@deletion"
"""Stands among field names for the deletion itself, where they say what a device has since written."""
KEPT = "@kept"
"""The field that says that somebody who saw the record deleted wanted it kept. No message can name it."""


class Operation(StrEnum):
    """What a change does to its record."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field's part of a change: the centre's revision its author had seen (0: none), before and after."""

    based_on: int
    was: Json
    now: Json


@dataclass(frozen=True, slots=True)
class Arrival:
    """A change as it is applied: numbered by the centre, and by its own device's sequence.

    `known` is the highest revision of the record that its author had seen: what a delete, a restore and
    a finish speak about. A device's sequence grows with every change it makes; a laptop put back from a
    backup goes on as another device, so a lower sequence always means: known to the author.
    """

    revision: int
    device: str
    sequence: int
    operation: Operation
    fields: Mapping[str, FieldEdit]
    known: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A value that one change gave to a field."""

    revision: int
    device: str
    sequence: int
    value: Json


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A deletion, and up to which revision its author had seen the record."""

    revision: int
    device: str
    sequence: int
    known: int
    reason: str

    def covers(self, other: "Version | Tombstone") -> bool:
        """Return whether the one who deleted had seen this."""
        return _had_seen(other, self.known, self.device, self.sequence)


@dataclass(frozen=True, slots=True)
class Finish:
    """The change that finished a review, as far as its records need to know it."""

    device: str
    sequence: int


@dataclass(frozen=True, slots=True)
class State:
    """One record as all changes so far have left it."""

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    """By field, the values that stand; the first is the current one."""
    tombstones: tuple[Tombstone, ...] = ()

    @property
    def body(self) -> dict[str, Json]:
        """Return the current value of every field that was ever written."""
        return {name: standing[0].value for name, standing in self.versions.items() if name != KEPT}

    @property
    def revisions(self) -> dict[str, int]:
        """Return what a new edit of each field is to be based on, once its author has seen this state."""
        return {n: max(v.revision for v in vs) for n, vs in self.versions.items() if n != KEPT}

    @property
    def revision(self) -> int:
        """Return the newest revision that stands anywhere in the record; 0 if there is none."""
        versions = (version.revision for version in self._all_versions())
        return max((*versions, *(stone.revision for stone in self.tombstones)), default=0)

    @property
    def conflicts(self) -> dict[str, tuple[Version, ...]]:
        """Return, by field, the versions among which a person has to choose: one of each value."""
        found = {name: _one_of_each(standing) for name, standing in self.versions.items()}
        return {name: versions for name, versions in found.items() if len(versions) > 1}

    @property
    def is_deleted(self) -> bool:
        """Return whether it is gone: deleted, and nothing stands that the deleting had not seen."""
        return bool(self.tombstones) and not self._unseen_by_deletion()

    @property
    def is_disputed(self) -> bool:
        """Return whether a person has to choose between deleting and keeping."""
        return bool(self.tombstones) and self._unseen_by_deletion()

    def _all_versions(self) -> tuple[Version, ...]:
        return tuple(version for standing in self.versions.values() for version in standing)

    def _unseen_by_deletion(self) -> bool:
        return any(not any(t.covers(version) for t in self.tombstones) for version in self._all_versions())


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a change: the record's new state, and the names of its fields by what happened."""

    state: State
    taken: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    """Already so: nothing to see, but it is remembered who else wrote it."""
    conflicts: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    """Its own device has written them since (this change comes out of turn)."""
    proposed: bool = False
    """The record is finished: nothing was changed, a person decides whether to amend it."""


def apply(
    state: State, change: Arrival, *, finish: Finish | None = None, later: Collection[str] = ()
) -> Applied:
    """Apply one change; what was current stays so unless the change's author had seen it.

    `finish`: the record belongs to a review finished by that change; only what the same device wrote
    before it still goes in. `later`: the fields which the change's device has written in changes that
    arrived earlier although they were made later; DELETION if one of those was a restore.
    """
    if finish is not None and not (change.device == finish.device and change.sequence <= finish.sequence):
        return _propose(state, change)
    match change.operation:
        case Operation.DELETE:
            return _delete(state, change, later)
        case Operation.RESTORE:
            kept = change if DELETION in later else _keep(change)
            return _edit(_without_seen_tombstones(state, change), kept, later)
        case _:
            return _edit(state, change, later)


def _had_seen(what: Version | Tombstone, seen: int, device: str, sequence: int) -> bool:
    return what.revision <= seen or (what.device == device and what.sequence < sequence)


def _propose(state: State, change: Arrival) -> Applied:
    body = state.body
    differs = [n for n, edit in change.fields.items() if n not in body or not _alike(body[n], edit.now)]
    if change.operation in {Operation.CREATE, Operation.EDIT} and not differs:
        return Applied(state, same=tuple(change.fields))
    return Applied(state, proposed=True)


def _delete(state: State, change: Arrival, later: Collection[str]) -> Applied:
    if DELETION in later:
        return Applied(state, passed_over=(DELETION,))
    stone = Tombstone(change.revision, change.device, change.sequence, change.known, change.reason)
    others = tuple(other for other in state.tombstones if not stone.covers(other))
    after = State(state.versions, (*others, stone))
    if after.is_disputed:
        return Applied(after, conflicts=(DELETION,))
    return Applied(after, taken=(DELETION,))


def _without_seen_tombstones(state: State, change: Arrival) -> State:
    standing = tuple(
        stone
        for stone in state.tombstones
        if not _had_seen(stone, change.known, change.device, change.sequence)
    )
    return State(state.versions, standing)


def _keep(change: Arrival) -> Arrival:
    kept = {**change.fields, KEPT: FieldEdit(change.known, None, True)}
    return Arrival(change.revision, change.device, change.sequence, change.operation, kept, change.known)


def _edit(state: State, change: Arrival, later: Collection[str]) -> Applied:
    versions = dict(state.versions)
    taken: list[str] = []
    same: list[str] = []
    conflicts: list[str] = []
    passed_over: list[str] = []
    for name, edit in change.fields.items():
        if name in later:
            passed_over.append(name)
            continue
        before = versions.get(name, ())
        versions[name] = after = _with(before, edit, change)
        if len(_one_of_each(after)) > 1:
            conflicts.append(name)
        elif before and _alike(before[0].value, edit.now):
            same.append(name)
        else:
            taken.append(name)
    return Applied(
        State(versions, state.tombstones), tuple(taken), tuple(same), tuple(conflicts), tuple(passed_over)
    )


def _with(standing: tuple[Version, ...], edit: FieldEdit, change: Arrival) -> tuple[Version, ...]:
    """Return the versions that stand after an edit: those its author had not seen, and its own."""
    new = Version(change.revision, change.device, change.sequence, edit.now)
    unseen = tuple(v for v in standing if not _had_seen(v, edit.based_on, change.device, change.sequence))
    if unseen and unseen[0] is standing[0]:
        return (*unseen, new)
    return (new, *unseen)


def _one_of_each(standing: tuple[Version, ...]) -> tuple[Version, ...]:
    """Return the standing versions without those that repeat an earlier one's value."""
    found: list[Version] = []
    for version in standing:
        if not any(_alike(one.value, version.value) for one in found):
            found.append(version)
    return tuple(found)


def _alike(one: Json, other: Json) -> bool:
    return one == other and type(one) is type(other)  # True == 1 in Python; as JSON they differ


def unseen_by(state: State, finish: Arrival) -> tuple[str, ...]:
    """Return the fields in which something stands that the one who finished had not seen.

    For a finish that arrives after another's edit: the edit stands, and a person is told that the
    finished record holds it.
    """
    return tuple(
        name
        for name, standing in state.versions.items()
        if any(not _had_seen(v, finish.known, finish.device, finish.sequence) for v in standing)
    )
