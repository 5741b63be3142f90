"""The list of sections: how far each is, in a sign for the eye and in words for the ear."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from iro_desktop.screens.record.model import Progress

_NAME = Qt.ItemDataRole.UserRole


class SectionList(QListWidget):
    """One row a page; `page_chosen` tells which was picked, `entered_page` that Enter was pressed on it."""

    page_chosen = Signal(str)
    entered_page = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: dict[str, str] = {}
        self._rows: dict[str, QListWidgetItem] = {}
        self.currentItemChanged.connect(self._chosen)
        self.itemActivated.connect(lambda _item: self.entered_page.emit())

    def set_pages(self, titles: Mapping[str, str]) -> None:
        """List the pages by name and title."""
        self.blockSignals(True)
        self.clear()
        self._titles, self._rows = dict(titles), {}
        for name, title in titles.items():
            item = QListWidgetItem(title)
            item.setData(_NAME, name)
            self._rows[name] = item
            self.addItem(item)
        self.blockSignals(False)
        self._fit()

    def names(self) -> tuple[str, ...]:
        """Return the pages in order."""
        return tuple(self._rows)

    def choose(self, name: str) -> None:
        """Mark a page as the one shown."""
        if name in self._rows:
            self.blockSignals(True)
            self.setCurrentItem(self._rows[name])
            self.blockSignals(False)

    def neighbour(self, by: int) -> str:
        """Return the page so many rows from the one shown, stopping at either end."""
        row = max(0, min(self.count() - 1, self.currentRow() + by))
        return str(self.item(row).data(_NAME))

    def show_progress(self, name: str, progress: Progress) -> None:
        """Show how far a section is."""
        title = self._titles[name]
        self._set(name, f"{progress.value}  {title}", f"{title}, {progress.word}")

    def show_count(self, name: str, number: int) -> None:
        """Show how many things a page holds."""
        title = self._titles[name]
        text = f"{title} ({number})" if number else title
        self._set(name, text, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight which page is shown."""
        super().resizeEvent(event)
        if (current := self.currentItem()) is not None:
            self.scrollToItem(current)

    def changeEvent(self, event: QEvent) -> None:
        """Stay wide enough when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _set(self, name: str, text: str, spoken: str) -> None:
        item = self._rows[name]
        if item.text() != text:
            item.setText(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(item.text()) for item in self._rows.values()), default=0)
        self.setFixedWidth(widest + self.verticalScrollBar().sizeHint().width() + 36)

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.page_chosen.emit(str(item.data(_NAME)))
