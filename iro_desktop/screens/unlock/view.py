"""The unlock form: a passphrase, or the printed recovery code."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desktop.screens.forms.ui_unlock import Ui_UnlockForm
from iro_desktop.screens.widgets.announce import announce


class UnlockView(QWidget):
    """Takes a secret and says what came of it. Holds no name of anybody."""

    passphrase_given = Signal(str)
    recovery_code_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_UnlockForm()
        self._form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._by_code = False
        self._wait = 0
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)
        self._caps = CapsLock(self._form.secret_edit)
        self._caps.changed.connect(self._form.caps_label.setVisible)
        for label in (self._form.notice_label, self._form.caps_label, self._form.problem_label):
            label.hide()
        self._form.unlock_button.clicked.connect(self._give)
        self._form.secret_edit.returnPressed.connect(self._give)
        self._form.show_button.toggled.connect(self._show_typed)
        self._form.other_way_button.clicked.connect(lambda: self.use_recovery_code(not self._by_code))
        self.start: QLineEdit = self._form.secret_edit
        self.use_recovery_code(False)
        self.show_busy(False)

    def show_notice(self, words: str) -> None:
        """Say something above the form: after a crash, or about this machine."""
        self._form.notice_label.setText(words)
        self._form.notice_label.setVisible(bool(words))
        announce(self, words)

    def use_recovery_code(self, by_code: bool) -> None:
        """Ask for the printed code, or for the passphrase again."""
        form = self._form
        self._by_code = by_code
        form.secret_label.setText("&Recovery code" if by_code else "&Passphrase")
        form.hint_label.setText("The 28 letters and digits on the page you printed.")
        form.hint_label.setVisible(by_code)
        form.other_way_button.setText("Use the passphrase" if by_code else "Use the recovery code")
        form.show_button.setVisible(not by_code)
        form.show_button.setChecked(False)
        self._show_typed(by_code)
        form.secret_edit.clear()
        form.problem_label.hide()
        form.unlock_button.setEnabled(by_code or not self._wait)
        form.secret_edit.setFocus()

    def show_busy(self, busy: bool) -> None:
        """Show that the caseload is being opened; nothing can be given meanwhile."""
        form = self._form
        form.busy_bar.setVisible(busy)
        form.busy_label.setVisible(busy)
        for control in (form.secret_edit, form.show_button, form.other_way_button):
            control.setEnabled(not busy)
        form.unlock_button.setEnabled(not busy and (self._by_code or not self._wait))
        if busy:
            form.problem_label.hide()
            announce(self, form.busy_label.text())

    def show_wrong(self, title: str, what_to_do: str) -> None:
        """Say that it did not open, and what to do; the keyboard is back in the field, all selected."""
        self._form.problem_label.setText(f"{title} {what_to_do}")
        self._form.problem_label.show()
        self._form.secret_edit.setFocus()
        self._form.secret_edit.selectAll()
        announce(self, self._form.problem_label.text())

    def wait(self, seconds: int) -> None:
        """Count down until the passphrase may be tried again; the recovery code may be used at once."""
        self._wait = seconds
        if seconds > 0:
            self._ticks.start()
            self._show_wait()
        self._form.unlock_button.setEnabled(self._by_code or not seconds)

    def _tick(self) -> None:
        self._wait -= 1
        if self._wait > 0:
            self._show_wait()
            return
        self._ticks.stop()
        self._form.unlock_button.setEnabled(True)
        if not self._by_code:
            self._form.problem_label.setText("You can try again now.")
            announce(self, "You can try again now.")

    def _show_wait(self) -> None:
        if not self._by_code:
            count = f"{self._wait} second" + ("" if self._wait == 1 else "s")
            self._form.problem_label.setText(f"Not right. Wait {count}, or use the recovery code.")
            self._form.problem_label.show()

    def _show_typed(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._form.secret_edit.setEchoMode(echo)
        self._form.show_button.setText("Hide" if shown else "Show")

    def _give(self) -> None:
        typed = self._form.secret_edit.text()
        if typed and self._form.unlock_button.isEnabled():
            (self.recovery_code_given if self._by_code else self.passphrase_given).emit(typed)


class CapsLock(QObject):
    """Notices Caps Lock from what is typed: Qt cannot ask the keyboard."""

    changed = Signal(bool)

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Compare each letter with Shift."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_at(event)
        return False

    def _look_at(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt  # here: its enumerations take long to set up, and the window is first

        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.changed.emit(False)
        elif letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.changed.emit(letter.isupper() != shift)
