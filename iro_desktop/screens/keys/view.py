"""The page for changing keys: the passphrase is asked for, then one form, then what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from iro_desktop.screens.forms.ui_keys_done import Ui_KeysDoneForm
from iro_desktop.screens.forms.ui_prove import Ui_ProveForm
from iro_desktop.screens.keys.model import Words
from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.choose_passphrase import ChoosePassphraseView
from iro_desktop.screens.widgets.recovery_code import RecoveryCodeView
from iro_desktop.screens.widgets.scroll_page import ScrollPage

_CARD = 30
"""The card's width in heights of a line of text, as on the unlock screen."""


class ProveView(QWidget):
    """Asks for the passphrase of now."""

    given = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._form = form = Ui_ProveForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        form.title_label.setText(words.title)
        form.why_label.setText(words.why)
        form.problem_label.hide()
        form.show_check.toggled.connect(self._show_typed)
        form.passphrase_edit.returnPressed.connect(self._go_on)
        form.go_button.clicked.connect(self._go_on)
        form.cancel_button.clicked.connect(self.cancel_wanted)
        self.start: QWidget = form.passphrase_edit
        self.show_busy(False)

    def show_busy(self, busy: bool) -> None:
        """Show that the passphrase is being checked."""
        form = self._form
        form.busy_bar.setVisible(busy)
        form.busy_label.setVisible(busy)
        form.passphrase_edit.setReadOnly(busy)  # disabled, it would hand the keyboard on, and Enter with it
        form.go_button.setEnabled(not busy)
        if busy:
            form.problem_label.hide()

    def show_problem(self, title: str, what_to_do: str) -> None:
        """Say why it goes no further; the keyboard is back in the field, all selected."""
        self._form.problem_label.setText(f"{title} {what_to_do}")
        self._form.problem_label.show()
        self._form.passphrase_edit.setFocus()
        self._form.passphrase_edit.selectAll()
        announce(self, self._form.problem_label.text())

    def forget(self) -> None:
        """Hold nothing of what was typed."""
        self._form.passphrase_edit.clear()

    def _show_typed(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._form.passphrase_edit.setEchoMode(echo)

    def _go_on(self) -> None:
        typed = self._form.passphrase_edit.text()
        if typed and self._form.go_button.isEnabled():
            self.given.emit(typed)


class KeysView(Page):
    """One of the forms at a time: `prove`, `choose`, `code`, or what was done."""

    back_wanted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.prove = ProveView(words)
        self.choose = ChoosePassphraseView()
        self.code = RecoveryCodeView()
        self._done = QWidget()
        self._done_form = Ui_KeysDoneForm()
        self._done_form.setupUi(self._done)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._done_form.title_label.setText(words.done)
        self._done_form.said_label.setText(words.said)
        self._done_form.back_button.clicked.connect(self.back_wanted)
        self.prove.cancel_wanted.connect(self.back_wanted)
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._forms: tuple[QWidget, ...] = (self.prove, self.choose, self.code, self._done)
        self._lay_out()
        self._start: QWidget = self.prove.start
        self._show(self.prove, self.prove.start)

    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return self._words.title

    def start_widget(self) -> QWidget:
        """Start where the form shown starts."""
        return self._start

    def leave(self) -> None:
        """Hold no passphrase while nobody looks."""
        self.prove.forget()

    def show_choose(self) -> None:
        """Ask for the new passphrase."""
        self._show(self.choose, self.choose.start)

    def show_code(self, code: str) -> None:
        """Show the new recovery code until its last characters have been typed back."""
        self.code.show_code(code, "")
        self._show(self.code, self.code.start)

    def show_done(self) -> None:
        """Say that it is done."""
        self._show(self._done, self._done_form.back_button)
        announce(self, self._words.done)

    def fit_room(self) -> None:
        """Keep the card as wide as its text needs, and never wider than the page."""
        self._card.setFixedWidth(min(_CARD * self.fontMetrics().height(), max(200, self.width() - 60)))

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(0, 0, 0, 0)
        for form in self._forms:
            inside.addWidget(form)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(20, 12, 20, 16)
        column = QVBoxLayout()
        column.addWidget(self._card)
        column.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(ScrollPage(inner))

    def _show(self, form: QWidget, start: QWidget) -> None:
        for other in self._forms:
            other.setVisible(other is form)
        self._start = start
        start.setFocus()
