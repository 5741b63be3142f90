"""An adult's way to speak of the child is a CHECK in the letter, and the same words are told while typing."""

from dataclasses import replace

import pytest

from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.domain.review import Participation
from iro_desktop.letters.checks.adult_voice import adult_words
from iro_desktop.letters.checks.finding import Level
from iro_desktop.letters.checks.others import OtherChildren
from iro_desktop.letters.checks.run import context_of, run_checks
from iro_desktop.letters.compose import compose
from iro_desktop.letters.gather import gather
from tests.letters.worked import age_fifteen

ELLIS = frozenset({"Ellis"})


def checks(how: str) -> list[str]:
    """Return what is pointed at where `how` says how the views of a child who stayed away are known."""
    records = age_fifteen()
    review = replace(records.review, participation=Participation.ABSENT_SENT_VIEWS, how_views_known=how)
    facts, kept_out = gather(replace(records, review=review))
    draft = compose(facts, Band.THIRTEEN_TO_15)
    part = draft.part(LetterPartName.WHAT_YOU_TOLD_US)
    assert how in part.text, "it goes in word for word"
    found = run_checks(context_of(draft, facts, kept_out, OtherChildren()))
    return [
        part.text[each.start : each.end]
        for each in found
        if each.part is part.name and each.level is Level.CHECK and each.rule == 13
    ]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("The young person's views were sought.", ["The young person's", "views were sought"]),
        ("YP presented as settled.", ["YP", "presented as"]),
        ("The child expressed that all was well.", ["The child", "expressed"]),
        ("You told Priya via a video call.", ["via"]),
        ("You told Priya on the phone that all is well.", []),
        ("You wrote: “the child in me is happy”.", []),
    ],
)
def test_an_adults_voice_is_seen(how: str, words: list[str]) -> None:
    found = checks(how)
    assert [each for each in found if each != "“the child in me is happy”"] == words


def test_the_same_words_are_told_beside_the_field() -> None:
    said = adult_words("Ellis told SW that he likes his placement.", ELLIS, older=False)
    assert said == [
        "“Ellis”: write “you”",
        "“he”: write “you” if it is the child",
        "“placement”: a child would say home; where you live",
    ]
    assert adult_words("You told Priya that you like it.", ELLIS, older=False) == []


def test_what_is_fine_from_13_is_fine_there() -> None:
    assert adult_words("You came to the review.", ELLIS, older=True) == []
    assert adult_words("You talked about risk.", ELLIS, older=False) != []


def test_a_persons_own_role_is_no_jargon_where_the_letter_says_who_they_are() -> None:
    records = age_fifteen()
    carole = replace(records.people[0], name="Carole Lord", role_words="key worker")
    records = replace(records, people=(carole, *records.people[1:]))
    facts, kept_out = gather(records)
    draft = compose(facts, Band.THIRTEEN_TO_15)
    assert "Carole is your key worker." in draft.part(LetterPartName.WHO_IS_WHO).text
    found = run_checks(context_of(draft, facts, kept_out, OtherChildren()))
    assert not [each for each in found if each.rule == 10 and "key worker" in each.message]
    typed = draft.with_text(LetterPartName.GOING_WELL, "You see a key worker each week.")
    found = run_checks(context_of(typed, facts, kept_out, OtherChildren()))
    assert [each for each in found if each.rule == 10 and "key worker" in each.message]
