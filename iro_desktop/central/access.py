"""The first wall: whose records a person may have, asked once a request and written into every query.

The second wall, row-level security, stands in the database and knows nothing of this one.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, text

from iro_desktop.central.database import Asker
from iro_desktop.protocol.messages import Colleague, ScopeStamp
from iro_desktop.records import canonical


@dataclass(frozen=True, slots=True)
class Access:
    """What a person holds today: the council's and their own records, and those of these children."""

    person: str
    role: str
    children: frozenset[str]
    stamp: ScopeStamp
    people: tuple[Colleague, ...] = ()

    def holds(self, kind: str, scope_id: str) -> bool:
        """Return whether records of this scope may be shown to the person."""
        match kind:
            case "council":
                return scope_id == ""
            case "person":
                return scope_id == self.person
            case _:
                return scope_id in self.children


def access_of(connection: Connection, asker: Asker) -> Access:
    """Return what the person holds now."""
    person = connection.execute(_PERSON, {"person": asker.person}).first()
    rows = connection.execute(_ALLOCATIONS, {"person": asker.person}).all()
    children = frozenset(row.child_id for row in rows if row.today)
    role = person.role if person else ""
    newest = max([person.revision if person else 0, *(row.newest for row in rows)])
    found = connection.execute(_COLLEAGUES).all()
    people = tuple(Colleague(id=row.id, name=row.name, role=row.role) for row in found)
    met = max((row.revision for row in found), default=0)  # somebody came or left: it is asked for again
    told = hashlib.sha256(canonical([role, sorted(children), met])).hexdigest()
    return Access(asker.person, role, children, ScopeStamp(hash=told, revision=newest), people)


def had_when(connection: Connection, asker: Asker, children: set[str]) -> set[tuple[str, int, int]]:
    """Return (child, given, ended) of the person's allocations of these, as revisions; 0: not ended."""
    rows = connection.execute(_EVER, {"person": asker.person, "children": sorted(children)})
    return {(row.child_id, row.given_revision, row.ended_revision or 0) for row in rows}


def wall() -> str:
    """Return the condition that every query for records, changes and blobs carries; see `wall_values`."""
    return (
        "(scope_kind = 'council' OR (scope_kind = 'person' AND scope_id = :wall_person)"
        " OR (scope_kind = 'child' AND scope_id = ANY (:wall_children)))"
    )


def wall_values(access: Access) -> dict[str, object]:
    """Return the values that `wall` names."""
    return {"wall_person": access.person, "wall_children": sorted(access.children)}


_PERSON = text("SELECT role, revision FROM person WHERE id = :person AND ended_at IS NULL")
_COLLEAGUES = text("SELECT id, name, role, revision FROM colleagues()")
_ALLOCATIONS = text("""
    SELECT child_id, starts_on <= current_date AND (ends_on IS NULL OR ends_on > current_date) AS today,
           greatest(given_revision, coalesce(ended_revision, 0)) AS newest
    FROM allocation WHERE person_id = :person
""")
_EVER = text("""
    SELECT child_id, given_revision, ended_revision FROM allocation
    WHERE person_id = :person AND child_id = ANY (:children)
""")
