"""Rules 7, 13 and 18: the child's words are theirs, the letter speaks to them and by the name they use."""

import re
from collections.abc import Iterator

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.folding import fold
from iro_desktop.letters.compose import turner_for
from iro_desktop.letters.facts import SaidFact

_QUOTED = re.compile(r"“([^”\n]*)”|\"([^\"\n]*)\"")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def quotes(context: Context) -> Iterator[Finding]:
    """Rule 7: what is in quotation marks was recorded word for word; STOP among what the child told us."""
    said = [_plain(text) for value in context.facts.said for text in _of(value.value)]
    said.append(_plain(context.facts.how_views_known.value))
    for part, start, text in context.paragraphs():
        for match in _QUOTED.finditer(text):
            words = _plain(match[1] or match[2] or "")
            if not words or any(words in heard for heard in said):
                continue
            told = part.name is LetterPartName.WHAT_YOU_TOLD_US
            message = (
                f"{match[0]} is not word for word what is recorded. Quote exactly, or take the marks away."
            )
            level = Level.STOP if told else Level.CHECK
            yield Finding(level, 7, message, part.name, start + match.start(), start + match.end())


def _of(said: SaidFact) -> tuple[str, str, str]:
    return said.words, said.wish, said.noted


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*", fold(text)))


def third_person(context: Context) -> Iterator[Finding]:
    """Rule 13: the child's own name, except when the letter calls them by it ("Well done, Ellis!")."""
    names = turner_for(context.facts, context.cast).names
    for part, start, text in context.paragraphs():
        if part.name is LetterPartName.GREETING:
            continue
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        for match in _WORD.finditer(text):
            low = match[0].casefold().replace("’", "'")
            mine = low.removesuffix("'s") in names and match[0][0].isupper()
            if not mine or any(a < match.start() < b for a, b in quoted) or _called(text, match):
                continue
            instead = "you" if low in names else "your"
            message = f"“{match[0]}”: the letter speaks to the child. Write “{instead}”."
            yield Finding(Level.STOP, 13, message, part.name, start + match.start(), start + match.end())


def left_pronouns(context: Context) -> Iterator[Finding]:
    """Rule 13: a "she" or "he" that may still be the child: composing leaves what it cannot be sure of.
    "He" that opens a sentence is let be after a sentence about somebody else; one finding a sentence."""
    pronouns = _PRONOUNS.get(context.facts.sex.value)
    if pronouns is None:
        return
    turner = turner_for(context.facts, context.cast)
    for part, start, text in context.paragraphs():
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        somebody = False
        for sentence in re.finditer(r"[^.!?]+[.!?]*", text):
            found = [
                each
                for each in pronouns.finditer(text, sentence.start(), sentence.end())
                if not any(a < each.start() < b for a, b in quoted)
            ]
            opens = found and not text[sentence.start() : found[0].start()].strip()
            if found and part.name in _TYPED_PARTS and not (opens and somebody):
                message = f"“{found[0][0]}”: is this the child? Then write “you” or “your”. If not, say who."
                yield Finding(
                    Level.CHECK, 13, message, part.name, start + found[0].start(), start + found[0].end()
                )
            somebody = turner.names_rival(sentence[0]) or bool(opens and somebody)


_PRONOUNS = {
    "F": re.compile(r"\b(?:she|her|hers|herself)\b", re.I),
    "M": re.compile(r"\b(?:he|him|his|himself)\b", re.I),
}
_TYPED_PARTS = frozenset(LetterPartName) - {LetterPartName.GREETING, LetterPartName.WHO_IS_WHO}


def _called(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    opens, closes = not before or before[-1] in ",.!?–—", not after or after[0] in ",.!?–—"
    hello = (
        re.search(r"\b(?:hello|hi|dear|thank you|thanks|well done|to|bye|love)$", before, re.I) is not None
    )
    return (opens or hello) and closes


def salutation(context: Context) -> Iterator[Finding]:
    """Rule 18: the greeting has the name the child uses."""
    part = context.draft.part(LetterPartName.GREETING)
    name = context.facts.name_used.value
    if part.paragraphs and name and fold(name) not in fold(part.text):
        message = f"The greeting must have the name the child uses: {name}."
        yield Finding(Level.STOP, 18, message, part.name, 0, len(part.text))
