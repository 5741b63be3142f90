"""F1: every key there is, on one page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.layouts import words
from iro_desktop.screens.widgets.scroll_page import ScrollPage

EVERYWHERE = (
    ("Ctrl+K", "Find a child"),
    ("Ctrl+1, Ctrl+2 …", "Go to a screen of the navigation; again: to its first page"),
    ("Alt+Left", "Back"),
    ("F6, Shift+F6", "Next or previous pane"),
    ("Tab, Shift+Tab", "Next or previous control"),
    ("F5", "Send to the office and fetch from it now"),
    ("Ctrl+S", "Save now. Typing is saved every 2 seconds anyway"),
    ("Esc Esc", "Hide everything behind a plain clock; any key brings it back"),
    ("Ctrl+L", "Lock"),
    ("F1", "This page"),
)


Keys = tuple[tuple[str, str], ...]
PagesKeys = tuple[tuple[str, Keys], ...]
"""What each page is called, and its keys."""


class KeysPage(Page):
    """The keys of the page from which F1 was pressed, of the whole app, and of all other pages."""

    def __init__(
        self, about: str, of_page: Keys, others: PagesKeys = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(24, 24, 24, 24)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        if of_page:
            self._add(f"On this page: {about}" if about else "On this page", of_page)
        self._add("Everywhere", EVERYWHERE)
        for title, keys in others:
            if keys != of_page:
                self._add(title, keys)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._area = ScrollPage(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("Keys")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(self._area)

    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return "Keys"

    def start_widget(self) -> QWidget:
        """Let the arrows scroll."""
        return self._area

    def _add(self, heading: str, keys: tuple[tuple[str, str], ...]) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(words(heading, "heading"), row, 0, 1, 2)
        for offset, (key, does) in enumerate(keys, row + 1):
            self._grid.addWidget(words(key, "label", wrap=False), offset, 0)
            self._grid.addWidget(words(does), offset, 1)
