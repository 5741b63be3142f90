"""The caseload as a table: what each column shows, sorts by and says aloud."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication

from iro_desktop.domain.review import ReviewKind
from iro_desktop.screens.due_signs import due_words
from iro_desktop.screens.widgets.row_table import Index, RowsModel
from iro_desktop.services.list_caseload import SOON_DAYS, CaseloadRow, DueState, urgency

STATE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The DueState of the row, for who paints it."""
KIND_WORDS = {
    ReviewKind.FIRST: "First review",
    ReviewKind.SECOND: "Second review",
    ReviewKind.SUBSEQUENT: "6-monthly review",
    ReviewKind.EARLY: "Early review",
    ReviewKind.SHORT_BREAK_FIRST: "First, short breaks",
    ReviewKind.SHORT_BREAK_SUBSEQUENT: "Short breaks review",
    ReviewKind.PATHWAY: "Pathway plan review",
}


class Column(IntEnum):
    """The columns, left to right."""

    CHILD = 0
    AGE = 1
    NEXT_REVIEW = 2
    WHICH = 3
    HOME = 4
    WITH = 5
    SOCIAL_WORKER = 6


HEADINGS = ("Child", "Age", "Next review", "Which", "Where", "With", "Social worker")


class Show(IntEnum):
    """Which children the chips let through."""

    ALL = 0
    LATE = 1
    WEEK = 2
    NOT_DUE = 3
    UNKNOWN = 4


@dataclass(frozen=True)
class Counts:
    """How many children there are, and how they stand."""

    children: int
    late: int
    week: int
    not_due: int
    unknown: int = 0


def count(rows: tuple[CaseloadRow, ...]) -> Counts:
    """Count the children by how they stand; a child counts once."""
    states = [row.state for row in rows]
    each = (DueState.LATE, DueState.SOON, DueState.NONE, DueState.UNKNOWN)
    return Counts(len(rows), *(states.count(state) for state in each))


class CaseloadModel(RowsModel[CaseloadRow]):
    """Rows filtered by what was typed and by the chip, in the order chosen. Numbers sort as numbers."""

    headings = HEADINGS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[CaseloadRow, ...] = ()
        self._today = date.min
        self._typed, self._show = "", Show.ALL
        self._order: tuple[int, bool] = (Column.NEXT_REVIEW, False)
        self._columns = len(Column)

    def set_rows(self, rows: tuple[CaseloadRow, ...], today: date) -> None:
        """Take the rows in order of urgency, and the day they were worked out."""
        self._all, self._today = rows, today
        self._refresh()

    def narrow(self, typed: str, show: Show) -> None:
        """Show only the children that hold every word typed and that the chip lets through."""
        self._typed, self._show = typed, show
        self._refresh()

    def show_columns(self, number: int) -> None:
        """Take how many columns, from the left, there is room for: a match in another is told by the name."""
        self._columns = number

    def tells_why(self) -> bool:
        """Say whether a row shown has its match in none of its columns, and tells it by the name."""
        return any(self._why(row) for row in self._rows)

    def place_of(self, child_id: str) -> int:
        """Return where a child is shown; -1 where it is not."""
        return next((n for n, row in enumerate(self._rows) if row.child_id == child_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, its state, or why its date is what it is."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, Column(index.column()))
        if role == STATE_ROLE:
            return row.state
        if role == Qt.ItemDataRole.FontRole:
            return _bold() if self._matches(row, Column(index.column())) else None
        if role == Qt.ItemDataRole.ToolTipRole:
            due = index.column() in (Column.NEXT_REVIEW, Column.WHICH)
            return row.due.explanation(self._today) if due else self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words(row, Column(index.column()))
            return f"{row.state}: {words}" if index.column() == Column.NEXT_REVIEW else words
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal ones stay in order of urgency."""
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self._refresh()

    def _words(self, row: CaseloadRow, column: Column) -> str:
        if column is Column.NEXT_REVIEW:
            begun = " · begun" if row.begun_review_id else ""
            return f"{due_words(row.state, row.due.due_on, self._today)}{begun}"
        why = self._why(row) if column is Column.CHILD else ""
        return f"{_PLAIN[column](row)}  ·  {why}" if why else _PLAIN[column](row)

    def _matches(self, row: CaseloadRow, column: Column) -> bool:
        return column in _FOUND_IN and any(word in _PLAIN[column](row).casefold() for word in self._sought())

    def _why(self, row: CaseloadRow) -> str:
        """Return by what else the row was found: "friend: Kai Price"."""
        seen = " ".join(_PLAIN[column](row).casefold() for column in _FOUND_IN if column < self._columns)
        unseen = [word for word in self._sought() if word not in seen]
        found = (
            next((f"{what}: {text}" for what, text in row.found_by if word in text.casefold()), "")
            for word in unseen
        )
        return ", ".join(dict.fromkeys(words for words in found if words))

    def _sought(self) -> list[str]:
        return self._typed.casefold().split()

    def _refresh(self) -> None:
        words = self._sought()
        passed = (row for row in self._all if _passes(row, self._show))
        shown = [row for row in passed if all(word in row.filter_text for word in words)]
        column, backwards = self._order
        self.show_rows(sorted(shown, key=_SORT_KEYS[Column(column)], reverse=backwards))


def _bold() -> QFont:
    font = QGuiApplication.font()
    font.setBold(True)
    return font


def _passes(row: CaseloadRow, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.LATE:
            return row.state is DueState.LATE
        case Show.WEEK:
            return row.days_left is not None and 0 <= row.days_left <= SOON_DAYS
        case Show.NOT_DUE:
            return row.state is DueState.NONE
        case Show.UNKNOWN:
            return row.state is DueState.UNKNOWN


def _which(row: CaseloadRow) -> str:
    return KIND_WORDS[row.due.kind] if row.due.kind and row.due.due_on else ""


_PLAIN: dict[Column, Callable[[CaseloadRow], str]] = {
    Column.CHILD: lambda row: row.name,
    Column.AGE: lambda row: "" if row.age is None else str(row.age),
    Column.WHICH: _which,
    Column.HOME: lambda row: row.home,
    Column.WITH: lambda row: row.with_whom,
    Column.SOCIAL_WORKER: lambda row: row.social_worker,
}
_FOUND_IN = (Column.CHILD, Column.HOME, Column.WITH, Column.SOCIAL_WORKER)
_SORT_KEYS: dict[Column, Callable[[CaseloadRow], tuple[int, int, str]]] = {
    Column.CHILD: lambda row: (False, 0, row.name.casefold()),
    Column.AGE: lambda row: (row.age is None, row.age or 0, ""),
    Column.NEXT_REVIEW: urgency,
    Column.WHICH: lambda row: (not _which(row), 0, _which(row)),
    Column.HOME: lambda row: (not row.home, 0, row.home.casefold()),
    Column.WITH: lambda row: (not row.with_whom, 0, row.with_whom.casefold()),
    Column.SOCIAL_WORKER: lambda row: (not row.social_worker, 0, row.social_worker.casefold()),
}
"""What each column sorts by: what is missing comes last."""
