"""The support file is read on the screen before it is saved, and exactly that is saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.screens.support.view import SupportView
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small

TEXT = "IRO Desktop: support file\n\nVersions\n--------\nApp: 0.1.0\n"


@pytest.fixture
def view(plain: None, show: Show) -> SupportView:
    view = SupportView()
    show(view)
    return view


def test_it_is_read_first_and_saved_where_the_person_chooses(
    view: SupportView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (button,) = view.findChildren(QPushButton)
    assert not button.isEnabled(), "there is nothing to save yet"
    view.show_text(TEXT)
    (shown,) = view.findChildren(QPlainTextEdit)
    assert shown.toPlainText() == TEXT == view.text()
    assert shown.isReadOnly()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "s.txt"), ""))
    with qtbot.waitSignal(view.save_wanted) as wanted:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert wanted.args == [tmp_path / "s.txt"]
    view.show_saved("✓ Saved as s.txt")
    assert any("Saved as s.txt" in label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_dialog_that_is_left_saves_nothing(
    view: SupportView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_text(TEXT)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(view.save_wanted):
        QTest.keyClick(view.findChildren(QPushButton)[0], Qt.Key.Key_Space)


@pytest.mark.parametrize("size", SIZES)
def test_every_word_fits_and_the_keyboard_reaches_all(dressed: object, show: Show, size: QSize) -> None:
    view = SupportView()
    show(view, size)
    view.show_text(TEXT)
    view.show_saved(
        "▲ The disk refused to keep a file. Nothing was changed. Make room on the disk, or ask IT."
    )
    QTest.qWait(1)
    assert too_small(view) == []
    assert nameless(view) == []
    assert too_small_to_hit(view) == []
    assert not_reached_by_tab(view) == []
