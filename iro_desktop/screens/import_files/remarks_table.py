"""The table of an import's remarks."""

from PySide6.QtWidgets import QWidget

from iro_desktop.screens.widgets.short_table import ShortTable


class RemarksTable(ShortTable):
    """A line for each remark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "What to look at in the files")
