from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from iro_desktop.domain.child import Child
from iro_desktop.services.first_use import Step, leave_at, next_step
from iro_desktop.services.open_caseload import introduce
from iro_desktop.services.session import Session
from tests.reviewing import Office


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A caseload that was made and nothing more."""
    with Office(tmp_path) as office:
        with office.caseload.unit_of_work() as work:
            for child in office.caseload.list(Child):
                work.delete(child, "an empty caseload")
            work.commit()
        yield replace(office.session, profile=replace(office.session.profile, name=""))


def test_each_step_follows_the_one_before(session: Session) -> None:
    assert next_step(session) is Step.CODE, "killed before anything was noted"
    leave_at(session, Step.CODE)
    assert next_step(session) is Step.CODE
    leave_at(session, Step.ABOUT)
    assert next_step(session) is Step.ABOUT
    assert next_step(introduce(session, replace(session.profile, name="Sam Okafor"))) is Step.DONE


def test_a_caseload_filled_by_the_command_is_not_asked_for_a_code_its_maker_has(session: Session) -> None:
    with session.caseload.unit_of_work() as work:
        work.save(Child(id="ada"))
        work.commit()
    assert next_step(session) is Step.DONE


def test_files_brought_in_meanwhile_end_no_step(session: Session) -> None:
    leave_at(session, Step.CODE)
    with session.caseload.unit_of_work() as work:
        work.save(Child(id="ada"))
        work.commit()
    assert next_step(session) is Step.CODE
