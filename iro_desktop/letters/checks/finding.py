"""What a check says: how grave it is, which words it is about, and what would mend it."""

from dataclasses import dataclass
from enum import StrEnum

from iro_desktop.domain.letter import LetterPartName


class Level(StrEnum):
    """STOP holds the letter back, CHECK must be looked at, TIP is quiet."""

    STOP = "stop"
    CHECK = "check"
    TIP = "tip"


_NO_OVERRIDE = frozenset({1, 2, 3})
"""Rules whose STOP nobody may let stand: another child, a withheld fact, a hidden place or person."""


@dataclass(frozen=True)
class Finding:
    """One finding. `start` and `end` count characters in the part's text; no `part`: the whole letter.
    `message` is for the writer's eyes and may quote the letter: it never goes into a log."""

    level: Level
    rule: int
    message: str
    part: LetterPartName | None = None
    start: int = 0
    end: int = 0
    fix: str | None = None
    """Words to put in the place of [start, end), or None where the writer must decide."""

    let_stand: str = ""
    """Why the writer let this STOP stand; "" where it holds the letter back."""

    @property
    def may_stand(self) -> bool:
        """Tell whether a STOP may be let stand with a typed reason."""
        return self.level is Level.STOP and self.rule not in _NO_OVERRIDE


def gravest_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings in the order to look at them; a STOP that was let stand comes last."""
    order = list(Level)
    return tuple(sorted(findings, key=lambda f: len(order) if f.let_stand else order.index(f.level)))
