from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.childs_words import (
    Spoken,
    all_spoken_in,
    as_quote,
    as_said_back,
    as_wish,
    spoken_in,
    views_after,
)
from iro_desktop.domain.review import SectionTopic, View

HOME = SectionTopic.HOME


@pytest.mark.parametrize(
    ("line", "words", "wish"),
    [
        ('"I feel safe here"', "I feel safe here", ""),
        ("“I feel safe here”", "I feel safe here", ""),
        ('"I feel safe', "I feel safe", ""),  # while typing
        ("Wish: more time with Mum", "", "more time with Mum"),
        ("wish:a dog", "", "a dog"),
        ('"I miss Mum" Wish: more time with Mum', "I miss Mum", "more time with Mum"),
        ('"I wish: I could fly"', "I wish: I could fly", ""),
    ],
)
def test_a_line_is_a_quote_or_a_wish(line: str, words: str, wish: str) -> None:
    assert spoken_in(line) == Spoken(words, wish)


@pytest.mark.parametrize("line", ["", "   ", "Reading is hard", '""', "Wish:", "wishes he had a dog"])
def test_other_lines_are_neither(line: str) -> None:
    assert spoken_in(line) is None


@pytest.mark.parametrize("line", ["I feel safe", "Reading is hard, he said"])
def test_marking_a_line_twice_gives_it_back(line: str) -> None:
    assert as_quote(as_quote(line)) == line
    assert as_wish(as_wish(line)) == line


def test_a_quote_can_be_a_wish_too() -> None:
    assert spoken_in(as_wish('"I want a dog"')) == Spoken("I want a dog", "I want a dog")
    assert as_wish('"I want a dog" Wish: a dog') == '"I want a dog" a dog'


def test_a_wish_is_read_back_without_its_mark() -> None:
    assert as_said_back("Wish: a dog") == "You would like: a dog"
    assert as_said_back('"I miss Mum" Wish: see Mum') == "“I miss Mum” You would like: see Mum"
    assert as_said_back(" Reading is hard ") == "Reading is hard"


NUMBERS = count()
"""An id is given once, as in the app."""


def grown(text: str, known: tuple[View, ...], answered: frozenset[str] = frozenset()) -> tuple[View, ...]:
    def fresh() -> View:
        return View(id=f"new-{next(NUMBERS)}", child_id="c", review_id="r")

    changes = views_after(text, HOME, known, fresh, answered=answered)
    assert not {v.id for v in changes.gone} & {v.id for v in changes.views}
    return changes.views


def test_typing_a_line_letter_by_letter_is_one_view() -> None:
    views: tuple[View, ...] = ()
    ids = set()
    line = "Wish: more time with Mum"
    for end in range(1, len(line) + 1):
        views = grown(line[:end], views)
        ids |= {v.id for v in views}
    assert [v.wish for v in views] == ["more time with Mum"]
    assert len(ids) == 1


def test_a_line_put_in_between_leaves_the_others_their_ids() -> None:
    before = grown("Wish: a dog\nWish: a bike", ())
    after = grown("Wish: a dog\nWish: see Nan\nWish: a bike", before)
    assert [v.wish for v in after] == ["a dog", "see Nan", "a bike"]
    assert (after[0].id, after[2].id) == (before[0].id, before[1].id)


def test_a_moved_line_keeps_its_id() -> None:
    before = grown("Wish: a dog\nWish: a bike", ())
    after = grown("Wish: a bike\nWish: a dog", before)
    assert [v.id for v in after] == [before[1].id, before[0].id]


def test_an_answered_view_outlives_its_line_and_comes_back_as_itself() -> None:
    (wish,) = grown("Wish: a dog", ())
    kept = grown("", (wish,), frozenset({wish.id}))
    assert kept == (wish,)
    assert grown("Wish: a dog", kept, frozenset({wish.id})) == (wish,)


def test_an_unanswered_view_goes_with_its_line() -> None:
    assert grown("", grown("Wish: a dog", ())) == ()


def test_other_topics_are_left_alone() -> None:
    other = View(id="o", child_id="c", review_id="r", topic=SectionTopic.SCHOOL, words="x")
    changes = views_after("", HOME, (other,), lambda: other)
    assert changes.views == changes.gone == ()


@given(st.lists(st.text(alphabet='ab "Wish:\n', max_size=40), max_size=6))
def test_views_are_always_what_the_text_says_in_order(texts: list[str]) -> None:
    views: tuple[View, ...] = ()
    for text in texts:
        views = grown(text, views)
        assert [(v.words, v.wish) for v in views] == [(s.words, s.wish) for s in all_spoken_in(text)]
        assert len({v.id for v in views}) == len(views)
