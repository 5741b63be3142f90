"""Names that somebody took apart: spaced out letter by letter ("Z o ë"), or with a gap ("O Neil")."""

from collections.abc import Iterator, Sequence

from iro_desktop.letters.checks.folding import Token
from iro_desktop.letters.easy import is_word
from iro_desktop.letters.wordlists import words

_LEAST_LETTERS = 3
_JOINS = frozenset({" ", "-", ".", "'", "’", "‑", "–", "\u00a0"})
_BEGINNINGS = words("o d mc mac de del di du el al la le van von st fitz ab ap")
Broken = tuple[str, int, int, bool]
"""The name's key, where its tokens begin and end, and whether nothing else can be meant."""


def broken_names(text: str, found: Sequence[Token]) -> Iterator[Broken]:
    """Yield what would be one word without its gaps; whether it is anybody's name is not known here."""
    yield from _spaced_out(text, found)
    for position in range(len(found) - 1):
        left, right = found[position], found[position + 1]
        if text[left.end : right.start] not in _JOINS or left.possessive:
            continue
        if left.key in _BEGINNINGS and (left.capital or right.capital):
            yield left.key + right.key, position, position + 2, True
        elif not (is_word(left.key) and is_word(right.key)):
            yield left.key + right.key, position, position + 2, False


def _spaced_out(text: str, found: Sequence[Token]) -> Iterator[Broken]:
    first = 0
    while first < len(found):
        end = first
        while end < len(found) and len(found[end].key) == 1:
            if end > first and len(text[found[end - 1].end : found[end].start]) > 2:
                break
            end += 1
        for start in range(first, end):
            for stop in range(start + _LEAST_LETTERS, end + 1):
                yield "".join(token.key for token in found[start:stop]), start, stop, True
        first = max(end, first + 1)
