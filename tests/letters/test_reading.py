"""The meter against words and texts whose measure is known by hand."""

import pytest

from iro_desktop.letters.easy import is_easy, is_word
from iro_desktop.letters.reading import measure, sentences, syllables

BY_HAND = """
cat 1 happy 2 teacher 2 together 3 tomorrow 3 everything 3 worried 2 wanted 2 asked 1 played 1 needed 2
agreed 2 decided 3 houses 2 changes 2 makes 1 places 2 little 2 table 2 people 2 university 5 independent
4 reviewing 3 officer 3 decision 3 education 4 important 3 family 3 beautiful 3 september 3 january 4
saturday 3 april 2 seeing 2 going 2 being 2 idea 3 piano 3 radio 3 real 1 friend 1 school 1 through 1
promise 2 safely 2 nobody 3 complaint 2 disagree 3 contact 2 placement 2 assessment 3 accommodation 5
permanence 3 special 2 question 2 station 2 million 2 opinion 3 quiet 2 equal 2 guardian 3 serious 3
various 3 anxious 2 video 3 science 2 giant 2 hospital 3 wishes 2 boxes 2 judge 1 whole 1 bicycle 3
trouble 2 simply 2 easier 3 happiest 3 carrying 3 enjoyed 2 tried 1 carried 2 argued 2 continued 3 used 1
closed 1 started 2 excited 3 interested 3 advocate 3 manager 3 council 2 supervised 3 professional 4
independence 4 confidential 4 information 4 relationship 4 responsibility 6
"""


def test_syllables_of_known_words() -> None:
    told = BY_HAND.split()
    pairs = list(zip(told[::2], map(int, told[1::2]), strict=True))
    assert [(word, count, syllables(word)) for word, count in pairs if syllables(word) != count] == []


def test_bullets_headings_names_and_numbers_cannot_mislead() -> None:
    one = measure(["You will stay with Jo.", "You will see Mum."])
    bullets = measure(["You will stay with Jo", "You will see Mum"])
    assert (one.sentences, one.grade) == (bullets.sentences, bullets.grade) == (2, one.grade)
    named = measure(["You will stay with Oluwaseun Adeyemi-Featherstonehaugh."])
    assert named.unfamiliar == 0
    assert named.grade == measure(["You will stay with Jo Brook."]).grade
    assert measure(["Ring 01632 960014."]).words == 3


def test_minutes_are_told_from_a_letter() -> None:
    minutes = measure(
        ["The placement remains stable and professionals considered permanence arrangements appropriate."]
    )
    letter = measure(["You like it at Jo’s house. We think it is the right home for you."])
    assert minutes.grade > 12 > 4 > letter.grade
    assert minutes.unfamiliar > 0.4
    assert letter.unfamiliar == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr Hall came. He left.", 2),
        ("Mr. Hall came.", 1),
        ("“I feel safe.” You said so.", 2),
        ("What? Yes! Good.", 3),
        ("It cost 3.50 at 4 p.m. today", 1),
        ("no stop at all", 1),
        ("", 0),
        ("...", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    found = list(sentences(text))
    assert len(found) == count
    for each in found:
        assert text[each.start : each.end] == each.text


def test_nothing_measures_as_nothing() -> None:
    assert measure([]).words == measure(["", "…"]).words == 0


EASY = ["you'll", "stopped", "happier", "wishes", "children's", "carers", "doesn't", "running", "safest"]


@pytest.mark.parametrize("word", EASY)
def test_easy_forms(word: str) -> None:
    assert is_easy(word)


@pytest.mark.parametrize("word", ["permanence", "multidisciplinary", "advocate", "therapeutic", "zzz"])
def test_hard_words(word: str) -> None:
    assert not is_easy(word)


def test_names_that_are_words() -> None:
    assert is_word("hope") and is_word("jade")
    assert not is_word("peter") and not is_word("sean") and not is_word("jordan")
