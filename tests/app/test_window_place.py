"""Where the window stands that follows the unlock screen: its frame must not leave the screen."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.app.window_place import stand_in


def test_it_stands_where_the_unlock_screen_was_and_on_the_screen(qtbot: QtBot) -> None:
    window, shell = QWidget(), QWidget()
    for made in (window, shell):
        qtbot.addWidget(made)
    window.resize(300, 200)
    window.move(60, 50)
    window.show()
    shell.resize(400, 300)
    stand_in(shell, window)
    shell.show()
    assert (shell.pos(), shell.size().width()) == (window.pos(), 400)
    shell.resize(5000, 5000)
    stand_in(shell, window)
    room = window.screen().availableGeometry()
    assert shell.pos() == room.topLeft()
    assert room.contains(shell.frameGeometry())
