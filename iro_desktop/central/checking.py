"""Each change of a batch, before it is applied: known already, poison, waiting for something, or accepted."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from iro_desktop.central.access import Access, access_of, had_when
from iro_desktop.central.database import Asker
from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol.bundles import is_bundle_signed, is_leaf, leaf_of, line_of
from iro_desktop.protocol.changes import Change, Poisoned, ReadChange, blobs_of, read_change
from iro_desktop.protocol.messages import ID_TAKEN, LARGEST_BATCH, Answer, Bundle, Outcome
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import read_message
from iro_desktop.records import Json

OFFICE = "office"
"""The role of the office's own import: every child is its to write; no request over the network is its."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The device that sent a batch: its person, its key, and how many names it has had."""

    asker: Asker
    device_key: str
    incarnations: int

    def is_its_name(self, name: str) -> bool:
        """Return whether a device name in a change is this device's, under any of its incarnations."""
        base, _, number = name.partition(".")
        return base == self.asker.device and int(number or 0) <= self.incarnations


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a change: its place in a bundle, whose lines are changes or the hashes of others."""

    bundle: int
    """Which of the batch's."""
    place: int
    signature: str
    lines: tuple[bytes, ...]
    is_good: bool
    """Whether the sender's key signed it so, and all of it that was sent is of one scope."""


@dataclass(frozen=True, slots=True)
class Poison:
    """A change to be set aside: its JSON as it came, and the bundle it came in."""

    place: int
    reason: str
    change_id: str
    raw: bytes
    proof: Proof
    device: str
    sequence: int | None = None

    @property
    def body_hash(self) -> str:
        """Return the SHA-256 by which the same change sent again, in whichever bundle, is known."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def kept(self) -> bytes:
        """Return what is kept of it: the change and what proves it."""
        lines = [line.decode("ascii") if is_leaf(line) else leaf_of(line).hex() for line in self.proof.lines]
        proof = {"signature": self.proof.signature, "place": self.proof.place, "leaves": lines}
        return b'{"change":' + self.raw + b',"proof":' + json.dumps(proof).encode("ascii") + b"}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A change to be applied, and its place in the batch."""

    place: int
    read: ReadChange
    proof: Proof

    @property
    def body_hash(self) -> str:
        """Return the SHA-256 of the signed bytes: what the audit chain runs over."""
        return hashlib.sha256(self.read.body).hexdigest()


@dataclass(slots=True)
class Checked:
    """A batch, sorted: what is answered already, what is set aside, what is to be applied in order."""

    count: int = 0
    """The changes in it: the places 0, 1, ..."""
    answers: dict[int, Answer] = field(default_factory=dict)
    poison: list[Poison] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    repeats: dict[int, int] = field(default_factory=dict)
    """By place, the place of the same change earlier in the batch: it has the same answer."""


def read_batch(bundles: Sequence[Bundle], device: str, device_key: str) -> Checked:
    """Read each change by itself, so that one that is none stops no other, and check the signatures."""
    checked = Checked()
    for number, bundle in enumerate(bundles):
        lines = tuple(map(_line, bundle.changes))
        found = [
            (place, item, _read(item, line))
            for place, (item, line) in enumerate(zip(bundle.changes, lines, strict=True))
            if not (isinstance(item, str) and is_leaf(line))
        ]
        scopes = {one.change.scope for _, _, one in found if isinstance(one, ReadChange)}
        good = len(scopes) <= 1 and is_bundle_signed(device_key, lines, bundle.signature)
        for place, item, one in found:
            proof = Proof(number, place, bundle.signature, lines, good)
            if isinstance(one, ReadChange):
                checked.accepted.append(Accepted(checked.count, one, proof))
            else:
                poison = Poison(checked.count, one.reason, one.change_id, _as_ascii(item), proof, device)
                checked.poison.append(poison)
            checked.count += 1
    if checked.count > LARGEST_BATCH:
        raise Refused(Why.TOO_LARGE, largest=LARGEST_BATCH)
    checked.accepted.sort(key=lambda one: one.read.change.sequence)
    return checked


