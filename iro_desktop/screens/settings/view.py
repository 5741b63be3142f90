"""The settings screen: what is chosen shows at once, in every window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.screens.forms.ui_settings import Ui_SettingsForm
from iro_desktop.screens.page import Page
from iro_desktop.screens.theme import Scheme
from iro_desktop.screens.widgets.scroll_page import ScrollPage

_SIZES = (100, 115, 130, 150, 175, 200)
_SCHEMES = (
    ("As the computer is set", Scheme.SYSTEM),
    ("Light", Scheme.LIGHT),
    ("Dark", Scheme.DARK),
)


class SettingsView(Page):
    """Offers text sizes and colours. Emits what was chosen; the app applies and keeps it."""

    chosen = Signal(int, str)
    """The text size in percent, and the Scheme's value."""

    def __init__(self, text_percent: int, scheme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self._form = form = Ui_SettingsForm()
        form.setupUi(inner)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        for size in _SIZES:
            form.size_choice.addItem(f"{size}%", size)
        for words, value in _SCHEMES:
            form.scheme_choice.addItem(words, str(value))
        nearest = min(_SIZES, key=lambda size: abs(size - text_percent))
        form.size_choice.setCurrentIndex(_SIZES.index(nearest))
        form.scheme_choice.setCurrentIndex(max(0, form.scheme_choice.findData(scheme)))
        form.size_choice.setAccessibleName("Text size")
        form.scheme_choice.setAccessibleName("Colours")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(ScrollPage(inner))
        form.size_choice.currentIndexChanged.connect(lambda _n: self._tell())
        form.scheme_choice.currentIndexChanged.connect(lambda _n: self._tell())

    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return "Settings"

    def start_widget(self) -> QWidget:
        """Start at the text size."""
        return self._form.size_choice

    def _tell(self) -> None:
        self.chosen.emit(self._form.size_choice.currentData(), self._form.scheme_choice.currentData())
