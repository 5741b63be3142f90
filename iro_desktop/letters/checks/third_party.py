"""Rule 2: facts the child has not been told, and other people's troubles."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.folding import fold, tokens
from iro_desktop.letters.reading import sentences
from iro_desktop.letters.shipped import shipped

_FAMILY = {
    "mum": {"mum", "mummy", "mam", "mother", "mom"},
    "dad": {"dad", "daddy", "father"},
    "brother": {"brother", "brothers"},
    "sister": {"sister", "sisters"},
    "nan": {"nan", "nana", "gran", "granny", "grandma", "grandmother"},
    "grandad": {"grandad", "grandpa", "grandfather"},
}
_RUN = 8


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(shipped("private_matters.toml").read_text(encoding="utf-8"))


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    """Return a pattern for each private matter."""
    return {
        name: re.compile(rf"\b(?:{_any_of(words)})\b", re.I) for name, words in _table()["topics"].items()
    }


def _any_of(words: str) -> str:
    plain = (re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in words.split())
    return "|".join(plain)


def withheld_facts(context: Context) -> Iterator[Finding]:
    """A fact marked as withheld ("mum.health") is told: STOP, and no reason lets it stand."""
    for fact in context.kept_out.withheld:
        who, topics, rest = _meaning(fact.for_checking())
        for name, start, end, sentence in _sentences(context):
            heard = {token.key for token in tokens(sentence)}
            about = not who or bool(who & heard)
            seen = fold(sentence)  # a soft hyphen that came with a paste hides no word
            told = any(_topics()[topic].search(seen) for topic in topics) or (rest and rest <= heard)
            if about and told:
                message = "This tells a fact that is marked as withheld from this child."
                yield Finding(Level.STOP, 2, message, name, start, end)


def others_troubles(context: Context) -> Iterator[Finding]:
    """Somebody else is named beside a sensitive matter: CHECK. Does the child know? Who agreed?"""
    named = {
        token.key for person in context.cast.people for token in tokens(f"{person.name} {person.called}")
    }
    family = set().union(*_FAMILY.values())
    for name, start, end, sentence in _sentences(context):
        heard = {token.key for token in tokens(sentence)}
        if not heard & (named | family):
            continue
        if any(pattern.search(fold(sentence)) for pattern in _topics().values()):
            message = "This is about somebody else’s private life. Does the child know it? Who agreed?"
            yield Finding(Level.CHECK, 2, message, name, start, end)


def pasted_notes(context: Context) -> Iterator[Finding]:
    """Words of the record's own notes stand in the letter: CHECK."""
    notes = {run for fact in context.kept_out.notes for run, _, _ in _runs(fact.for_checking())}
    for part, start, text in context.paragraphs() if notes else ():
        for run, begin, end in _runs(text):
            if run in notes:
                message = "These words are from a note that is for the record only."
                yield Finding(Level.CHECK, 2, message, part.name, start + begin, start + end)
                break


def _meaning(fact: str) -> tuple[set[str], list[str], set[str]]:
    """Return whom a withheld fact is about, its topics, and its telling words ("mum.health": mum, health)."""
    words = [token.key for token in tokens(fact.replace(".", " ").replace("_", " "))]
    who = set().union(*(forms for forms in _FAMILY.values() for word in words if word in forms), set())
    topics = {
        topic for word in words for topic in (word, _table()["aliases"].get(word, "")) if topic in _topics()
    }
    topics |= {topic for topic, pattern in _topics().items() if pattern.search(fold(fact).replace(".", " "))}
    rest = {word for word in words if len(word) > 3 and word not in who and word not in _topics()}
    return who, sorted(topics), rest


def _sentences(context: Context) -> Iterator[tuple[LetterPartName, int, int, str]]:
    for part, start, text in context.paragraphs():
        for sentence in sentences(text):
            yield part.name, start + sentence.start, start + sentence.end, sentence.text


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    found = tokens(text)
    for first in range(len(found) - _RUN + 1):
        heard = found[first : first + _RUN]
        yield tuple(token.key for token in heard), heard[0].start, heard[-1].end
