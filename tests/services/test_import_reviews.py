"""A review that the return tells and one that was recorded here: the same one counts once, and stays."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.child import Episode
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.review import Meeting, MeetingState, Participation, Review
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.intake.remarks import Place
from tests.intake.files import (
    ONE_CHILD,
    ONE_EPISODE,
    ONE_REVIEW,
    REVIEWS,
)
from tests.services.importing import NEXT_DAY, WHEN, Importing, counts, said


def test_a_review_recorded_here_is_not_imported_a_second_time(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD)
    own = Review(
        id=new_id(), child_id=desk.child().id, held_on=date(2024, 6, 20), started_at=WHEN, iro_view="Good."
    )
    desk.change(own)
    report = desk.bring_in(ONE_REVIEW)
    (review,) = desk.reviews()
    assert (review.id, review.iro_view) == (own.id, "Good.")
    assert review.participation is Participation.ATTENDED_SPOKE
    assert counts(report, Place.REVIEWS) == (0, 1, 0, 0)


def test_a_finished_review_is_left_alone_and_a_difference_is_said(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD)
    desk.change(
        Review(
            id=new_id(),
            child_id=desk.child().id,
            held_on=date(2024, 6, 20),
            participation=Participation.ATTENDED_SPOKE,
            started_at=WHEN,
            finished_at=WHEN,
        )
    )
    before = desk.journal()
    assert said(desk.bring_in(ONE_REVIEW)) == []
    assert said(desk.bring_in(ONE_REVIEW.replace("PN1", "PN7"))) == [
        ("review-finished", "file0.csv", 2, "REVIEW")
    ]
    assert desk.reviews()[0].participation is Participation.ATTENDED_SPOKE
    assert desk.journal() == before


def test_an_imported_review_finished_here_stays_as_it_was_finished(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD, ONE_REVIEW)
    desk.change(replace(desk.reviews()[0], started_at=WHEN, finished_at=WHEN))
    assert said(desk.bring_in(ONE_CHILD, ONE_REVIEW)) == []
    assert said(desk.bring_in(ONE_CHILD, ONE_REVIEW.replace("PN1", "PN7")))[0][0] == "review-finished"
    assert desk.reviews()[0].participation is Participation.ATTENDED_SPOKE


def test_a_series_is_matched_by_the_day_of_any_meeting(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD)
    child = desk.child().id
    own = Review(id=new_id(), child_id=child, held_on=date(2024, 6, 6), started_at=WHEN)
    desk.change(own)
    with desk.caseload.unit_of_work() as work:
        for position, day in enumerate((date(2024, 6, 6), date(2024, 6, 20)), start=1):
            work.save(
                Meeting(
                    id=new_id(),
                    child_id=child,
                    review_id=own.id,
                    state=MeetingState.HELD,
                    held_on=day,
                    position=position,
                )
            )
        work.commit()
    desk.bring_in(ONE_REVIEW)
    (review,) = desk.reviews()
    assert (review.id, review.held_on) == (own.id, date(2024, 6, 6))


def test_a_review_within_a_week_of_one_recorded_here_is_pointed_out(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD)
    desk.change(Review(id=new_id(), child_id=desk.child().id, held_on=date(2024, 6, 18), started_at=WHEN))
    assert [code for code, *_ in said(desk.bring_in(ONE_REVIEW))] == ["review-near"]
    assert len(desk.reviews()) == 2


def test_a_review_that_is_being_recorded_is_not_imported_beside_itself(desk: Importing) -> None:
    desk.bring_in(ONE_CHILD)
    begun = Review(id=new_id(), child_id=desk.child().id, started_at=WHEN, iro_view="Half a line")
    desk.change(begun)
    report = desk.bring_in(ONE_REVIEW)
    (review,) = desk.reviews()
    assert (review.id, review.iro_view, review.held_on) == (begun.id, "Half a line", None)
    assert counts(report, Place.REVIEWS) == (0, 1, 0, 0)
    desk.change(replace(review, participation=Participation.ATTENDED_NON_VERBAL))
    assert [code for code, *_ in said(desk.bring_in(ONE_REVIEW.replace("PN1", "PN7")))] == ["value-kept"]


@pytest.mark.parametrize("held_on", [date(2024, 6, 18), date(2024, 6, 22)])
def test_the_same_review_under_a_wrong_date_moves_no_due_date(desk: Importing, held_on: date) -> None:
    desk.bring_in(ONE_CHILD, ONE_EPISODE)
    first = Review(id=new_id(), child_id=desk.child().id, number=1, held_on=held_on, started_at=WHEN)
    desk.change(first)

    def due() -> date | None:
        records = desk.caseload
        history = history_of(desk.child(), records.list(Episode), records.list(Review), ())
        return next_due(history, WorkingDays({})).due_on

    before = due()
    assert before == held_on.replace(month=9)
    desk.bring_in(ONE_REVIEW)
    assert due() == before


def test_a_review_dated_after_today_comes_in_when_its_day_has_come(desk: Importing) -> None:
    text = REVIEWS + f"101,12/03/2015,{NEXT_DAY:%d/%m/%Y},PN1\n"
    assert counts(desk.bring_in(ONE_CHILD, text), Place.REVIEWS) == (0, 0, 0, 1)
    desk.bring_in(text, today=NEXT_DAY)
    assert desk.reviews()[0].held_on == NEXT_DAY
