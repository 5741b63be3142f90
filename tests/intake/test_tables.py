import pytest

from iro_desktop.domain.child import Child
from iro_desktop.intake.reading import read_files
from iro_desktop.intake.sources import SourceFile
from tests.intake.files import COUNCIL, EPISODES, HEADER, ONE_CHILD, ONE_EPISODE, TODAY, codes, read, source

PEOPLE = "CHILD,given_name,family_name,known_as,address\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_spelling_of_a_file_says_the_same(encoding: str, ending: str, delimiter: str) -> None:
    text = (ONE_CHILD + "\n\n").replace("\n", ending).replace(",", delimiter)
    reading = read_files([source(text, encoding=encoding)], council=COUNCIL, today=TODAY)
    assert [one.fields["upn"] for one in reading.children] == ["A000000000001"]
    assert codes(reading) == []


def test_names_in_cp1252_are_read() -> None:
    text = PEOPLE + "101,Zoë,O’Neil-Smith,Zo,\n"
    reading = read_files([source(text, encoding="cp1252")], council=COUNCIL, today=TODAY)
    (child,) = reading.additions
    assert (child.fields["given_name"], child.fields["family_name"]) == ("Zoë", "O’Neil-Smith")


def test_titles_and_blank_lines_above_the_column_names_are_passed_over() -> None:
    reading = read("sep=,\nLooked after children\n\n" + ONE_CHILD)
    assert len(reading.children) == 1
    assert reading.children[0].row.line == 5


def test_files_are_known_by_their_columns_in_any_order_and_case() -> None:
    reading = read(
        "dob,child,ethnic,sex\n12/03/2015,101,WBRI,1\n",
        "REVIEW CODE,REVIEW,CHILD\nPN1,20/06/2024,101\n",
    )
    assert len(reading.children) == 1
    assert len(reading.reviews) == 1
    assert [(r.code, r.column) for r in reading.notebook.remarks] == [
        ("column-missing", "UPN"),
        ("column-missing", "MOTHER"),
        ("column-missing", "DOB"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf \r\n", "file-empty"),
        (b"<?xml version='1.0'?><a/>", "file-is-xml"),
        (b"PK\x03\x04junk", "file-is-workbook"),
        (b"a,b,c\n1,2,3\n", "file-not-recognised"),
        (b"\x00\xff\xfe\x01" * 100, "file-not-recognised"),
        (b"CHILD,MIS_START,MIS_END\n1,01/01/2020,\n", "file-not-needed"),
        (HEADER.encode(), "file-has-no-rows"),
    ],
)
def test_a_file_that_holds_nothing_to_import_is_said_to(data: bytes, code: str) -> None:
    reading = read_files([SourceFile("x.csv", data)], council=COUNCIL, today=TODAY)
    assert codes(reading) == [code]
    assert reading.children == ()


def test_a_stray_quotation_mark_costs_its_own_row_only() -> None:
    reading = read(HEADER + '101,"1,12/03/2015,WBRI,,,\n102,2,12/03/2015,WBRI,,,\n')
    assert [one.child for one in reading.children] == ["102"]
    assert [(r.code, r.line) for r in reading.notebook.remarks] == [("row-quote-open", 2)]


def test_in_the_people_file_an_address_may_run_over_lines() -> None:
    reading = read(PEOPLE + '101,Ada,Lind,,"1 High Street\nZoton\nZQ1 1AA"\n102,Bo,Lind,,\n')
    assert reading.additions[0].fields["address"] == "1 High Street\nZoton\nZQ1 1AA"
    assert [one.row.line for one in reading.additions] == [2, 5]


def test_in_the_people_file_too_an_open_quotation_mark_swallows_nothing() -> None:
    reading = read(
        PEOPLE + '101,Ada,Lind,,"1 High Street\n102,Bo,Lind,,"\n103,Cy,Lind,,\n104,Di,Lind,"Di",\n'
    )
    assert [one.child for one in reading.additions] == ["103", "104"]
    assert [r.code for r in reading.notebook.remarks] == ["row-quote-open", "row-quote-open"]


def test_ragged_rows_are_imported_and_remarked_on() -> None:
    reading = read(
        HEADER + "101,1,12/03/2015\n102,2,12/03/2015,WBRI,,,,,surplus\n103,1,12/03/2015,WBRI,,,,,\n"
    )
    assert [one.child for one in reading.children] == ["101", "102", "103"]
    assert codes(reading)[:2] == ["row-short", "row-long"]


def test_ten_thousand_columns_and_a_cell_of_a_megabyte() -> None:
    wide = HEADER.strip() + "," + ",".join(f"C{n}" for n in range(10_000)) + "\n"
    reading = read(wide + "101,1,12/03/2015,WBRI," + "x" * 1_000_000 + "\n")
    assert reading.children[0].fields["upn"] == ""
    assert "cell-too-long" in codes(reading)


def test_hidden_characters_and_formulas_are_made_harmless_and_named_by_place() -> None:
    reading = read(PEOPLE + "101,A\x00da,=cmd|' /C calc'!A0,,\n")
    (child,) = reading.additions
    assert child.fields["given_name"] == "Ada"
    assert child.fields["family_name"] == "=cmd|' /C calc'!A0"
    assert [(r.code, r.line, r.column) for r in reading.notebook.remarks] == [
        ("cell-hidden-characters", 2, "GIVEN_NAME"),
        ("cell-formula", 2, "FAMILY_NAME"),
    ]


def test_a_column_twice_uses_the_first() -> None:
    reading = read("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,SEX\n101,1,12/03/2015,WBRI,,,2\n")
    assert reading.children[0].fields["sex"] == "M"
    assert codes(reading) == ["column-twice"]


def test_ids_come_from_council_and_key_alone() -> None:
    one, other = read(ONE_CHILD, ONE_EPISODE), read(ONE_EPISODE, ONE_CHILD.replace("WBRI", "BCRB"))
    assert one.children[0].kind is Child
    assert one.children[0].id == other.children[0].id
    assert one.episodes[0].id == other.episodes[0].id
    assert one.episodes[0].key == "101/2024-06-01/S"
    elsewhere = read_files([source(ONE_CHILD)], council="Elsewhere", today=TODAY)
    assert elsewhere.children[0].id != one.children[0].id


def test_no_remark_repeats_anything_from_the_file() -> None:
    reading = read(
        HEADER + "MARKER1,MARKER2,MARKER3,MARKER4,,,\nMARKER 5,1,,WBRI,,,\n",
        EPISODES + "MARKER1,MARKER6,S,,,,,,,,,,\nMARKER1,01/01/2020,MARKER7,MARKER8,,,,,,,,,\n",
        PEOPLE + "MARKER1,\x00MARKER9,=MARKER10,,\n",
    )
    assert len(reading.notebook.remarks) > 8
    assert "MARKER" not in repr(reading.notebook.remarks)
