"""The last form of first use: say who you are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desktop.screens.forms.ui_about_you import Ui_AboutYouForm
from iro_desktop.screens.unlock.model import AboutYou
from iro_desktop.screens.widgets.announce import announce


class AboutYouView(QWidget):
    """Asks who the IRO is, for letters and records."""

    told = Signal(object)
    """An AboutYou."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form = Ui_AboutYouForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        form.problem_label.hide()
        form.go_button.clicked.connect(self._go_on)
        self._edits = (
            form.name_edit, form.council_edit, form.phone_edit, form.email_edit, form.helpline_edit,
        )  # fmt: skip
        for edit, after in zip(self._edits, self._edits[1:], strict=False):
            edit.returnPressed.connect(after.setFocus)
        form.helpline_edit.returnPressed.connect(self._go_on)
        self.start: QLineEdit = form.name_edit

    def _go_on(self) -> None:
        name, council, phone, email, helpline = (edit.text().strip() for edit in self._edits)
        if not name or not council:
            self._form.problem_label.setText("Your name and your council are needed; the rest can wait.")
            self._form.problem_label.show()
            (self._form.council_edit if name else self._form.name_edit).setFocus()
            announce(self, self._form.problem_label.text())
            return
        self.told.emit(AboutYou(name, council, phone, email, helpline))
