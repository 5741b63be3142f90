"""Finds numbers and places in a text: phones, postcodes, dates, council numbers, first lines of addresses."""

import re
from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.date_words import MONTHS
from iro_desktop.letters.checks.folding import pieces

_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{7,22}\d")
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?) ?(\d[A-Za-z]{2})\b")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS)
_DATES = (
    re.compile(r"\b(?P<d>\d{1,2})[/.\- ](?P<m>\d{1,2})[/.\- ](?P<y>\d{4}|\d{2})\b"),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<w>{_MONTH})\.?,? (?P<y>\d{{4}}|\d{{2}})\b", re.I
    ),
    re.compile(rf"\b(?P<w>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b", re.I),
)
Place = tuple[str, int, int]


def phones(text: str) -> Iterator[Place]:
    """Yield the digits of each phone number (a leading +44 as 0) with its place."""
    for match in _PHONE.finditer(text):
        digits = phone_key(match[0])
        if 9 <= len(digits) <= 15:
            yield digits, match.start(), match.end()


def phone_key(text: str) -> str:
    """Return a phone number's digits, in the form used inside the country."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            return "0" + digits[len(prefix) :]
    return digits


def postcodes(text: str) -> Iterator[Place]:
    """Yield each postcode, capitals and no space, with its place."""
    for match in _POSTCODE.finditer(text):
        yield postcode_key(match[0]), match.start(), match.end()


def postcode_key(text: str) -> str:
    """Return a postcode in capitals without spaces."""
    return re.sub(r"\s", "", text).upper()


def emails(text: str) -> Iterator[Place]:
    """Yield each email address in small letters with its place."""
    for match in _EMAIL.finditer(text):
        yield match[0].casefold(), match.start(), match.end()


def numbers(text: str) -> Iterator[Place]:
    """Yield each number-like word (a council's or a pupil's number) without its dashes, with its place."""
    for match in re.finditer(r"(?<![\w])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*(?!\w)", text):
        if any(character.isdigit() for character in match[0]):
            yield number_key(match[0]), match.start(), match.end()


def number_key(text: str) -> str:
    """Return a council's number as it is compared: capitals, letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Yield each date that has a year, in figures or in words, with its place."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _date_of(match)
            if day:
                yield day, match.start(), match.end()


def _date_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["y"])
    if len(groups["y"]) == 2:
        year += 2000 if year < 70 else 1900
    word = groups.get("w")
    month = (
        [name[:3].casefold() for name in MONTHS].index(word[:3].casefold()) + 1 if word else int(groups["m"])
    )
    try:
        return date(year, month, int(groups["d"]))
    except ValueError:
        return None


def first_line(address: str) -> tuple[str, ...]:
    """Return the words of an address that would find the door: its first line, or its first two."""
    lines = [line for line in re.split(r"[,\n]", address) if line.strip()]
    for count in (1, 2):
        words = tuple(word for word, _, _ in pieces(" ".join(lines[:count])))
        if len(words) >= 2 and sum(map(len, words)) >= 6:
            return words
    return ()
