"""What a kind of record is, and its scope: every record kind derives from Record.

A kind is one frozen dataclass. Its table, its canonical encoding and its field-by-field comparison are
derived from that definition by `iro_desktop.records`; adding a field is one line here and a migration.
Field types allowed: str, int, bool, date, datetime (aware, UTC), a StrEnum, tuple[str, ...], each
possibly `| None`. Every field but the ids has a default, so an older row can always be read.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple


class ScopeKind(StrEnum):
    """Whose a record is: the unit of access, of sync and of purge."""

    CHILD = "child"
    COUNCIL = "council"
    PERSON = "person"


class Scope(NamedTuple):
    """A record's scope: its kind and the id of the child or person ("" for the council)."""

    kind: ScopeKind
    id: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """The base of all records. `id` is a UUID in text; subclasses name their scope by `scope_kind`."""

    scope_kind: ClassVar[ScopeKind] = ScopeKind.CHILD
    id: str

    @property
    def scope(self) -> Scope:
        """Return whose record this is, from its own fields."""
        match self.scope_kind:
            case ScopeKind.CHILD:
                return Scope(ScopeKind.CHILD, str(getattr(self, "child_id", self.id)))
            case ScopeKind.PERSON:
                return Scope(ScopeKind.PERSON, str(getattr(self, "person_id", self.id)))
            case ScopeKind.COUNCIL:
                return Scope(ScopeKind.COUNCIL, "")


def searchable(default: str = "") -> Any:
    """Declare a text field that the caseload's word search covers."""
    return field(default=default, metadata={"search": True})
