"""Says, before the app is gone, that no backup could be made: nobody would look for what never came."""

from PySide6.QtWidgets import QMessageBox, QWidget

from iro_desktop.domain.problems import KnownProblem


def show_no_backup(parent: QWidget, problem: KnownProblem) -> QMessageBox:
    """Show the dialog; it does not wait. It stands alone: the window it belongs to is closed."""
    box = QMessageBox(parent)
    box.setWindowTitle("IRO desktop")
    box.setText(f"{problem.title}.")
    box.setInformativeText(problem.what_to_do)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setDefaultButton(box.addButton("Close", QMessageBox.ButtonRole.AcceptRole))
    box.open()
    return box
