"""A child's page holds what an IRO needs at the door, and only this child's."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.review import Decision, Review
from iro_desktop.services.list_caseload import DueState
from iro_desktop.services.open_child import ChildMissing, open_child
from iro_desktop.services.session import Session
from tests.invented import NOW, TODAY, ellis, many, session_in


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_in(tmp_path, [*ellis(), *many(5)])
    yield made
    made.caseload.close()


def save(session: Session, *records: Review | Decision | Episode | Child) -> None:
    with session.caseload.unit_of_work() as work:
        work.save_all(records)
        work.commit()


def test_what_is_due_and_why(session: Session) -> None:
    page = open_child(session, "ellis")
    assert (page.name, page.age, page.state) == ("Ellis Hart", 7, DueState.SOON)
    assert page.due.due_on == date(2026, 3, 18)
    assert page.clocks.plan_by is not None
    assert page.clocks.plan_by.due_on == date(2026, 3, 13), "3 working days before the day due"


def test_a_booked_day_moves_the_plan_but_not_the_due_date(session: Session) -> None:
    save(session, Review(id="r2", child_id="ellis", booked_on=date(2026, 3, 17), started_at=NOW))
    page = open_child(session, "ellis")
    assert page.due.due_on == date(2026, 3, 18)
    assert page.booked_on == date(2026, 3, 17)
    assert page.clocks.plan_by is not None
    assert page.clocks.plan_by.due_on == date(2026, 3, 12)
    assert page.begun_review_id == "r2"


def test_a_day_named_before_the_last_review_is_not_the_next_booking(session: Session) -> None:
    came_early = date(2026, 3, 10)
    older = Review(id="r0", child_id="ellis", held_on=date(2026, 3, 2), next_booked_on=date(2026, 3, 20))
    save(session, older)
    assert open_child(session, "ellis").booked_on == date(2026, 3, 20)
    save(session, Review(id="r9", child_id="ellis", held_on=came_early))
    assert open_child(session, "ellis").booked_on is None, "what was booked has been held, earlier"
    save(session, Review(id="r8", child_id="ellis", held_on=TODAY, next_booked_on=date(2026, 6, 1)))
    assert open_child(session, "ellis").booked_on == date(2026, 6, 1)


def test_people_who_left_are_not_in_the_childs_life(session: Session) -> None:
    names = [person.name for person in open_child(session, "ellis").people]
    assert names == ["Jo Marsh", "Priya Nair", "Mill Lane Primary", "Rob Hart"]


def test_the_last_promises_with_the_wish_and_whether_their_day_has_passed(session: Session) -> None:
    swim, bike = open_child(session, "ellis").promises
    assert (swim.decision.what, swim.answers, swim.late) == ("Book a swim class", "swimming lessons", True)
    assert (bike.decision.by_words, bike.answers, bike.late) == ("in the summer", "", False)


def test_promises_come_from_the_last_review_that_made_any(session: Session) -> None:
    later = NOW - timedelta(days=10)
    save(session, Review(id="r2", child_id="ellis", held_on=TODAY - timedelta(days=10), started_at=later))
    assert len(open_child(session, "ellis").promises) == 2
    save(session, Decision(id="d9", child_id="ellis", review_id="r2", what="Ring the school"))
    assert [promise.decision.id for promise in open_child(session, "ellis").promises] == ["d9"]


def test_reviews_are_listed_latest_first_with_their_letters(session: Session) -> None:
    save(session, Review(id="r2", child_id="ellis", started_at=NOW, due_on=date(2026, 3, 18)))
    lines = open_child(session, "ellis").reviews
    assert [(line.review.id, line.letter) for line in lines] == [("r2", ""), ("r1", "saved")]


def test_the_story_so_far(session: Session) -> None:
    move = Episode(id="e2", child_id="ellis", began_on=date(2026, 1, 5), reason_new="P", placement="K2")
    save(session, move)
    assert [line.words for line in open_child(session, "ellis").story] == [
        "Moved: Children's home",
        "Review 1 held",
        "Came into care: Foster family",
    ]


def test_a_child_of_another_caseload_is_a_known_problem(session: Session) -> None:
    with pytest.raises(ChildMissing):
        open_child(session, "nobody")
