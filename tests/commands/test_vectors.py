"""Every worked due date that we were given, through the command that a data team runs."""

import csv
import io
from pathlib import Path

import pytest

from iro_desktop.commands.due_dates import run

VECTORS = Path(__file__).resolve().parents[1] / "data" / "timescale_vectors.csv"
ROWS = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, str]]:
    from contextlib import redirect_stdout

    out = io.StringIO()
    with redirect_stdout(out):
        assert run([str(VECTORS)]) == 0
    return {row["id"]: row for row in csv.DictReader(io.StringIO(out.getvalue()))}


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_the_date_and_the_rule_are_those_worked_out_by_hand(
    row: dict[str, str], answers: dict[str, dict[str, str]]
) -> None:
    answer = answers[row["id"]]
    assert (answer["due_date"], answer["rule"]) == (row["due_date"], row["rule"])
    assert answer["explanation"]


def test_there_are_as_many_answers_as_rows(answers: dict[str, dict[str, str]]) -> None:
    assert list(answers) == [row["id"] for row in ROWS]
