from datetime import date

import pytest

from iro_desktop.intake.cells import clean, has_hidden, read_child, read_date, read_yes


@pytest.mark.parametrize(
    ("cell", "day", "usual"),
    [
        ("29/02/2016", date(2016, 2, 29), True),
        ("1/2/2016", date(2016, 2, 1), False),
        ("01-02-2016", date(2016, 2, 1), False),
        ("2016-02-01", date(2016, 2, 1), False),
        ("2016-02-01T00:00:00", date(2016, 2, 1), False),
        ("01/02/2016 00:00", date(2016, 2, 1), False),
    ],
)
def test_a_date_is_read_and_an_unusual_one_is_told_apart(cell: str, day: date, usual: bool) -> None:
    found = read_date(cell)
    assert (found.day, found.usual) == (day, usual)


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("29/02/2017", "no such day"),
        ("01/02/16", "four digits"),
        ("02/13/2016", "month seems"),
        ("42401", "spreadsheet"),
        ("01/01/0001", "impossible"),
        ("9999-12-31", "impossible"),
        ("01/02-2016", ""),
        ("٠١/٠٢/٢٠١٦", ""),
        ("01/02/2016 09:30", ""),
        ("yesterday", ""),
    ],
)
def test_a_date_that_cannot_be_trusted_is_not_guessed(cell: str, hint: str) -> None:
    found = read_date(cell)
    assert found.day is None
    assert hint in found.hint


def test_clean_takes_off_what_nobody_sees_and_keeps_what_belongs_to_a_name() -> None:
    assert clean("\ufeff Ze\u0301lie\x00\u202e ") == "Zélie"
    name = "\u0645\u0631\u06cc\u0645\u200c\u062c\u0627\u0646"  # the joiner between the two parts is spelling
    assert clean("\u200f" + name) == name
    assert clean('="0012"') == "0012"
    assert clean("1 High St\r\nZoton") == "1 High St\nZoton"
    assert clean("a\tb") == "a b"
    assert clean("\xa0x\xa0") == "x"


def test_hidden_characters_are_told_from_visible_ones() -> None:
    assert has_hidden("a\x00b")
    assert not has_hidden("O’Neil-Smith é\n")


def test_a_childs_number() -> None:
    assert read_child("566910") == ("566910", False)
    assert read_child("566910.0") == ("566910", True)
    assert read_child("0012/a") == ("0012/a", False)
    for wrong in ("=1+1", "a b", "x" * 41, "-1", "O'Neil", "1;2"):
        assert read_child(wrong)[0] == ""


def test_yes_and_no() -> None:
    assert read_yes("Y") is True
    assert read_yes("1.0") is True
    assert read_yes("No") is False
    assert read_yes("") is None
    assert read_yes("perhaps") is None
