"""Enter clicks the button that has the keyboard, as Space does: Qt does so in dialogs only."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


def enter_clicks(window: QWidget, event: QKeyEvent) -> bool:
    """Click the focused button of a window if the key that reached the window is Enter; return whether."""
    from PySide6.QtCore import Qt  # here: its enumerations take long to set up, and the first window is first

    button = window.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    if not isinstance(button, QPushButton) or not button.hasFocus():
        return False
    button.click()
    return True
