"""Two versions of a text, word by word: what both say, and what only the one or the other says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_TOKEN = re.compile(r"\s*(?:\w+(?:['’\-]\w+)*|[^\w\s])|\s+")
_SENTENCE = re.compile(r"[^\n.!?]*[\n.!?]+|[^\n.!?]+")
_AT_ONCE = 40_000
"""Words of the one times words of the other up to which words are compared at once. Longer texts are compared
sentence by sentence first, and word by word where the sentences differ."""
_MANY = 2_000
"""Sentences past which the commonest are not compared with each of their likes."""
_AT_MOST = 4_000_000
"""The same, past which a run is called different as a whole: comparing it would hold a window up."""


class Where(Enum):
    """Which of the two versions says a piece."""

    BOTH = "both"
    ONE = "one"
    OTHER = "other"


@dataclass(frozen=True)
class Piece:
    """A run of text, spaces and all, and where it stands."""

    where: Where
    text: str


def word_differences(one: str, other: str) -> tuple[Piece, ...]:
    """Return both versions as one run of pieces, the pieces of `one` before those of `other` at each change.

    What stands in BOTH or ONE joins to `one`, what stands in BOTH or OTHER joins to `other`, letter for
    letter. No piece is empty, no two neighbours stand in the same place, and no change is cut in two by a
    space alone.
    """
    first, second = _TOKEN.findall(one), _TOKEN.findall(other)
    head = _alike(first, second)
    tail = _alike(first[head:][::-1], second[head:][::-1])
    ends = len(first) - tail, len(second) - tail
    pieces = [Piece(Where.BOTH, "".join(first[:head]))]
    pieces += _compare(first[head : ends[0]], second[head : ends[1]])
    pieces.append(Piece(Where.BOTH, "".join(first[ends[0] :])))
    return _tidy(pieces)


def _alike(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many tokens both begin with."""
    pairs = zip(first, second, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _compare(first: list[str], second: list[str]) -> Iterator[Piece]:
    if len(first) * len(second) <= _AT_ONCE:
        yield from _by_words(first, second)
        return
    one, other = (_SENTENCE.findall("".join(tokens)) for tokens in (first, second))
    for tag, a, b, c, d in _matches(one, other):
        here, there = "".join(one[a:b]), "".join(other[c:d])
        if tag == "equal":
            yield Piece(Where.BOTH, here)
        else:
            yield from _by_words(_TOKEN.findall(here), _TOKEN.findall(there))


def _by_words(first: list[str], second: list[str]) -> Iterator[Piece]:
    if len(first) * len(second) > _AT_MOST:
        yield from _change("".join(first), "".join(second))
        return
    words = ([token.lstrip() for token in tokens] for tokens in (first, second))
    for tag, a, b, c, d in _matches(*words):
        if tag != "equal":
            yield from _change("".join(first[a:b]), "".join(second[c:d]))
            continue
        for here, there in zip(first[a:b], second[c:d], strict=True):
            word = here.lstrip()  # the spaces before it may differ
            if here == there:
                yield Piece(Where.BOTH, here)
            else:
                yield from _change(here[: len(here) - len(word)], there[: len(there) - len(word)])
                yield Piece(Where.BOTH, word)


def _matches(first: Sequence[str], second: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, first, second, autojunk=len(first) > _MANY)
    return matcher.get_opcodes()


def _tidy(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Gather each change into one piece of either version, with the spaces between its parts."""
    tidy: list[Piece] = []
    one = other = ""
    rest = [piece for piece in pieces if piece.text]
    for number, piece in enumerate(rest):
        only_space = not piece.text.strip() and (one or other) and number + 1 < len(rest)
        if piece.where is Where.ONE:
            one += piece.text
        elif piece.where is Where.OTHER:
            other += piece.text
        elif only_space:
            one, other = one + piece.text, other + piece.text
        else:
            tidy += _change(one, other)
            one = other = ""
            tidy.append(piece)
    return _joined([*tidy, *_change(one, other)])


def _change(one: str, other: str) -> list[Piece]:
    return [piece for piece in (Piece(Where.ONE, one), Piece(Where.OTHER, other)) if piece.text]


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].where is piece.where:
            joined[-1] = Piece(piece.where, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
