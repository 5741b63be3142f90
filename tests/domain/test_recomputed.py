"""Thousands of invented histories: every date is worked out again, by other means, from its explanation."""

import os
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.child_history import ChildHistory, HeldReview, Regime
from iro_desktop.domain.next_review import next_due
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.review_clocks import adjourned_complete_by, clocks_around, series_complete_by
from iro_desktop.domain.timescales import STANDARD, months_after
from tests.domain import recomputed

WHOLE = os.environ.get("IRO_PROOF") == "full"
ENGLAND = england_working_days()
DAYS = st.dates(date(2017, 6, 1), date(2026, 6, 1))
KINDS = st.sampled_from([None, ReviewKind.EARLY])


def held(draw: st.DrawFn, day: date) -> HeldReview:
    due = draw(st.none() | st.integers(-30, 30).map(lambda n: day + timedelta(days=n)))
    series = draw(st.booleans())
    later = day + timedelta(days=draw(st.integers(0, 40))) if series else None
    return HeldReview(held_on=day, kind=draw(KINDS), due_on=due, series=series, last_meeting_on=later)


@st.composite
def histories(draw: st.DrawFn) -> ChildHistory:
    start = draw(DAYS)
    gaps = draw(st.lists(st.integers(1, 300), max_size=4))
    days = [start + timedelta(days=sum(gaps[: n + 1])) for n in range(len(gaps))]
    return ChildHistory(
        became_looked_after=start,
        regime=draw(st.sampled_from(Regime)),
        left_care_on=start,
        reviews=tuple(held(draw, day) for day in days if day < date(2027, 6, 1)),
    )


@pytest.mark.proof
@pytest.mark.timeout(0)
@settings(max_examples=20_000 if WHOLE else 800, derandomize=not WHOLE, deadline=None)
@given(histories())
def test_every_next_review_follows_from_its_own_structure(history: ChildHistory) -> None:
    due = next_due(history, ENGLAND)
    recomputed.check(due)
    for other in due.alternatives:
        assert other.words


@settings(max_examples=500, deadline=None)
@given(DAYS, DAYS)
def test_every_clock_around_a_review_follows_from_its_own_structure(held_on: date, other: date) -> None:
    clocks = clocks_around(ENGLAND, booked_on=other, held_on=held_on)
    for due in (clocks.plan_by, clocks.decisions_by, clocks.record_by, clocks.distribute_by):
        assert due is not None
        recomputed.check(due)
    recomputed.check(adjourned_complete_by(min(held_on, other), other, ENGLAND))
    recomputed.check(series_complete_by(held_on, ENGLAND))


@pytest.mark.proof
@pytest.mark.timeout(0)
@settings(max_examples=20_000 if WHOLE else 600, derandomize=not WHOLE, deadline=None)
@given(DAYS, st.lists(st.tuples(st.integers(-60, 90), st.booleans()), max_size=6))
def test_a_sequence_walked_by_hand_gives_the_same_date(start: date, lateness: list[tuple[int, bool]]) -> None:
    """The whole chain again, by the rule as the practice states it: anchor = min(held, due)."""
    anchor, reviews, place = start, [], 0
    due = day_20(start)
    previous = start
    for late, stated in lateness:
        day = due + timedelta(days=late)
        months = 3 if place == 0 else 6
        if day <= previous or day > date(2027, 9, 1) or recomputed.same_day_later(due, months) <= day:
            break
        kind = [ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.SUBSEQUENT][min(place, 2)]
        reviews.append(HeldReview(held_on=day, kind=kind, due_on=due if stated else None))
        anchor, previous, place = min(day, due), day, place + 1
        due = recomputed.same_day_later(anchor, months)
    answer = next_due(ChildHistory(became_looked_after=start, reviews=tuple(reviews)), ENGLAND)
    assert answer.due_on == due
    assert answer.starts_on == anchor
    assert answer.kind is [ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.SUBSEQUENT][min(place, 2)]


def day_20(start: date) -> date:
    day, left = start, 20
    while left:
        day += timedelta(days=1)
        left -= recomputed.works(day)
    return day


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 24))
def test_months_follow_the_calendar(start: date, months: int) -> None:
    assert months_after(start, months) == recomputed.same_day_later(start, months)


@given(DAYS, st.integers(1, 40))
def test_care_that_began_later_is_never_reviewed_earlier(start: date, days: int) -> None:
    def first(day: date) -> date:
        due = next_due(ChildHistory(became_looked_after=day), ENGLAND).due_on
        assert due is not None
        return due

    assert first(start) <= first(start + timedelta(days=days))


@settings(deadline=None)
@given(histories(), st.integers(1, 60))
def test_holding_the_last_review_later_never_brings_a_next_date_past_the_statutory_one(
    history: ChildHistory, late: int
) -> None:
    if history.regime is not Regime.CARE or not history.reviews:
        return
    *before, last = history.reviews
    plain = HeldReview(held_on=last.held_on, due_on=last.held_on, kind=last.kind)
    delayed = HeldReview(held_on=last.held_on + timedelta(days=late), due_on=last.held_on, kind=last.kind)
    on_time = next_due(
        ChildHistory(became_looked_after=history.became_looked_after, reviews=(*before, plain)), ENGLAND
    )
    too_late = next_due(
        ChildHistory(became_looked_after=history.became_looked_after, reviews=(*before, delayed)), ENGLAND
    )
    if on_time.kind is too_late.kind:
        assert on_time.due_on == too_late.due_on


def test_the_limits_are_those_of_the_regulations() -> None:
    assert (STANDARD.first_review.amount, str(STANDARD.first_review.unit)) == (20, "working day")
    assert (STANDARD.second_review.amount, str(STANDARD.second_review.unit)) == (3, "month")
    assert (STANDARD.later_review.amount, str(STANDARD.later_review.unit)) == (6, "month")
