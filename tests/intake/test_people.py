from datetime import date

from iro_desktop.domain.child import PersonRole
from tests.intake.files import codes, read

WIDE = (
    "CHILD,given_name,family_name,known_as,date_of_birth,address,postcode,address_hidden,"
    "carer_1_name,carer_1_called,carer_1_role,carer_1_phone,carer_2_name,school,school_phone,teacher_name,"
    "teacher_role,social_worker_name,social_worker_phone,team_manager,iro\n"
)
ROW = (
    '101,Ellis,Ward,Elly,12/03/2015,"1 Wren Lane, Zoton",zq1 1aa,Y,Jo Reed,Jojo,foster carer,01632 960001,'
    "Mark Reed,Zoton Primary,01632 960002,Mr Hall,class teacher,Priya Nair,07700 900003,Dee Cole,Sam Okafor\n"
)
LONG = "CHILD,role,name,called,role_words,phone,no_contact,hidden,since,until\n"


def test_a_wide_row_names_the_child_and_everybody() -> None:
    reading = read(WIDE + ROW)
    (child,) = reading.additions
    assert child.fields == {
        "source_key": "101",
        "given_name": "Ellis",
        "family_name": "Ward",
        "known_as": "Elly",
        "date_of_birth": date(2015, 3, 12),
        "address": "1 Wren Lane, Zoton",
        "postcode": "ZQ1 1AA",
        "address_hidden": True,
        "iro_name": "Sam Okafor",
    }
    found = [
        (p.fields["role"], p.fields["name"], p.fields["role_words"], p.fields.get("phone", ""))
        for p in reading.people
    ]
    assert found == [
        (PersonRole.CARER, "Jo Reed", "foster carer", "01632 960001"),
        (PersonRole.CARER, "Mark Reed", "", ""),
        (PersonRole.SCHOOL, "Zoton Primary", "", "01632 960002"),
        (PersonRole.TEACHER, "Mr Hall", "class teacher", ""),
        (PersonRole.SOCIAL_WORKER, "Priya Nair", "", "07700 900003"),
        (PersonRole.TEAM_MANAGER, "Dee Cole", "", ""),
    ]
    assert reading.people[0].fields["called"] == "Jojo"
    assert codes(reading) == []


def test_a_blank_never_shows_an_address_and_an_unclear_word_hides_it() -> None:
    columns = "CHILD,known_as,address_hidden\n"
    assert "address_hidden" not in read(columns + "101,Elly,\n").additions[0].fields
    assert read(columns + "101,Elly,N\n").additions[0].fields["address_hidden"] is False
    unclear = read(columns + "101,Elly,see notes\n")
    assert unclear.additions[0].fields["address_hidden"] is True
    assert codes(unclear) == ["yes-no-unclear"]


def test_a_name_in_another_alphabets_code_is_remarked_on() -> None:
    wide, long = "CHILD,given_name,carer_1_name\n", "CHILD,role,name\n"
    assert codes(read(wide + "101,Siân,Zoë O’Neill-Šimić (Jo)\n")) == []
    garbled = "Łukasz,Żaneta".encode("cp1250").decode("cp1252")
    assert codes(read(wide + f"101,{garbled}\n")) == ["name-characters"] * 2
    assert codes(read(long + "101,carer,?ukasz\n")) == ["name-characters"]


def test_the_long_file() -> None:
    reading = read(
        LONG
        + "101,Mother,Carla Ward,Mum,,,N,,,\n101,form-tutor,Mr Hall,,,,,,01/09/2025,\n"
        + "101,wizard,Gan,,,,,,,\n101,carer,,,,,,,,\n,carer,Jo,,,,,,,\n101,father,Dan Ward,Dad,,,Y,y,,\n"
    )
    mother, tutor, other, father = (one.fields for one in reading.people)
    assert (mother["role"], mother["role_words"], mother["called"]) == (PersonRole.PARENT, "mother", "Mum")
    assert mother["no_contact"] is False
    assert (tutor["role"], tutor["role_words"], tutor["since"]) == (
        PersonRole.TEACHER,
        "form tutor",
        date(2025, 9, 1),
    )
    assert (other["role"], other["role_words"]) == (PersonRole.OTHER, "wizard")
    assert father["no_contact"] is True
    assert father["hidden"] is True
    assert codes(reading) == ["role-unknown", "person-unnamed", "child-missing"]


def test_both_files_about_one_person_are_put_together_unless_they_differ() -> None:
    agreed = read(WIDE + ROW, LONG + "101,carer,jo  reed,,,,,,01/09/2025,\n")
    jo = agreed.people[0].fields
    assert (jo["called"], jo["since"]) == ("Jojo", date(2025, 9, 1))
    assert codes(agreed) == []
    differ = read(WIDE + ROW, LONG + "101,carer,Jo Reed,Auntie,,,,,,\n")
    assert differ.people[0].fields["called"] == "Jojo"
    assert codes(differ) == ["person-conflict"]


def test_a_misspelt_column_is_named() -> None:
    reading = read("CHILD,known_as,carer_1_fone\n101,Elly,1\n")
    assert [(r.code, r.column) for r in reading.notebook.remarks] == [("column-unknown", "CARER_1_FONE")]


def test_the_example_in_the_documentation_is_read_without_a_remark() -> None:
    from iro_desktop.intake.reading import read_files
    from iro_desktop.intake.sources import source_files
    from tests.conftest import ROOT
    from tests.intake.files import COUNCIL, TODAY

    reading = read_files(source_files([ROOT / "docs" / "people-file-example"]), council=COUNCIL, today=TODAY)
    assert len(reading.additions) == 3
    assert len(reading.people) > 10
    assert codes(reading) == []
