"""The settings screen: what is chosen shows at once, in every window; who the IRO is can be put right."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from iro_desktop.domain.person import Profile
from iro_desktop.screens.forms.ui_settings import Ui_SettingsForm
from iro_desktop.screens.page import Page
from iro_desktop.screens.settings.model import Choices
from iro_desktop.screens.theme import Scheme
from iro_desktop.screens.widgets.scroll_page import ScrollPage

_SIZES = (100, 115, 130, 150, 175, 200)
_SCHEMES = (
    ("As the computer is set", str(Scheme.SYSTEM)),
    ("Light", str(Scheme.LIGHT)),
    ("Dark", str(Scheme.DARK)),
)
_COVERS = (1, 2, 3, 5, 10)
_LOCKS = (5, 10, 15, 20, 30)

_ABOUT = ("name", "phone", "email", "local_helpline")


class SettingsView(Page):
    """Offers text sizes and colours, and shows who the IRO is. Emits what was chosen and what is typed."""

    chosen = Signal(object)
    """The Choices as they are now."""
    copy_wanted = Signal()
    support_wanted = Signal()
    refresh_wanted = Signal()
    about_typed = Signal(str, str)
    """A field of the Profile, and what stands in it now."""
    save_wanted = Signal()
    key_change_wanted = Signal(str)
    """An Act of the keys page."""

    def __init__(self, chosen: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self._form = form = Ui_SettingsForm()
        form.setupUi(inner)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._fill(chosen)
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
        form.copy_button.clicked.connect(self.copy_wanted)
        form.support_button.clicked.connect(self.support_wanted)
        for choice in self._choices():
            choice.currentIndexChanged.connect(lambda _n: self._tell())

    def _fill(self, chosen: Choices) -> None:
        form = self._form
        offered: tuple[tuple[str, list[tuple[str, Any]], Any], ...] = (
            ("Text size", [(f"{size}%", size) for size in _SIZES], chosen.text_percent),
            ("Colours", list(_SCHEMES), chosen.scheme),
            ("Cover the page after", _minutes(_COVERS), chosen.cover_after),
            ("Lock after", _minutes(_LOCKS), chosen.lock_after),
        )
        for choice, (name, entries, now) in zip(self._choices(), offered, strict=True):
            choice.setAccessibleName(name)
            for words, value in entries:
                choice.addItem(words, value)
            values = [value for _words, value in entries]
            choice.setCurrentIndex(max(0, values.index(_nearest(now, values))))
        form.copies_words.hide()

    def _choices(self) -> tuple[QComboBox, ...]:
        form = self._form
        return form.size_choice, form.scheme_choice, form.cover_choice, form.lock_choice

    def show_copies(self, words: str, *, busy: bool = False) -> None:
        """Say which copies there are, or that one is being made."""
        self._form.copies_words.setText(words)
        self._form.copies_words.setVisible(bool(words))
        self._form.copy_button.setEnabled(not busy)

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
        self.chosen.emit(Choices(*(choice.currentData() for choice in self._choices())))


def _minutes(offered: tuple[int, ...]) -> list[tuple[str, int]]:
    return [(f"{number} minute{'' if number == 1 else 's'}", number) for number in offered]


def _nearest(now: Any, values: list[Any]) -> Any:
    """Return what is offered nearest to a number, or the word itself; the first where it is not offered."""
    if isinstance(now, int):
        return min(values, key=lambda value: abs(value - now))
    return now if now in values else values[0]
