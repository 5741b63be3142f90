"""Says a thing to whoever listens instead of looking: saves, counts, check results."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say `words`, politely; does nothing when none is running."""
    # Here, not above: Qt's accessibility takes milliseconds to set up, which the first window has not.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
