"""The settings screen: what is chosen shows at once, in every window; who the IRO is can be put right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from iro_desktop.domain.person import Profile
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


_ABOUT = ("name", "phone", "email", "local_helpline")


class SettingsView(Page):
    """Offers text sizes and colours, and shows who the IRO is. Emits what was chosen and what is typed."""

    chosen = Signal(int, str)
    """The text size in percent, and the Scheme's value."""
    refresh_wanted = Signal()
    about_typed = Signal(str, str)
    """A field of the Profile, and what stands in it now."""
    save_wanted = Signal()
    key_change_wanted = Signal(str)
    """An Act of the keys page."""

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
        form.name_said_label.hide()
        for name, edit in self._edits().items():
            edit.textChanged.connect(lambda text, name=name: self.about_typed.emit(name, text))
        form.change_passphrase_button.clicked.connect(lambda: self.key_change_wanted.emit("passphrase"))
        form.new_code_button.clicked.connect(lambda: self.key_change_wanted.emit("code"))
        form.council_key_button.clicked.connect(lambda: self.key_change_wanted.emit("council"))
        form.council_key_button.hide()
        form.renew_keys_button.clicked.connect(lambda: self.key_change_wanted.emit("renew"))
        form.size_choice.currentIndexChanged.connect(lambda _n: self._tell())
        form.scheme_choice.currentIndexChanged.connect(lambda _n: self._tell())

    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return "Settings"

    def start_widget(self) -> QWidget:
        """Start at the text size."""
        return self._form.size_choice

    def arrive(self) -> None:
        """Ask who the IRO is now."""
        self.refresh_wanted.emit()

    def leave(self) -> None:
        """Save at once what was typed."""
        self.save_wanted.emit()

    def show_about(self, about: Profile) -> None:
        """Show who the IRO is; nothing of it counts as typed."""
        for name, edit in self._edits().items():
            edit.blockSignals(True)
            edit.setText(getattr(about, name))
            edit.blockSignals(False)
        council = f"Your council: {about.council}. " if about.council else ""
        stays = "Its name cannot be changed: everything that was brought in is known by it."
        self._form.council_label.setText(council + stays)

    def show_council(self, words: str, asks: bool = False) -> None:
        """Say how the caseload stands with the council's key; with `asks`, offer to agree to another."""
        self._form.escrow_label.setText(words)
        self._form.council_key_button.setVisible(asks)

    def show_name_said(self, words: str) -> None:
        """Say beside the name what is wrong with it; "" where nothing is."""
        label = self._form.name_said_label
        label.setText(words)
        label.setVisible(bool(words))
        self._form.name_edit.setAccessibleDescription(words)

    def _edits(self) -> dict[str, QLineEdit]:
        return {name: getattr(self._form, f"{name}_edit") for name in _ABOUT}

    def _tell(self) -> None:
        self.chosen.emit(self._form.size_choice.currentData(), self._form.scheme_choice.currentData())
