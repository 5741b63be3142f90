"""The pages of a review under one roof: made once, and each remembers where in it the cursor was."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QWidget,
)

from iro_desktop.screens.record.choice_row import ChoiceRow
from iro_desktop.screens.record.decisions_page import DecisionCard, DecisionsPage
from iro_desktop.screens.record.fitting import FittingPage
from iro_desktop.screens.widgets.reveal import Reveal, show_in

_FIELDS = (QPlainTextEdit, QLineEdit, QRadioButton)


class Pages(QStackedWidget):
    """Shows one page at a time, each in its own scrolling area. Fields are known by page and name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ""
        self._pages: dict[str, QWidget] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._last_field: dict[str, str] = {}
        self._reveals: dict[str, Reveal] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._pages

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have each page arrange its rows for the width there is."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs another arrangement too."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        width = self.width() - self._scroll_bar()
        for page in self._pages.values():
            if isinstance(page, FittingPage):
                page.fit(width)

    def _scroll_bar(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)

    def all_pages(self) -> tuple[QWidget, ...]:
        """Return the pages made so far."""
        return tuple(self._pages.values())

    def page(self, name: str) -> QWidget | None:
        """Return a page, None where it is not made yet."""
        return self._pages.get(name)

    def add_page(self, name: str, page: QWidget) -> None:
        """Add a page."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self._pages[name], self._areas[name], self._reveals[name] = page, area, Reveal(area)
        self.addWidget(area)
        self._fit()

    def remove_all(self) -> None:
        """Forget every page: another review comes."""
        for area in self._areas.values():
            self.removeWidget(area)
            area.hide()
            area.deleteLater()
        for kept in (self._pages, self._areas, self._reveals, self._last_field):
            kept.clear()
        self.shown = ""

    def show_page(self, name: str) -> None:
        """Show a page; the focus stays where it is."""
        self.shown = name
        self.setCurrentWidget(self._areas[name])

    def enter(self, field: str = "") -> None:
        """Put the cursor into the page shown: at `field`, else where it was last, else at its first field."""
        name = field or self._last_field.get(self.shown, "said_edit")
        widget = self.field(self.shown, name) or self._first_field()
        if isinstance(widget, ChoiceRow):
            widget = widget.stops()[0]
        if widget is not None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._last_field[self.shown] = self._name_of(widget)
            self._reveal(widget)

    def _reveal(self, widget: QWidget) -> None:
        """Scroll to a field, and to its whole card where there is room; again as a new one is laid out."""
        card = _card_of(widget)
        self._reveals[self.shown].seek(*(shown for shown in (card, widget) if shown is not None))

    def follow_focus(self, now: QWidget | None) -> bool:
        """Keep the field with the focus in sight; return whether it is another than before."""
        area = self._areas.get(self.shown)
        if now is None or area is None or not area.isAncestorOf(now):
            return False
        self._reveals[self.shown].forget(unless=now)
        clicked = isinstance(now, QAbstractButton) and bool(QApplication.mouseButtons())
        if not clicked:  # it is in sight, and a page that moves under the pointer takes the click away
            show_in(area, now)
        button = isinstance(now, QAbstractButton) and not isinstance(now, _FIELDS)
        field = "" if button else self._name_of(now)  # to come back to a button would be to press it
        moved = bool(field) and self._last_field.get(self.shown) != field
        if moved:
            self._last_field[self.shown] = field
        return moved

    def place(self) -> dict[str, Any]:
        """Return where the cursor is, as JSON."""
        field = self._last_field.get(self.shown, "")
        place: dict[str, Any] = {"page": self.shown, "field": field}
        widget = self.field(self.shown, field)
        if isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            place |= {"position": cursor.position(), "anchor": cursor.anchor()}
        elif isinstance(widget, QLineEdit):
            place["position"] = widget.cursorPosition()
        if area := self._areas.get(self.shown):
            place["scroll"] = area.verticalScrollBar().value()
        return place

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Put cursor and scroll of the page shown where `place` says, or as near as there is text."""
        widget = self.field(self.shown, str(place.get("field", "")))
        position = int(place.get("position", 0))
        if isinstance(widget, QPlainTextEdit):
            cursor, end = widget.textCursor(), max(0, widget.document().characterCount() - 1)
            cursor.setPosition(min(int(place.get("anchor", position)), end))
            cursor.setPosition(min(position, end), cursor.MoveMode.KeepAnchor)
            widget.setTextCursor(cursor)
        elif isinstance(widget, QLineEdit):
            widget.setCursorPosition(position)
        if "scroll" in place:
            self._areas[self.shown].verticalScrollBar().setValue(int(place["scroll"]))

    def field(self, page: str, name: str) -> QWidget | None:
        """Return a field by its name ("said_edit"; on a decision's card "ID/what_edit"), or None."""
        shown: QWidget | None = self._pages.get(page)
        if "/" in name and isinstance(shown, DecisionsPage):
            record_id, _, name = name.partition("/")
            shown = shown.cards.get(record_id)
        if shown is None or not name:
            return None
        row = name.removesuffix("_edit") + "_row"
        return shown.findChild(QWidget, name) or shown.findChild(QWidget, row)

    def _name_of(self, widget: QWidget) -> str:
        card, name = _card_of(widget), widget.objectName()
        return f"{card.decision_id}/{name}" if card is not None and name else name

    def _first_field(self) -> QWidget | None:
        page = self._pages[self.shown]
        widget = page.nextInFocusChain()
        while widget is not None and widget is not page:
            if isinstance(widget, _FIELDS) and page.isAncestorOf(widget) and _usable(widget):
                return widget
            widget = widget.nextInFocusChain()
        return None


def _card_of(widget: QWidget) -> DecisionCard | None:
    parent: QObject | None = widget
    while parent is not None and not isinstance(parent, DecisionCard):
        parent = parent.parent()
    return parent


def _usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
