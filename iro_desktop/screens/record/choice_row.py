"""One choice out of a few, all of them in sight: nothing to open, each with a name of its own."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from iro_desktop.screens.widgets.flow import FlowLayout


class ChoiceRow(QWidget):
    """Radio buttons in a row that breaks where the width ends. `chosen` tells the value a user picked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, spacing=12)
        self._group = QButtonGroup(self)
        self._values: dict[str, QRadioButton] = {}

    def set_choices(self, title: str, choices: Iterable[tuple[str, str]]) -> None:
        """Offer (value, words); a screen reader hears `title` before the words. Once only."""
        for value, words in choices:
            button = QRadioButton(words)
            button.setAccessibleName(f"{title}: {words}")
            button.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self._row.addWidget(button)
            self._values[value] = button

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab reaches here, in order."""
        return tuple(self._values.values())

    def set_value(self, value: str | None) -> None:
        """Show what is recorded; None shows no choice. Emits nothing."""
        button = self._values.get(value) if value is not None else None
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._values.values():
            other.setChecked(False)
        self._group.setExclusive(True)
