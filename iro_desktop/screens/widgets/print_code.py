"""Prints the recovery code on a page of its own. Loaded only when somebody asks: printing is heavy."""

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

_PAGE = """
<h1>Recovery code of iro_desktop</h1>
<p>This code opens the caseload on this computer when the passphrase is forgotten, or on another
computer from a backup. Whoever has it and the computer can read everything: keep it locked away,
and never with the computer.</p>
<p style="font-size: 20pt; font-weight: 600; font-family: monospace;">{code}</p>
<p>28 letters and digits. The hyphens do not matter, nor does upper or lower case.</p>
"""


def recovery_page(code: str) -> QTextDocument:
    """Return the page to print: the code, what it is for, and nothing about anybody."""
    document = QTextDocument()
    document.setHtml(_PAGE.format(code=code.replace("-", " - ")))
    return document


def print_code(parent: QWidget, code: str) -> None:
    """Ask for a printer and print the page; nothing is kept on the disk by us."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("iro_desktop")
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the recovery code")
    if dialog.exec():
        recovery_page(code).print_(printer)
