"""Finds numbers and dates in a text: phones, postcodes, dates, council numbers, however they are spaced."""

import re
from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.date_words import MONTHS
from iro_desktop.letters.checks.folding import folded

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{7,22}\d")
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)[ -]{0,3}(\d[A-Za-z]{2})\b")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*(?!\w)")
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS)
_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_ORDINALS = {
    word: day
    for day, word in enumerate(
        [
            *_ONES,
            *_TEENS,
            "twentieth",
            *(f"twenty {one}" for one in _ONES),
            "thirtieth",
            "thirty first",
        ],
        start=1,
    )
}
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True)).replace(" ", "[ -]?")
_DATES = (
    re.compile(r"\b(?P<d>\d{1,2}) ?[/.\- ] ?(?P<m>\d{1,2}) ?[/.\- ] ?(?P<y>\d{4}|\d{2})\b"),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"),
    re.compile(r"\b(?P<d>\d{2})(?P<m>\d{2})(?P<y>(?:19|20)\d{2})\b"),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<w>{_MONTH})\.?,? (?P<y>\d{{4}}|\d{{2}})\b", re.I
    ),
    re.compile(rf"\b(?P<w>{_MONTH})\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<o>{_ORDINAL})(?: day)?(?: of)? (?P<w>{_MONTH})\.?,? (?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<w>{_MONTH})\.? (?:the )?(?P<o>{_ORDINAL}),? (?P<y>\d{{4}})\b", re.I),
)
Place = tuple[str, int, int]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield each match in `text` as a reader sees it (a hard space is a space), with its place."""
    seen = folded(text)
    for match in pattern.finditer(seen.text.translate(_DASHES)):
        yield match, seen.at[match.start()], seen.at[match.end() - 1] + 1


def phones(text: str) -> Iterator[Place]:
    """Yield the digits of each phone number (a leading +44 as 0) with its place."""
    for match, start, end in _matches(_PHONE, text):
        digits = phone_key(match[0])
        if 9 <= len(digits) <= 15:
            yield digits, start, end


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
    """Return a postcode in capitals without spaces."""
    return re.sub(r"[\s-]", "", text).upper()


def emails(text: str) -> Iterator[Place]:
    """Yield each email address in small letters with its place."""
    for match, start, end in _matches(_EMAIL, text):
        yield match[0], start, end


def numbers(text: str) -> Iterator[Place]:
    """Yield each number-like word (a council's or a pupil's number) without its dashes, with its place."""
    for match, start, end in _matches(_NUMBER, text):
        if any(character.isdigit() for character in match[0]):
            yield number_key(match[0]), start, end


def number_key(text: str) -> str:
    """Return a council's number as it is compared: capitals, letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Yield each date that has a year, in figures or in words, with its place."""
    for pattern in _DATES:
        for match, start, end in _matches(pattern, text):
            day = _date_of(match)
            if day:
                yield day, start, end


def _date_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["y"])
    if len(groups["y"]) == 2:
        year += 2000 if year < 70 else 1900
    word, spoken = groups.get("w"), _spoken(groups.get("o") or "")
    month = (
        [name[:3].casefold() for name in MONTHS].index(word[:3].casefold()) + 1 if word else int(groups["m"])
    )
    try:
        return date(year, month, _ORDINALS[spoken] if spoken else int(groups["d"]))
    except ValueError:
        return None


def _spoken(ordinal: str) -> str:
    """Return "twenty-first" or "twentyfirst" as the table of ordinals has it."""
    low = ordinal.casefold().replace("-", " ")
    return re.sub(r"^(twenty|thirty)(?=[a-z])", r"\1 ", low)
