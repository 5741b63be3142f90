"""Finds numbers in a text: phones, postcodes, emails, council numbers, however they are spaced."""

import re
from collections.abc import Iterator

from iro_desktop.letters.checks.folding import folded

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_PHONE = re.compile(r"\+?\(?\d[\d ()./,_-]{7,40}\d")
_GROUP = re.compile(r"\+?\d+")
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)[ .,-]{0,3}(\d[A-Za-z]{2})\b")
_AT = r"(?: ?@ ?| ?[(\[] ?at ?[)\]] ?| at )"
_EMAIL = re.compile(rf"[\w.+'-]+{_AT}[\w-]+(?:\.[\w-]+)+", re.I)
_NUMBER = re.compile(r"(?<![\w])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*(?!\w)")
_FIGURES = re.compile(r"\d(?:[ -]?\d){4,}")
Place = tuple[str, int, int]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield each match in `text` as a reader sees it (a hard space is a space), with its place."""
    seen = folded(text)
    for match in pattern.finditer(seen.text.translate(_DASHES)):
        yield match, seen.at[match.start()], seen.at[match.end() - 1] + 1


def phones(text: str) -> Iterator[Place]:
    """Yield the digits of each phone number (a leading +44 as 0) with its place.

    Figures that stand before or after it ("at 5 01632 960123") are read as part of it and apart from it.
    """
    for match, _, _ in _matches(_PHONE, text):
        groups = list(_GROUP.finditer(match.string, *match.span()))
        at = folded(text).at
        for first, begin in enumerate(groups):
            for last in groups[first:]:
                digits = phone_key(match.string[begin.start() : last.end()])
                if 9 <= len(digits) <= 15:
                    yield digits, at[begin.start()], at[last.end() - 1] + 1


LOCAL_FIGURES = 6
"""How many figures a number has that is given without its area code."""


def local_numbers(text: str) -> Iterator[Place]:
    """Yield each number of six figures, as one is given without its area code, with its place."""
    for match, start, end in _matches(_FIGURES, text):
        if len(key := number_key(match[0])) == LOCAL_FIGURES:
            yield key, start, end


def local_key(phone: str) -> str:
    """Return the end of a phone number: what stands without its area code. "" for none."""
    digits = phone_key(phone)
    return digits[-LOCAL_FIGURES:] if len(digits) > LOCAL_FIGURES else ""


def phone_key(text: str) -> str:
    """Return a phone number's digits, in the form used inside the country."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            return "0" + digits[len(prefix) :].lstrip("0")
    return f"0{digits}" if len(digits) == 10 and digits[0] != "0" else digits


def postcodes(text: str) -> Iterator[Place]:
    """Yield each postcode, capitals and no space, with its place."""
    for match, start, end in _matches(_POSTCODE, text):
        yield postcode_key(match[0]), start, end


def postcode_key(text: str) -> str:
    """Return a postcode in capitals, letters and figures only."""
    return number_key(text)


def emails(text: str) -> Iterator[Place]:
    """Yield each email address in small letters with its place."""
    for match, start, end in _matches(_EMAIL, text):
        yield email_key(match[0]), start, end


def email_key(text: str) -> str:
    """Return an email address in small letters with its "@"."""
    return re.sub(_AT, "@", text.strip().casefold(), count=1)


def numbers(text: str) -> Iterator[Place]:
    """Yield each number-like word (a council's or a pupil's number) without its dashes, with its place."""
    for match, start, end in _matches(_NUMBER, text):
        if any(character.isdigit() for character in match[0]):
            yield number_key(match[0]), start, end
    for match, start, end in _matches(_FIGURES, text):
        yield number_key(match[0]), start, end


def number_key(text: str) -> str:
    """Return a council's number as it is compared: capitals, letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())
