from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.typed_dates import read_date, say_date

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    "text",
    ["30/4/26", "30/04/2026", "30.4.26", "30-4-2026", "30 Apr", "30 April 2026", "30th april",
     " Thursday 30 April ", "Thu 30 Apr 2026", "thu, 30 apr 26", "2026-04-30", "30/4"],
)  # fmt: skip
def test_these_all_mean_30_april(text: str) -> None:
    assert read_date(text, TODAY) == date(2026, 4, 30)


@pytest.mark.parametrize(
    "text", ["", "in place", "after Easter", "31/4/26", "4/30/26", "30", "30 juli", "30/4/2", "ma 4", "30 m"]
)
def test_these_are_no_dates(text: str) -> None:
    assert read_date(text, TODAY) is None


def test_day_comes_first_always() -> None:
    assert read_date("4/3/26", TODAY) == date(2026, 3, 4)


def test_with_no_year_it_is_the_next_such_day() -> None:
    assert read_date("11/3", TODAY) == date(2027, 3, 11)
    assert read_date("12 March", TODAY) == TODAY
    assert read_date("29 Feb", date(2027, 3, 1)) == date(2028, 2, 29)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_said_can_be_read(day: date) -> None:
    assert read_date(say_date(day), TODAY) == day
    assert read_date(f"{day.day}/{day.month}/{day:%y}", TODAY) == day
