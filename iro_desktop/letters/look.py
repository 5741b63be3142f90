"""How a letter looks, shared by the page on the screen and the Word file."""

import re

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.draft import Part

FONT = "Andika"
FALLBACK_FONTS = ("Verdana", "DejaVu Sans", "Arial")
INK = "#1B3A57"
CREAM = "#FFFBF0"
"""Ink on cream: a contrast of 11.35 to 1."""

_QUOTE = re.compile(r"^(?:You said: )?“[^”]*”[.!?]?$")
_ROLE = re.compile(r"^(?P<who>[^.:]{1,80}?) (?:is|are) (?P<role>your [^.]{1,80})\.?$")


def lines_of(part: Part) -> tuple[str, ...]:
    """Return the paragraphs of a part as they stand on the page."""
    return part.paragraphs


def is_quote(line: str) -> bool:
    """Tell whether a paragraph is nothing but the child's own words."""
    return _QUOTE.match(line) is not None


def who_rows(part: Part) -> list[tuple[str, str]] | None:
    """Return the rows of who is who, (name, role), or None where it is not, or not only, such lines."""
    if part.name is not LetterPartName.WHO_IS_WHO:
        return None
    found = [_ROLE.match(line) for line in part.paragraphs]
    rows = [(match["who"], match["role"]) for match in found if match]
    return rows if rows and len(rows) == len(found) else None
