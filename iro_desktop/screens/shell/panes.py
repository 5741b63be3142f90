"""F6 goes from pane to pane: the keyboard enters each at the control a person would expect."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def enter_pane(pane: QWidget) -> bool:
    """Give the keyboard to the first control of a pane; return whether it has one."""
    widgets = [pane, *pane.findChildren(QWidget)]
    wanted = [
        widget
        for widget in widgets
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    chosen = next((w for w in wanted if isinstance(w, QAbstractButton) and w.isChecked()), None)
    for widget in [chosen, *wanted][0 if chosen else 1 :]:
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
