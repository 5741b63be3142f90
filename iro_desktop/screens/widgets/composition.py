"""What an input method (dead keys, dictation, other scripts) has on the screen but has not handed in yet."""

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit


def finish_composition() -> None:
    """Make what is being composed part of the text: the window is about to go, or to be saved whole."""
    QGuiApplication.inputMethod().commit()
    focus = QApplication.focusWidget()
    if isinstance(focus, QPlainTextEdit):
        words = focus.textCursor().block().layout().preeditAreaText()
        if words:  # an input method that did not answer: what stands on the screen is what was meant
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(focus, event)
