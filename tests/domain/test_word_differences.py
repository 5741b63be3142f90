"""Two versions side by side: whatever is marked, both texts are there letter for letter."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.word_differences import Piece, Where, word_differences

WORDS = st.sampled_from(
    ["Ellis", "swims", "on", "Tuesday", ".", ",", " ", "  ", "\n", "the", "Zoë's", "7", "—"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=40).map("".join))


def one_of(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.where is not Where.OTHER)


def other_of(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.where is not Where.ONE)


def marked(one: str, other: str) -> list[tuple[str, str]]:
    return [(p.where.value, p.text) for p in word_differences(one, other)]


@given(TEXTS, TEXTS)
def test_the_pieces_join_to_both_texts(one: str, other: str) -> None:
    pieces = word_differences(one, other)
    assert one_of(pieces) == one
    assert other_of(pieces) == other
    assert all(piece.text for piece in pieces)
    assert all(a.where is not b.where for a, b in pairwise(pieces))


@given(TEXTS)
def test_what_is_the_same_has_no_difference(text: str) -> None:
    assert all(piece.where is Where.BOTH for piece in word_differences(text, text))


@given(TEXTS, TEXTS)
def test_a_space_alone_never_cuts_a_change_in_two(one: str, other: str) -> None:
    pieces = word_differences(one, other)
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece.where is Where.BOTH:
            assert piece.text.strip(), (before, piece, after)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("by 30 Apr", "by 1 May", [("both", "by"), ("one", " 30 Apr"), ("other", " 1 May")]),
        ("swim", "swim on Tuesday", [("both", "swim"), ("other", " on Tuesday")]),
        ("Ellis swims", "Today Ellis swims", [("other", "Today"), ("both", " Ellis swims")]),
        ("", "new", [("other", "new")]),
        ("old", "", [("one", "old")]),
        ("", "", []),
        ("Jo's bike", "Jo's boat", [("both", "Jo's"), ("one", " bike"), ("other", " boat")]),
    ],
)
def test_examples(one: str, other: str, expected: list[tuple[str, str]]) -> None:
    found = marked(one, other)
    if (one, other) == ("Ellis swims", "Today Ellis swims"):  # where the space goes is of no matter
        found = [(where, text.strip()) for where, text in found]
        expected = [(where, text.strip()) for where, text in expected]
    assert found == expected


def test_a_long_section_shows_only_the_words_that_differ() -> None:
    sentences = [f"In week {n} Ellis went to the pool with Jo and liked it very much." for n in range(120)]
    changed = [
        "Today " + sentences[0],
        *sentences[1:60],
        sentences[60].replace("Jo", "Priya"),
        *sentences[61:],
    ]
    one, other = " ".join(sentences), " ".join([*changed, "The end."])
    pieces = word_differences(one, other)
    only = [piece.text.strip() for piece in pieces if piece.where is not Where.BOTH]
    assert "Priya" in only
    assert sum(len(text.split()) for text in only) <= 10
    assert (one_of(pieces), other_of(pieces)) == (one, other)


def test_texts_past_comparing_are_different_as_a_whole_and_lose_nothing() -> None:
    one, other = "a " + "left " * 3000 + "z", "b " + "right " * 3000 + "y"
    assert word_differences(one, other) == (Piece(Where.ONE, one), Piece(Where.OTHER, other))


def test_blank_lines_between_changed_paragraphs_belong_to_the_change() -> None:
    one, other = ("".join(f"{word} {n} went there\n  \n" for n in range(80)) for word in ("Ellis", "Zoe"))
    assert word_differences(one.replace("there", "home"), other)[-1] == Piece(Where.BOTH, "\n  \n")
    for before, piece in pairwise(word_differences(one, other)):
        assert piece.text.strip() or piece.where is before.where or piece.text == "  \n", piece
