"""Rules 10, 11, 16 and 17: jargon and its swaps, unexplained capitals, labels, promises too large."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.people import role_of
from iro_desktop.letters.shipped import shipped
from iro_desktop.letters.wordlists import words

_FINE_FROM_13 = frozenset({"review", "advocate", "pathway plan", "personal adviser", "PA", "risk", "peers"})
_FINE_CAPITALS = words("PE TV OK DVD UK USA BBC RE DT ICT PS GCSE GCSES ID")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+s?\b|\b(?:[A-Z]\. ?)+[A-Z]\.?(?!\w)")
_LABELS = re.compile(
    r"\b(?:refus(?:ed|es|al|ing)|fail(?:ed|s|ure|ing)|attention[- ]seeking|manipulat\w+|"
    r"non-complian\w+|aggressive|"
    r"defiant|lazy|naughty|promiscuous|violent|kick(?:ed|s|ing) off|challenging|"
    r"difficult child|bad behaviour)\b",
    re.I,
)
_PROMISES = re.compile(r"\b(?:definitely|always|never|for ?ever|guarantee[sd]?|I promise|we promise)\b", re.I)


_DROP_IN = {"placement": "home", "contact centre": "family centre", "dysregulated": "very upset"}
"""The only swaps that can be made with one key: they name nobody and leave the grammar of a sentence be."""
_NOT_A_HOME = re.compile(r"\s+(?:order|plan|agreement|meeting|of|with|request|breakdown)", re.I)


@dataclass(frozen=True)
class Jargon:
    """A social-care word, what to say instead, and the swap that fits in its place, if there is one."""

    word: str
    swap: str
    fix: str | None


@cache
def jargon() -> dict[str, Jargon]:
    """Return the shipped list by spelling; "LAC / CLA" and "plan (PR)" are each two words."""
    with shipped("jargon.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(word, row["swap"]) for row in csv.DictReader(lines) for word in _spellings(row["word"])]
    return {_key(word): Jargon(word, swap, _DROP_IN.get(word)) for word, swap in rows}


def _key(word: str) -> str:
    return word if word.isupper() else word.casefold()


def _spellings(text: str) -> list[str]:
    if text.startswith("connected / kinship"):
        return ["connected carer", "kinship carer"]
    words = (part.strip() for piece in text.split(" / ") for part in re.split(r"[()]", piece))
    return [word for word in words if len(word) > 1]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return one pattern for words, whatever their case, and one for capitals; the longest word first."""
    longest = sorted(jargon(), key=len, reverse=True)
    plain = "|".join(re.escape(word) for word in longest if not word.isupper())
    upper = "|".join(re.escape(word) for word in longest if word.isupper())
    return (
        re.compile(rf"(?<![\w-])({plain})(?:s|ed|d|ing)?(?![\w-])", re.I),
        re.compile(rf"(?<![\w-])({upper})s?(?![\w-])"),
    )


def jargon_words(context: Context) -> Iterator[Finding]:
    """Rule 10. Words that the letter itself explains ("(IRO)") are let be; so is "contact me", and the role
    of somebody in the letter as the record has it: "Carole is your key worker."."""
    older = context.rules.family == "older"
    roles = {role_of(person).casefold() for person in context.cast.people} - {""}
    for part, start, text in context.paragraphs():
        for match, entry in jargon_in(text, older=older):
            if match[0].casefold() in roles and re.search(r"\byour $", text[: match.start()], re.I):
                continue
            message = f"“{match[0]}”: a child would say: {entry.swap}."
            fix = _as_cased(entry.fix, match[0]) if _drops_in(text, match) else None
            place = start + match.start(), start + match.end()
            yield Finding(Level.CHECK, 10, message, part.name, *place, fix)


def jargon_in(text: str, *, older: bool) -> Iterator[tuple[re.Match[str], Jargon]]:
    """Yield each social-care word of a line that it does not explain. `older`: for whom is 13 or more."""
    for match in (match for pattern in _patterns() for match in pattern.finditer(text)):
        entry = jargon()[_key(match[1])]
        fine = entry.word == "advocate" or (older and entry.word in _FINE_FROM_13)
        if not fine and not _explained(text, match):
            yield match, entry


def _drops_in(text: str, match: re.Match[str]) -> bool:
    """Tell whether the swap is as true and as good a sentence as the word: "in placement" has none."""
    if match[0] != match[1] or match[1].casefold() != "placement":
        return match[0] == match[1]
    before = re.search(r"\b(?:your|a|this|new|old|last|first) $", text[: match.start()], re.I)
    return bool(before) and not _NOT_A_HOME.match(text[match.end() :])


def _explained(text: str, match: re.Match[str]) -> bool:
    brackets = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
    as_verb = match[0].casefold() == "contact" and re.match(
        r"\s+(?:me|us|them|him|her)\b", text[match.end() :]
    )
    return brackets or bool(as_verb) or _in_quote(text, match.start())


def _in_quote(text: str, position: int) -> bool:
    return text.rfind("“", 0, position) > text.rfind("”", 0, position)


def _as_cased(fix: str | None, instead_of: str) -> str | None:
    return fix[0].upper() + fix[1:] if fix and instead_of[0].isupper() and not instead_of.isupper() else fix


def capitals(context: Context) -> Iterator[Finding]:
    """Rule 11: letters in capitals that the letter does not explain."""
    whole = "\n".join(part.text for part in context.draft.written)
    for part, start, text in context.paragraphs():
        for match in _CAPITALS.finditer(text):
            word = match[0]
            known = word.upper() in _FINE_CAPITALS or word in jargon() or f"({word})" in whole
            if known or _in_quote(text, match.start()):
                continue
            message = f"“{word}”: say it in words, or explain it here."
            yield Finding(Level.CHECK, 11, message, part.name, start + match.start(), start + match.end())


def labels_and_promises(context: Context) -> Iterator[Finding]:
    """Rules 16 and 17, outside the child's own words."""
    for part, start, text in context.paragraphs():
        for match in _LABELS.finditer(text):
            if not _in_quote(text, match.start()):
                message = f"“{match[0]}” is a label. Say what happened, without blame."
                yield Finding(Level.CHECK, 16, message, part.name, start + match.start(), start + match.end())
        if part.name is LetterPartName.THANKS:
            continue
        for match in _PROMISES.finditer(text):
            if not _in_quote(text, match.start()):
                message = f"“{match[0]}” may promise more than was decided."
                yield Finding(Level.TIP, 17, message, part.name, start + match.start(), start + match.end())
