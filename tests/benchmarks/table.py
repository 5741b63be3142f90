"""One figure of the table, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, against what was promised; `aim` None where nothing was promised."""

    name: str
    measured: float
    unit: str
    how: str
    aim: float | None = None

    @property
    def kept(self) -> bool | None:
        """Say whether the aim is met; None without one."""
        return None if self.aim is None else self.measured <= self.aim

    def cells(self) -> tuple[str, str, str, str]:
        """Return the row's cells."""
        mark = {True: "✓ ", False: "✗ ", None: ""}[self.kept]
        aim = "" if self.aim is None else f"≤ {shown(self.aim, self.unit)}"
        return self.name, aim, mark + shown(self.measured, self.unit), self.how


def shown(value: float, unit: str) -> str:
    """Return a value as people read it; seconds below one as milliseconds."""
    if unit == "s":
        return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"
    if unit == "ratio":
        return f"{value:.2f} ×"
    return f"{value:.1f} {unit}".strip()


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as one table that is also Markdown."""
    rows = [("figure", "aim", "measured", "how"), *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "| " + " | ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[3]]) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|---|")
    return "\n".join(lines)
