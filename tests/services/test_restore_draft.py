from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.letter import LetterPart
from iro_desktop.domain.review import ParkedNote, Review, ReviewSection, SectionTopic
from iro_desktop.services.record_review import start_review
from iro_desktop.services.restore_draft import restore_draft
from iro_desktop.services.review_edits import edit_key, save_edits
from iro_desktop.services.review_page import section_id
from iro_desktop.services.write_letter import LetterPartName, open_letter, rewrite_part
from tests.reviewing import ELLIS, LAST, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


@pytest.fixture
def review_id(office: Office) -> str:
    return start_review(office.session, ELLIS)


def said(review_id: str, text: str) -> dict[str, Any]:
    home = section_id(review_id, SectionTopic.HOME)
    return {edit_key(ReviewSection, home, "topic"): "home", edit_key(ReviewSection, home, "said"): text}


def sealed(office: Office, review_id: str, text: str) -> dict[str, Any]:
    return {
        "screen": "record",
        "review_id": review_id,
        "edits": said(review_id, text),
        "place": {},
        "at": office.now.isoformat(),
    }


def in_the_box(office: Office, review_id: str) -> str:
    section = office.caseload.get(ReviewSection, section_id(review_id, SectionTopic.HOME))
    return section.said if section else ""


def parked(office: Office, review_id: str) -> list[str]:
    return [note.text for note in office.caseload.list(ParkedNote, review_id=review_id)]


def test_sealed_words_come_back_even_one_after_another(office: Office, review_id: str) -> None:
    first = sealed(office, review_id, "I feel")
    office.later(seconds=2)
    second = sealed(office, review_id, "I feel safe")
    office.later(hours=1)
    began = office.now
    for draft in (first, second):
        restore_draft(office.session, draft, began)
        office.later(seconds=1)
    assert in_the_box(office, review_id) == "I feel safe"
    assert parked(office, review_id) == []


def test_what_was_saved_after_the_sealing_is_not_overwritten(office: Office, review_id: str) -> None:
    draft = sealed(office, review_id, "I feel")
    office.later(seconds=2)
    save_edits(office.session, review_id, said(review_id, "I feel safe here"))
    office.later(hours=1)
    restore_draft(office.session, draft, office.now)
    assert in_the_box(office, review_id) == "I feel safe here"
    assert parked(office, review_id) == [], "the newer words hold the older"


def test_older_words_that_the_newer_do_not_hold_are_parked_once(office: Office, review_id: str) -> None:
    draft = sealed(office, review_id, "Mum rings on Sundays")
    office.later(hours=1)
    save_edits(office.session, review_id, said(review_id, "Something else"))
    office.later(hours=1)
    for _ in range(2):
        restore_draft(office.session, draft, office.now)
    assert in_the_box(office, review_id) == "Something else"
    assert parked(office, review_id) == ["Mum rings on Sundays"]


def test_a_clock_set_back_since_the_sealing_covers_no_newer_words(office: Office, review_id: str) -> None:
    draft = sealed(office, review_id, "I feel")
    office.later(hours=-1)
    save_edits(office.session, review_id, said(review_id, "something else"))
    office.later(minutes=5)
    restore_draft(office.session, draft, office.now)
    assert in_the_box(office, review_id) == "something else"
    assert parked(office, review_id) == ["I feel"]


def test_a_clock_set_back_keeps_no_words_out_that_go_on(office: Office, review_id: str) -> None:
    save_edits(office.session, review_id, said(review_id, "I feel"))
    draft = sealed(office, review_id, "I feel safe")
    draft["edits"][edit_key(Review, review_id, "participation")] = "PN1"
    office.later(hours=-1)
    restore_draft(office.session, draft, office.now)
    assert in_the_box(office, review_id) == "I feel safe"
    review = office.caseload.get(Review, review_id)
    assert review is not None
    assert review.participation == "PN1"
    assert parked(office, review_id) == []


@pytest.mark.parametrize(
    ("sealed_text", "kept"),
    [("You sang well.", "You sang.\nYou sang well."), ("You sang. And you", "You sang. And you")],
)
def test_a_clock_set_back_covers_nothing_in_a_letter(office: Office, sealed_text: str, kept: str) -> None:
    letter = open_letter(office.session, LAST).letter
    draft = {
        "screen": "letter",
        "review_id": LAST,
        "edits": {LetterPartName.THANKS.value: sealed_text},
        "at": office.now.isoformat(),
    }
    office.later(hours=-1)
    rewrite_part(office.session, letter.id, LetterPartName.THANKS, "You sang.")
    restore_draft(office.session, draft, office.now)
    (part,) = office.caseload.list(LetterPart)
    assert part.text == kept


def test_in_a_letter_they_stand_below_the_newer_ones_once(office: Office) -> None:
    letter_id = open_letter(office.session, LAST).letter.id
    rewrite_part(office.session, letter_id, LetterPartName.THANKS, "Thank you.")
    draft = sealed(office, LAST, "") | {"screen": "letter", "edits": {"thanks": "I loved your den!"}}
    office.later(hours=1)
    rewrite_part(office.session, letter_id, LetterPartName.THANKS, "Thank you so much.")
    office.later(hours=1)
    for _ in range(2):
        restore_draft(office.session, draft, office.now)
    (part,) = office.caseload.list(LetterPart, letter_id=letter_id)
    assert part.text == "Thank you so much.\nI loved your den!"
