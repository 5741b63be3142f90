"""What the laptop says about itself and the office: plain values that services give and screens show."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class SyncState:
    """How this laptop stands with the office, reckoned from what waits here and never from the last run."""

    enrolled: bool = False
    council_name: str = ""
    address: str = ""
    person_name: str = ""
    to_send: int = 0
    """Changes written here that the office has not acknowledged."""
    needs_you: int = 0
    """Matters that a person has to decide."""
    leaving: frozenset[str] = frozenset()
    """The children who are no longer this person's and go as soon as nothing of theirs waits here."""
    revoked: bool = False
    """The office takes nothing from this laptop any more but what it hands in, sealed."""
    handed_in: int = 0
    """How many unsent changes a revoked laptop has handed in, and when it last did."""
    handed_in_at: datetime | None = None
    clock_off: int = 0
    """By how many seconds this laptop's clock is ahead of the office's; 0 within a few minutes."""
    last_synced: datetime | None = None
    """When this laptop and the office were last wholly in step."""


@dataclass(frozen=True)
class WaitingItem:
    """One change that waits here."""

    change_id: str
    child_id: str
    child: str
    what: str
    """As a person would say it: "Decision: by when"."""
    at: datetime
    reason: str = ""
    """A plain sentence why it waits; empty when it only waits for its turn."""


class MatterKind(StrEnum):
    """What sort of thing a person has to decide."""

    CONFLICT = "conflict"
    DELETED = "deleted"
    PROPOSAL = "proposal"
    SET_ASIDE = "set_aside"
    AFTER_FINISH = "after_finish"
    PURGE = "purge"


THE_OFFICE = "The office"
"""Who wrote what nobody wrote: a file that was brought in there."""


@dataclass(frozen=True)
class Side:
    """One version of what was written, and who wrote it."""

    who: str
    at: datetime | None
    words: str
    mine: bool


@dataclass(frozen=True)
class Matter:
    """One thing that a person has to decide. Until then every version of it is kept."""

    key: str
    kind: MatterKind
    child_id: str
    child: str
    where: str
    """As a person would say it: "Decision 'swimming': by when"."""
    sides: tuple[Side, ...]
    """The current version first; two or more for a conflict."""
    is_text: bool
    """Whether it may be edited, or both versions joined."""
    closed: bool
    """Of a finished review: what is chosen becomes an amendment beside the record."""
    note: str = ""


class Pick(StrEnum):
    """What a person may answer."""

    SIDE = "side"
    BOTH = "both"
    EDITED = "edited"
    KEEP = "keep"
    DELETE = "delete"
    AMEND = "amend"
    DISMISS = "dismiss"
    AGREE = "agree"


@dataclass(frozen=True)
class Choice:
    """A person's answer: for SIDE its number among the matter's sides, for EDITED the text."""

    pick: Pick
    side: int = 0
    text: str = ""
