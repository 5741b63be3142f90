"""Windows for the tests of screens: dressed as the user has them, and gone afterwards."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.screens.theme import Scheme, apply_theme

Show = Callable[[QWidget, QSize], None]

SIZES = (QSize(1366, 728), QSize(1093, 560))
"""A council laptop's screen without its task bar, and the same at 125%: the smallest promised."""


@pytest.fixture(params=[(Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.LIGHT, 200), (Scheme.DARK, 200)],
                ids=lambda p: f"{p[0]}-{p[1]}")  # fmt: skip
def dressed(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[tuple[Scheme, int]]:
    """Dress the application in each scheme and text size; undress it afterwards."""
    apply_theme(qapp, *request.param)
    yield request.param
    apply_theme(qapp, Scheme.LIGHT, 100)


@pytest.fixture
def plain(qapp: QApplication) -> None:
    """Dress the application as most people have it."""
    apply_theme(qapp, Scheme.LIGHT, 100)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Return what shows a window at a size and waits until it is laid out."""

    def shown(window: QWidget, size: QSize = SIZES[0]) -> None:
        qtbot.addWidget(window)
        window.resize(size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        for _ in range(3):
            QApplication.processEvents()

    return shown
