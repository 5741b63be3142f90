"""The bands as data: what each must have and how hard it may be; and the fixed sentences of each family."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.letters.shipped import shipped

_SLOTS = {
    "name", "iro", "iro_full", "words", "asked", "what", "who", "why", "when", "carer", "advocate",
    "month", "day", "month_before", "phone", "role",
}  # fmt: skip


@dataclass(frozen=True)
class BandRules:
    """One band's limits. `points` is the type size; `unfamiliar` a share (0.08: eight words in 100)."""

    band: Band
    label: str
    parts: tuple[LetterPartName, ...]
    stop_if_missing: frozenset[LetterPartName]
    words: int
    points: int
    sentence_mean: float
    sentence_max: int
    grade: float
    unfamiliar: float
    family: str

    @property
    def young(self) -> bool:
        """Whether the child reads with an adult: short dates, no year, sentences instead of tables."""
        return self.family == "young"


@dataclass(frozen=True)
class Wording:
    """The fixed sentences of one family of bands."""

    headings: Mapping[LetterPartName, str]
    sentences: Mapping[str, str]

    def say(self, key: str, **slots: str) -> str:
        """Return the fixed sentence `key` with its slots filled ("" where this family does not say it)."""
        return self.sentences[key].format(**slots)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(shipped("bands.toml").read_text(encoding="utf-8"))


@cache
def rules_for(band: Band) -> BandRules:
    """Return the rules of a band from resources/letters/bands.toml."""
    row = dict(_table()[band.value])
    parts = tuple(LetterPartName(name) for name in row.pop("parts"))
    stops = frozenset(LetterPartName(name) for name in _table()["stop_if_missing"])
    return BandRules(band=band, parts=parts, stop_if_missing=stops & frozenset(parts), **row)


@cache
def wording_for(family: str) -> Wording:
    """Return a family's fixed sentences; ValueError if one names a slot outside the closed list."""
    table = tomllib.loads(shipped(f"wording/{family}.toml").read_text(encoding="utf-8"))
    for sentence in table["says"].values():
        names = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
        if names - _SLOTS:
            raise ValueError(f"unknown slot in wording/{family}.toml")
    headings = {LetterPartName(name): text for name, text in table["headings"].items()}
    return Wording(headings, table["says"])
