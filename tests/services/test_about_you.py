"""Who the IRO is can be put right, and letters and corrections say so from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.domain.person import Profile
from iro_desktop.services.about_you import about_you, change_about_you
from iro_desktop.services.restore_draft import restore_draft
from iro_desktop.services.write_letter import open_letter
from tests.reviewing import LAST, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


def who_i_am(office: Office) -> str:
    parts = {part.part: part.text for part in open_letter(office.session, LAST).parts}
    return "\n".join((parts[LetterPartName.WHO_I_AM], parts[LetterPartName.REACH_ME]))


def test_a_change_stands_in_the_next_letter(office: Office) -> None:
    assert "Sam" in who_i_am(office)
    change_about_you(office.session, {"name": " Robin Adeyemi ", "phone": "01632 960777"})
    assert "Robin" in who_i_am(office)
    assert "01632 960777" in who_i_am(office)
    assert "Sam" not in who_i_am(office)


def test_a_name_is_never_emptied(office: Office) -> None:
    change_about_you(office.session, {"name": "  ", "email": "sam@council.example"})
    about = about_you(office.session)
    assert (about.name, about.email) == ("Sam Okafor", "sam@council.example")


@pytest.mark.parametrize("field", ["council", "id"])
def test_what_is_part_of_every_imported_id_cannot_change(office: Office, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        change_about_you(office.session, {field: "Elsewhere"})


def test_what_a_lock_sealed_is_kept_at_the_next_start(office: Office) -> None:
    restore_draft(office.session, {"screen": "settings", "review_id": "", "edits": {"phone": "01632 960778"}})
    kept = office.caseload.get(Profile, "sam")
    assert kept is not None
    assert kept.phone == "01632 960778"
