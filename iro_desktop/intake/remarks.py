"""What is said about a file, a row or a cell: for the council's data team, so never a value, never a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iro_desktop.intake.wording import WORDING, Severity


@dataclass(frozen=True)
class Remark:
    """One thing to look at: where it is, what it is (`code` never changes between versions), what to do.

    `line` counts physical lines from 1 (the column names are usually line 1) and is 0 where the remark
    is about the whole file. Nothing of what the cell holds is repeated here.
    """

    severity: Severity
    code: str
    file: str
    line: int
    column: str
    reason: str
    what_to_do: str


class Place(StrEnum):
    """The part of the report a row counts in."""

    CHILDREN = "children"
    EPISODES = "episodes"
    REVIEWS = "reviews"
    PEOPLE = "people"


@dataclass(frozen=True)
class Row:
    """One row of a recognised file: its cells by column name, cleaned of blanks and hidden characters."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def has(self, column: str) -> bool:
        """Say whether the file has that column at all; a blank cell and no column are different things."""
        return column in self.cells


class Notebook:
    """Collects remarks in the order in which they are made."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []

    def about(self, code: str, file: str, line: int = 0, column: str = "", **facts: str) -> None:
        """Write down the remark `code`; `facts` fill its wording and may only be names of rules or files."""
        words = WORDING[code]
        self.remarks.append(
            Remark(
                words.severity,
                code,
                file,
                line,
                column,
                words.reason.format(**facts),
                words.what_to_do.format(**facts),
            )
        )

    def about_row(self, code: str, row: Row, column: str = "", **facts: str) -> None:
        """Write down the remark `code` about a row."""
        self.about(code, row.file, row.line, column, **facts)
