"""Keeping the people in a child's life as they are typed: somebody new, or what is now known of somebody."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from iro_desktop.caseload import UnitOfWork
from iro_desktop.domain.child import Child, Person, PersonRole
from iro_desktop.services.open_child import child_missing
from iro_desktop.services.session import Session

TYPED = frozenset({"name", "called", "role", "role_words"})
"""What may be typed on the child's page; whose person it is never changes."""


def person_key(person_id: str, field: str) -> str:
    """Return the key of one field of one person in a batch of edits."""
    return f"{person_id}/{field}"


def keep_people(
    session: Session, child_id: str, edits: Mapping[str, Any], seen: int | None = None
) -> datetime:
    """Write what was typed of a child's people in one transaction; return when it was committed (UTC).

    Somebody of whom nothing is typed yet is not made. Applying the same edits twice changes nothing.
    `seen` is `ChildPage.shown_through` of the page they were typed on: what has come since was not seen.
    ChildMissing where the child is no longer here.
    """
    if session.caseload.get(Child, child_id) is None:
        raise child_missing()
    people: dict[str, dict[str, str]] = defaultdict(dict)
    for key, value in edits.items():
        person_id, field = key.split("/")
        if field not in TYPED:
            raise ValueError(f"a person's {field} is not typed on the child's page")
        people[person_id][field] = str(value).strip()
    with session.caseload.unit_of_work(seen) as work:
        for person_id, fields in people.items():
            _keep(work, child_id, person_id, fields)
        work.commit()
    return session.clock.now()


def _keep(work: UnitOfWork, child_id: str, person_id: str, fields: dict[str, str]) -> None:
    old = work.get(Person, person_id)
    if old is not None and old.child_id != child_id:
        raise ValueError("the person belongs to another child")
    if old is None and not any(fields.get(name) for name in TYPED - {"role"}):
        return
    person = old or Person(id=person_id, child_id=child_id)
    work.save(
        replace(
            person,
            name=fields.get("name", person.name),
            called=fields.get("called", person.called),
            role=PersonRole(fields.get("role", person.role)),
            role_words=fields.get("role_words", person.role_words),
        )
    )
