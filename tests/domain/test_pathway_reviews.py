"""When the pathway plan is reviewed next: from the 18th birthday, with the reason it gives."""

from dataclasses import replace

import pytest

from iro_desktop.domain.child_history import ChildHistory, HeldReview, Regime
from iro_desktop.domain.due_date import CountedFrom, DueDate
from iro_desktop.domain.next_review import DoesNotFollow, next_due
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.timescales import STANDARD
from tests.domain.histories import ENGLAND, FIRST, LATER, SECOND, START, day, due_after, held

BORN = day("2001-03-15")


def test_from_the_18th_birthday_it_is_the_pathway_plan() -> None:
    before = due_after(held("2018-09-14", LATER), date_of_birth=BORN)
    assert (before.due_on, before.rule) == (day("2019-03-14"), "REG33-2b")
    due = due_after(held("2018-09-15", LATER), date_of_birth=BORN)
    assert (due.due_on, due.rule, due.kind) == (day("2019-03-15"), "CLREG-7", ReviewKind.PATHWAY)
    assert "From the 18th birthday on Friday 15 March 2019" in due.explanation()


def test_a_council_that_does_not_review_pathway_plans_has_no_date_after_18() -> None:
    history = ChildHistory(
        became_looked_after=START, reviews=(held("2018-09-15", LATER),), date_of_birth=BORN
    )
    due = next_due(history, ENGLAND, replace(STANDARD, pathway_reviews_until_age=18))
    assert (due.due_on, due.rule) == (None, "CARE-ENDED")
    assert "before the 18th birthday on Friday 15 March 2019" in due.explanation()


def test_who_turns_18_before_the_first_review_has_none() -> None:
    due = due_after(start=day("2019-03-01"), date_of_birth=BORN, notes=("Odd.",))
    assert (due.due_on, due.rule, due.notes) == (None, "CARE-ENDED", ("Odd.",))


def test_who_comes_back_shortly_before_18_has_no_review_that_falls_due() -> None:
    due = due_after(held("2017-09-15", LATER), start=day("2019-03-01"), date_of_birth=BORN)
    assert (due.due_on, due.rule) == (None, "CARE-ENDED")


def test_a_gap_before_18_is_remarked_on() -> None:
    reviews = (held("2016-09-15", LATER), held("2018-09-15", LATER))
    due = due_after(*reviews, start=day("2016-01-04"), date_of_birth=BORN)
    assert due.rule == "CLREG-7"
    assert "Between 15 Sep 2016 and 15 Sep 2018 a whole review is missing" in due.explanation()


def test_pathway_reviews_follow_each_other_by_six_months() -> None:
    plans = (held("2019-03-10", ReviewKind.PATHWAY), held("2019-09-20", ReviewKind.PATHWAY))
    due = due_after(held("2018-09-15", LATER), *plans, regime=Regime.PATHWAY, left_care_on=day("2019-03-15"))
    assert (due.due_on, due.rule) == (day("2020-03-10"), "CLREG-7+SEED-MIN")
    assert "the last review of the pathway plan" in due.summary()
    unordered = due_after(*reversed(plans), regime=Regime.PATHWAY)
    assert unordered.due_on == day("2020-03-10")


def test_the_first_pathway_review_counts_from_the_last_in_care_or_from_leaving() -> None:
    last_in_care = due_after(held("2018-12-15", LATER), regime=Regime.PATHWAY, left_care_on=day("2019-03-15"))
    assert (last_in_care.due_on, last_in_care.rule) == (day("2019-06-15"), "CLREG-7")
    assert "when the last review was held" in last_in_care.summary()
    late_plan = due_after(
        held("2018-12-15", LATER), held("2019-07-01", ReviewKind.PATHWAY), regime=Regime.PATHWAY
    )
    assert (late_plan.due_on, late_plan.rule) == (day("2019-12-15"), "CLREG-7+SEED-MIN")
    leaving = due_after(regime=Regime.PATHWAY, left_care_on=day("2019-03-15"))
    assert leaving.due_on == day("2019-09-15")
    assert leaving.anchor is not None
    assert leaving.anchor.counted_from is CountedFrom.CARE_ENDED
    assert "the day care ended (no review is in the record)" in leaving.summary()
    after_leaving = due_after(
        held("2019-07-01", ReviewKind.PATHWAY), regime=Regime.PATHWAY, left_care_on=day("2019-03-15")
    )
    assert after_leaving.due_on == day("2020-01-01")


def test_a_late_review_in_care_or_of_the_plan_moves_no_pathway_date() -> None:
    late_in_care = due_after(held("2018-07-20", FIRST), regime=Regime.PATHWAY)
    assert (late_in_care.due_on, late_in_care.rule) == (day("2019-01-02"), "CLREG-7+SEED-MIN")
    left_care_on = day("2019-03-15")
    late_plan = due_after(
        held("2019-10-01", ReviewKind.PATHWAY), regime=Regime.PATHWAY, left_care_on=left_care_on
    )
    assert (late_plan.due_on, late_plan.rule) == (day("2020-03-15"), "CLREG-7+SEED-MIN")


def test_a_pathway_review_may_be_a_series() -> None:
    series = HeldReview(held_on=day("2019-07-01"), kind=ReviewKind.PATHWAY, series=True)
    assert due_after(series, regime=Regime.PATHWAY).rule == "CLREG-7+SERIES-FIRST"


def test_who_asks_for_a_later_review_after_many_gets_it() -> None:
    reviews = (held("2018-07-02", FIRST), held("2018-10-02", SECOND), held("2019-04-01", LATER))
    history = ChildHistory(became_looked_after=START, reviews=reviews)
    assert next_due(history, ENGLAND, asked=LATER).due_on == day("2019-10-01")
    with pytest.raises(DoesNotFollow, match="the next one is “subsequent”, not “second”"):
        next_due(history, ENGLAND, asked=SECOND)


def test_pathway_reviews_stop_at_the_last_birthday() -> None:
    def due(on: str) -> DueDate:
        return due_after(held(on, ReviewKind.PATHWAY), regime=Regime.PATHWAY, date_of_birth=BORN)

    assert due("2021-09-14").due_on == day("2022-03-14")
    assert (due("2021-09-15").due_on, due("2021-09-15").rule) == (None, "PATHWAY-ENDED")
    assert "the birthday at 21 on Tuesday 15 March 2022" in due("2021-09-15").explanation()


def test_a_pathway_without_anything_to_count_from_is_not_known() -> None:
    due = due_after(start=None, regime=Regime.PATHWAY, notes=("Odd.",))
    assert (due.rule, due.notes) == ("NOT-KNOWN", ("Odd.",))
    assert "neither a review nor the day care ended" in due.explanation()
