"""Text as the checks compare it: no case, accents or hidden characters, and every word knows its place."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = "’‘ʼʻ`´＇"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PIECE = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_OPENERS = " \t\"“”‘'(«–—-•*"


@dataclass(frozen=True)
class Folded:
    """A folded text; `at[i]` is where its character i stands in the original (one entry more at the end)."""

    text: str
    at: Sequence[int]
    original: str


@dataclass(frozen=True)
class Token:
    """A word: `key` is what is compared, `start` and `end` its place in the original text."""

    key: str
    start: int
    end: int
    capital: bool
    first: bool
    """Whether a sentence begins with it."""
    possessive: bool


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    kept = (
        part
        for part in unicodedata.normalize("NFKD", character)
        if unicodedata.category(part) not in {"Mn", "Cf"}
    )
    return "".join(kept).casefold().translate(_SPECIAL)


def folded(text: str) -> Folded:
    """Return `text` folded, with the way back to the original's characters."""
    if text.isascii():
        return Folded(text.casefold().replace("`", "'"), range(len(text) + 1), text)
    characters: list[str] = []
    at: list[int] = []
    for position, character in enumerate(text):
        for part in _fold_character(character):
            characters.append(part)
            at.append(position)
    at.append(len(text))
    return Folded("".join(characters), tuple(at), text)


def fold(text: str) -> str:
    """Return `text` without case, accents, hidden characters or typographic apostrophes."""
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text`; a possessive's "'s" is not part of the key, nor is any apostrophe."""
    fold_ = folded(text)
    found = []
    for match in _WORD.finditer(fold_.text):
        word, end = match[0], match.end()
        possessive = word.endswith("'s") or fold_.text[end : end + 1] == "'"
        key = (word[:-2] if word.endswith("'s") else word).replace("'", "")
        start = fold_.at[match.start()]
        before = text[:start].rstrip(_OPENERS)
        first = not before or before[-1] in ".!?:…\n"
        found.append(Token(key, start, fold_.at[end - 1] + 1, text[start].isupper(), first, possessive))
    return tuple(found)


def keys(text: str) -> tuple[str, ...]:
    """Return the keys of the words of a name."""
    return tuple(token.key for token in tokens(text))


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return words and numbers with their places, each in one spelling ("Rd" is "road", "John's" "johns")."""
    fold_ = folded(text)
    found = []
    for match in _PIECE.finditer(fold_.text):
        word = match[0].replace("'", "")
        place = fold_.at[match.start()], fold_.at[match.end() - 1] + 1
        found.append((_STREET.get(word, word), *place))
    return tuple(found)


_STREET = {"rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
           "dr": "drive", "cres": "crescent", "ct": "court", "pl": "place", "sq": "square", "gdns": "gardens",
           "ter": "terrace", "grv": "grove", "gr": "grove", "pk": "park",
           "saint": "street", "mt": "mount"}  # fmt: skip
"""A saint is spelt "St" as a street is, and nobody can tell them apart: here both are one word."""
