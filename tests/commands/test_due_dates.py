"""The command due-dates: odd but valid rows are answered, bad ones named, and neither stops the others."""

# ruff: noqa: E501 - a table of rows is read along its lines

import csv
import io
from pathlib import Path

import pytest

from iro_desktop.__main__ import main
from iro_desktop.commands.due_dates import run

HEADER = "id,became_looked_after,previous_reviews,kind_of_next"


class Answers:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err
        self.rows = list(csv.DictReader(io.StringIO(out)))

    def only(self) -> tuple[str, str]:
        assert len(self.rows) == 1
        return self.rows[0]["due_date"], self.rows[0]["rule"]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def asked(
        *lines: str, header: str = HEADER, options: tuple[str, ...] = (), encoding: str = "utf-8"
    ) -> Answers:
        path = tmp_path / "rows.csv"
        path.write_bytes("\n".join([header, *lines]).encode(encoding))
        status = run([str(path), *options])
        return Answers(status, *capsys.readouterr())

    return asked


@pytest.mark.parametrize(
    ("began", "reviews", "asked", "due", "rule"),
    [
        # Late, early, moved, stood down, adjourned, cancelled.
        ("2019-03-04", "2019-04-15:first/due=2019-04-01", "second", "2019-07-01", "REG33-2a+SEED-MIN"),
        ("2019-03-04", "2019-04-15:first", "second", "2019-07-01", "REG33-2a+SEED-MIN"),
        ("2019-03-04", "2019-03-11:early", "second", "2019-06-11", "REG33-3+REG33-2a"),
        ("2017-01-10", "2018-08-31:early", "subsequent", "2019-02-28", "REG33-3+REG33-2b"),
        ("2017-09-11", "2018-03-05:subsequent;2018-08-20:rearranged;2018-09-03:subsequent/due=2018-09-05",
         "subsequent", "2019-03-03", "REG33-2b"),
        ("2017-09-11", "2018-03-05:subsequent;2018-09-04:adjourned/due=2018-09-05", "subsequent",
         "2018-09-05", "REG33-2b"),
        ("2017-09-11", "2018-09-04:stood_down/due=2018-09-05;2018-09-24:subsequent", "subsequent",
         "2019-03-05", "REG33-2b+SEED-MIN"),
        ("2017-09-11", "2018-03-05:subsequent;2018-09-04:stood_down/due=2018-09-05;2018-09-10:adjourned",
         "adjourned_complete_by", "2018-10-02", "HB-ADJ-20WD"),
        ("2017-09-11", "2018-09-04:adjourned;2018-09-24:subsequent", "adjourned_complete_by",
         "2018-10-02", "HB-ADJ-20WD"),
        ("2017-09-11", "2018-03-01:adjourned;2018-03-05:subsequent;2018-09-04:adjourned",
         "adjourned_complete_by", "2018-10-02", "HB-ADJ-20WD"),
        ("2017-09-11", "2018-03-05:subsequent;2018-09-04:cancelled/reason=double_booked", "subsequent",
         "2018-09-05", "REG33-2b"),
        ("2017-09-11", "2018-03-05:subsequent;2018-09-04:cancelled/reason=left_care", "subsequent", "", "CANCELLED"),
        ("2017-09-11", "2018-03-05:subsequent;2018-09-04:cancelled/reason=legal_status_changed", "none", "",
         "CANCELLED"),
        ("2017-09-11", "2018-03-05:subsequent;2018-09-04:cancelled", "none", "", "CANCELLED"),
        ("2017-09-11", "2018-03-05:subsequent;2018-06-04:left_care", "subsequent", "", "CARE-ENDED"),
        ("2017-09-11", "2018-03-05:subsequent;2018-06-04:left_care", "none", "", "CARE-ENDED"),
        ("", "2019-05-01:pathway;2019-11-01:cancelled/reason=turned_21", "none", "", "CANCELLED"),
        ("", "2019-05-01:pathway;2019-11-01:cancelled/reason=turned_21", "pathway", "", "CANCELLED"),
        ("", "2019-05-01:pathway;2019-11-01:turned_21", "", "", "CARE-ENDED"),
        ("2018-04-02", "2018-04-26:first;2018-05-26:cancelled/reason=left_care;2018-07-26:second", "subsequent",
         "2019-01-26", "REG33-2b"),
        # Series.
        ("2018-01-15", "2018-12-10:subsequent;2019-06-20:series_first/due=2019-06-10;2019-07-10:series_last",
         "subsequent", "2019-12-10", "REG33-2b+SERIES-FIRST+SEED-MIN"),
        ("2018-06-04", "2018-07-02:series_first;2018-07-09:series_next;2018-07-16:series_last", "second",
         "2018-10-02", "REG33-2a+SERIES-FIRST"),
        ("2018-01-15", "2019-06-05:series_first", "series_complete_by", "2019-07-03", "HB-SERIES-20WD"),
        ("2018-01-15", "2018-12-12:series_first;2019-06-05:series_first", "series_complete_by", "2019-07-03",
         "HB-SERIES-20WD"),
        ("2018-01-15", "2019-06-20:series_first;2019-07-10:series_last/due=2019-06-10", "subsequent",
         "2019-12-10", "REG33-2b+SERIES-FIRST+SEED-MIN"),
        # Short breaks and re-entry.
        ("2018-11-30", "", "short_break_first", "2019-02-28", "REG48-3"),
        ("2019-01-12", "2019-05-10:short_break_first", "short_break_subsequent", "2019-10-12", "REG48-3+SEED-MIN"),
        ("2019-01-12", "2019-04-10:short_break_first", "", "2019-10-10", "REG48-3"),
        ("2019-07-01", "2017-07-03:first/period=1;2017-10-02:second/period=1", "first", "2019-07-29", "REG33-1"),
        ("2019-07-01", "2017-07-03:first/period=1;2019-07-22:first/period=2", "second", "2019-10-22", "REG33-2a"),
        ("2019-07-01", "2019-07-22:first/period=previous", "first", "2019-07-29", "REG33-1"),
        ("2017-06-05", "2017-07-03:first;2018-01-08:left_care;2019-07-01:re-entry", "first", "2019-07-29",
         "REG33-1"),
        # Pathway.
        ("", "2018-08-31:pathway", "pathway", "2019-02-28", "CLREG-7"),
        ("", "2018-08-31:pathway", "", "2019-02-28", "CLREG-7"),
        ("", "2018-03-05:pathway;2018-09-24:pathway/due=2018-09-05", "pathway", "2019-03-05", "CLREG-7+SEED-MIN"),
        ("2015-01-05", "2018-03-05:subsequent;2018-06-01:left_care", "pathway", "2018-09-05", "CLREG-7"),
        ("", "2018-06-01:turned_18", "pathway", "2018-12-01", "CLREG-7"),
        ("", "2018-06-01:turned_18;2018-07-02:pathway_plan", "pathway_review", "2019-01-02", "CLREG-7"),
        ("", "2018-11-30:turned_16;2019-03-15:became_eligible", "pathway_assessment", "2019-06-15", "REG42-1"),
        ("", "2019-03-15:eligible", "pathway_assessment", "2019-06-15", "REG42-1"),
        # The clocks.
        ("", "2018-12-21:review_held", "record_by", "2019-01-16", "HB-REC-15WD"),
        ("2018-01-15", "2018-12-21:subsequent", "decisions_by", "2019-01-02", "HB-DEC-5WD"),
        ("", "2018-12-03:series_first;2018-12-21:series_last", "distribute_by", "2019-01-23", "HB-DIST-20WD"),
        ("", "2019-04-23:booked", "plan_available_by", "2019-04-16", "HB-PLAN-3WD"),
        ("", "2018-08-20:formal_raised", "formal_by", "2018-09-04", "CE-FORM-10WD"),
        ("", "2018-08-01:alert_raised;2018-08-20:formal_raised", "formal_by", "2018-09-04", "CE-FORM-10WD"),
        ("", "2018-08-20:alert_raised", "formal_by", "2018-09-04", "CE-FORM-10WD"),
        ("", "2018-12-21:decisions_received", "decisions_answer_by", "2019-01-02", "HB-TM-5WD"),
        ("2018-12-21", "", "iro_appointed_by", "2019-01-02", "LOCAL-IRO-5WD"),
        # Nothing asked: whichever is next.
        ("2018-06-04", "", "", "2018-07-02", "REG33-1"),
        ("2018-06-04", "2018-07-02:held", "", "2018-10-02", "REG33-2a"),
        ("2018-06-04", "2018-07-02:first;2018-10-02:second", "", "2019-04-02", "REG33-2b"),
        ("", "2018-10-02:second", "subsequent", "2019-04-02", "REG33-2b"),
        ("2018-06-04", "2018-07-02:first", "early", "", "REG33-3"),
        # Other ways of writing the same.
        ("04/06/2018", "02/07/2018:first/due=02/07/2018/period=1", "Second", "2018-10-02", "REG33-2a"),
        (" 2018-06-04 ", " 2018-07-02 : Initial ; ", "second", "2018-10-02", "REG33-2a"),
        ("2018-6-4", "", "FIRST", "2018-07-02", "REG33-1"),
        ("2017-09-11", "2018-03-05:subsequent;2018-09-04:Stood down/Due=2018-09-05", "stood-down complete by",
         "2018-10-02", "HB-ADJ-20WD"),
        ("2018-06-04", "2018-07-02:first", "next", "2018-10-02", "REG33-2a"),
        ("", "2019-03-01:pathway plan review", "pathway plan review", "2019-09-01", "CLREG-7"),
        ("", "2018-12-21:review_held", "full record by", "2019-01-16", "HB-REC-15WD"),
        ("", "2018-12-21:decisions_received", "manager answer by", "2019-01-02", "HB-TM-5WD"),
        ("", "2018-08-20:formal_alert", "formal response by", "2018-09-04", "CE-FORM-10WD"),
        # Care that ended on the day it was entered again: the period before.
        ("2019-07-01", "2019-01-10:subsequent;2019-07-01:left_care", "first", "2019-07-29", "REG33-1"),
    ],
)  # fmt: skip
def test_odd_but_valid_rows_are_answered(
    ask, began: str, reviews: str, asked: str, due: str, rule: str
) -> None:
    answers = ask(f"A,{began},{reviews},{asked}")
    assert answers.err == ""
    assert answers.status == 0
    assert answers.only() == (due, rule)
    assert answers.rows[0]["explanation"]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("A,2018-02-30,,first", "became_looked_after", "“2018-02-30” is not a date"),
        ("A,20180604,,first", "became_looked_after", "“20180604” is not a date"),
        ("A,2018-W23-1,,first", "became_looked_after", "“2018-W23-1” is not a date"),
        ("A,6/2018,,first", "became_looked_after", "“6/2018” is not a date"),
        ("A,٢٠١٨-06-04,,first", "became_looked_after", "is not a date"),
        ("A,,,first", "became_looked_after", "the day the child became looked after is not in the record"),
        ("A,0018-06-04,,first", "became_looked_after and previous_reviews", "The bank holidays of 0018"),
        ("A,9999-06-04,,first", "became_looked_after and previous_reviews", "The bank holidays of 9999"),
        ("A,2060-12-20,,first", "became_looked_after and previous_reviews", "The bank holidays of 2060"),
        ("A,,9999-12-01:review_held,decisions_by", "became_looked_after and previous_reviews", "9999"),
        ("A,2018-06-04,2018-07-02:frist,second", "previous_reviews", "“2018-07-02:frist” does not say"),
        ("A,2018-06-04,2018-07-02,second", "previous_reviews", "“2018-07-02” does not say"),
        ("A,2018-06-04,first,second", "previous_reviews", "“first” does not say"),
        ("A,2018-06-04,:first,second", "previous_reviews", "“:first” does not say"),
        ("A,2018-06-04,2018-07-32:first,second", "previous_reviews", "“2018-07-32” is not a date"),
        ("A,2018-06-04,2018-07-02:first/due=,second", "previous_reviews", "“” is not a date"),
        ("A,2018-06-04,2018-07-02:first/due=soon,second", "previous_reviews", "“soon” is not a date"),
        ("A,2018-06-04,2018-07-02:first/dew=2018-07-02,second", "previous_reviews", "does not say"),
        ("A,2018-06-04,2018-07-02:first/due=2018-07-02/dew=x,second", "previous_reviews", "does not say"),
        ("A,2018-06-04,2018-07-02:series_last,second", "previous_reviews", "no series has begun"),
        ("A,2018-06-04,2018-07-02:first;2018-07-09:series_last,second", "previous_reviews", "no series"),
        (
            "A,2018-06-04,2018-07-02:first;2018-08-02:first,second",
            "previous_reviews",
            "More than one “first”",
        ),
        ("A,2018-06-04,2018-07-02:first,subsequent", "kind_of_next", "the next one is “second”"),
        ("A,2018-06-04,2018-07-02:first,first", "kind_of_next", "the next one is “second”"),
        ("A,2018-06-04,,second", "kind_of_next", "the next one is “first”"),
        ("A,2018-06-04,2017-07-02:first,second", "kind_of_next", "the next one is “first”"),
        ("A,2018-06-04,2018-07-02:first,secnd", "kind_of_next", "“secnd” is not a kind of review or limit"),
        ("A,2018-06-04,2018-07-02:first,none", "kind_of_next", "no entry of previous_reviews says why"),
        (
            "A,2018-06-04,2018-07-02:first,adjourned_complete_by",
            "previous_reviews",
            "No meeting was stood down",
        ),
        (
            "A,2018-06-04,2018-07-02:first,series_complete_by",
            "previous_reviews",
            "No first meeting of a series",
        ),
        ("A,2018-06-04,,pathway_assessment", "previous_reviews", "Neither the 16th birthday"),
        ("A,2019-02-11,2018-11-30:turned_16,pathway_assessment", "previous_reviews", "when already 16"),
        ("A,,2018-08-20:informal_raised,formal_by", "previous_reviews", "The day this is counted from"),
        ("A,2018-06-04,,dispute_by", "previous_reviews", "The day this is counted from is not given"),
        ("A,,,pathway", "became_looked_after", "neither a review nor the day care ended"),
        ("A,2018-06-04", "(all)", "The row has 2 values where the header has 4"),
        ("A,a,b,2018-06-04,,first", "(all)", "The row has 6 values where the header has 4"),
        ('A,"2018-06-04,,first', "(all)", "The row has 2 values where the header has 4"),
        ("A," + "x" * 200_000 + ",,first", "(all)", "The row has 1 values"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_answered(ask, row: str, column: str, said: str) -> None:
    answers = ask("before,2018-06-04,,first", row, "after,2018-06-04,,first")
    assert answers.status == 1
    assert [each["due_date"] for each in answers.rows] == ["2018-07-02", "", "2018-07-02"]
    assert answers.rows[1]["rule"] == ""
    assert said in answers.rows[1]["explanation"]
    assert answers.err.startswith(f"rows.csv, line 3, column {column}: ")
    assert said in answers.err
    assert answers.err.count("\n") == 1


def test_a_message_says_what_to_do(ask) -> None:
    answers = ask("A,soon,,first")
    assert answers.err == (
        "rows.csv, line 2, column became_looked_after: “soon” is not a date. Write it as 2018-06-04 or 04/06/2018.\n"
    )


def test_columns_may_come_in_any_order_with_others_between(ask) -> None:
    answers = ask(
        "x,first,,A,2018-06-04,,",
        header="Notes, Kind_Of_Next ,previous_reviews,ID,became_looked_after,,due_date",
    )
    assert answers.only() == ("2018-07-02", "REG33-1")


def test_a_row_may_leave_out_what_nobody_reads(ask) -> None:
    assert ask("A,2018-06-04,,first", header=HEADER + ",notes").status == 0
    assert ask("A,2018-06-04,,first,,,").status == 0
    assert ask("", "A,2018-06-04,,first", ",,,", "  ", "").only() == ("2018-07-02", "REG33-1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_of_a_council_are_read(ask, encoding: str) -> None:
    answers = ask("Zoë,2018-06-04,,first", encoding=encoding)
    assert answers.rows[0]["id"] == "Zoë"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_kind_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(end.join([HEADER, "A,2018-06-04,,first", "B,2018-06-04,,first", ""]).encode())
    assert run([str(path)]) == 0
    assert capsys.readouterr().out.count("2018-07-02") == 2


def test_a_quoted_cell_may_hold_a_line_end(ask) -> None:
    answers = ask('A,"two\nlines",2018-06-04,,first', "B,x,soon,,first", header="id,scenario," + HEADER[3:])
    assert answers.rows[0]["due_date"] == "2018-07-02"
    assert "line 4," in answers.err


def test_two_stray_quotes_far_apart_spoil_only_their_own_rows(ask) -> None:
    rows = [f"{n},2018-06-04,,first" for n in range(30)]
    answers = ask('A,"2018-06-04,,first', *rows, 'B,"2018-06-04,,first')
    assert [row["due_date"] for row in answers.rows].count("2018-07-02") == 30
    assert len(answers.rows) == 32


def test_the_series_may_count_from_its_last_meeting(ask) -> None:
    row = "A,2018-01-15,2018-10-18:subsequent;2019-04-16:series_first/due=2019-04-18;2019-05-10:series_last,subsequent"
    assert ask(row).only() == ("2019-10-16", "REG33-2b+SERIES-FIRST")
    assert ask(row, options=("--series-anchor", "last")).only() == ("2019-11-10", "REG33-2b+SERIES-LAST")


def test_the_councils_bank_holidays_are_used(ask, tmp_path: Path) -> None:
    overrides = tmp_path / "overrides.csv"
    overrides.write_text("2018-06-11,A local day,add\n", encoding="utf-8")
    answers = ask("A,2018-06-04,,first", options=("--bank-holidays", str(overrides)))
    assert answers.only() == ("2018-07-03", "REG33-1")
    assert "A local day (11 Jun 2018)" in answers.rows[0]["explanation"]
    overrides.write_text("soon,A local day,add\n", encoding="utf-8")
    answers = ask("A,2018-06-04,,first", options=("--bank-holidays", str(overrides)))
    assert (answers.status, answers.out) == (2, "")
    assert "overrides.csv" in answers.err


def test_corrections_that_are_not_there_are_not_passed_over(ask, tmp_path: Path) -> None:
    answers = ask("A,2018-06-04,,first", options=("--bank-holidays", str(tmp_path / "overides.csv")))
    assert (answers.status, answers.out) == (2, "")
    assert "There is no file" in answers.err


def test_a_pathway_plan_is_not_called_the_end_of_care(ask) -> None:
    said = ask("A,,2018-08-31:pathway_plan,pathway").rows[0]["explanation"]
    assert "the day the pathway plan was made" in said
    assert "care ended" not in said


def test_the_explanation_of_an_early_review_gives_the_ordinary_date(ask) -> None:
    answers = ask("A,2018-06-04,2018-07-02:first,early")
    assert "Tuesday 2 October 2018" in answers.rows[0]["explanation"]


def test_a_file_without_its_columns_is_refused(ask) -> None:
    answers = ask("A,2018-06-04", header="id,became_looked_after")
    assert (answers.status, answers.out) == (2, "")
    assert "no column previous_reviews, kind_of_next" in answers.err
    assert ask(header="").status == 2


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path / "absent.csv")]) == 2
    assert "absent.csv cannot be read." in capsys.readouterr().err
    assert run([str(tmp_path)]) == 2


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "FILE.csv" in capsys.readouterr().err
    assert run(["--help"]) == 0
    assert run(["a.csv", "b.csv"]) == 2


def test_it_is_a_command_of_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"{HEADER}\nA,2018-06-04,,first\n", encoding="utf-8")
    assert main(["due-dates", str(path)]) == 0
    assert capsys.readouterr().out.startswith(
        'id,due_date,rule,explanation\nA,2018-07-02,REG33-1,"Due Monday'
    )
