"""The IRO's own records: who they are."""

from dataclasses import dataclass
from typing import ClassVar

from iro_desktop.domain.records import Record, ScopeKind


@dataclass(frozen=True, kw_only=True)
class Profile(Record):
    """The person whose caseload this is: named in letters and in the journal."""

    scope_kind: ClassVar[ScopeKind] = ScopeKind.PERSON
    name: str = ""
    phone: str = ""
    email: str = ""
    council: str = ""
    """The council's name as imports use it: part of every imported id, so it may not change."""
    local_helpline: str = ""
    """How a child complains or gets an advocate here, as one sentence for letters."""
