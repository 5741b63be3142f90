"""The letter's story on a real encrypted caseload: begun, rewritten, checked, held back, kept."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.letter import Band, Letter, LetterPart, LetterPartName, StopOverride
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Decision, ReviewSection, SectionTopic
from iro_desktop.letters.facts import WrongChild
from iro_desktop.letters.gather import LetterRecords
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import (
    LetterHeldBack,
    LetterView,
    Level,
    choose_band,
    choose_pictures,
    let_stop_stand,
    open_letter,
    restore_part,
    rewrite_part,
    save_as_word,
)
from tests.letters.worked import CHILD, REVIEW, age_fifteen, age_seven
from tests.services.letters import session_with

Opening = Callable[..., Session]
ZOE = Child(id="child-zoe", source_key="566910", given_name="Zoë", family_name="Adeyemi", known_as="Zoë")


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    sessions: list[Session] = []

    def open_with(records: LetterRecords, *more: Record) -> Session:
        sessions.append(session_with(tmp_path, records, *more))
        return sessions[-1]

    yield open_with
    for session in sessions:
        session.caseload.close()


def part(view: LetterView, name: LetterPartName) -> str:
    return next(each.text for each in view.parts if each.part is name)


def test_opening_begins_one_letter_of_the_childs_age(opening: Opening) -> None:
    session = opening(age_seven())
    view = open_letter(session, REVIEW)
    assert view.letter.band is Band.FIVE_TO_8
    assert view.child_name_used == "Ellis"
    assert [each.part for each in view.parts] == list(LetterPartName)
    assert open_letter(session, REVIEW).letter == view.letter
    assert len(session.caseload.list(Letter)) == 1
    assert not [finding for finding in view.findings if finding.level is Level.STOP]


def test_a_rewritten_part_is_kept_and_put_back(opening: Opening) -> None:
    session = opening(age_seven())
    before = open_letter(session, REVIEW)
    name = LetterPartName.GOING_WELL
    after = rewrite_part(session, before.letter.id, name, "You ride your bike.")
    assert part(after, name) == "You ride your bike."
    assert "You ride your bike." in after.page_html
    again = rewrite_part(session, before.letter.id, name, "You ride your new bike.")
    assert len(session.caseload.list(LetterPart)) == 1
    assert next(each.rewritten for each in again.parts if each.part is name)
    assert part(restore_part(session, before.letter.id, name), name) == part(before, name)


def test_another_childs_name_holds_the_letter_back_and_adding_them_to_people_lets_it_go(
    opening: Opening,
) -> None:
    session = opening(age_seven(), ZOE)
    letter_id = open_letter(session, REVIEW).letter.id
    text = "You played with zoe’s dog."
    view = rewrite_part(session, letter_id, LetterPartName.GOING_WELL, text)
    found = next(finding for finding in view.findings if finding.rule == 1)
    assert (found.level, found.part) == (Level.STOP, LetterPartName.GOING_WELL)
    assert text[found.start : found.end] == "zoe’s"
    with pytest.raises(LetterHeldBack):
        save_as_word(session, letter_id, None)
    with pytest.raises(KnownProblem):
        let_stop_stand(session, letter_id, found, "she is a friend")
    with session.caseload.unit_of_work() as work:
        work.save(Person(id="p9", child_id=CHILD, name="Zoe", role=PersonRole.FRIEND))
        work.commit()
    assert not [finding for finding in open_letter(session, REVIEW).findings if finding.rule == 1]
    assert save_as_word(session, letter_id, None).path is None


def test_a_child_met_since_is_known_to_the_check(opening: Opening) -> None:
    session = opening(age_seven())
    letter_id = open_letter(session, REVIEW).letter.id
    rewrite_part(session, letter_id, LetterPartName.GOING_WELL, "You played with Zoe.")
    assert save_as_word(session, letter_id, None)
    with session.caseload.unit_of_work() as work:
        work.save(ZOE)
        work.commit()
    with pytest.raises(LetterHeldBack):
        save_as_word(session, letter_id, None)


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        (LetterPartName.WHAT_YOU_TOLD_US, "", 4),
        (LetterPartName.DECISIONS, " \n ", 4),
        (LetterPartName.WISHES, "", 4),
        (LetterPartName.IF_YOU_DISAGREE, "", 4),
        (LetterPartName.REACH_ME, "", 4),
        (LetterPartName.GOING_WELL, "Well done, {{name}}!", 15),
        (LetterPartName.GOING_WELL, "Well done, [name]!", 15),
        (LetterPartName.THANKS, "Thank you for XX.", 15),
    ],
)
def test_stops_of_rules_4_and_15_hold_the_letter_back(
    opening: Opening, name: LetterPartName, text: str, rule: int
) -> None:
    session = opening(age_seven())
    letter_id = open_letter(session, REVIEW).letter.id
    rewrite_part(session, letter_id, name, text)
    with pytest.raises(LetterHeldBack) as held:
        save_as_word(session, letter_id, None)
    assert rule in {finding.rule for finding in held.value.findings}
    count = len(held.value.findings)
    assert held.value.what_to_do.startswith("1 finding marked" if count == 1 else f"{count} findings marked")
    assert not session.caseload.list(Letter)[0].saved_blob


def test_a_stop_may_stand_for_a_reason_where_its_rule_allows(opening: Opening) -> None:
    session = opening(age_seven())
    letter_id = open_letter(session, REVIEW).letter.id
    view = rewrite_part(session, letter_id, LetterPartName.REACH_ME, "")
    finding = next(finding for finding in view.findings if finding.rule == 4 and finding.level is Level.STOP)
    with pytest.raises(KnownProblem):
        let_stop_stand(session, letter_id, finding, "  ")
    let_stop_stand(session, letter_id, finding, "Ellis has my number on a card.")
    assert session.caseload.list(StopOverride)[0].reason == "Ellis has my number on a card."
    assert save_as_word(session, letter_id, None).sha256


def test_the_word_file_is_kept_encrypted_and_written_whole(opening: Opening, tmp_path: Path) -> None:
    session = opening(age_seven())
    view = open_letter(session, REVIEW)
    target = tmp_path / view.suggested_file_name
    saved = save_as_word(session, view.letter.id, target)
    assert session.caseload.blob(saved.sha256) == target.read_bytes()
    assert session.caseload.list(Letter)[0].saved_blob == saved.sha256
    assert "ellis" not in target.name.casefold()
    assert [path for path in tmp_path.iterdir() if path.suffix == ".part"] == []
    assert save_as_word(session, view.letter.id, None).sha256 == saved.sha256
    rewrite_part(session, view.letter.id, LetterPartName.THANKS, "Thank you for coming.")
    assert session.caseload.list(Letter)[0].saved_blob == ""


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_lost(opening: Opening, tmp_path: Path) -> None:
    session = opening(age_seven())
    letter_id = open_letter(session, REVIEW).letter.id
    with pytest.raises(KnownProblem):
        save_as_word(session, letter_id, tmp_path / "nowhere" / "Letter.docx")
    assert session.caseload.blob(session.caseload.list(Letter)[0].saved_blob)


def test_band_and_pictures_are_chosen(opening: Opening) -> None:
    session = opening(age_fifteen())
    letter_id = open_letter(session, REVIEW).letter.id
    assert choose_band(session, letter_id, Band.FIVE_TO_8).letter.band is Band.FIVE_TO_8
    assert choose_pictures(session, letter_id, pictures=True).letter.pictures


def test_no_thanks_is_asked_for_and_never_invented(opening: Opening) -> None:
    records = age_seven()
    session = opening(replace(records, review=replace(records.review, thanks="")))
    view = open_letter(session, REVIEW)
    assert part(view, LetterPartName.THANKS) == ""
    assert any(finding.part is LetterPartName.THANKS and finding.rule == 4 for finding in view.findings)
    assert "only you can" in view.page_html


def test_a_part_of_another_childs_letter_is_refused(opening: Opening) -> None:
    session = opening(age_seven(), ZOE)
    letter_id = open_letter(session, REVIEW).letter.id
    with session.caseload.unit_of_work() as work:
        work.save(LetterPart(id="x", child_id="child-zoe", review_id="r", letter_id=letter_id, text="Hello"))
        work.commit()
    with pytest.raises(WrongChild):
        open_letter(session, REVIEW)


def test_words_of_another_childs_letter_are_known_again(opening: Opening) -> None:
    words = "You did so well at the swimming gala and everybody on the bank was shouting your name."
    other = LetterPart(
        id="x", child_id="child-zoe", review_id="r", letter_id="l", part=LetterPartName.GOING_WELL, text=words
    )
    session = opening(age_seven(), ZOE, other)
    letter_id = open_letter(session, REVIEW).letter.id
    view = rewrite_part(session, letter_id, LetterPartName.GOING_WELL, "You swim. " + words)
    found = next(finding for finding in view.findings if finding.rule == 15)
    assert found.level is Level.STOP
    assert found.start <= len("You swim. ")
    with session.caseload.unit_of_work() as work:
        work.delete(other, "tidy")
        work.commit()
    assert not [each for each in open_letter(session, REVIEW).findings if each.rule == 15]


def test_words_of_another_childs_record_are_known_before_that_child_has_a_letter(opening: Opening) -> None:
    worry = "Somebody at home shouted and threw a plate and it was not safe to go to sleep there."
    why = "The judge has to read what the doctor wrote about the baby before anybody may say yes."
    other = {"child_id": "child-zoe", "review_id": "r"}
    section = ReviewSection(id="x", topic=SectionTopic.FAMILY, worried=worry, **other)
    session = opening(age_seven(), ZOE, section, Decision(id="y", what="a visit", why=why, **other))
    letter_id = open_letter(session, REVIEW).letter.id
    for text in (worry, why):
        view = rewrite_part(session, letter_id, LetterPartName.GOING_WELL, text)
        assert [finding.level for finding in view.findings if finding.rule == 15] == [Level.STOP]


def test_the_postcode_where_another_child_is_placed_is_an_address(opening: Opening) -> None:
    placed = Episode(
        id="e", child_id="child-zoe", began_on=date(2025, 1, 6), home_postcode="ZZ2 2ZZ",
        placement_postcode="ZZ1 1ZZ",
    )  # fmt: skip
    session = opening(age_seven(), ZOE, placed)
    letter_id = open_letter(session, REVIEW).letter.id
    for text in ("You went to ZZ1 1ZZ.", "You went to zz22zz."):
        view = rewrite_part(session, letter_id, LetterPartName.GOING_WELL, text)
        assert Level.STOP in {finding.level for finding in view.findings if finding.rule == 1}
    with session.caseload.unit_of_work() as work:
        work.save(replace(placed, id="e2", child_id=CHILD))
        work.commit()
    found = open_letter(session, REVIEW).findings
    assert not [finding for finding in found if finding.rule == 1], "brothers and sisters live in one place"


def test_a_soft_hyphen_hides_no_withheld_fact(opening: Opening) -> None:
    session = opening(age_seven())
    letter_id = open_letter(session, REVIEW).letter.id
    view = rewrite_part(session, letter_id, LetterPartName.GOING_WELL, "Mum is in hos\u00adpital.")
    assert Level.STOP in {finding.level for finding in view.findings if finding.rule == 2}


def test_a_reason_for_one_copied_passage_lets_no_other_stand(opening: Opening) -> None:
    shared = "You both live with Jo and Mark and you have lived there since last summer."
    secret = "Somebody at home shouted and threw a plate and it was not safe to go to sleep there."
    other = LetterPart(
        id="x", child_id="child-zoe", review_id="r", letter_id="l", part=LetterPartName.GOING_WELL,
        text=f"{shared}\n{secret}",
    )  # fmt: skip
    session = opening(age_seven(), ZOE, other)
    letter_id = open_letter(session, REVIEW).letter.id
    view = rewrite_part(session, letter_id, LetterPartName.GOING_WELL, shared)
    (found,) = (finding for finding in view.findings if finding.rule == 15)
    let_stop_stand(session, letter_id, found, "they are twins in one home")
    view = rewrite_part(session, letter_id, LetterPartName.GOING_WELL, f"{shared}\n{secret}")
    stands = [bool(finding.let_stand) for finding in view.findings if finding.rule == 15]
    assert sorted(stands) == [False, True]
    with pytest.raises(LetterHeldBack):
        save_as_word(session, letter_id, None)
