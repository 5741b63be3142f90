"""Keeps what stands in a line before it is handed in: a crash or a lock must not take it."""

from collections.abc import Iterable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QLineEdit

from iro_desktop.domain.half_typed import lines_of
from iro_desktop.domain.review import Review


def keep_lines(edits: Iterable[QLineEdit], review: Review, typed: SignalInstance) -> None:
    """Fill each line with what was left in it, then tell its name and text whenever it changes."""
    left = lines_of(review.half_typed)
    for edit in edits:
        name = edit.objectName()
        edit.setText(left.get(name, ""))
        edit.textChanged.connect(lambda text, name=name: typed.emit(name, text))
