from datetime import date

import pytest

from iro_desktop.domain.review import Participation
from tests.intake.files import EPISODES, HEADER, ONE_CHILD, ONE_EPISODE, REVIEWS, SAMPLE, UASC, codes, read


def test_a_whole_child() -> None:
    reading = read(
        ONE_CHILD, ONE_EPISODE, REVIEWS + "101,12/03/2015,20/06/2024,PN1\n", UASC + "101,1,,01/02/2033\n"
    )
    child, until = reading.children[0], reading.additions[0]
    assert child.fields == {
        "source_key": "101",
        "date_of_birth": date(2015, 3, 12),
        "sex": "M",
        "ethnicity": "WBRI",
        "upn": "A000000000001",
        "is_mother": False,
    }
    assert until.fields == {"uasc_until": date(2033, 2, 1)}
    assert until.id == child.id
    episode = reading.episodes[0].fields
    assert episode["child_id"] == child.id
    assert (episode["began_on"], episode["ended_on"]) == (date(2024, 6, 1), None)
    assert (episode["reason_new"], episode["legal_status"], episode["placement"]) == ("S", "C2", "U4")
    review = reading.reviews[0].fields
    assert (review["held_on"], review["participation"]) == (date(2024, 6, 20), Participation.ATTENDED_SPOKE)
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("sex", "read_as", "remark"),
    [
        ("1", "M", []),
        ("2", "F", []),
        ("f", "F", []),
        ("", "", ["code-missing"]),
        ("X", "", ["code-left-out"]),
    ],
)
def test_sex_in_both_spellings(sex: str, read_as: str, remark: list[str]) -> None:
    reading = read(HEADER + f"101,{sex},12/03/2015,WBRI,,,\n")
    assert reading.children[0].fields["sex"] == read_as
    assert codes(reading) == remark


def test_code_lists_are_those_of_the_returns_year() -> None:
    def remarks(year: int, place: str) -> list[str]:
        episode = f"101,01/03/{year},S,C2,N1,{place},PR1,,,,,,\n"
        return codes(read(ONE_CHILD, EPISODES + episode))

    assert "code-other-year" not in remarks(2025, "H5")
    assert "code-other-year" in remarks(2026, "H5")
    assert "code-other-year" in remarks(2024, "K3")
    assert "code-other-year" not in remarks(2025, "K3")
    assert "code-unknown" in remarks(2025, "Q9")


def test_what_has_no_key_is_rejected_and_stops_nothing_else() -> None:
    reading = read(
        HEADER + ",1,12/03/2015,WBRI,,,\nAda Lind,1,12/03/2015,WBRI,,,\n101,1,12/13/2015,WBRI,,,\n",
        EPISODES + "101,,S,C2,N1,U4,PR1,,,,,,\n101,31/02/2020,S,C2,N1,U4,PR1,,,,,,\n"
        "101,01/03/2020,S,C2,N1,U4,PR1,99/99/9999,,,,,\n",
        REVIEWS + "101,,,PN1\n101,,01/04/2020,\n101,,,\n101,,02/04/2020,PN9\n",
    )
    found = [(r.severity.value, r.code, r.file, r.line, r.column) for r in reading.notebook.remarks]
    assert found == [
        ("rejected", "child-missing", "file0.csv", 2, "CHILD"),
        ("rejected", "child-unreadable", "file0.csv", 3, "CHILD"),
        ("noted", "date-left-out", "file0.csv", 4, "DOB"),
        ("rejected", "date-missing", "file1.csv", 2, "DECOM"),
        ("rejected", "date-unreadable", "file1.csv", 3, "DECOM"),
        ("noted", "date-left-out", "file1.csv", 4, "DEC"),
        ("rejected", "date-missing", "file2.csv", 2, "REVIEW"),
        ("noted", "code-missing", "file2.csv", 3, "REVIEW_CODE"),
        ("noted", "review-blank", "file2.csv", 4, "REVIEW"),
        ("noted", "code-left-out", "file2.csv", 5, "REVIEW_CODE"),
    ]
    assert (len(reading.children), len(reading.episodes), len(reading.reviews)) == (1, 1, 2)
    assert all(r.what_to_do for r in reading.notebook.remarks)


@pytest.mark.parametrize(
    ("day", "code", "remark"),
    [
        ("11/03/2019", "PN0", []),
        ("12/03/2019", "PN0", []),
        ("13/03/2019", "PN0", ["review-440"]),
        ("11/03/2019", "PN1", ["review-441"]),
        ("12/03/2019", "PN1", []),
        ("11/03/2015", "PN0", ["review-before-birth"]),
        ("24/11/2026", "PN1", ["review-after-today"]),
    ],
)
def test_rules_440_and_441_and_the_birthday_itself(day: str, code: str, remark: list[str]) -> None:
    assert codes(read(ONE_CHILD, REVIEWS + f"101,12/03/2015,{day},{code}\n")) == remark


def test_a_review_after_today_was_not_held() -> None:
    reading = read(ONE_CHILD, REVIEWS + "101,12/03/2015,24/11/2026,PN1\n101,12/03/2015,23/11/2026,PN1\n")
    assert [one.fields["held_on"] for one in reading.reviews] == [date(2026, 11, 23)]
    assert [(r.severity, r.code, r.line) for r in reading.notebook.remarks] == [
        ("rejected", "review-after-today", 2)
    ]


def test_rows_twice() -> None:
    reading = read(
        ONE_CHILD + "101,1,12/03/2015,WBRI,A000000000001,,\n101,2,12/03/2015,WBRI,,,\n",
        REVIEWS
        + "101,12/03/2015,20/06/2024,PN1\n101,12/03/2015,20/06/2024,PN1\n101,12/03/2015,20/06/2024,PN2\n",
        ONE_EPISODE + "101,01/06/2024,S,C1,N1,U4,PR1,,,,,,\n",
    )
    assert codes(reading) == [
        "row-twice",
        "child-conflict",
        "episode-conflict",
        "row-twice",
        "review-conflict",
    ]
    assert (len(reading.children), len(reading.episodes), len(reading.reviews)) == (1, 1, 1)
    assert reading.reviews[0].fields["participation"] == "PN1"


def test_what_rows_say_against_each_other_is_noted() -> None:
    reading = read(
        ONE_CHILD,
        EPISODES + "101,01/01/2015,S,V3,N1,U4,PR0,01/06/2020,X1,,,,\n101,01/05/2020,P,V4,N1,T1,PR1,,,,,,\n"
        "101,01/07/2020,P,V4,N1,P1,PR0,01/06/2020,,,,,\n101,01/08/2020,P,V4,N1,P1,,,,,,,\n",
        REVIEWS + "101,13/03/2015,31/12/2014,PN0\n",
    )
    assert set(codes(reading)) == {
        "birth-disagrees",
        "episode-before-birth",
        "episode-ends-first",
        "episode-two-open",
        "episodes-overlap",
        "provider-disagrees",
        "review-399",
        "review-before-birth",
        "review-before-care",
    }
    assert len(reading.episodes) == 4


def test_the_sample_of_the_shared_return() -> None:
    from iro_desktop.intake.reading import read_files
    from iro_desktop.intake.sources import source_files
    from tests.intake.files import COUNCIL, TODAY

    reading = read_files(source_files([SAMPLE]), council=COUNCIL, today=TODAY)
    assert len(reading.children) == 37
    assert not [r for r in reading.notebook.remarks if r.severity == "rejected"]
