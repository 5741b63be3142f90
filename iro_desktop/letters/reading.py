"""How hard a text is to read: our own meter, offline, that bullets, names and numbers cannot mislead.

The Flesch-Kincaid grade alone misleads: it is given here beside the longest sentence and the share of
unfamiliar words, which tell easy and hard letters apart far better.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.draft import Draft
from iro_desktop.letters.easy import is_easy
from iro_desktop.letters.wordlists import shipped_words

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_END = re.compile(r"[.!?…]+[\"”’)]*(?=\s+[\"“‘(]?[^\W_a-zà-þ])|[.!?…]+[\"”’)]*\s*$")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Rev|e\.g|i\.e|No)\.$", re.I)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a paragraph: its place there and its number of words."""

    text: str
    start: int
    end: int
    words: int


@dataclass(frozen=True)
class Reading:
    """What the meter says. `unfamiliar` is a share of all words; `grade` is Flesch-Kincaid's school year in
    the United States (about age minus 5)."""

    words: int
    sentences: int
    mean: float
    longest: int
    grade: float
    unfamiliar: float
    unfamiliar_words: tuple[str, ...] = ()


def measure(paragraphs: Iterable[str], names: frozenset[str] = frozenset()) -> Reading:
    """Measure paragraphs (headings left out by the caller). A word of `names` (small letters), or one with
    a capital inside a sentence, counts as one syllable and as familiar; so does a number."""
    counts: list[int] = []
    syllables_, hard = 0, []
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            counts.append(sentence.words)
            for word, known in _judged(sentence.text, names):
                syllables_ += 1 if known else syllables(word)
                if not known and not is_easy(word):
                    hard.append(word)
    total = sum(counts)
    if not total:
        return Reading(0, 0, 0.0, 0, 0.0, 0.0)
    grade = 0.39 * total / len(counts) + 11.8 * syllables_ / total - 15.59
    return Reading(
        words=total,
        sentences=len(counts),
        mean=round(total / len(counts), 1),
        longest=max(counts),
        grade=round(grade, 1),
        unfamiliar=round(len(hard) / total, 4),
        unfamiliar_words=tuple(dict.fromkeys(hard)),
    )


def reading_of(draft: Draft, names: frozenset[str]) -> Reading:
    """Measure a letter: every part but its headings, and its date and greeting."""
    skipped = {LetterPartName.GREETING}
    paragraphs = (line for part in draft.written if part.name not in skipped for line in part.paragraphs)
    return measure(paragraphs, names)


def sentences(paragraph: str) -> Iterator[Sentence]:
    """Yield the sentences of one paragraph; its end always ends a sentence, with or without a full stop."""
    start = 0
    for match in _END.finditer(paragraph):
        if _TITLE.search(paragraph[start : match.end()]):
            continue
        yield from _sentence(paragraph, start, match.end())
        start = match.end()
    yield from _sentence(paragraph, start, len(paragraph))


def _sentence(paragraph: str, start: int, end: int) -> Iterator[Sentence]:
    text = paragraph[start:end]
    words = len(words_of(text))
    if words:
        lead = len(text) - len(text.lstrip())
        yield Sentence(text.strip(), start + lead, start + lead + len(text.strip()), words)


def words_of(text: str) -> list[str]:
    """Return the words as counted: a phone number or a date is one word for each group of figures."""
    return [match[0] for match in _WORD.finditer(text)]


def _judged(text: str, names: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield each word in small letters and whether it is a name or a number."""
    for position, match in enumerate(_WORD.finditer(text)):
        low = match[0].casefold().replace("’", "'")
        bare = low.removesuffix("'s")
        capital = match[0][0].isupper() and position > 0 and not match[0].isupper()
        yield low, bare in names or any(character.isdigit() for character in low) or capital


@cache
def _exceptions() -> dict[str, int]:
    pairs = (pair.partition("=") for pair in shipped_words("syllables.txt"))
    return {word: int(count) for word, _, count in pairs}


_HIATUS = re.compile(
    r"[aeiouy]?ying|[aeou]ing|^[^aeiou]{1,2}i(?:a|o|et)|(?<=\w\w)(?<![cgstxln])i(?:a|o|u)|eo(?!p)|"
    r"[^qg\W]u(?:a|o(?!u))|ism\b|[^aeiou]ie(?:r|st)$"
)
"""Where two vowels that stand together are heard apart."""


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Return the number of syllables of an English word: rules of our own, and exceptions."""
    low = word.casefold().replace("’", "'")
    if low in _exceptions():
        return _exceptions()[low]
    if "-" in low:
        return sum(syllables(part) for part in low.split("-") if part)
    low = re.sub(r"'(s|ll|re|ve|d|m|t)?$", "", low)
    if low in _exceptions():
        return _exceptions()[low]
    low = _silent(low)
    count = len(re.findall(r"[aeiouyà-ÿ]+", low))
    count += len(_HIATUS.findall(low))
    return max(count, 1)


def _silent(word: str) -> str:
    """Return the word without letters that are written and not heard."""
    word = re.sub(
        r"(?<=[^td\W])ed$", "d" if len(word) > 3 and re.search(r"[aeiouy].*ed$", word) else "ed", word
    )
    if re.search(r"[^aeiouy]le$|[^aeiouy]les$", word):
        return word
    if re.search(r"(?:[sxz]|ch|sh|[cg])es$", word):
        return word
    word = re.sub(r"(?<=[aeiouy][^aeiouy])e(?=(?:ly|ment|ful|less|ness)$)", "", word)
    word = re.sub(r"(?<=[^aeiouy])es$", "s", word)
    return (
        re.sub(r"(?<=[^\W])(?<!^)(?<=[^aeiou])e$", "", word)
        if re.search(r"[aeiouy].*[^aeiou]e$", word)
        else word
    )
