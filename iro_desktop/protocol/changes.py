"""A change as it is signed and sent: who wrote what over what, exactly as its author's laptop said it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol.refusals import Refused
from iro_desktop.protocol.shapes import (
    UUID_PATTERN,
    Count,
    Identifier,
    Revision,
    Signature,
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
class SignedChange:
    """A change and its device's signature, as they travel. `change` is kept as it came, newer parts too."""

    change: Mapping[str, Json]
    signature: Signature


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadChange:
    """A signed change, read: what it says, and the bytes that were signed."""

    change: Change
    body: bytes
    signature: str


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


def read_change(value: Json) -> ReadChange:
    """Return a change from a batch; Poisoned if it is none. Says nothing about its signature."""
    try:
        signed = read_message(SignedChange, value)
        body = canonical(dict(signed.change))
        if len(body) > LARGEST_CHANGE:
            raise Poisoned("too large", _id_of(value))
        change = read_message(Change, dict(signed.change))
    except Refused as refused:
        raise Poisoned(f"not a change: {refused.facts.get('what', '')}", _id_of(value)) from None
    except (TypeError, ValueError):
        raise Poisoned("text that cannot be kept", _id_of(value)) from None
    _check(change, signed.change, body)
    return ReadChange(change=change, body=body, signature=signed.signature)


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
    change = value.get("change") if isinstance(value, dict) else None
    named = change.get("change_id") if isinstance(change, dict) else None
    try:
        return read_message(_Named, {"id": named}).id
    except Refused:
        return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    id: Identifier
