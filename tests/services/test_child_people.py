"""The people typed on a child's page, and who is taken off it: whole, or kept for what names them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from iro_desktop.domain.child import Person, PersonRole
from iro_desktop.domain.review import Presence
from iro_desktop.services.keep_people import keep_people, person_key
from iro_desktop.services.open_child import open_child
from iro_desktop.services.record_review import start_review
from iro_desktop.services.remove_person import bring_person_back, remove_person
from iro_desktop.services.restore_draft import restore_draft
from tests.note_taking import set_attendance
from tests.reviewing import ELLIS, JO, PRIYA, Office

NAN = "019c0000-0000-7000-8000-0000000000aa"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


def listed(office: Office) -> list[str]:
    return [person.name for person in open_child(office.session, ELLIS).people]


def typed(**fields: str) -> dict[str, str]:
    return {person_key(NAN, name): text for name, text in fields.items()}


def test_somebody_new_is_made_from_the_first_word_typed(office: Office) -> None:
    keep_people(office.session, ELLIS, typed(role="family"))
    assert office.caseload.get(Person, NAN) is None, "a role alone is nobody"
    keep_people(office.session, ELLIS, typed(name="Pat Hope ", role="family", called="Nan"))
    keep_people(office.session, ELLIS, typed(role_words="grandmother"))
    nan = office.caseload.get(Person, NAN)
    assert nan == Person(
        id=NAN,
        child_id=ELLIS,
        name="Pat Hope",
        called="Nan",
        role=PersonRole.FAMILY,
        role_words="grandmother",
    )
    assert "Pat Hope" in listed(office)


def test_what_is_typed_changes_that_field_alone(office: Office) -> None:
    before = office.caseload.get(Person, JO)
    assert before is not None
    keep_people(office.session, ELLIS, {person_key(JO, "called"): "Jojo"})
    assert office.caseload.get(Person, JO) == replace(before, called="Jojo")


@pytest.mark.parametrize("field", ["child_id", "no_contact", "hidden", "until"])
def test_no_other_field_can_be_typed(office: Office, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        keep_people(office.session, ELLIS, {person_key(JO, field): "x"})


def test_nobody_of_another_child_is_touched(office: Office) -> None:
    office.save(Person(id="other", child_id="another", name="Kim"))
    with pytest.raises(ValueError, match="another child"):
        keep_people(office.session, ELLIS, {person_key("other", "name"): "Jo"})
    assert remove_person(office.session, ELLIS, "other") is None
    kim = office.caseload.get(Person, "other")
    assert kim is not None
    assert (kim.name, kim.until) == ("Kim", None)


def test_a_slip_goes_whole_and_comes_back_with_all_it_said(office: Office) -> None:
    keep_people(office.session, ELLIS, typed(name="Pat Hope", called="Nan", role="family"))
    gone = remove_person(office.session, ELLIS, NAN)
    assert gone is not None
    assert office.caseload.get(Person, NAN) is None
    back = bring_person_back(office.session, gone)
    assert office.caseload.get(Person, back) == replace(gone, id=back)


def test_whoever_a_review_names_or_a_file_brought_stays_on_record(office: Office) -> None:
    set_attendance(office.session, start_review(office.session, ELLIS), JO, Presence.PRESENT)
    priya = office.caseload.get(Person, PRIYA)
    assert priya is not None
    office.save(replace(priya, source_key="7/sw"))
    for person_id, name in ((JO, "Jo Marsh"), (PRIYA, "Priya Shah")):
        gone = remove_person(office.session, ELLIS, person_id)
        assert gone is not None
        assert name not in listed(office)
        kept = office.caseload.get(Person, person_id)
        assert kept is not None
        assert kept.until is not None
        assert bring_person_back(office.session, gone) == person_id
        assert office.caseload.get(Person, person_id) == gone
        assert name in listed(office)


def test_what_a_lock_sealed_is_kept_at_the_next_start(office: Office) -> None:
    draft = {
        "screen": "people",
        "review_id": ELLIS,
        "edits": typed(name="Pat Hope"),
        "at": "2026-03-12T14:00:00+00:00",
    }
    restore_draft(office.session, draft)
    restore_draft(office.session, draft)
    assert listed(office).count("Pat Hope") == 1
