"""What of an address would find a door, a house or a street, and where a text has it."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from iro_desktop.letters.checks.folding import pieces
from iro_desktop.letters.easy import is_word
from iro_desktop.letters.wordlists import words

Run = tuple[str, ...]
Held = TypeVar("Held")
_NOT_TELLING = words(
    "flat unit room apartment apt floor block number no the plot suite top ground first second a b c d"
)
_STREETS = words(
    """
road street avenue lane close drive crescent court place square gardens terrace grove way hill rise row
mews view walk green gate villas yard fields field meadow meadows bank parade
"""
)
_HOUSES = words("house cottage cottages farm lodge villa hall barn mill park grange manor rectory vicarage")


def doors(address: str) -> tuple[Run, ...]:
    """Return the runs of words that find the door in any case: "12 acacia avenue", or two lines together."""
    lines = _lines(address)
    found = [line for line in lines if _numbered(line) and _tells(line)]
    first = tuple(word for line in lines[:2] for word in line)
    if lines and lines[0] not in found and len(lines) > 1 and _tells(first):
        found.append(first)
    return tuple(dict.fromkeys(found))


def houses(address: str) -> tuple[Run, ...]:
    """Return the house's own name ("rose cottage"), to be found where it stands with capitals."""
    first = [line[line[0] == "the" :] for line in _lines(address)[:1]]
    return tuple(
        line
        for line in first
        if len(line) > 1 and not _numbered(line) and line[0] not in _NOT_TELLING and _tells(line)
    )


def streets(address: str) -> tuple[Run, ...]:
    """Return the streets without their numbers ("acacia avenue"), to be found where they have capitals.

    They stand beside a number, or in the first two lines: "Farley Green" further down is a village.
    """
    lines = _lines(address)
    bare = [_bare(line) for line in lines if _numbered(line) and _tells(line)] or lines[:2]
    return tuple(line for line in bare if len(line) > 1 and line[-1] in _STREETS and _tells(line))


def towns(address: str) -> tuple[Run, ...]:
    """Return the lines that are neither a house nor a street: a village, a town, a county."""
    elsewhere = streets(address)
    return tuple(
        line
        for line in _lines(address)[1:]
        if _tells(line) and not _numbered(line) and line not in elsewhere and line[-1] not in _HOUSES
    )


def runs_in(
    text: str, table: Mapping[str, Mapping[Run, Held]], passing: frozenset[str] = frozenset()
) -> Iterator[tuple[Run, int, int]]:
    """Yield every run of words of `text` that is in `table` (by its first word), with its place.

    Words in `passing` are not looked at, as they are not in the table either.
    """
    found = [piece for piece in pieces(text) if piece[0] not in passing]
    for position, (word, _, _) in enumerate(found):
        for run in table.get(word, ()):
            heard = found[position : position + len(run)]
            if tuple(piece for piece, _, _ in heard) == run:
                yield run, heard[0][1], heard[-1][2]


def rare(run: Run) -> bool:
    """Tell whether a run has a word that no everyday text has, so that it is told without its capitals."""
    return any(len(word) > 3 and word.isalpha() and not is_word(word) for word in run)


def capitals(text: str) -> bool:
    """Tell whether every word begins with a capital or a figure, as in a name."""
    return not any(word[0].islower() for word in re.findall(r"\w+", text.replace("'", "").replace("’", "")))


def _lines(address: str) -> list[Run]:
    split = (tuple(word for word, _, _ in pieces(line)) for line in re.split(r"[,;\n]", address))
    return [line for line in split if line]


def _bare(line: Run) -> Run:
    """Return a line from its last number on: "flat 2 14 high street" is "high street"."""
    numbered = [place for place, word in enumerate(line) if word[0].isdigit()]
    return line[max(numbered) + 1 :] if numbered else line


def _numbered(line: Run) -> bool:
    return any(word[0].isdigit() for word in line)


def _tells(line: Run) -> bool:
    return any(len(word) > 2 and word.isalpha() and word not in _NOT_TELLING for word in line)
