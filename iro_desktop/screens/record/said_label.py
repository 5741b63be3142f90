"""Shows beside a field how it is understood; what is wrong is seen by its sign and wash, and heard too."""

from PySide6.QtWidgets import QLabel, QWidget

from iro_desktop.screens.record.day_words import Said
from iro_desktop.screens.widgets.layouts import restyle

_WRONG, _RIGHT = "soon", ""


def show_said(label: QLabel, said: Said, field: QWidget) -> None:
    """Show what is said of `field`, hidden while that is nothing; a screen reader hears it at the field."""
    tone = _WRONG if said.wrong else _RIGHT
    if (label.property("tone") or _RIGHT) != tone:
        label.setProperty("tone", tone)
        label.setProperty("text_role", "" if said.wrong else "muted")
        label.setMargin(4 if said.wrong else 0)
        restyle(label)
    label.setText(said.words)
    label.setVisible(bool(said.words))
    field.setAccessibleDescription(said.words)