def _line(item: Json) -> bytes:
    """Return a bundle's item as its line; what is neither change nor hash as its JSON: it is set aside."""
    try:
        return line_of(item)
    except (Refused, TypeError, ValueError):
        return _as_ascii({"": item})  # begins as no change does: see _NOT_ENCODED


def _read(item: Json, line: bytes) -> ReadChange | Poisoned:
    try:
        return read_change(item, b"" if line.startswith(_NOT_ENCODED) else line)
    except Poisoned as poisoned:
        return poisoned


_NOT_ENCODED = b'{"":'


def _as_ascii(value: Json) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode("ascii")


def check_batch(connection: Connection, sender: Sender, checked: Checked, ceiling: int) -> None:
    """Decide about each change; the caller holds the turn. Refused if the laptop was put back from a backup.

    `ceiling` is the highest revision that anybody can have seen.
    """
    desk = _Desk(connection, sender, checked, ceiling)
    waiting, checked.accepted = checked.accepted, []
    for one in waiting:
        desk.decide(one)


class _Desk:
    """What has to be known to decide, fetched once for the whole batch."""

    def __init__(self, connection: Connection, sender: Sender, checked: Checked, ceiling: int) -> None:
        changes = [one.read.change for one in checked.accepted]
        self._sender = sender
        self._checked = checked
        self._ceiling = ceiling
        self._access: Access = access_of(connection, sender.asker)
        children = {c.scope.id for c in changes if c.scope.kind is ScopeKind.CHILD}
        self._ever = had_when(connection, sender.asker, children - self._access.children)
        self._known, self._taken = _known(connection, changes)
        self._whose = _whose(connection, changes)
        self._blobs = _complete_blobs(connection, changes)
        self._earlier: dict[str, Accepted] = {}

    def decide(self, one: Accepted) -> None:
        change = one.read.change
        known = self._known.get(change.change_id)
        if known is not None and known[1] == one.body_hash:
            self._checked.answers[one.place] = known[0]
            return
        earlier = self._earlier.get(change.change_id)
        if earlier is not None and earlier.read.body == one.read.body:
            self._checked.repeats[one.place] = earlier.place
            return
        try:
            self._refuse_poison(one, known is not None or earlier is not None)
        except Poisoned as poisoned:
            self._set_aside(one, poisoned.reason)
            return
        if (change.device, change.sequence) in self._taken:
            raise Refused(Why.LAPTOP_RESTORED)
        if not self._holds_or_held(change):
            self._checked.answers[one.place] = _waiting(change, "not_allocated")
        elif missing := tuple(b for b in blobs_of(change) if (*_scope(change), b) not in self._blobs):
            self._checked.answers[one.place] = _waiting(change, "blobs", missing)
        else:
            self._accept(one)

    def _refuse_poison(self, one: Accepted, id_is_taken: bool) -> None:
        change = one.read.change
        if not self._sender.is_its_name(change.device):
            raise Poisoned("another device's change")
        if not one.proof.is_good:
            raise Poisoned("its signature does not fit")
        if change.person != self._sender.asker.person:
            raise Poisoned("another person's change")
        if id_is_taken:
            raise Poisoned(ID_TAKEN)
        if change.newest_seen > self._ceiling:
            raise Poisoned("based on a revision that is not yet")
        whose = self._whose.get(change.record_id)
        if whose is not None and whose != (change.kind, *_scope(change)):
            raise Poisoned("its record is of another kind or scope")
        if change.scope.kind is not ScopeKind.CHILD and not self._may_write_beside_children(change):
            raise Poisoned("not this person's to write")

    def _may_write_beside_children(self, change: Change) -> bool:
        if change.scope.kind is ScopeKind.PERSON:
            return change.scope.id == self._sender.asker.person
        return self._access.role in {"manager", OFFICE}

    def _holds_or_held(self, change: Change) -> bool:
        """Return whether the child is this person's today, or was as of the scope that the change carries."""
        if self._sender.asker.role == OFFICE or self._access.holds(*_scope(change)):
            return True
        acknowledged = change.allocation_revision
        return any(
            child == change.scope.id and given <= acknowledged and (not ended or acknowledged < ended)
            for child, given, ended in self._ever
        )

    def _accept(self, one: Accepted) -> None:
        change = one.read.change
        self._checked.accepted.append(one)
        self._earlier[change.change_id] = one
        self._taken.add((change.device, change.sequence))
        self._whose[change.record_id] = (change.kind, *_scope(change))

    def _set_aside(self, one: Accepted, reason: str) -> None:
        change = one.read.change
        mine = self._sender.is_its_name(change.device) and one.proof.is_good
        free = (change.device, change.sequence) not in self._taken
        device = change.device if mine else self._sender.asker.device
        sequence = change.sequence if mine and free else None
        raw = _as_ascii(json.loads(one.read.body))
        self._checked.poison.append(
            Poison(one.place, reason, change.change_id, raw, one.proof, device, sequence)
        )


