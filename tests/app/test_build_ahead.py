"""The pages that are built ahead are seen by nobody and stay nowhere."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from iro_desktop.app.build_ahead import KINDS, build_ahead
from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.shell.view import Shell


def test_what_the_first_minute_shows_is_built_and_let_go(qapp: QApplication) -> None:
    assert {Shell, CaseloadView, ChildView} <= set(KINDS)
    before = set(map(id, QApplication.topLevelWidgets()))
    build_ahead()
    assert not [
        widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and id(widget) not in before
    ]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, KINDS)]
