"""The form that shows a recovery code once, until it has been printed or written down."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desktop.screens.forms.ui_recovery_code import Ui_RecoveryCodeForm
from iro_desktop.screens.widgets.announce import announce

_LOOK_ALIKES = str.maketrans("OILU", "011V", " -–—_.")


class RecoveryCodeView(QWidget):
    """Shows the recovery code once, and goes on when its last group has been typed back."""

    kept = Signal()
    print_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form = Ui_RecoveryCodeForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._code = ""
        form.notice_label.hide()
        form.problem_label.hide()
        form.print_button.clicked.connect(lambda: self.print_wanted.emit(self._code))
        form.proof_edit.returnPressed.connect(self._go_on)
        form.go_button.clicked.connect(self._go_on)
        self.start: QLineEdit = form.proof_edit

    def show_code(self, code: str, notice: str) -> None:
        """Show the code, and what must be said about this machine."""
        self._code = code
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        self._form.code_label.setText("\n".join(" - ".join(part) for part in (groups[:half], groups[half:])))
        self._form.code_label.setAccessibleName("Recovery code: " + " ".join(" ".join(g) for g in groups))
        self._form.notice_label.setText(notice)
        self._form.notice_label.setVisible(bool(notice))
        announce(self, notice)

    def _go_on(self) -> None:
        typed = self._form.proof_edit.text().upper().translate(_LOOK_ALIKES)
        if typed and typed == self._code.split("-")[-1].translate(_LOOK_ALIKES):
            self._form.code_label.clear()
            self._code = ""
            self.kept.emit()
            return
        self.show_problem("Those are not the last four characters.", "Look at the code again.")

    def show_problem(self, title: str, what_to_do: str) -> None:
        """Say why it goes no further."""
        self._form.problem_label.setText(f"{title} {what_to_do}")
        self._form.problem_label.show()
        self._form.proof_edit.selectAll()
        self._form.proof_edit.setFocus()
        announce(self, self._form.problem_label.text())
