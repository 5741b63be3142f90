"""A laptop that joins imports under the office's spelling of the council's name: no child is here twice."""

from dataclasses import replace

import pytest

from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.person import Profile
from iro_desktop.intake.incoming import CHILD
from iro_desktop.protocol.certificates import new_code
from iro_desktop.services.enrol_laptop import (
    CheckTheAddress,
    ask_to_enrol,
    imported_as,
    join_office,
    membership_of,
)
from iro_desktop.services.import_return import import_files
from iro_desktop.sync.enrolling import SigningKey, _enrolled, read_typed_code
from iro_desktop.sync.problems import OtherImportName
from tests.intake.files import ONE_CHILD, TODAY, source
from tests.sync.laptops import Laptop

OTHERWISE = "Coldwater Council"


@pytest.fixture
def laptop(office, tmp_path):
    """A laptop whose person named the council as their office does not, before they joined."""
    made = Laptop(office, tmp_path, office.person("Ann Reeve", children=[]), enrolled=False)
    profile = replace(made.session.profile, name="Ann Reeve", council=OTHERWISE)
    made.save(profile)
    made.session = replace(made.session, profile=profile)
    yield made
    made.close()


def bring_in(laptop, council=""):
    import_files(laptop.caseload, [source(ONE_CHILD)], council=council, today=TODAY)
    return [child.id for child in laptop.caseload.list(Child)]


def test_what_is_imported_after_joining_has_the_offices_ids(laptop):
    laptop.enrol()
    assert laptop.session.profile.council == "Coldwater"
    assert [profile.council for profile in laptop.caseload.list(Profile)] == ["Coldwater"]
    assert bring_in(laptop) == [imported_id("Coldwater", CHILD, "101")]


def test_a_child_whom_the_office_sent_is_met_and_not_made_again(laptop):
    laptop.enrol()
    theirs = imported_id("Coldwater", CHILD, "101")
    laptop.save(Child(id=theirs, source_key="101", given_name="Ellis"))
    assert bring_in(laptop) == [theirs]


def test_children_brought_in_under_another_spelling_are_told_before_the_code_is_used(laptop, office):
    assert imported_as(laptop.session) == ""
    bring_in(laptop, OTHERWISE)
    assert imported_as(laptop.session) == OTHERWISE
    code = office.code_for(laptop.person)
    with pytest.raises(OtherImportName) as refused:
        _enrolled(
            laptop.line(), read_typed_code(code), "", SigningKey.generate(), imported_as(laptop.session)
        )
    assert "“Coldwater Council”, there “Coldwater”" in refused.value.what_to_do
    assert membership_of(laptop.session) is None
    made = _enrolled(laptop.line(), read_typed_code(code), "", SigningKey.generate())
    assert made.import_name == "Coldwater", "the code is still good"


def test_children_brought_in_under_the_offices_name_join(laptop, office):
    profile = replace(laptop.session.profile, council="Coldwater")
    laptop.save(profile)
    laptop.session = replace(laptop.session, profile=profile)
    before = bring_in(laptop)
    named = imported_as(laptop.session)
    code = read_typed_code(office.code_for(laptop.person))
    laptop.session = join_office(
        laptop.session, _enrolled(laptop.line(), code, "", SigningKey.generate(), named)
    )
    assert bring_in(laptop) == before


def test_an_office_too_old_to_say_its_name_changes_nothing(laptop, office):
    code = read_typed_code(office.code_for(laptop.person))
    made = _enrolled(laptop.line(), code, "", SigningKey.generate())
    assert join_office(laptop.session, replace(made, import_name="")).profile.council == OTHERWISE


@pytest.mark.parametrize("typed", ["not an address", "ftp://office.example", "https://127.0.0.1:9"])
def test_an_address_at_which_no_office_is_says_check_the_address(typed):
    with pytest.raises(CheckTheAddress) as wrong:
        ask_to_enrol(typed, new_code())
    assert wrong.value.what_to_do.startswith("Check the address")
    assert "work is" not in wrong.value.what_to_do
