"""Small acts on layouts and labels that Qt leaves to everybody."""

from PySide6.QtWidgets import QLabel, QLayout, QWidget


def words(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return a label in a type role of the theme ("title", "heading", "label", "large", "muted", "small")."""
    label = QLabel(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("text_role", role)
    return label


def restyle(widget: QWidget) -> None:
    """Have the style sheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    for child in widget.findChildren(QWidget):
        child.style().unpolish(child)
        child.style().polish(child)


def empty(layout: QLayout) -> None:
    """Remove everything from a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
