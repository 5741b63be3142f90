"""Which words are easy, and which names are words: our own lists, with the endings of plain English."""

from collections.abc import Iterator
from functools import cache, lru_cache

from iro_desktop.letters.wordlists import shipped_words

_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "r",
    "est",
    "st",
    "ly",
    "n",
    "y",
    "ful",
    "less",
    "ness",
    "self",
)
_CONTRACTED = ("'s", "'ll", "'re", "'ve", "'d", "n't", "s'")


@lru_cache(maxsize=8192)
def is_easy(word: str) -> bool:
    """Tell whether a word (small letters, straight apostrophe) is one most children know by about nine."""
    easy = shipped_words("easy_words.txt")
    return any(form in easy for form in _plain_forms(word))


@lru_cache(maxsize=8192)
def is_word(word: str) -> bool:
    """Tell whether a word in small letters is likelier an everyday word than a name."""
    everyday = _everyday()
    return word in everyday or any(form in everyday for form in _inflected(word))


@cache
def _everyday() -> frozenset[str]:
    return shipped_words("easy_words.txt") | shipped_words("name_words.txt")


def _inflected(word: str) -> Iterator[str]:
    """Yield what a plural or a verb's form comes from; no more, or Peter would be more of a pet."""
    for ending in ("s", "es", "ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3:
            yield from (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)


def _plain_forms(word: str) -> Iterator[str]:
    yield word
    for ending in _CONTRACTED:
        if word.endswith(ending):
            yield from _without_ending(word.removesuffix(ending))
    yield from _without_ending(word)


def _without_ending(word: str) -> Iterator[str]:
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield stem
        if ending in {"ed", "ing", "er", "est", "y"}:
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
        if stem[-1] == "i":
            yield stem[:-1] + "y"
    if word.endswith("ves"):
        yield word[:-3] + "f"
        yield word[:-3] + "fe"
