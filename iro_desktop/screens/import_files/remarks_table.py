"""The table of an import's remarks: a line each, the last column takes the room, Tab leaves."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desktop.screens.theme import TARGET
from iro_desktop.screens.widgets.row_table import RowTable

_ROWS = 6


class RemarksTable(RowTable):
    """Whole rows, chosen by arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What to look at in the files", parent)
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setResizeContentsPrecision(60)

    def fit(self) -> None:
        """Be six rows high at most, the columns as wide as their contents."""
        line = max(TARGET, self.fontMetrics().height() + 12)
        self.verticalHeader().setDefaultSectionSize(line)
        header = self.horizontalHeader()
        for column in range(self.model().columnCount() - 1):
            wide = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            self.setColumnWidth(column, wide + 12)
        rows = min(_ROWS, self.model().rowCount())
        self.setFixedHeight(rows * line + header.sizeHint().height() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        if self.model() is not None:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self.fit()
