"""The page as it will be printed: cream paper, the letter's own font, never a form."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QTextBrowser, QWidget

from iro_desktop.screens.resources import RESOURCES

CREAM = "#FFFBF0"
INK = "#1B3A57"


class Paper(QTextBrowser):
    """Shows a letter's HTML. The scroll stays where it is while the letter changes underneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _load_andika()
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(CREAM))
        palette.setColor(QPalette.ColorRole.Text, QColor(INK))
        self.setPalette(palette)
        self.setStyleSheet(f"QTextBrowser {{ background: {CREAM}; color: {INK}; padding: 16px; }}")

    def show_page(self, html: str) -> None:
        """Show the letter as it stands now."""
        bar = self.verticalScrollBar()
        at = bar.value()
        self.setHtml(html)
        bar.setValue(at)


@cache
def _load_andika() -> None:
    for file in sorted((RESOURCES / "fonts").glob("Andika-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
