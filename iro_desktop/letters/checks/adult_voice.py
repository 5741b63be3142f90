"""Rule 13, an adult's voice ("the young person", "views were sought"), also as it is typed."""

import re
from collections.abc import Iterator

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.words import jargon_in

_INSTEAD = (
    (re.compile(r"\b(?:the|this) (?:child|young person|yp)(?:['’]s)?(?!\w)|\bYP\b", re.I), "write “you”"),
    (re.compile(r"(?<!\w)(?:s/he|he/she|she/he)(?!\w)", re.I), "write “you”"),
    (
        re.compile(
            r"\bviews (?:were|are|have been) (?:sought|gathered|obtained|ascertained|captured)\b", re.I
        ),
        "say who asked, and how",
    ),
    (
        re.compile(r"\b(?:presented|presents|presenting) as\b|\bexpress(?:ed|es|ing)\b|\bdisclos\w+", re.I),
        "say what they said or did",
    ),
    (re.compile(r"\bvia\b", re.I), "write “by” or “with”"),
)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.I)


def adult_voice(context: Context) -> Iterator[Finding]:
    """Words that speak of the child, not to them. What stands in quotation marks is the child's own."""
    for part, start, text in context.paragraphs():
        if part.name is LetterPartName.GREETING:
            continue
        for match, instead in _found(text):
            message = f"“{match[0]}” is an adult's way to say it: {instead}."
            yield Finding(Level.CHECK, 13, message, part.name, start + match.start(), start + match.end())


def adult_words(text: str, names: frozenset[str], *, older: bool) -> list[str]:
    """Return what in `text` is said as adults say it, each with what to write: what the letter's checks
    will find there. `names`: by which the child goes; `older`: 13 or more."""
    told = {f"“{match[0]}”: {instead}" for match, instead in _found(text)}
    told |= {f"“{match[0]}”: a child would say {entry.swap}" for match, entry in jargon_in(text, older=older)}
    for name in names:
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            told.add(f"“{name}”: write “you”")
    pronoun = _PRONOUN.search(text)
    if pronoun:
        told.add(f"“{pronoun[0]}”: write “you” if it is the child")
    return sorted(told, key=lambda said: text.casefold().find(said[1 : said.index("”")].casefold()))


def _found(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for pattern, instead in _INSTEAD:
        for match in pattern.finditer(text):
            if text.rfind("“", 0, match.start()) <= text.rfind("”", 0, match.start()):
                yield match, instead
