"""When the next review is due: the cases an IRO meets, each with the reason it gives."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.child_history import ChildHistory, Ended, HeldReview, Regime
from iro_desktop.domain.due_date import CountedFrom, Reading
from iro_desktop.domain.next_review import DoesNotFollow, next_due
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.timescales import STANDARD, Limit
from iro_desktop.domain.working_days import Skipped
from tests.domain.histories import ENGLAND, FIRST, LATER, SECOND, START, day, due_after, held


def test_the_first_review_counts_working_days_and_names_those_it_skips() -> None:
    due = due_after(start=day("2018-12-10"))
    assert (due.due_on, due.rule, due.kind) == (day("2019-01-10"), "REG33-1", FIRST)
    assert due.anchor is not None
    assert due.anchor.counted_from is CountedFrom.BECAME_LOOKED_AFTER
    assert Skipped(day("2018-12-25"), "Christmas Day") in due.skipped
    assert due.plan_by == due.last_working_day == due.due_on
    assert due.explanation() == (
        "Due Thursday 10 January 2019: 20 working days after Monday 10 December 2018, the day the child "
        "became looked after (regulation 33(1), SI 2010/959). Not counted: 8 weekend days, "
        "Christmas Day (25 Dec 2018), Boxing Day (26 Dec 2018), New Year's Day (1 Jan 2019)."
    )
    assert due.explanation().startswith(due.summary())


def test_second_and_later_reviews_count_months() -> None:
    second = due_after(held("2018-07-02", FIRST))
    assert (second.due_on, second.rule, second.kind) == (day("2018-10-02"), "REG33-2a", SECOND)
    assert (second.plan_by, second.plan_days) == (day("2018-10-01"), 91)
    later = due_after(held("2018-07-02", FIRST), held("2018-10-02", SECOND))
    assert (later.due_on, later.rule, later.kind) == (day("2019-04-02"), "REG33-2b", LATER)
    assert later.plan_by == day("2019-04-02")
    again = due_after(held("2018-07-02", FIRST), held("2018-10-02", SECOND), held("2019-04-01", LATER))
    assert (again.due_on, again.rule, again.kind) == (day("2019-10-01"), "REG33-2b", LATER)
    assert again.anchor is not None
    assert again.anchor.due_on == day("2019-04-02")
    assert "when the last review was held" in again.summary()


def test_reviews_may_come_in_any_order() -> None:
    assert due_after(held("2018-10-02", SECOND), held("2018-07-02", FIRST)).due_on == day("2019-04-02")


def test_a_late_review_does_not_move_the_next_one() -> None:
    due = due_after(held("2018-07-20", FIRST))
    assert (due.due_on, due.rule, due.starts_on) == (
        day("2018-10-02"),
        "REG33-2a+SEED-MIN",
        day("2018-07-02"),
    )
    assert due.anchor is not None
    assert due.anchor.counted_from is CountedFrom.WAS_DUE
    assert (due.anchor.held_on, due.anchor.due_on) == (day("2018-07-20"), day("2018-07-02"))
    assert due.alternative(Reading.LITERAL) == day("2018-10-20")
    assert due.alternative(Reading.CAUTIOUS) is None
    assert "held later, on Friday 20 July 2018" in due.explanation()
    assert "would wrongly give Saturday 20 October 2018" in due.explanation()


def test_a_due_date_that_was_stored_outweighs_the_one_worked_out() -> None:
    assert due_after(held("2018-07-20", FIRST, due="2018-07-10")).due_on == day("2018-10-10")


def test_held_on_the_day_it_was_due_is_not_late() -> None:
    assert due_after(held("2018-07-02", FIRST, due="2018-07-02")).rule == "REG33-2a"


def test_what_is_due_on_a_holiday_stays_there_and_says_so() -> None:
    due = due_after(held("2018-09-26", FIRST), start=day("2018-08-29"))
    assert (due.due_on, due.last_working_day) == (day("2018-12-26"), day("2018-12-24"))
    assert (
        "a bank holiday (Boxing Day); the last working day before it is Monday 24 December 2018"
        in due.explanation()
    )
    sunday = due_after(held("2018-12-31", FIRST), start=day("2018-12-03"))
    assert sunday.due_on == day("2019-03-31")
    assert "That is a Sunday; the last working day before it is Friday 29 March 2019." in sunday.explanation()


def test_the_end_of_a_short_month_is_explained() -> None:
    due = due_after(held("2018-11-30", FIRST), start=day("2018-11-02"))
    assert due.due_on == day("2019-02-28")
    assert "That month has no day 30, so its last day counts." in due.explanation()


def test_an_early_review_takes_the_place_it_comes_in() -> None:
    as_first = due_after(held("2018-06-11", ReviewKind.EARLY))
    assert (as_first.due_on, as_first.rule) == (day("2018-09-11"), "REG33-3+REG33-2a")
    assert as_first.alternative(Reading.CAUTIOUS) == day("2018-07-02")
    as_second = due_after(held("2018-07-02", FIRST), held("2018-08-01", ReviewKind.EARLY))
    assert (as_second.due_on, as_second.rule) == (day("2019-02-01"), "REG33-3+REG33-2b")
    assert as_second.alternative(Reading.CAUTIOUS) == day("2018-10-02")
    assert "counts as the second" in as_second.explanation()
    assert "To be safe, still hold one by Tuesday 2 October 2018" in as_second.explanation()
    third = due_after(
        held("2018-07-02", FIRST), held("2018-10-02", SECOND), held("2019-01-02", ReviewKind.EARLY)
    )
    assert (third.due_on, third.rule) == (day("2019-07-02"), "REG33-3+REG33-2b")
    assert third.alternative(Reading.CAUTIOUS) is None
    assert third.alternative(Reading.WITHOUT_EARLY) == day("2019-04-02")
    assert "when an early review was held" in third.summary()
    assert "Without the early review it would have been Tuesday 2 April 2019." in third.explanation()


def test_an_ordinary_review_held_before_it_was_due_has_no_other_date_beside_it() -> None:
    due = due_after(held("2018-06-20", FIRST))
    assert (due.due_on, due.rule, due.alternatives) == (day("2018-09-20"), "REG33-2a", ())


def test_an_early_review_held_late_leaves_no_cautious_date_behind() -> None:
    due = due_after(held("2018-07-02", FIRST), held("2018-10-20", ReviewKind.EARLY))
    assert (due.due_on, due.rule) == (day("2019-04-02"), "REG33-3+REG33-2b+SEED-MIN")
    assert [other.reading for other in due.alternatives] == [Reading.LITERAL]
    on_the_day = due_after(held("2018-07-02", FIRST), held("2018-10-02", ReviewKind.EARLY))
    assert on_the_day.alternatives == ()


def test_a_series_counts_from_its_first_meeting_unless_the_council_says_otherwise() -> None:
    history = ChildHistory(
        became_looked_after=START,
        reviews=(held("2018-07-02", FIRST), held("2018-09-25", SECOND, last="2018-10-10")),
    )
    due = next_due(history, ENGLAND)
    assert (due.due_on, due.rule) == (day("2019-03-25"), "REG33-2b+SERIES-FIRST")
    assert due.alternative(Reading.SERIES) == day("2019-04-10")
    assert due.anchor is not None
    assert due.anchor.counted_from is CountedFrom.FIRST_OF_SERIES
    assert "the first meeting of the series" in due.summary()
    assert "From the last meeting of the series it would be Wednesday 10 April 2019." in due.explanation()
    last = next_due(history, ENGLAND, replace(STANDARD, series_anchor="last"))
    assert (last.due_on, last.rule) == (day("2019-04-10"), "REG33-2b+SERIES-LAST")
    assert last.alternative(Reading.SERIES) == day("2019-03-25")
    assert last.anchor is not None
    assert last.anchor.counted_from is CountedFrom.LAST_OF_SERIES
    assert "the last meeting of the series" in last.summary()
    assert "From the first meeting" in last.explanation()


def test_a_series_that_is_not_finished_counts_from_the_meeting_held() -> None:
    history = ChildHistory(became_looked_after=START, reviews=(held("2018-07-02", FIRST, series=True),))
    for anchor in ("first", "last"):
        due = next_due(history, ENGLAND, replace(STANDARD, series_anchor=anchor))
        assert (due.due_on, due.alternatives) == (day("2018-10-02"), ())


def test_a_series_that_began_late_counts_from_the_day_it_was_due() -> None:
    due = due_after(held("2018-07-02", FIRST), held("2018-10-09", SECOND, last="2018-10-20"))
    assert (due.due_on, due.rule) == (day("2019-04-02"), "REG33-2b+SERIES-FIRST+SEED-MIN")
    assert due.alternative(Reading.LITERAL) == day("2019-04-09")
    assert due.alternative(Reading.SERIES) == day("2019-04-20")


def test_reviews_of_an_earlier_period_of_care_do_not_count() -> None:
    due = due_after(held("2017-07-02", FIRST), held("2017-10-02", SECOND))
    assert (due.due_on, due.rule) == (day("2018-07-02"), "REG33-1")
    assert "Not counted: 2 reviews of an earlier period or under other rules." in due.explanation()
    on_the_day = due_after(held("2018-06-04", FIRST))
    assert on_the_day.due_on == day("2018-09-04")
    assert "Not counted: " not in on_the_day.explanation()


def test_where_the_start_stands_in_for_an_earlier_one_reviews_before_it_count() -> None:
    due = due_after(held("2018-05-01"), reviews_count_from=date.min, start_is_certain=False)
    assert (due.due_on, due.rule) == (day("2018-11-01"), "REG33-2b")


def test_the_first_review_known_is_the_first_if_no_other_was_due_before_it() -> None:
    assert due_after(held("2018-10-01")).rule == "REG33-2a+SEED-MIN"
    assert due_after(held("2018-10-01")).due_on == day("2018-10-02")
    unknown = due_after(held("2018-10-02"))
    assert (unknown.due_on, unknown.rule) == (day("2019-04-02"), "REG33-2b")
    assert "The record does not say when that review was due" in unknown.explanation()
    assert due_after(held("2018-10-02"), held("2019-02-02")).due_on == day("2019-08-02")
    assert due_after(held("2018-06-05"), held("2018-08-02")).due_on == day("2019-02-02")


def test_a_place_that_leaves_one_out_cannot_say_when_it_was_due() -> None:
    due = due_after(held("2018-07-02", FIRST), held("2019-03-20", LATER))
    assert (due.due_on, due.rule) == (day("2019-09-20"), "REG33-2b")
    assert due.anchor is not None
    assert due.anchor.due_on is None


def test_a_whole_review_missing_counts_from_the_day_held_and_shows_the_strict_date() -> None:
    due = due_after(held("2018-07-02", FIRST), held("2018-10-02", SECOND), held("2019-10-02", LATER))
    assert (due.due_on, due.rule) == (day("2020-04-02"), "REG33-2b")
    assert due.alternative(Reading.STRICT) == day("2019-10-02")
    assert "Between 2 Oct 2018 and 2 Oct 2019 a whole review is missing" in due.explanation()
    assert (
        "From the day that review was due it would have been Wednesday 2 October 2019." in due.explanation()
    )
    just_in_time = due_after(held("2018-07-02", FIRST), held("2018-10-02", SECOND), held("2019-10-01", LATER))
    assert (just_in_time.due_on, just_in_time.rule) == (day("2019-10-02"), "REG33-2b+SEED-MIN")
    first = due_after(held("2018-10-02", FIRST))
    assert first.due_on == day("2019-01-02")
    assert "Between 4 Jun 2018 and 2 Oct 2018" in first.explanation()


def test_a_stated_due_date_is_believed_however_late_the_review_was() -> None:
    due = due_after(
        held("2018-03-05", LATER), held("2019-04-01", LATER, due="2018-09-05"), start=day("2017-01-01")
    )
    assert (due.due_on, due.rule) == (day("2019-03-05"), "REG33-2b+SEED-MIN")


def test_short_breaks_have_their_own_intervals() -> None:
    first = due_after(start=day("2019-01-12"), regime=Regime.SHORT_BREAKS)
    assert (first.due_on, first.rule, first.kind) == (
        day("2019-04-12"),
        "REG48-3",
        ReviewKind.SHORT_BREAK_FIRST,
    )
    assert first.anchor is not None
    assert first.anchor.counted_from is CountedFrom.FIRST_PLACEMENT
    assert "the day of the first short-break placement" in first.summary()
    stated = due_after(
        held("2019-04-10", ReviewKind.SHORT_BREAK_FIRST), start=day("2019-01-12"), regime=Regime.SHORT_BREAKS
    )
    assert (stated.due_on, stated.kind) == (day("2019-10-10"), ReviewKind.SHORT_BREAK_SUBSEQUENT)
    assert "the last review under short breaks" in stated.summary()
    chain = due_after(
        held("2019-05-10", ReviewKind.SHORT_BREAK_FIRST),
        held("2019-11-01", ReviewKind.SHORT_BREAK_SUBSEQUENT),
        start=day("2019-01-12"),
        regime=Regime.SHORT_BREAKS,
    )
    assert (chain.due_on, chain.rule) == (day("2020-04-12"), "REG48-3+SEED-MIN")


def test_a_review_under_short_breaks_is_none_in_care_and_the_other_way_round() -> None:
    care = due_after(held("2018-06-20", ReviewKind.SHORT_BREAK_FIRST))
    assert (care.due_on, care.rule) == (day("2018-07-02"), "REG33-1")
    breaks = due_after(held("2018-06-20", FIRST), regime=Regime.SHORT_BREAKS)
    assert (breaks.due_on, breaks.rule) == (day("2018-09-04"), "REG48-3")


def test_ended_care_has_no_next_date_and_says_why() -> None:
    ended = Ended(rule="CARE-ENDED", because="No review is due: adopted.")
    due = due_after(held("2018-07-02", FIRST), ended=ended, notes=("Odd.",))
    assert (due.due_on, due.rule, due.starts_on) == (None, "CARE-ENDED", None)
    assert due.explanation() == "No review is due: adopted. Odd."


def test_nothing_known_is_said_and_never_raised() -> None:
    due = due_after(start=None)
    assert (due.due_on, due.rule) == (None, "NOT-KNOWN")
    assert "the day the child became looked after is not in the record" in due.explanation()
    without_start = due_after(held("2018-07-02"), start=None)
    assert without_start.due_on == day("2019-01-02")
    far = due_after(start=date(9999, 12, 1))
    assert (far.due_on, far.rule) == (None, "NOT-KNOWN")
    assert "9999" in far.explanation()
    assert due_after(held("9999-12-01", LATER)).rule == "NOT-KNOWN"


def test_the_spring_of_2020_is_remarked_on() -> None:
    early, late = held("2019-10-24", LATER), held("2020-03-25", LATER)
    for review in (early, late):
        assert "SI 2020/445" in due_after(review).explanation()
    for review in (held("2019-10-23", LATER), held("2020-03-26", LATER)):
        assert "SI 2020/445" not in due_after(review).explanation()
    assert "SI 2020/445" not in due_after(start=day("2020-05-04")).explanation()


@pytest.mark.parametrize(
    ("reviews", "asked", "expected"),
    [
        ((), SECOND, "first"),
        ((), LATER, "first"),
        ((held("2018-07-02", FIRST),), FIRST, "second"),
        ((held("2018-07-02", FIRST),), LATER, "second"),
        ((held("2018-07-02", FIRST), held("2018-09-02", SECOND)), SECOND, "subsequent"),
        ((held("2018-07-02"),), FIRST, "second"),
        ((), ReviewKind.SHORT_BREAK_SUBSEQUENT, "short_break_first"),
    ],
)
def test_a_review_that_cannot_be_next_is_refused(
    reviews: tuple[HeldReview, ...], asked: ReviewKind, expected: str
) -> None:
    history = ChildHistory(became_looked_after=START, reviews=reviews)
    with pytest.raises(DoesNotFollow) as caught:
        next_due(history, ENGLAND, asked=asked)
    assert f"“{expected}”, not “{asked}”" in caught.value.title
    assert caught.value.what_to_do


def test_whoever_asks_knows_the_place_better_than_the_dates() -> None:
    history = ChildHistory(became_looked_after=START, reviews=(held("2018-07-02"),))
    assert next_due(history, ENGLAND, asked=SECOND).due_on == day("2018-10-02")
    assert next_due(history, ENGLAND, asked=LATER).due_on == day("2019-01-02")
    assert next_due(history, ENGLAND, asked=LATER).kind is LATER


def test_asking_chooses_the_regulations() -> None:
    history = ChildHistory(became_looked_after=START, reviews=(held("2018-07-02", FIRST),))
    assert next_due(history, ENGLAND, asked=ReviewKind.SHORT_BREAK_FIRST).due_on == day("2018-09-04")
    assert next_due(history, ENGLAND, asked=ReviewKind.PATHWAY).rule == "CLREG-7"


def test_a_council_can_change_a_limit() -> None:
    local = replace(STANDARD, first_review=Limit("LOCAL-10WD", "local policy", 10))
    due = next_due(ChildHistory(became_looked_after=START), ENGLAND, local)
    assert (due.due_on, due.rule, due.source) == (day("2018-06-18"), "LOCAL-10WD", "local policy")


def test_nobody_is_told_to_plan_for_a_day_that_has_passed() -> None:
    due = due_after(held("2018-07-02", FIRST))
    assert "Plan it by Monday 1 October 2018:" in due.explanation()
    assert "Plan it by Monday 1 October 2018:" in due.explanation(day("2018-10-01"))
    late = due.explanation(day("2018-10-02"))
    assert "Plan it by" not in late
    assert "Systems that count 91 days call it late after Monday 1 October 2018." in late
