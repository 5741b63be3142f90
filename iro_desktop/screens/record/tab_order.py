"""Tab goes as the eye does: fields made later do not come last because they were made later."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def tab_through(stops: Iterable[QWidget]) -> None:
    """Have Tab go through these in the order given."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
