"""A table within a scrolling page: a few rows high, the last column takes the room, Tab leaves."""

from PySide6.QtWidgets import QWidget

from iro_desktop.screens.widgets.row_table import FittedTable

_ROWS = 6
_MEASURED = 60
"""Rows by which the columns are measured: of thousands, the first tell enough."""


class ShortTable(FittedTable):
    """Whole rows, chosen by arrows; six at a time, the rest by scrolling."""

    def __init__(self, parent: QWidget | None = None, name: str = "") -> None:
        super().__init__(name, parent)
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setResizeContentsPrecision(_MEASURED)

    def fit(self) -> None:
        """Be six rows high at most, the columns as wide as their contents, no one wider than a share."""
        line = self.fit_lines()
        header = self.horizontalHeader()
        count = self.model().columnCount()
        share = max(1, 2 * self.viewport().width() // (count + 1))
        for column in range(count - 1):
            wide = max(min(self.sizeHintForColumn(column), share), header.sectionSizeHint(column))
            self.setColumnWidth(column, wide + 12)
        rows = min(_ROWS, self.model().rowCount())
        self.setFixedHeight(rows * line + header.sizeHint().height() + 4)
