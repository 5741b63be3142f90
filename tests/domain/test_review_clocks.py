"""The clocks around a review, a series, an adjournment and a dispute."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.ages import birthday
from iro_desktop.domain.due_date import Alternative, DueDate, Reading
from iro_desktop.domain.review_clocks import (
    ReviewClocks,
    adjourned_complete_by,
    clock,
    clocks_around,
    pathway_assessment_by,
    series_complete_by,
)
from iro_desktop.domain.timescales import STANDARD, months_after
from iro_desktop.domain.working_days import OutsideTheTable

ENGLAND = england_working_days()
BEFORE_CHRISTMAS = date(2018, 12, 21)


def test_after_the_day_held_decisions_record_and_distribution() -> None:
    clocks = clocks_around(ENGLAND, held_on=BEFORE_CHRISTMAS)
    dues = (clocks.decisions_by, clocks.record_by, clocks.distribute_by)
    assert [due and (due.rule, due.due_on) for due in dues] == [
        ("HB-DEC-5WD", date(2019, 1, 2)),
        ("HB-REC-15WD", date(2019, 1, 16)),
        ("HB-DIST-20WD", date(2019, 1, 23)),
    ]
    assert clocks.decisions_by is not None
    assert clocks.decisions_by.explanation() == (
        "By Wednesday 2 January 2019: 5 working days after Friday 21 December 2018, the day the review was "
        "held (IRO Handbook). Not counted: 4 weekend days, "
        "Christmas Day (25 Dec 2018), Boxing Day (26 Dec 2018), New Year's Day (1 Jan 2019)."
    )


def test_the_plan_counts_back_from_the_day_booked() -> None:
    clocks = clocks_around(ENGLAND, booked_on=date(2019, 4, 23))
    assert clocks.plan_by is not None
    assert (clocks.plan_by.due_on, clocks.plan_by.rule, clocks.plan_by.before) == (
        date(2019, 4, 16),
        "HB-PLAN-3WD",
        True,
    )
    assert "3 working days before Tuesday 23 April 2019, the day of the review" in clocks.plan_by.summary()
    assert (clocks.decisions_by, clocks.record_by, clocks.distribute_by) == (None, None, None)
    both = clocks_around(ENGLAND, booked_on=date(2019, 4, 23), held_on=date(2019, 4, 30))
    assert both.plan_by == clocks.plan_by
    held = clocks_around(ENGLAND, held_on=date(2019, 4, 30))
    assert held.plan_by is not None
    assert held.plan_by.due_on == date(2019, 4, 25)


def test_nothing_known_gives_no_clock() -> None:
    assert clocks_around(ENGLAND) == ReviewClocks()


def test_a_council_can_change_a_clock() -> None:
    local = replace(STANDARD, decisions=replace(STANDARD.decisions, amount=3, rule="LOCAL-DEC-3WD"))
    due = clocks_around(ENGLAND, held_on=BEFORE_CHRISTMAS, settings=local).decisions_by
    assert due is not None
    assert (due.due_on, due.rule) == (date(2018, 12, 28), "LOCAL-DEC-3WD")


def test_an_adjourned_review_is_finished_20_working_days_after_the_day_first_scheduled() -> None:
    due = adjourned_complete_by(date(2018, 9, 4), date(2018, 9, 10), ENGLAND, due_on=date(2018, 9, 5))
    assert (due.due_on, due.rule) == (date(2018, 10, 2), "HB-ADJ-20WD")
    assert due.alternative(Reading.ADJOURNED) == date(2018, 10, 8)
    assert "the day first scheduled" in due.summary()
    assert (
        "Counted from the day of the adjournment, Monday 10 September 2018, it would be Monday 8 October 2018"
        in (due.explanation())
    )
    assert "held after its statutory date, Wednesday 5 September 2018." in due.explanation()


def test_a_council_may_count_an_adjournment_from_the_day_it_happened() -> None:
    settings = replace(STANDARD, adjourned_counts_from="adjournment")
    due = adjourned_complete_by(date(2018, 9, 4), date(2018, 9, 10), ENGLAND, settings)
    assert (due.due_on, due.alternative(Reading.ADJOURNED)) == (date(2018, 10, 8), date(2018, 10, 2))
    assert "the day of the adjournment" in due.summary()
    assert due.notes[0].endswith("its statutory date.")


def test_one_day_for_both_gives_one_date() -> None:
    assert adjourned_complete_by(date(2018, 9, 4), date(2018, 9, 4), ENGLAND).alternatives == ()


def test_a_series_is_finished_20_working_days_after_its_first_meeting() -> None:
    due = series_complete_by(date(2021, 12, 14), ENGLAND)
    assert (due.due_on, due.rule) == (date(2022, 1, 14), "HB-SERIES-20WD")
    assert "the first meeting of the series" in due.summary()


@pytest.mark.parametrize(
    ("sixteen", "eligible", "due_on", "words"),
    [
        (date(2018, 11, 30), None, date(2019, 2, 28), "the 16th birthday"),
        (date(2018, 11, 30), date(2019, 3, 15), date(2019, 6, 15), "an eligible child"),
        (date(2018, 11, 30), date(2018, 3, 15), date(2019, 2, 28), "the 16th birthday"),
        (None, date(2019, 3, 15), date(2019, 6, 15), "an eligible child"),
    ],
)
def test_needs_are_assessed_3_months_after_the_later_day(
    sixteen: date | None, eligible: date | None, due_on: date, words: str
) -> None:
    due = pathway_assessment_by(sixteen, eligible, ENGLAND)
    assert (due.due_on, due.rule) == (due_on, "REG42-1")
    assert words in due.summary()


def test_an_assessment_needs_a_day_to_count_from() -> None:
    with pytest.raises(ValueError, match="neither the 16th birthday nor the day the child became eligible"):
        pathway_assessment_by(None, None, ENGLAND)


def test_disputes_have_their_clocks() -> None:
    raised = date(2018, 8, 20)
    dates = {
        limit.rule: clock(limit, raised, "the day it was raised", ENGLAND).due_on
        for limit in (STANDARD.informal_alert, STANDARD.formal_alert, STANDARD.dispute)
    }
    assert dates == {
        "CE-INF-5WD": date(2018, 8, 28),
        "CE-FORM-10WD": date(2018, 9, 4),
        "HB-DISP-20WD": date(2018, 9, 18),
    }


def test_birthdays_of_who_was_born_on_a_leap_day() -> None:
    assert birthday(date(2004, 2, 29), 16) == date(2020, 2, 29)
    assert birthday(date(2004, 2, 29), 18) == date(2022, 3, 1)
    assert birthday(date(2004, 2, 28), 18) == date(2022, 2, 28)
    assert birthday(date(9999, 2, 28), 18) == date(9999, 2, 28)


def test_months_end_on_the_last_day_of_a_short_month() -> None:
    assert months_after(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert months_after(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert months_after(date(2024, 11, 29), 3) == date(2025, 2, 28)
    assert months_after(date(2024, 11, 28), 3) == date(2025, 2, 28)
    assert months_after(date(2023, 12, 31), 3) == date(2024, 3, 31)
    assert months_after(date(2024, 1, 31), 3) == date(2024, 4, 30)


def test_months_end_where_the_calendar_ends() -> None:
    assert months_after(date(9999, 6, 30), 6) == date(9999, 12, 30)
    with pytest.raises(OutsideTheTable):
        months_after(date(9999, 7, 1), 6)


def test_an_answer_without_a_date_has_only_its_reason() -> None:
    due = DueDate(rule="X", source="", no_date_because="Nothing is due.", alternatives=())
    assert (due.summary(), due.explanation(), due.alternative(Reading.LITERAL)) == (
        "Nothing is due.",
        "Nothing is due.",
        None,
    )
    beside = replace(
        due, alternatives=(Alternative(due_on=date(2020, 1, 1), reading=Reading.STRICT, words="Or."),)
    )
    assert beside.alternative(Reading.STRICT) == date(2020, 1, 1)
    assert beside.alternative(Reading.LITERAL) is None
