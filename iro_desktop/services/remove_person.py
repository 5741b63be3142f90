"""Taking somebody off a child's page, and bringing them back: a slip goes whole, a past stays on record."""

from dataclasses import replace
from datetime import timedelta

from iro_desktop.domain.child import Person
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Attendance
from iro_desktop.services.session import Session


def remove_person(session: Session, child_id: str, person_id: str) -> Person | None:
    """Take a person off the child's page; return them as they were, None where they are there no more.

    Somebody typed here whom no review names is gone. Whoever a council's file brought in, or a review
    names, counts as in the child's life until yesterday: else a file would bring them back, and what was
    recorded would name nobody.
    """
    with session.caseload.unit_of_work() as work:
        person = work.get(Person, person_id)
        if person is None or person.child_id != child_id:
            return None
        if person.source_key or work.list(Attendance, child_id=child_id, person_id=person_id):
            work.save(replace(person, until=session.clock.today() - timedelta(days=1)))
        else:
            work.delete(person, "taken off the child's page")
        work.commit()
    return person


def bring_person_back(session: Session, person: Person) -> str:
    """Undo `remove_person`; return the person's id, a new one where the old is gone for good."""
    with session.caseload.unit_of_work() as work:
        there = work.get(Person, person.id)
        back = replace(there, until=person.until) if there else replace(person, id=new_id())
        work.save(back)
        work.commit()
    return back.id
