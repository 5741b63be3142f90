"""The table of a child's reviews: as high as its rows, Enter opens, Tab leaves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from iro_desktop.screens.widgets.row_table import FittedTable

_MOST_ROWS = 6


class ReviewsTable(FittedTable):
    """Whole rows, chosen by arrows."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Reviews", parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # As high as its rows: else its card would grow where the column beside it is longer.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(lambda _index: self.open_wanted.emit())

    def fit(self) -> None:
        """Be as high as the rows need, up to six; share the width, leaving out what does not fit, and number
        and due date where no review has one: those of a return have neither."""
        line = self.fit_lines()
        rows = min(_MOST_ROWS, max(1, self.model().rowCount()))
        self.setFixedHeight(rows * line + self.horizontalHeader().sizeHint().height() + 4)
        header, columns = self.horizontalHeader(), range(self.model().columnCount())
        header.ensurePolished()
        for column in columns:
            self.setColumnHidden(column, False)  # of a hidden column Qt says that it needs nothing
        empty = {c for c in (0, 2) if not any(self._holds(row, c) for row in range(self.model().rowCount()))}
        needs = [max(self.sizeHintForColumn(c), header.sectionSizeHint(c)) + 12 for c in columns]
        room = self.viewport().width()
        order = (0, 1, 4, 2, 3)  # the number, the day and the letter matter most where room is short
        shown: list[int] = []
        for column in (c for c in order if c not in empty):
            if not shown or sum(needs[c] for c in shown) + needs[column] <= room:
                shown.append(column)
        spare = max(0, room - sum(needs[c] for c in shown)) // len(shown)
        for column in columns:
            self.setColumnHidden(column, column not in shown)
            self.setColumnWidth(column, needs[column] + spare)

    def _holds(self, row: int, column: int) -> bool:
        return bool(self.model().index(row, column).data())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)
