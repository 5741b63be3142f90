"""Rows that stand side by side where there is room, and one below another where there is not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

Rows = tuple[tuple[QBoxLayout, int], ...]
"""Each row, with the width in average letters below which its parts stand one below another."""


def fit_rows(widget: QWidget, rows: Rows, width: int) -> None:
    """Turn each row to the direction that `width` (in pixels) leaves room for."""
    letter = widget.fontMetrics().averageCharWidth()
    for row, letters in rows:
        beside = width >= letters * letter
        row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        _stretch(row, beside)


def _stretch(row: QBoxLayout, beside: bool) -> None:
    """Side by side the form's stretch factors share the width; one below another nothing is stretched."""
    factors = row.property("beside")
    if factors is None:
        factors = [row.stretch(part) for part in range(row.count())]
        row.setProperty("beside", factors)
    for part in range(min(row.count(), len(factors))):
        row.setStretch(part, factors[part] if beside else 0)


class FittingPage(QWidget):
    """A page that is told how wide it may be: in a scrolling area it cannot see that for itself."""

    def rows(self) -> Rows:
        """Return the rows that turn."""
        return ()

    def stops(self) -> list[QWidget]:
        """Return what Tab reaches here, in the order in which the eye meets it: as made, unless said."""
        tab = Qt.FocusPolicy.TabFocus
        made = self.findChildren(QWidget)
        return [each for each in made if each.focusPolicy() & tab and each.window() is self.window()]

    def fit(self, width: int) -> None:
        """Arrange the rows for this width in pixels."""
        fit_rows(self, self.rows(), width)
