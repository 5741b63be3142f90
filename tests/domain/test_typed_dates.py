from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.typed_dates import date_mistake, example_of, not_understood, read_date, say_date

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    "text",
    ["30/4/26", "30/04/2026", "30.4.26", "30-4-2026", "30 Apr", "30 April 2026", "30th april",
     " Thursday 30 April ", "Thu 30 Apr 2026", "thu, 30 apr 26", "2026-04-30", "30/4", "30 4", "30 04 26",
     "30.4", "30.4.", "30 4 2026", "by 30 April", "By 30/4/26"],
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
    assert read_date("29/2", date(2025, 3, 1)) == date(2028, 2, 29)
    assert read_date("24 12", TODAY) == read_date("24.12", TODAY) == date(2026, 12, 24)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_said_can_be_read(day: date) -> None:
    assert read_date(say_date(day), TODAY) == day
    assert read_date(f"{day.day}/{day.month}/{day:%y}", TODAY) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/2/26", "There is no 31 February 2026. Type the day that is meant."),
        ("by 31.2.2026 at the latest", "There is no 31 February 2026. Type the day that is meant."),
        ("2026-02-30", "There is no 30 February 2026. Type the day that is meant."),
        ("29 Feb 2027", "There is no 29 February 2027. Type the day that is meant."),
        ("the 31st of April", "There is no 31 April. Type the day that is meant."),
        ("31/4", "There is no 31 April. Type the day that is meant."),
        ("0/4/26", "There is no 0 April 2026. Type the day that is meant."),
        ("4/30/26", "There is no month 30. Type the day first, then the month: 30/4."),
        ("30/4/0206", "The year 206 cannot be right. Type the year that is meant."),
    ],
)
def test_a_date_that_no_calendar_has_is_pointed_out(text: str, says: str) -> None:
    assert read_date(text, TODAY) is None
    assert date_mistake(text) == says


@pytest.mark.parametrize(
    "text",
    ["", "in place", "after Easter", "29/2", "29 Feb", "30/4/26", "by 30 April 2026", "13.30 on Fridays",
     "24/7", "in 6 weeks", "1.5 hours a week", "from 5 May, 40 minutes", "ring 0161 496 0000", "30 juli",
     "31/1", "2026-04-30"],
)  # fmt: skip
def test_neither_words_nor_real_days_are_mistakes(text: str) -> None:
    assert date_mistake(text) == ""


@given(st.text(alphabet="0123456789/.- aeprmyb", max_size=14))
def test_what_is_read_as_a_date_is_never_called_a_mistake(text: str) -> None:
    assert not (read_date(text, TODAY) and date_mistake(text))


@pytest.mark.parametrize("text", ["24.13", "13:30", "30", "30/4/2", "30 juli", "24 Decmber"])
def test_what_is_meant_as_a_date_and_is_none_is_said_to_be_none(text: str) -> None:
    assert read_date(text, TODAY) is None
    assert not_understood(text)


def test_what_is_not_understood_is_quoted_with_what_to_do() -> None:
    said = not_understood(" 24.13 ")
    assert said == "“24.13” is not understood as a date. Type the day, then the month: 30/4."
    assert not_understood("31/2/26") == date_mistake("31/2/26") != ""


@pytest.mark.parametrize(
    "text",
    ["", "in place", "after Easter", "30 days", "6 weeks", "10 minutes", "24 12", "24.12", "30/4/26", "29/2",
     "13.30 on Fridays", "by 30 April", "2 visits 2027"],
)  # fmt: skip
def test_words_and_dates_are_understood(text: str) -> None:
    assert not_understood(text) == ""


@given(st.text(alphabet="0123456789/.- aeprmyb", max_size=14), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_what_is_read_as_a_date_is_never_said_to_be_none(text: str, today: date) -> None:
    assert not (read_date(text, today) and not_understood(text))


def test_an_example_can_be_read() -> None:
    assert read_date(example_of(TODAY), TODAY) == TODAY
