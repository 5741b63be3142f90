"""Every due date worked out by hand, through the command that a data team runs."""

import csv
import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from iro_desktop.commands.due_dates import run

DATA = Path(__file__).resolve().parents[1] / "data"
FILES = ("timescale_vectors.csv", "timescale_vectors_by_another_hand.csv")
"""Those we were given, and those of somebody who had the rules and had not read the code."""

NAME_NO_RULE = {"AX121", "AX122"}
"""The rows whose writer named a date and no rule."""

Rows = list[dict[str, str]]


def rows_of(file: str) -> Rows:
    return list(csv.DictReader((DATA / file).read_text(encoding="utf-8").splitlines()))


ROWS = [(file, row) for file in FILES for row in rows_of(file)]


@pytest.fixture(scope="module")
def answers() -> dict[str, Rows]:
    return {file: answered(file) for file in FILES}


def answered(file: str) -> Rows:
    out = io.StringIO()
    with redirect_stdout(out):
        assert run([str(DATA / file)]) == 0
    return list(csv.DictReader(io.StringIO(out.getvalue())))


@pytest.mark.parametrize(("file", "row"), ROWS, ids=[row["id"] for _, row in ROWS])
def test_the_date_and_the_rule_are_those_worked_out_by_hand(
    file: str, row: dict[str, str], answers: dict[str, Rows]
) -> None:
    (answer,) = [each for each in answers[file] if each["id"] == row["id"]]
    assert answer["due_date"] == row["due_date"]
    assert row["id"] in NAME_NO_RULE or answer["rule"] == row["rule"]
    assert answer["explanation"]


@pytest.mark.parametrize(("file", "count"), list(zip(FILES, (51, 122), strict=True)))
def test_there_are_as_many_answers_as_rows(file: str, count: int, answers: dict[str, Rows]) -> None:
    ids = [answer["id"] for answer in answers[file]]
    assert ids == [row["id"] for row in rows_of(file)]
    assert len(set(ids)) == count