def _waiting(change: Change, reason: str, blobs: tuple[str, ...] = ()) -> Answer:
    return Answer(change_id=change.change_id, outcome=Outcome.WAITING, reason=reason, blobs=blobs)


def _scope(change: Change) -> tuple[str, str]:
    return change.scope.kind.value, change.scope.id


def _known(
    connection: Connection, changes: Sequence[Change]
) -> tuple[dict[str, tuple[Answer, str]], set[tuple[str, int]]]:
    values: dict[str, Any] = {
        "ids": [c.change_id for c in changes],
        "devices": sorted({c.device for c in changes}),
        "sequences": [c.sequence for c in changes],
    }
    rows = connection.execute(_KNOWN, values).all() if changes else []
    ids = set(values["ids"])
    known = {
        row.change_id: (read_message(Answer, row.answer), row.body_hash)
        for row in rows
        if row.change_id in ids
    }
    return known, {(row.device, row.sequence) for row in rows}


def _whose(connection: Connection, changes: Sequence[Change]) -> dict[str, tuple[str, str, str]]:
    rows = connection.execute(_WHOSE, {"ids": [c.record_id for c in changes]})
    return {row.record_id: (row.kind, row.scope_kind, row.scope_id) for row in rows}


def _complete_blobs(connection: Connection, changes: Sequence[Change]) -> set[tuple[str, str, str]]:
    named = [sha for change in changes for sha in blobs_of(change)]
    if not named:
        return set()
    rows = connection.execute(_BLOBS, {"named": named})
    return {(row.scope_kind, row.scope_id, row.sha256) for row in rows}


def answers_of_set_aside(connection: Connection, poison: Sequence[Poison]) -> Mapping[str, Answer]:
    """Return the answers already given to these, by body hash: what was set aside before stays so."""
    values = {"hashes": [one.body_hash for one in poison], "devices": sorted({one.device for one in poison})}
    rows = connection.execute(_ASIDE, values)
    return {
        row.body_hash: Answer(change_id=row.change_id, outcome=Outcome.SET_ASIDE, reason=row.reason)
        for row in rows
    }


_KNOWN = text("""
    SELECT * FROM known_changes(
        CAST(:ids AS text[]), CAST(:devices AS text[]), CAST(:sequences AS bigint[]))
""")
_WHOSE = text("SELECT * FROM whose_records(CAST(:ids AS text[]))")
_BLOBS = text("SELECT scope_kind, scope_id, sha256 FROM blob WHERE complete AND sha256 = ANY (:named)")
_ASIDE = text(
    "SELECT body_hash, change_id, reason FROM set_aside"
    " WHERE device = ANY (:devices) AND body_hash = ANY (:hashes)"
)
