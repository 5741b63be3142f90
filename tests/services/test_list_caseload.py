"""The caseload lists every child once, by what is most urgent, and gives no hidden address away."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.clock import fixed_clock
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Review
from iro_desktop.services.list_caseload import CaseloadRow, DueState, list_caseload, state_of
from iro_desktop.services.session import Session
from tests.invented import NOW, TODAY, ellis, many, session_in

Opened = Callable[[list[Record]], Session]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    sessions: list[Session] = []

    def open_with(records: list[Record]) -> Session:
        sessions.append(session_in(tmp_path, records))
        return sessions[-1]

    yield open_with
    for session in sessions:
        session.caseload.close()


def only(rows: tuple[CaseloadRow, ...]) -> CaseloadRow:
    (row,) = rows
    return row


def test_a_child_with_everything(opened: Opened) -> None:
    row = only(list_caseload(opened(ellis())))
    assert (row.name, row.age) == ("Ellis Hart", 7)
    assert row.due.due_on == date(2026, 3, 18)
    assert (row.days_left, row.state) == (6, DueState.SOON)
    assert (row.home, row.with_whom) == ("Foster family · Macclesfield", "Jo Marsh")
    assert row.social_worker == "Priya Nair", "not the one who left"
    assert "2025" in row.due.explanation()


def test_an_empty_caseload_has_no_rows(opened: Opened) -> None:
    assert list_caseload(opened([])) == ()


def test_overdue_comes_first_then_what_is_not_known_and_nothing_due_last(opened: Opened) -> None:
    left = Child(id="x", given_name="Left", date_of_birth=date(2010, 5, 1))
    ended = Episode(
        id="x1", child_id="x", began_on=date(2020, 1, 6), reason_new="S", legal_status="C2",
        ended_on=date(2021, 2, 1), reason_ended="E4A",
    )  # fmt: skip
    rows = list_caseload(opened([*many(60), left, ended, Child(id="y", given_name="Nobody")]))
    assert len(rows) == 62
    dated = [row.days_left for row in rows if row.days_left is not None]
    assert dated == sorted(dated)
    states = [row.state for row in rows]
    assert states.index(DueState.UNKNOWN) == states.count(DueState.LATE)
    assert (rows[-1].child_id, states[-1]) == ("x", DueState.NONE)
    assert set(states) == set(DueState), "the sample has every state"


def test_a_hidden_address_is_only_said_to_be_hidden(opened: Opened) -> None:
    row = only(list_caseload(opened(ellis(address_hidden=True))))
    assert row.home == "Foster family · address hidden"
    assert "macclesfield" not in row.filter_text


def test_typing_finds_a_child_by_any_name_in_their_life(opened: Opened) -> None:
    row = only(list_caseload(opened(ellis())))
    for word in ("ellis", "hart", "90101", "jo marsh", "jojo", "priya", "mill lane primary", "macclesfield"):
        assert word in row.filter_text
    assert "kim old" not in row.filter_text


def test_a_begun_review_is_known_until_it_is_finished(opened: Opened) -> None:
    begun = Review(id="r2", child_id="ellis", started_at=NOW)
    assert only(list_caseload(opened([*ellis(), begun]))).begun_review_id == "r2"


def test_children_keep_their_own_records(opened: Opened) -> None:
    other = [
        Child(id="zoe", given_name="Zoe"),
        Episode(id="z1", child_id="zoe", began_on=TODAY, reason_new="S", placement="K2"),
        Person(id="z2", child_id="zoe", name="Ann Lee"),
    ]
    rows = {row.child_id: row for row in list_caseload(opened([*ellis(), *other]))}
    assert rows["zoe"].home == "Children's home"
    assert "ann lee" not in rows["ellis"].filter_text
    assert rows["zoe"].due.due_on != rows["ellis"].due.due_on


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, DueState.LATE), (0, DueState.SOON), (7, DueState.SOON), (8, DueState.FINE)],
)
def test_the_due_day_itself_is_not_late(days: int, state: DueState) -> None:
    due = DueDate(rule="REG33-2b", source="", due_on=TODAY + timedelta(days=days))
    assert state_of(due, TODAY) is state


def test_a_date_that_is_not_known_is_not_the_same_as_nothing_due(opened: Opened) -> None:
    assert state_of(DueDate(rule="CARE-ENDED", source="", due_on=None), TODAY) is DueState.NONE
    assert state_of(DueDate(rule="NOT-KNOWN", source="", due_on=None), TODAY) is DueState.UNKNOWN
    bare = Child(id="amara", source_key="1", known_as="Amara", date_of_birth=date(2017, 3, 1))
    rows = list_caseload(opened([*ellis(), bare]))
    first = next(row for row in rows if row.state is not DueState.LATE)
    assert (first.child_id, first.state) == ("amara", DueState.UNKNOWN)


def test_going_back_to_the_list_works_nothing_out_again_until_something_is_committed(opened: Opened) -> None:
    session = opened(ellis())
    listed = list_caseload(session)
    assert list_caseload(session) is listed
    child = session.caseload.get(Child, "ellis")
    assert child is not None
    with session.caseload.unit_of_work() as work:
        work.save(replace(child, known_as="Eli"))
        work.commit()
    assert only(list_caseload(session)).name == "Eli Hart"
    assert only(listed).name == "Ellis Hart"


def test_the_list_is_worked_out_again_on_another_day(opened: Opened) -> None:
    session = opened(ellis())
    assert only(list_caseload(session)).days_left == 6
    tomorrow = replace(session, clock=fixed_clock(NOW + timedelta(days=1)))
    assert only(list_caseload(tomorrow)).days_left == 5
