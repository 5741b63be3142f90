"""A letter says who came and who sent apologies, from the attendances, and names nobody who must stay out."""

from dataclasses import replace

import pytest

from iro_desktop.domain.child import Person, PersonRole
from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.domain.review import Attendance, Presence
from iro_desktop.letters.checks.finding import Level
from iro_desktop.letters.checks.others import KnownChild, index_children
from iro_desktop.letters.checks.run import context_of, run_checks
from iro_desktop.letters.compose import compose
from iro_desktop.letters.facts import WrongChild
from iro_desktop.letters.gather import LetterRecords, gather
from tests.letters.worked import CHILD, REVIEW, age_fifteen, age_seven


def came(
    position: int, person: str = "", name: str = "", presence: Presence = Presence.PRESENT
) -> Attendance:
    return Attendance(
        id=f"a{position}", child_id=CHILD, review_id=REVIEW, person_id=person, name=name,
        presence=presence, position=position,
    )  # fmt: skip


def opening(records: LetterRecords, band: Band, *attendances: Attendance) -> str:
    facts, _ = gather(replace(records, attendances=attendances))
    return compose(facts, band).part(LetterPartName.WHO_I_AM).text


ALL = (
    came(1, "p1"), came(2, "p2"), came(3, "p3", presence=Presence.PART),
    came(4, "p5", presence=Presence.APOLOGIES), came(5, "p4", presence=Presence.ABSENT),
)  # fmt: skip


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (
            Band.THIRTEEN_TO_15,
            "Jo and Mark came to your review. Priya came for part of it. "
            "Mum could not come, and sent apologies.",
        ),
        (
            Band.NINE_TO_12,
            "Jo and Mark came to your meeting. Priya came for part of it. "
            "Mum could not come, and said sorry for that.",
        ),
        (
            Band.FIVE_TO_8,
            "Jo and Mark came to your meeting. Priya came for part of it. Mum could not come.",
        ),
    ],
)
def test_who_was_there_in_the_words_of_the_band(band: Band, words: str) -> None:
    records = age_seven() if band is Band.FIVE_TO_8 else age_fifteen()
    text = opening(records, band, *ALL)
    assert text.split("\n")[1] == words
    assert "Hall" not in text, "who stayed away without a word is not told of"


def test_nothing_is_said_where_nobody_is_recorded() -> None:
    assert "\n" not in opening(age_fifteen(), Band.THIRTEEN_TO_15)


def test_many_names_are_told_in_several_sentences() -> None:
    many = [came(n, name=name) for n, name in enumerate(("Ann", "Bob", "Cat", "Dev", "Eve"), 1)]
    text = opening(age_seven(), Band.FIVE_TO_8, *many)
    assert "Ann, Bob and Cat came to your meeting. Dev and Eve came too." in text


@pytest.mark.parametrize("typed", ["", "Dave Brook", "Dave", "dave brook", "Dave Brook, father", "Daddy"])
def test_a_no_contact_person_is_never_named(typed: str) -> None:
    dave = Person(
        id="p9", child_id=CHILD, name="Dave Brook", called="Daddy", role=PersonRole.PARENT, no_contact=True
    )
    records = replace(age_fifteen(), people=(*age_fifteen().people, dave))
    for presence in Presence:
        one = came(1, "" if typed else "p9", typed, presence)
        text = opening(records, Band.THIRTEEN_TO_15, one, came(2, "p1"))
        assert "Jo came to your review." in text
        assert "dave" not in text.casefold() and "dad" not in text.casefold()


def test_neither_the_child_nor_the_writer_nor_a_withheld_or_unknown_person_is_listed() -> None:
    child = replace(age_fifteen().child, withheld=("Kay Stone",))
    records = replace(age_fifteen(), child=child)
    text = opening(
        records, Band.THIRTEEN_TO_15, came(1, name="Ellis"), came(2, name="Sam Okafor"),
        came(3, name="Kay Stone"), came(4, "somebody-elses-person", "Zed"), came(5, "p1"),
    )  # fmt: skip
    assert text.split("\n")[1] == "Jo came to your review."


def test_an_attendance_of_another_child_is_refused() -> None:
    with pytest.raises(WrongChild):
        opening(age_fifteen(), Band.THIRTEEN_TO_15, replace(came(1, name="Zoe"), child_id="other"))


def test_another_child_of_the_caseload_who_came_is_still_a_stop() -> None:
    others = index_children([KnownChild("zoe", given=("Zoe",), family="Finch")])
    records = replace(age_fifteen(), attendances=(came(1, name="Zoe Finch"),))
    facts, kept_out = gather(records)
    found = run_checks(context_of(compose(facts, Band.THIRTEEN_TO_15), facts, kept_out, others))
    assert [each for each in found if each.rule == 1 and each.level is Level.STOP]
