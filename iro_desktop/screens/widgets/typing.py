"""Closes a part of a screen to typing, and opens it again: what stands in it can be read all the while."""

from collections.abc import Collection

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

_CLOSED = "closed_to_typing"
"""A property of what was closed here: what was closed before stays so when the part is opened."""


def let_type(part: QWidget, allowed: bool, spare: Collection[QWidget] = ()) -> None:
    """Take what is typed and chosen in every field of a part, or no longer; doing so twice changes nothing.

    A text keeps its cursor and the keyboard. `spare`: the buttons that only lead somewhere.
    """
    for field in part.findChildren(QWidget):
        if field in spare or bool(field.property(_CLOSED)) is not allowed:
            continue
        if isinstance(field, (QLineEdit, QPlainTextEdit)) and field.isReadOnly() is allowed:
            field.setReadOnly(not allowed)
        elif isinstance(field, (QAbstractButton, QComboBox)) and field.isEnabledTo(part) is not allowed:
            field.setEnabled(allowed)
        else:
            continue
        field.setProperty(_CLOSED, not allowed)


def in_a_word(field: QWidget | None) -> bool:
    """Return whether the cursor of the field with the keyboard stands in or at the end of a word."""
    before = ""
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
    elif isinstance(field, QLineEdit):
        before = field.text()[: field.cursorPosition()]
    return before[-1:].isalnum()
