"""Counting working days, against a plain loop over the calendar that shares no code with the app."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.working_days import OutsideTheTable, Skipped, WorkingDays
from tests.england import HOLIDAYS_BY_HAND

DAYS = st.dates(date(2017, 5, 1), date(2028, 8, 31))
COUNTS = st.integers(0, 60)
ENGLAND = WorkingDays(
    dict.fromkeys(HOLIDAYS_BY_HAND, "a bank holiday"), first=date(2017, 1, 1), last=date(2028, 12, 31)
)


def counts(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in HOLIDAYS_BY_HAND


@given(DAYS, COUNTS)
def test_after_ends_on_the_day_that_a_plain_loop_finds(start: date, count: int) -> None:
    days = [start + timedelta(days=n) for n in range(1, 200)]
    expected = [day for day in days if counts(day)][count - 1] if count else start
    counted = ENGLAND.after(start, count)
    assert counted.day == expected
    assert [each.day for each in counted.skipped] == [d for d in days if d <= expected and not counts(d)]


@given(DAYS, COUNTS)
def test_before_ends_on_the_day_that_a_plain_loop_finds(start: date, count: int) -> None:
    days = [start - timedelta(days=n) for n in range(1, 200)]
    expected = [day for day in days if counts(day)][count - 1] if count else start
    counted = ENGLAND.before(start, count)
    assert counted.day == expected
    skipped = [each.day for each in counted.skipped]
    assert skipped == sorted(d for d in days if d >= expected and not counts(d))


@given(DAYS, DAYS)
def test_between_counts_what_a_plain_loop_counts(start: date, end: date) -> None:
    low, high = sorted((start, end))
    plain = sum(counts(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
    assert ENGLAND.between(start, end) == (plain if end >= start else -plain)


@given(DAYS)
def test_the_last_working_day_is_the_nearest_that_counts(day: date) -> None:
    expected = day
    while not counts(expected):
        expected -= timedelta(days=1)
    assert ENGLAND.last_on_or_before(day) == expected


def test_each_skipped_day_says_why() -> None:
    named = WorkingDays({date(2018, 12, 25): "Christmas Day", date(2018, 12, 23): "Feast"})
    assert named.after(date(2018, 12, 21), 2).skipped == (
        Skipped(date(2018, 12, 22), "Saturday"),
        Skipped(date(2018, 12, 23), "Feast"),
        Skipped(date(2018, 12, 25), "Christmas Day"),
    )
    assert named.why_not_working(date(2018, 12, 30)) == "Sunday"
    assert named.why_not_working(date(2018, 12, 24)) is None


def test_no_date_is_given_beyond_the_years_that_are_known() -> None:
    for beyond in (date(2016, 12, 31), date(2029, 1, 1)):
        with pytest.raises(OutsideTheTable) as caught:
            ENGLAND.is_working(beyond)
        assert str(beyond.year) in caught.value.title
        assert "2017-01-01 to 2028-12-31" in caught.value.what_to_do
    with pytest.raises(OutsideTheTable):
        ENGLAND.after(date(2028, 12, 20), 20)
    with pytest.raises(OutsideTheTable):
        ENGLAND.before(date(2017, 1, 5), 5)
    with pytest.raises(OutsideTheTable):
        ENGLAND.between(date(2016, 1, 1), date(2018, 1, 1))
    with pytest.raises(OutsideTheTable):
        ENGLAND.between(date(2018, 1, 1), date(2030, 1, 1))


def test_the_edges_of_the_table_belong_to_it() -> None:
    assert ENGLAND.after(date(2028, 12, 27), 2).day == date(2028, 12, 29)
    assert ENGLAND.before(date(2017, 1, 4), 1).day == date(2017, 1, 3)
    assert ENGLAND.between(date(2017, 1, 1), date(2028, 12, 31)) == 626 * 5 - 99


def test_a_count_is_never_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        ENGLAND.after(date(2020, 1, 1), -1)
