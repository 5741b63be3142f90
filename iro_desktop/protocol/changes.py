"""A change as it is signed and sent: who wrote what over what, exactly as its author's laptop said it."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any, cast

import msgspec

from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol.reading import read_json
from iro_desktop.protocol.refusals import Refused
from iro_desktop.protocol.shapes import (
    UUID_PATTERN,
    Count,
    Identifier,
    Revision,
    Text,
    Whole,
    keepable,
    read_message,
)
from iro_desktop.records import Json, canonical
from iro_desktop.records.merge import Arrival, FieldEdit, Operation

DeviceName = Annotated[str, Text(42, UUID_PATTERN + r"(\.[1-9][0-9]{0,4})?")]
"""A device's id; with ".1", ".2" ... once the laptop has been put back from a backup."""
KindName = Annotated[str, Text(64, "[a-z][a-z0-9_]*")]
FIELD_NAME = Text(64, "[a-z][a-z0-9_]*")
NamedFields = Annotated[Mapping[str, FieldEdit], Count(200)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeName:
    """Whose a record is: a child's (`id` is the child's), a person's, or the council's (`id` is "")."""

    kind: ScopeKind
    id: Annotated[str, Text(36, f"({UUID_PATTERN})?")] = ""

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change of one record, as its author's laptop wrote and signed it.

    `known` is the highest revision of the record that the author had seen (without it: the highest that
    any of its fields is based on); `allocation_revision` the revision of the scope the laptop last
    acknowledged. Device time is shown to people and never compared.
    """

    change_id: Identifier
    record_id: Identifier
    kind: KindName
    scope: ScopeName
    operation: Operation
    fields: NamedFields = field(default_factory=dict)
    device: DeviceName
    person: Identifier
    sequence: Annotated[int, Whole(1)]
    allocation_revision: Revision = 0
    device_time: Annotated[str, Text(40)] = ""
    reason: Annotated[str, Text(10_000)] = ""
    known: int | None = None

    def arrival(self, revision: int) -> Arrival:
        """Return the change as it is applied once the centre has given it a revision."""
        seen = max((edit.based_on for edit in self.fields.values()), default=0)
        return Arrival(
            revision=revision,
            device=self.device,
            sequence=self.sequence,
            operation=self.operation,
            fields=self.fields,
            known=seen if self.known is None else self.known,
            reason=self.reason,
        )

    @property
    def newest_seen(self) -> int:
        """Return the highest revision that the change claims its author had seen."""
        return max((self.known or 0, *(edit.based_on for edit in self.fields.values())))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadChange:
    """A change, read: what it says, and the bytes that its device signs."""

    change: Change
    body: bytes


def blobs_of(change: Change) -> tuple[str, ...]:
    """Return the blobs that a change names, by SHA-256: the values of its fields called ..._blob."""
    named = (edit.now for name, edit in change.fields.items() if name.endswith("_blob"))
    return tuple(value for value in named if isinstance(value, str) and _SHA256.fullmatch(value))


_SHA256 = re.compile("[0-9a-f]{64}")
_FIELD = re.compile(FIELD_NAME.pattern)


class Poisoned(Exception):  # noqa: N818 - what the change is
    """A change that can never be applied as it is: it is set aside, named and kept, and stops no other."""

    def __init__(self, reason: str, change_id: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.change_id = change_id


def read_change(value: Json, encoded: bytes = b"") -> ReadChange:
    """Return a change from a batch; Poisoned if it is none. Says nothing about its signature.

    `encoded`: its canonical encoding, where it is in hand.
    """
    try:
        body = encoded or canonical(value)
    except (TypeError, ValueError):
        raise Poisoned("text that cannot be kept", _id_of(value)) from None
    if is_ordinary(value, body):
        return ReadChange(change=_ordinary(value), body=body)
    return ReadChange(change=read_strictly(value, body), body=body)


def read_strictly(value: Json, body: bytes) -> Change:
    """Return the change that a JSON value is, looked at part by part; Poisoned if it is none."""
    if not isinstance(value, dict):
        raise Poisoned("not a change: ")
    if len(body) > LARGEST_CHANGE:
        raise Poisoned("too large", _id_of(value))
    try:
        change = read_message(Change, value)
    except Refused as refused:
        raise Poisoned(f"not a change: {refused.facts.get('what', '')}", _id_of(value)) from None
    _check(change, value, body)
    return change


def _ordinary(said: Any) -> Change:
    """Return the change that an ordinary one's JSON says."""
    return Change(
        change_id=said["change_id"],
        record_id=said["record_id"],
        kind=said["kind"],
        scope=ScopeName(kind=ScopeKind.CHILD, id=said["scope"]["id"]),
        operation=Operation(said["operation"]),
        fields={
            name: FieldEdit(edit["based_on"], edit["was"], edit["now"])
            for name, edit in said["fields"].items()
        },
        device=said["device"],
        person=said["person"],
        sequence=said["sequence"],
        allocation_revision=said["allocation_revision"],
        device_time=said["device_time"],
        known=said.get("known"),
    )


def read_body(body: bytes) -> Mapping[str, Any]:
    """Return the change, as JSON, that these bytes are; Poisoned if they are none.

    An ordinary one (is_ordinary) is read quickly; whatever is not plainly one, as strictly as in a batch.
    """
    try:
        quick = msgspec.json.decode(body)
        if is_ordinary(quick, body):
            return cast("Mapping[str, Any]", quick)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        value = read_json(body)
    except Refused:
        raise Poisoned("not a change: json") from None
    read_change(value)
    return cast("Mapping[str, Any]", value)


def is_ordinary(change: Any, body: bytes) -> bool:
    """Return whether this is plainly a good change: `read_strictly` takes everything of which it is true.

    `change` is what `body` says. It says only what nearly every change says: False proves nothing.
    """
    try:
        scope, fields = change["scope"], change["fields"]
        child = fields.get("child_id")
        known = change.get("known", 0)
        return (
            change.keys() <= _PARTS  # what a newer version adds is looked at part by part
            and len(scope) == 2
            and len(body) <= LARGEST_CHANGE
            and b"\\u0000" not in body
            and b"\\ud" not in body  # a lone surrogate, written as an escape
            and change["operation"] in _ORDINARY_OPERATIONS
            and change["reason"] == ""
            and _IDENTIFIER(change["change_id"]) is not None
            and _IDENTIFIER(change["record_id"]) is not None
            and _is_named(change["person"], change["device"], change["kind"], scope["kind"], scope["id"])
            and (child is None or child["now"] == scope["id"])
            and _is_whole(change["sequence"])
            and change["sequence"] > 0
            and _is_whole(change["allocation_revision"])
            and type(change["device_time"]) is str
            and len(change["device_time"]) <= _LONGEST_TIME
            and (known is None or _is_whole(known))
            and len(fields) <= _MOST_FIELDS
            and _are_plain(fields)
        )
    except (KeyError, TypeError, AttributeError):
        return False


def _is_whole(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**63


@lru_cache(4_096)  # a page's changes are of few authors and children
def _is_named(person: Any, device: Any, kind: Any, scope_kind: Any, scope_id: Any) -> bool:
    return (
        _IDENTIFIER(person) is not None
        and _DEVICE(device) is not None
        and _NAME(kind) is not None
        and scope_kind == "child"
        and _IDENTIFIER(scope_id) is not None
    )


@lru_cache(4_096)
def _is_name(name: str) -> bool:
    return _NAME(name) is not None


def _are_plain(fields: Mapping[str, Any]) -> bool:
    for name, edit in fields.items():
        based_on, was, now = edit["based_on"], edit["was"], edit["now"]
        if type(based_on) is not int or not 0 <= based_on < 2**63 or not _is_name(name) or len(edit) != 3:
            return False
        if (type(now) is not str and not _is_plain(now)) or (type(was) is not str and not _is_plain(was)):
            return False
    return True


def _is_plain(value: Any) -> bool:
    return value is None or type(value) is bool or (type(value) is int and -(2**63) <= value < 2**63)


_PARTS = frozenset(one.name for one in dataclasses.fields(Change))
_ORDINARY_OPERATIONS = frozenset({"create", "edit"})
_IDENTIFIER = re.compile(UUID_PATTERN).fullmatch
_NAME = re.compile("[a-z][a-z0-9_]{0,63}").fullmatch
_DEVICE = re.compile(UUID_PATTERN + r"(\.[1-9][0-9]{0,4})?").fullmatch
_LONGEST_TIME, _MOST_FIELDS = 40, 200
LARGEST_CHANGE = 4 * 1024 * 1024
"""Bytes of a change's canonical encoding: what one request can carry, with room to spare."""


def _check(change: Change, raw: Mapping[str, Json], body: bytes) -> None:
    if b"\\u0000" in body and not _all_keepable(raw):
        raise Poisoned("text that cannot be kept", change.change_id)
    if not all(len(name) <= FIELD_NAME.longest and _FIELD.fullmatch(name) for name in change.fields):
        raise Poisoned("a field's name", change.change_id)
    if any(edit.based_on < 0 for edit in change.fields.values()) or (change.known or 0) < 0:
        raise Poisoned("a revision below nothing", change.change_id)
    if (change.scope.kind is ScopeKind.COUNCIL) != (change.scope.id == ""):
        raise Poisoned("scope", change.change_id)
    if change.operation is Operation.DELETE and not change.reason.strip():
        raise Poisoned("a deletion without its reason", change.change_id)
    _check_scope(change)


def _all_keepable(value: object) -> bool:
    """Return whether no text in it holds a NUL (lone surrogates have no canonical encoding at all)."""
    if isinstance(value, str):
        return keepable(value)
    if isinstance(value, Mapping):
        return all(keepable(str(name)) and _all_keepable(inner) for name, inner in value.items())
    return all(map(_all_keepable, value)) if isinstance(value, (list, tuple)) else True


def _check_scope(change: Change) -> None:
    """Refuse a record that says it belongs to another child than its scope: access goes by scope."""
    said = change.fields.get("child_id")
    if said is None or change.operation is Operation.DELETE:
        return
    if change.scope.kind is not ScopeKind.CHILD or said.now != change.scope.id:
        raise Poisoned("scope", change.change_id)


def _id_of(value: Json) -> str:
    """Return the change_id of what is not a change, if it shows one that can be repeated safely."""
    named = value.get("change_id") if isinstance(value, dict) else None
    try:
        return read_message(_Named, {"id": named}).id
    except Refused:
        return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    id: Identifier
