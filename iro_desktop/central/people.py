"""People, whose children are whose, and epochs: what the office itself decides, each act in the chain.

Called inside `database.as_office`; nothing here is within the service's reach.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, text

from iro_desktop.central import audit, sequencer
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.records import Json


class Role(StrEnum):
    """What a person may do. Everybody sees their allocated children; a manager may open any, saying why."""

    IRO = "iro"
    MANAGER = "manager"
    SUPPORT = "support"
    OFFICE = "office"
    """The office's own import; nobody's."""


class NobodyThere(KnownProblem):
    """A person or child that the office does not have was named."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the office lists them."""

    id: str
    name: str
    role: Role
    children: int
    devices: int
    ended: bool


def add_person(connection: Connection, name: str, role: Role, person_id: str = "") -> str:
    """Add somebody; return their id."""
    person_id = person_id or new_id()
    (revision,) = _numbered(connection, 1)
    connection.execute(_ADD, {"id": person_id, "name": name, "role": role.value, "revision": revision})
    audit.append(connection, "person added", {"person": person_id, "role": role.value})
    return person_id


def end_person(connection: Connection, person_id: str, why: str) -> None:
    """End somebody's work here: their devices are refused from the next request, their allocations end."""
    _require_person(connection, person_id)
    (revision,) = _numbered(connection, 1)
    connection.execute(_END, {"id": person_id, "revision": revision})
    connection.execute(_END_ALL, {"person": person_id, "revision": revision})
    audit.append(connection, "person ended", {"person": person_id, "why": why})


def people(connection: Connection) -> list[PersonRow]:
    """Return everybody, by name."""
    return [
        PersonRow(r.id, r.name, Role(r.role), r.children, r.devices, r.ended)
        for r in connection.execute(_ALL)
    ]


def find_person(connection: Connection, named: str) -> str:
    """Return the id of the one person whose id or name this is; NobodyThere if it is none or several."""
    rows = connection.execute(_FIND, {"named": named}).scalars().all()
    if len(rows) != 1:
        raise NobodyThere(
            "There is no one person of that name.", "Use the id that `iro-central people` lists."
        )
    return str(rows[0])


def allocate(
    connection: Connection,
    person_id: str,
    children: Iterable[str],
    starts_on: date,
    ends_on: date | None = None,
) -> int:
    """Give children to a person from a date on, until another; return how many they did not have already."""
    _require_person(connection, person_id)
    new = sorted(set(children) - _given(connection, person_id))
    if not new:
        return 0
    (revision,) = _numbered(connection, 1)
    row = {"person": person_id, "starts": starts_on, "ends": ends_on, "revision": revision}
    connection.execute(_GIVE, [{**row, "child": child} for child in new])
    named: list[Json] = [*new]
    audit.append(
        connection, "allocated", {"person": person_id, "children": named, "from": starts_on.isoformat()}
    )
    return len(new)


def end_allocation(connection: Connection, person_id: str, children: Iterable[str]) -> int:
    """Take children from a person now; return how many they had. What they wrote before is still accepted."""
    had = sorted(set(children) & _given(connection, person_id))
    if not had:
        return 0
    (revision,) = _numbered(connection, 1)
    connection.execute(_TAKE, {"person": person_id, "children": had, "revision": revision})
    named: list[Json] = [*had]
    audit.append(connection, "allocation ended", {"person": person_id, "children": named})
    return len(had)


def begin_epoch(connection: Connection, why: str) -> int:
    """Begin a new epoch, once the office has been put back from a backup; return its number.

    Laptops notice, and offer again what the backup did not have.
    """
    sequencer.take_turn(connection)
    row = connection.execute(text("SELECT max(number) AS number, head() AS head FROM epoch")).one()
    number = int(row.number) + 1
    connection.execute(_EPOCH, {"number": number, "head": row.head, "why": why})
    connection.execute(text("SELECT setval('revision', :start)"), {"start": number * sequencer.EPOCH_STEP})
    audit.append(connection, "epoch began", {"epoch": number, "restored_to": row.head, "why": why})
    return number


def _numbered(connection: Connection, count: int) -> list[int]:
    sequencer.take_turn(connection)
    return sequencer.next_numbers(connection, count)


def _given(connection: Connection, person_id: str) -> set[str]:
    return set(connection.execute(_GIVEN, {"person": person_id}).scalars())


def _require_person(connection: Connection, person_id: str) -> None:
    if connection.execute(text("SELECT FROM person WHERE id = :id"), {"id": person_id}).first() is None:
        raise NobodyThere("The office has nobody with that id.", "Use an id that `iro-central people` lists.")


_ADD = text("INSERT INTO person (id, name, role, revision) VALUES (:id, :name, :role, :revision)")
_END = text("UPDATE person SET ended_at = now(), revision = :revision WHERE id = :id AND ended_at IS NULL")
_END_ALL = text(
    "UPDATE allocation SET ends_on = least(ends_on, current_date), ended_revision = :revision"
    " WHERE person_id = :person AND ended_revision IS NULL"
)
_ALL = text("""
    SELECT id, name, role, ended_at IS NOT NULL AS ended,
           (SELECT count(*) FROM allocation WHERE person_id = person.id AND ended_revision IS NULL
              AND (ends_on IS NULL OR ends_on > current_date)) AS children,
           (SELECT count(*) FROM device WHERE person_id = person.id AND revoked_at IS NULL) AS devices
    FROM person ORDER BY name, id
""")
_FIND = text("SELECT id FROM person WHERE id = :named OR (name = :named AND ended_at IS NULL)")
_GIVEN = text(
    "SELECT child_id FROM allocation WHERE person_id = :person AND ended_revision IS NULL"
    " AND (ends_on IS NULL OR ends_on > current_date)"
)
_GIVE = text(
    "INSERT INTO allocation (person_id, child_id, starts_on, ends_on, given_revision)"
    " VALUES (:person, :child, :starts, :ends, :revision)"
)
_TAKE = text(
    "UPDATE allocation SET ends_on = current_date, ended_revision = :revision"
    " WHERE person_id = :person AND child_id = ANY (:children) AND ended_revision IS NULL"
)
_EPOCH = text("INSERT INTO epoch (number, restored_to, why) VALUES (:number, :head, :why)")
