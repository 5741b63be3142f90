"""Every message between a laptop and the office. The published OpenAPI document is made from these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from iro_desktop.protocol.bundles import LARGEST_BUNDLE
from iro_desktop.protocol.certificates import DeviceCertificate
from iro_desktop.protocol.changes import DeviceName, KindName, ScopeName
from iro_desktop.protocol.shapes import (
    UUID_PATTERN,
    Count,
    Identifier,
    Key,
    Revision,
    Sha256,
    Signature,
    Text,
    Whole,
)

PAGE_BYTES = 1_000_000
"""How much a page holds unless the laptop asks otherwise; a larger record goes alone."""
LARGEST_BATCH = 2_000
"""Changes in one exchange."""
ID_TAKEN = "another change has its id"
"""Why a change is set aside whose id the office knows with other words in it."""
PageBytes = Annotated[int, Whole(1_000, 4_000_000)]
Name = Annotated[str, Text(200)]
Moment = Annotated[str, Text(40)]
Word = Annotated[str, Text(64, "[a-z_]*")]
Place = Annotated[str, Text(100, f"([a-z]+:[0-9a-f-]*:{UUID_PATTERN})?")]
"""How far a laptop has read in whole records: a scope and a record in it; "" at the beginning."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hello:
    """Who answers, which versions it serves, a first nonce, and the time signed by the service's key. The
    council has signed that key, and the one to which a revoked laptop seals what it hands in."""

    council: Identifier
    council_name: Name
    protocol: Annotated[tuple[Name, ...], Count(10)]
    schema: Revision
    epoch: Revision
    time: Moment
    nonce: Key
    service_key: Key
    service_certificate: Signature
    deposit_key: Key
    deposit_certificate: Signature
    signature: Signature


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """What is answered instead: a code that never changes its meaning, what to do, and a fresh nonce."""

    why: Word
    title: Name
    what_to_do: Name
    time: Moment
    nonce: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolmentRequest:
    """Asks, with no code in it, to make this device's key the one that the grant speaks of."""

    enrolment_key: Key
    device_key: Key
    enrolment_signature: Signature


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolmentQuestion:
    """Asks what the grant for an enrolment key says, so that the laptop can sign its own key for it."""

    enrolment_key: Key


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolmentOffer:
    """The grant, the council's signature on it, and the seal that proves the council's key to the code.
    `import_name` is part of every imported id; "" from an office too old to say it."""

    council_name: Name
    council_key: Key
    seal: Sha256
    council_signature: Signature
    council: Identifier
    device: Identifier
    person: Identifier
    person_name: Name
    expires: Moment
    import_name: Name = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolled:
    """The device's certificate, as every other laptop will see it."""

    certificate: DeviceCertificate
    epoch: Revision


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """How far a laptop has read. Revisions of different epochs are never compared."""

    epoch: Revision
    revision: Revision


