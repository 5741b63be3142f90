"""What this application needs of Qt and its binding, and what one release of it got wrong."""

import sys

import pytest
from PySide6.QtGui import QAccessibilityHints, QStandardItemModel
from PySide6.QtWidgets import QApplication, QWidget


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from Python 3.12 None is not counted")
def test_calls_into_qt_do_not_use_up_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 gave back None uncounted: the process died after some 6,000 calls."""
    widget, model = QWidget(), QStandardItemModel(1, 1)
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
        model.index(0, 0).data(1000)
    assert abs(sys.getrefcount(None) - before) < 100


def test_qt_can_be_asked_for_high_contrast(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    assert isinstance(hints.accessibility(), QAccessibilityHints)
