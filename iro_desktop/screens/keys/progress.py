"""The dialog over everything while the caseload is encrypted anew: nothing may be typed meanwhile."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from iro_desktop.screens.forms.ui_renewing import Ui_RenewingForm


class RenewingDialog(QDialog):
    """Shows how far it is, and can be stopped; closing it is stopping. It goes when `done` is called."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("IRO desktop")
        self.setModal(True)
        inner = QWidget()
        self._form = Ui_RenewingForm()
        self._form.setupUi(inner)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._form.progress_bar.setAccessibleName("How much is done")
        self._form.stop_button.setAutoDefault(False)
        self._form.stop_button.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(inner)
        self.setMinimumWidth(min(30 * self.fontMetrics().height(), parent.width()))

    def show_progress(self, done: int, of: int) -> None:
        """Show how much is done."""
        self._form.progress_bar.setMaximum(of)
        self._form.progress_bar.setValue(done)

    def reject(self) -> None:
        """Ask for the stop (by the button, Esc or the window's cross); it is shown until it has stopped."""
        self._form.stop_button.setEnabled(False)
        self._form.title_label.setText("Stopping…")
        self.stop_wanted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the work has stopped."""
        event.ignore()
        self.reject()