class Outcome(StrEnum):
    """What became of a change. All but WAITING mean: durable at the office, need not be sent again."""

    TAKEN = "taken"
    CONFLICT = "conflict"
    PROPOSED = "proposed"
    SET_ASIDE = "set_aside"
    WAITING = "waiting"
    """Not taken yet, and not kept here: `reason` is "blobs" (send those named, then the change again) or
    "not_allocated" (the office has not given this child to this person)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What became of one change of the batch, in the batch's order; the same every time it is sent."""

    change_id: Annotated[str, Text(36)]
    outcome: Outcome
    revision: Revision = 0
    conflicts: tuple[Name, ...] = ()
    reason: Name = ""
    blobs: tuple[Sha256, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeStamp:
    """The scope's hash, and the revision to carry as `allocation_revision` once it is acknowledged."""

    hash: Sha256
    revision: Revision


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Changes of one scope that one device signed together, in their order: Ed25519 over "iro-bundle-1" NUL
    and the SHA-256 of each ("iro-leaf-1" NUL and its canonical encoding). Where one is not in this message,
    because it is on another page, was replaced since or was erased, its hash in hexadecimal stands in its
    place. `revisions`, from the office: the number of each; 0 where a hash stands."""

    signature: Signature
    changes: Annotated[tuple[Any, ...], Count(LARGEST_BUNDLE)]
    revisions: Annotated[tuple[Revision, ...], Count(LARGEST_BUNDLE)] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What a laptop must know besides of the change with this revision, to apply it as the office did.
    `unseen`, of a finish: the revisions that stand in the review's records and that it had not seen."""

    revision: Revision
    passed_over: tuple[Name, ...] = ()
    proposed: bool = False
    unseen: tuple[Revision, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnEntry:
    """A laptop's own change in the office's log: it has its words."""

    revision: Revision
    change_id: Annotated[str, Text(36)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ExchangeRequest:
    """One round: changes that wait here, and how far this laptop has read. `head` is its last sequence.
    A laptop that has lost its own changes asks for them `own_too`."""

    cursor: Cursor
    head: Revision
    bundles: Annotated[tuple[Bundle, ...], Count(LARGEST_BATCH)] = ()
    page_bytes: PageBytes = PAGE_BYTES
    own_too: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ExchangeReply:
    """The answers, in the order of the changes sent; the next page of everybody's changes, and the cursor for
    when the page is applied. Changes are applied in the order of their revisions, one's `own` among them."""

    answers: tuple[Answer, ...]
    bundles: tuple[Bundle, ...]
    own: tuple[OwnEntry, ...]
    marks: tuple[Mark, ...]
    certificates: tuple[DeviceCertificate, ...]
    cursor: Cursor
    more: bool
    scope: ScopeStamp
    last_sequence: Revision


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """Somebody whose words a laptop may meet: what they are called, what they are, and nothing else."""

    id: Identifier
    name: Name
    role: Word


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeReply:
    """Whose records this laptop holds. What is new comes as snapshots; what is gone is purged once sent."""

    scope: ScopeStamp
    epoch: Revision
    person: Identifier
    role: Word
    children: tuple[Identifier, ...]
    people: tuple[Colleague, ...]
    """Everybody of the council, those who have left too: their words are still there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SnapshotRequest:
    """Asks for everything of these scopes as it stands. `after` goes on where the last page ended. A manager
    who opens a child that is not theirs names it alone and says `why`: it is kept in the read log."""

    scopes: Annotated[tuple[ScopeName, ...], Count(2_000)]
    after: Place = ""
    page_bytes: PageBytes = PAGE_BYTES
    why: Name = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordSnapshot:
    """One record as it stands: by field the revisions whose values stand, the current one first; the changes
    that hold them are in the page's bundles. Changes up to `revision` are in it."""

    record_id: Identifier
    kind: KindName
    revision: Revision
    standing: Mapping[str, tuple[Revision, ...]]
    tombstones: tuple[Revision, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SnapshotReply:
    """A page of whole records. `records` are those of which more is to be said; each other change in the
    bundles that is not marked as proposed is a record of its own: all its fields stand, up to its revision.
    `revision` is where the office stood; `next` is "" on the last page."""

    epoch: Revision
    revision: Revision
    bundles: tuple[Bundle, ...]
    records: tuple[RecordSnapshot, ...]
    marks: tuple[Mark, ...]
    certificates: tuple[DeviceCertificate, ...]
    next: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class BlobState:
    """How much of a blob is here: send the rest from `received` on. `complete` once its hash is right."""

    sha256: Sha256
    size: Revision
    received: Revision
    complete: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class IncarnationRequest:
    """Asks for a new name for a laptop that was put back from a backup, so that its sequence starts anew."""

    head: Revision


@dataclass(frozen=True, kw_only=True, slots=True)
class Incarnation:
    """The name under which the laptop goes on."""

    device: DeviceName


@dataclass(frozen=True, kw_only=True, slots=True)
class DepositReceipt:
    """A revoked laptop's sealed work is kept, for a manager to accept."""

    deposit: Identifier
    sha256: Sha256


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAsideItem:
    """A change that could not be applied, by whom and why; a manager sees all, others their own."""

    change_id: Annotated[str, Text(36)]
    device: DeviceName
    person: Identifier
    reason: Name
    at: Moment


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAsideReply:
    """Everything set aside that this person may see."""

    items: tuple[SetAsideItem, ...]
