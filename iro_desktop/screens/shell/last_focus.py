"""Back to where the keyboard was on a page, where that can still take it."""

from PySide6.QtWidgets import QWidget


def still_there(widget: QWidget | None, page: QWidget) -> QWidget | None:
    """Return what had the keyboard on a page, unless it has since been hidden or disabled."""
    if widget is None or not widget.isVisibleTo(page) or not widget.isEnabled():
        return None
    return widget
