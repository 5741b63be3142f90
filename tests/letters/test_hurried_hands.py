"""What a hurried adult types of another child or of a hidden place, spelt and spaced in every other way."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.child import Episode, Person, PersonRole
from iro_desktop.domain.letter import Band
from iro_desktop.letters.checks.finding import Level
from iro_desktop.letters.checks.hidden import HiddenScan
from iro_desktop.letters.checks.others import KnownChild, OtherChildren, index_children
from iro_desktop.letters.checks.run import context_of
from iro_desktop.letters.checks.said_dates import dates
from iro_desktop.letters.checks.wrong_child import LeakScan
from iro_desktop.letters.compose import compose
from iro_desktop.letters.gather import gather
from tests.letters.worked import CHILD, age_seven

OTHERS = (
    KnownChild(
        "zoe",
        given=("Zoë", "Zo-Zo"),
        family="Adeyemi-Smith",
        numbers=("709901",),
        born=date(2013, 2, 14),
        phones=("01632 960123",),
        addresses=("Flat 12, 40 Acacia Avenue", "3 St John's Road"),
        postcodes=("ZZ1 1ZZ",),
        emails=("jo.bloggs@example.org",),
    ),
    KnownChild("khadija", given=("Khadija",), family="O'Neil"),
    KnownChild("will", given=("Will", "Summer", "May"), family="McKenzie"),
)


def levels(text: str) -> set[Level]:
    facts, kept_out = gather(age_seven())
    scan = LeakScan(context_of(compose(facts, Band.FIVE_TO_8), facts, kept_out, index_children(OTHERS)))
    found = list(scan.leaks(text))
    assert all(0 <= start < end <= len(text) for _, _, start, end in found)
    return {level for level, _, _, _ in found}


@pytest.mark.parametrize(
    "text",
    [
        "Z O Ë came.",
        "I saw K h a d i j a.",
        "K.H.A.D.I.J.A.",
        "You like O Neil.",
        "Mc Kenzie came.",
        "Zozo came.",
        "Born on the fourteenth of February two thousand and thirteen.",
        "Born fourteenth February, twenty thirteen.",
        "Born 14 Feb '13.",
        "Born 14-Feb-2013.",
        "Born 14Feb2013.",
        "Born 14th February in 2013.",
        "Born 2013/02/14.",
        "Born 20130214.",
        "Ring at 5 01632 960123.",
        "Ring 01632, 960123.",
        "Ring 01632_960_123.",
        "Ring 01632 960123 12 times.",
        "postcode ZZ1, 1ZZ",
        "postcode ZZ1.1ZZ",
        "mail jo.bloggs @ example.org",
        "mail jo.bloggs (at) example.org",
        "mail jo.bloggs at example.org",
        "number 709 901",
        "number 7 0 9 9 0 1",
        "CHILD709901",
        "at 3 St Johns Rd",
        "at 3 Saint John's Road",
        "at 3 St. John’s Rd.",
    ],
)
def test_it_is_stopped(text: str) -> None:
    assert Level.STOP in levels(text)


@pytest.mark.parametrize(
    "text",
    [
        "I saw Khad ija.",
        "You live on acacia avenue.",
        "Will Mum come to see me?",
        "Ring 960 123.",
        "Ring 960123 after school.",
    ],
)
def test_it_is_asked_about(text: str) -> None:
    assert levels(text) == {Level.CHECK}


@pytest.mark.parametrize(
    "text",
    [
        "We meet in the Summer holidays.",
        "The Summer term is long.",
        "During the May half term you swim.",
        "A B C D E is a start.",
        "I a m glad.",
        "Look at bbc.co.uk for it.",
        "You walked two thousand steps in twenty minutes.",
        "Ring 960014.",
        "On 12, 13 and 14 February 2026 you swim.",
        "Call Childline on 0800 1111 at 5.",
        "In 2013 you were at 14 Feb Lane.",
        "You and an old friend met, as if it were new.",
    ],
)
def test_ordinary_english_is_let_go(text: str) -> None:
    assert levels(text) == set()


@pytest.mark.parametrize(
    "text", ["Will and Zac came.", "Will Smith came.", "I met Will? Yes.", "Will’s dog?"]
)
def test_a_boy_called_will_is_still_stopped(text: str) -> None:
    assert Level.STOP in levels(text)


def test_a_school_named_after_somebody_clears_nobody() -> None:
    school = Person(id="s", child_id=CHILD, name="St Mary's Grace Academy", role=PersonRole.SCHOOL)
    plain = age_seven()
    facts, kept_out = gather(replace(plain, people=(*plain.people, school)))
    others = index_children(
        [KnownChild("mary", given=("Mary",), family="Grace"), KnownChild("g", ("Grace",))]
    )
    scan = LeakScan(context_of(compose(facts, Band.FIVE_TO_8), facts, kept_out, others))

    def stopped(text: str) -> bool:
        return any(level is Level.STOP for level, _, _, _ in scan.leaks(text))

    assert not stopped("You like St Mary’s Grace Academy. You like St Mary’s. You like Grace Academy.")
    for text in (
        "Mary was there.",
        "You met Grace.",
        "You met Mary Grace.",
        "We saw Mary’s mum at St Mary’s.",
    ):
        assert stopped(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("the thirty-first of May two thousand and nine", date(2009, 5, 31)),
        ("twenty first June twenty oh-nine", date(2009, 6, 21)),
        ("March the twelfth, twenty twenty-one", date(2021, 3, 12)),
        ("1 January '99", date(1999, 1, 1)),
        ("thirty-first of February twenty ten", None),
    ],
)
def test_dates_in_words(text: str, day: date | None) -> None:
    assert [found for found, _, _ in dates(text)] == ([day] if day else [])


def hidden_levels(text: str, *, episodes: tuple[Episode, ...] = ()) -> set[Level]:
    plain = age_seven()
    child = replace(
        plain.child,
        address="The Old Forge, 7 Acacia Avenue, Little Snoring",
        postcode="",
        address_hidden=True,
    )
    people = (
        Person(
            id="s1",
            child_id=CHILD,
            name="St Mary's C of E Primary School",
            role=PersonRole.SCHOOL,
            hidden=True,
        ),
        Person(id="s2", child_id=CHILD, name="Our Lady & All Souls", role=PersonRole.SCHOOL, hidden=True),
        Person(id="s3", child_id=CHILD, name="Hillside High", role=PersonRole.SCHOOL, hidden=True),
        Person(id="t", child_id=CHILD, name="Tracy Bond", called="Auntie T", no_contact=True),
    )
    records = replace(plain, child=child, people=(*plain.people, *people), episodes=episodes)
    facts, kept_out = gather(records)
    scan = HiddenScan(context_of(compose(facts, Band.FIVE_TO_8), facts, kept_out, OtherChildren()))
    return {level for level, _, _, _ in scan.leaks(text)}


@pytest.mark.parametrize(
    "text",
    [
        "You like St Mary’s.",
        "You like St Marys Primary.",
        "You like Saint Mary's School.",
        "You go to st mary's c of e primary school.",
        "You like St Mary.",
        "You like Our Lady and All Souls.",
        "You live at the old forge.",
        "You live on acacia avenue.",
    ],
)
def test_a_hidden_school_or_home_is_stopped_however_it_is_spelt(text: str) -> None:
    assert Level.STOP in hidden_levels(text)


@pytest.mark.parametrize("text", ["You sat on a hillside.", "You live in little snoring."])
def test_what_is_spelt_small_is_asked_about(text: str) -> None:
    assert hidden_levels(text) == {Level.CHECK}


@pytest.mark.parametrize("text", ["You got a T-shirt.", "You live on a street.", "You sang to our lady."])
def test_what_only_sounds_alike_is_let_go(text: str) -> None:
    assert hidden_levels(text) == set()


def test_the_postcode_of_a_hidden_placement_is_stopped_though_only_the_return_gives_it() -> None:
    before = Episode(id="e1", child_id=CHILD, began_on=date(2020, 1, 1), placement_postcode="ZZ9 9ZZ")
    now = Episode(id="e2", child_id=CHILD, began_on=date(2021, 1, 1), placement_postcode="NR21 0AA")
    assert Level.STOP in hidden_levels("You live at NR21 0AA.", episodes=(now, before))
    assert Level.CHECK in hidden_levels("You live in NR 21.", episodes=(now, before))
    assert hidden_levels("You lived at ZZ9 9ZZ.", episodes=(now, before)) == set()


def test_a_hidden_number_without_its_area_code_is_asked_about() -> None:
    person = Person(
        id="h", child_id=CHILD, name="Ann Bell", role=PersonRole.CARER, hidden=True, phone="01263 960555"
    )
    plain = age_seven()
    facts, kept_out = gather(replace(plain, people=(*plain.people, person)))
    scan = HiddenScan(context_of(compose(facts, Band.FIVE_TO_8), facts, kept_out, OtherChildren()))
    assert {level for level, _, _, _ in scan.leaks("Ring 960 555.")} == {Level.CHECK}
    assert {level for level, _, _, _ in scan.leaks("Ring 960 556.")} == set()
