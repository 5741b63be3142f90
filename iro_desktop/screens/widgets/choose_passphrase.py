"""The form for a new passphrase: at first use, after a recovery code, and in the settings."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desktop.screens.forms.ui_choose_passphrase import Ui_ChoosePassphraseForm
from iro_desktop.screens.widgets.announce import announce


class ChoosePassphraseView(QWidget):
    """Asks for a new passphrase twice, and offers one."""

    chosen = Signal(str)
    other_words_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form = Ui_ChoosePassphraseForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        form.notice_label.hide()
        form.problem_label.hide()
        form.use_button.clicked.connect(self._use_suggestion)
        form.other_button.clicked.connect(self.other_words_wanted)
        form.show_check.toggled.connect(self._show_typed)
        form.first_edit.returnPressed.connect(form.second_edit.setFocus)
        form.second_edit.returnPressed.connect(self._go_on)
        form.go_button.clicked.connect(self._go_on)
        self.start: QLineEdit = form.first_edit
        self.show_busy(False)

    def offer(self, words: str) -> None:
        """Offer a passphrase."""
        self._form.suggestion_label.setText(words)

    def show_notice(self, words: str) -> None:
        """Say something first: why a new passphrase is asked for."""
        self._form.notice_label.setText(words)
        self._form.notice_label.setVisible(bool(words))

    def show_busy(self, busy: bool) -> None:
        """Show that the keys are being made."""
        form = self._form
        form.busy_bar.setVisible(busy)
        form.busy_label.setVisible(busy)
        for control in (
            form.first_edit,
            form.second_edit,
            form.go_button,
            form.use_button,
            form.other_button,
        ):
            control.setEnabled(not busy)

    def show_problem(self, title: str, what_to_do: str) -> None:
        """Say what is wrong with the passphrase, or why no caseload could be made."""
        self._form.problem_label.setText(f"{title} {what_to_do}")
        self._form.problem_label.show()
        self._form.first_edit.setFocus()
        announce(self, self._form.problem_label.text())

    def _use_suggestion(self) -> None:
        form = self._form
        form.show_check.setChecked(True)
        form.first_edit.setText(form.suggestion_label.text())
        form.second_edit.clear()
        form.second_edit.setFocus()

    def _show_typed(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._form.first_edit.setEchoMode(echo)
        self._form.second_edit.setEchoMode(echo)

    def _go_on(self) -> None:
        form = self._form
        form.problem_label.hide()
        if not form.go_button.isEnabled():
            return
        if form.first_edit.text() != form.second_edit.text():
            self.show_problem("The two are not the same.", "Type the same passphrase in both boxes.")
        else:
            self.chosen.emit(form.first_edit.text())
