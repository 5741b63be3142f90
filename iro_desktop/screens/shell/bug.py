"""The one dialog for a fault of ours: says that nothing typed is lost, and a number to tell."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def show_bug(parent: QWidget, reference: str) -> QMessageBox:
    """Show the dialog; it does not wait. `reference` stands in the log beside what happened."""
    box = QMessageBox(parent)
    box.setWindowTitle("IRO desktop")
    box.setText("Something went wrong inside iro_desktop.")
    box.setInformativeText(
        "What shows as saved is safe. You can go on working.\n"
        f"If it happens again, tell your IT desk this number: {reference}"
    )
    box.setIcon(QMessageBox.Icon.Warning)
    copy = box.addButton("Copy the number", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(reference))
    box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole)
    box.setModal(False)
    box.show()
    return box
