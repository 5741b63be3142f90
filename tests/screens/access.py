"""Walks every control of a window and names what a keyboard or a screen reader would miss."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QWidget

TARGET = 32


def focusable(window: QWidget) -> list[QWidget]:
    """Return every visible control that Tab reaches."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and (widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def nameless(window: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name: by text, by label or by accessible name."""
    return [_told(widget) for widget in focusable(window) if not _name(widget)]


def too_small_to_hit(window: QWidget, least: int = TARGET) -> list[str]:
    """Return the buttons and fields lower than a finger or an unsteady mouse needs."""
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    return [
        f"{_told(widget)} is {widget.height()} high"
        for widget in focusable(window)
        if isinstance(widget, kinds) and widget.height() < least
    ]


def not_reached_by_tab(window: QWidget) -> list[str]:
    """Press Tab until the focus is back; return the controls it passed by, or the one that kept it."""
    wanted = {id(widget): widget for widget in focusable(window)}
    start = window.focusWidget()
    if start is None:
        return ["nothing has the focus"]
    seen: set[int] = set()
    for _ in range(3 * len(wanted) + 10):
        now = window.focusWidget()
        if now is None:
            return ["the focus left the window"]
        seen.add(id(now))
        QTest.keyClick(now, Qt.Key.Key_Tab)
        after = window.focusWidget()
        if after is now and len(wanted) > 1:
            return [f"{_told(now)} keeps the focus"]
    return [_told(widget) for key, widget in wanted.items() if key not in seen]


def _name(widget: QWidget) -> str:
    accessible = QAccessible.queryAccessibleInterface(widget)
    name = accessible.text(QAccessible.Text.Name) if accessible is not None else ""
    if isinstance(widget, QComboBox):  # Qt gives a box's value as its name: what counts is its label
        return widget.accessibleName() or _buddy_of(widget)
    return name.strip()


def _buddy_of(widget: QWidget) -> str:
    labels = widget.window().findChildren(QLabel)
    return next((label.text() for label in labels if label.buddy() is widget), "")


def _told(widget: QWidget) -> str:
    area = widget.parentWidget() if isinstance(widget.parentWidget(), QAbstractScrollArea) else None
    return f"{type(widget).__name__} {widget.objectName() or (area.objectName() if area else '?')}"
