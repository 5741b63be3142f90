"""Builds the first pages once and throws them away, while the passphrase is being checked.

PySide6 builds a class, with all its enumerations, when Python first meets it, and Qt reads the style sheet
for each kind of widget when one is first drawn. Whoever waits for Argon2id need not wait for that afterwards.
"""

from PySide6.QtWidgets import QWidget

from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.shell.view import Shell

KINDS: tuple[type[QWidget], ...] = (Shell, CaseloadView, ChildView)


def build_ahead() -> None:
    """Make each of KINDS, draw it where nobody sees it, and let go of it."""
    for kind in KINDS:
        page = kind()
        page.grab()
        page.deleteLater()
