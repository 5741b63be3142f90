"""The form about a caseload that does not open: what happened, and putting it together from its copies."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from iro_desktop.screens.forms.ui_mend import Ui_MendForm
from iro_desktop.screens.unlock.model import Mending
from iro_desktop.screens.widgets.announce import announce

_FROM_COPIES = (
    "{copies} The app can put your caseload together from that, with everything saved since. What is damaged "
    "is kept, and nothing is deleted."
)
_NO_COPY = (
    "There is no copy of it on this computer, and nothing has been changed. Ask your IT desk for this folder "
    "from the council's own backups. What was sent to the office can be had from there."
)
_OLDER = (
    "Or open it as it is: where this laptop has an office, the next sync brings what the office has. Nothing "
    "is deleted."
)
_TOGETHER = "{copies} The app can put your caseload together from that, with everything saved since."
_NONE_HERE = "There is no copy of it on this computer; your IT desk may have one of this folder."
_LOOK_EVERY = 100  # milliseconds


class MendView(QWidget):
    """Offers to mend the caseload, shows how far that is, and lets it be stopped."""

    mend_wanted = Signal()
    older_wanted = Signal()
    stop_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form = Ui_MendForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        form.problem_label.hide()
        form.mend_button.clicked.connect(self.mend_wanted)
        form.older_button.clicked.connect(self.older_wanted)
        form.stop_button.clicked.connect(self._stop)
        form.back_button.clicked.connect(self.back_wanted)
        self._mending: Mending | None = None
        self._looks = QTimer(self, interval=_LOOK_EVERY)
        self._looks.timeout.connect(self._show_progress)
        self.show_busy(None)

    @property
    def start(self) -> QPushButton:
        """Return what has the keyboard first."""
        return self._form.back_button if self._form.mend_button.isHidden() else self._form.mend_button

    def show_problem(self, title: str, copies: str, older: str = "") -> None:
        """Say why the caseload does not open; with copies, offer to mend it, else say whom to ask.

        `older`: why it is not the latest; it may then be opened as it is.
        """
        form = self._form
        form.title_label.setText(title)
        if older:
            here = _TOGETHER.format(copies=copies) if copies else _NONE_HERE
            form.words_label.setText(f"{older} {here} {_OLDER}")
        else:
            form.words_label.setText(_FROM_COPIES.format(copies=copies) if copies else _NO_COPY)
        form.older_button.setVisible(bool(older))
        form.mend_button.setVisible(bool(copies))
        form.problem_label.hide()
        announce(self, f"{title}. {form.words_label.text()}")

    def show_busy(self, mending: Mending | None) -> None:
        """Show that a mending is under way, and how far it is; None: none is."""
        form = self._form
        self._mending = mending
        for one in (form.busy_bar, form.busy_label, form.stop_button):
            one.setVisible(mending is not None)
        for control in (form.mend_button, form.older_button, form.back_button):
            control.setEnabled(mending is None)
        if mending is None:
            self._looks.stop()
            return
        form.problem_label.hide()
        form.stop_button.setEnabled(True)
        form.stop_button.setFocus()
        self._show_progress()
        self._looks.start()

    def hold(self) -> None:
        """Take nothing more: what was asked for is being done."""
        for control in (self._form.mend_button, self._form.older_button, self._form.back_button):
            control.setEnabled(False)

    def show_wrong(self, title: str, what_to_do: str) -> None:
        """Say why it could not be mended."""
        self._form.problem_label.setText(f"{title} {what_to_do}")
        self._form.problem_label.show()
        self.start.setFocus()
        announce(self, self._form.problem_label.text())

    def _show_progress(self) -> None:
        if self._mending is not None and self._mending.of > 1:
            self._form.busy_bar.setMaximum(self._mending.of)
            self._form.busy_bar.setValue(self._mending.tried)
            self._form.busy_label.setText(f"Reading copy {self._mending.tried + 1} of {self._mending.of}…")

    def _stop(self) -> None:
        self._form.stop_button.setEnabled(False)
        self.stop_wanted.emit()
