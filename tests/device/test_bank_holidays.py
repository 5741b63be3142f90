"""The bank holidays we ship: held against the package they come from and a table made by hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays

from iro_desktop.device.bank_holidays import FIRST_YEAR, LAST_YEAR, BadOverrides, england_working_days
from tests.england import BY_YEAR, HOLIDAYS_BY_HAND

ROOT = Path(__file__).resolve().parents[2]


def test_the_shipped_table_is_what_the_holidays_package_says() -> None:
    ours = england_working_days().holidays
    theirs = country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    assert set(ours) == set(theirs), "run python tools/bank_holiday_table.py"


@pytest.mark.parametrize("year", BY_YEAR)
def test_every_day_of_a_year_agrees_with_the_table_made_by_hand(year: int) -> None:
    working_days = england_working_days()
    day = date(year, 1, 1)
    while day.year == year:
        by_hand = day.weekday() < 5 and day not in HOLIDAYS_BY_HAND
        assert working_days.is_working(day) == by_hand, day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "day", ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2011-04-29", "1999-12-31"]
)
def test_the_days_that_other_tables_miss_are_holidays(day: str) -> None:
    assert not england_working_days().is_working(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2020-05-04", "2022-05-30", "2012-05-28"])
def test_a_monday_whose_holiday_was_moved_is_a_working_day(day: str) -> None:
    assert england_working_days().is_working(date.fromisoformat(day))


def test_holidays_have_names_that_people_know() -> None:
    names = england_working_days().holidays
    assert names[date(2019, 4, 19)] == "Good Friday"
    assert names[date(2019, 5, 6)] == "Early May bank holiday"
    assert names[date(2020, 12, 28)] == "Boxing Day (substitute day)"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "bank-holiday-overrides.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_it_can_add_and_remove_days(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "# royal\r\ndate,name,action\r\n\r\n03/06/2030, A royal wedding ,Add\r\n2030-05-06,,remove\r\n",
        "utf-8-sig",
    )
    working_days = england_working_days(path)
    assert working_days.holidays[date(2030, 6, 3)] == "A royal wedding"
    assert working_days.is_working(date(2030, 5, 6))


def test_a_file_saved_by_an_old_excel_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "2030-06-03,Fête,add\n", "cp1252")
    assert england_working_days(path).holidays[date(2030, 6, 3)] == "Fête"


def test_the_example_we_ship_changes_nothing_until_it_is_edited() -> None:
    example = ROOT / "resources" / "bank-holiday-overrides.csv"
    assert england_working_days(example).holidays == england_working_days().holidays


def test_the_examples_lines_work_once_their_mark_is_taken_away(tmp_path: Path) -> None:
    text = (ROOT / "resources" / "bank-holiday-overrides.csv").read_text(encoding="utf-8")
    path = write(tmp_path, text.replace("# 2030", "2030").replace("# date,", "date,"))
    working_days = england_working_days(path)
    assert not working_days.is_working(date(2030, 6, 3))
    assert working_days.is_working(date(2030, 5, 6))


def test_no_override_file_is_no_trouble(tmp_path: Path) -> None:
    assert england_working_days(tmp_path / "absent.csv") == england_working_days(None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2030-06-03,A royal wedding", "has 2 values"),
        ("2030-06-03,A royal wedding,add,x", "has 4 values"),
        ("2030-06-31,A royal wedding,add", "“2030-06-31” is not a date"),
        ("3 June,A royal wedding,add", "“3 June” is not a date"),
        ("2061-01-01,Too far,add", "lies outside 1990 to 2060"),
        ("1989-12-31,Too early,add", "lies outside 1990 to 2060"),
        ("2030-06-03,,add", "needs a name"),
        ("2030-06-04,Nothing,remove", "is not a bank holiday"),
        ("2030-12-25,Christmas Day,remove", "Christmas Day is never a working day"),
        ("2030-04-19,Good Friday,remove", "Good Friday is never a working day"),
        ("2030-06-03," + "x" * 200_000 + ",add", "has 1 values"),
        ("2030-06-03,A royal wedding,maybe", "“maybe” is neither add nor remove"),
    ],
)
def test_a_bad_line_is_named_with_what_to_do(tmp_path: Path, line: str, said: str) -> None:
    path = write(tmp_path, f"# ok\n{line}\n")
    with pytest.raises(BadOverrides) as caught:
        england_working_days(path)
    assert "bank-holiday-overrides.csv" in caught.value.title
    assert "line 2: " in caught.value.what_to_do
    assert said in caught.value.what_to_do
    assert str(path) in caught.value.what_to_do


def test_christmas_day_stays_a_holiday_whatever_it_is_called(tmp_path: Path) -> None:
    path = write(tmp_path, "2030-12-25,Our day,add\n")
    assert england_working_days(path).holidays[date(2030, 12, 25)] == "Christmas Day"
    with pytest.raises(BadOverrides):
        england_working_days(write(tmp_path, "2030-12-25,Our day,add\n2030-12-25,Our day,remove\n"))


def test_a_file_that_cannot_be_read_is_said_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(BadOverrides) as caught:
        england_working_days(tmp_path / "folder.csv")
    assert "folder.csv cannot be read" in caught.value.title


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadOverrides) as caught:
        england_working_days(write(tmp_path, "a,b,add\n2030-06-03,x,add\nc,d,add\n"))
    assert "line 1:" in caught.value.what_to_do
    assert "line 3:" in caught.value.what_to_do
    assert "line 2:" not in caught.value.what_to_do
