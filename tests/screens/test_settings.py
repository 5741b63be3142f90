"""Text size and colours: offered, chosen by the keyboard, told to the app."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.screens.settings.model import Choices
from iro_desktop.screens.settings.presenter import NAME_NEEDED, SettingsPresenter
from iro_desktop.screens.settings.view import SettingsView
from iro_desktop.services.about_you import about_you
from tests.fakes import InlineJobs
from tests.reviewing import Office
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small


def test_what_is_kept_is_shown_and_a_choice_is_told(plain: None, show: Show, qtbot: QtBot) -> None:
    view = SettingsView(Choices(150, "dark", 3, 10))
    show(view)
    size, scheme, cover, lock = view.findChildren(QComboBox)
    assert (size.currentText(), scheme.currentText()) == ("150%", "Dark")
    assert (cover.currentText(), lock.currentText()) == ("3 minutes", "10 minutes")
    size.setFocus()
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(size, Qt.Key.Key_Down)
    assert chosen.args == [Choices(175, "dark", 3, 10)]
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(scheme, Qt.Key.Key_Up)
    assert chosen.args == [Choices(175, "light", 3, 10)]
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(lock, Qt.Key.Key_Down)
    assert chosen.args == [Choices(175, "light", 3, 15)]
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(cover, Qt.Key.Key_Up)
    assert chosen.args == [Choices(175, "light", 2, 15)]


@pytest.mark.parametrize(("kept", "shown"), [(100, "100%"), (120, "115%"), (199, "200%"), (7, "100%")])
def test_a_size_that_is_not_offered_shows_the_nearest(plain: None, kept: int, shown: str) -> None:
    view = SettingsView(Choices(kept, "no such scheme", 3, 10))
    size, scheme, _cover, _lock = view.findChildren(QComboBox)
    assert (size.currentText(), scheme.currentIndex()) == (shown, 0)


def test_about_you_is_shown_and_saved_as_it_is_typed(
    plain: None, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    with Office(tmp_path) as office:
        view = SettingsView(Choices(100, "light", 3, 10))
        presenter = SettingsPresenter(view, InlineJobs(), office.session)
        show(view)
        view.arrive()
        name, phone = (view.findChild(QLineEdit, f"{field}_edit") for field in ("name", "phone"))
        assert name is not None
        assert phone is not None
        assert name.text() == "Sam Okafor"
        assert presenter.draft() is None, "what is filled in was not typed"
        phone.setFocus()
        with qtbot.waitSignal(presenter.saved, timeout=3000):
            QTest.keyClicks(phone, "01632 960777")
        name.selectAll()
        QTest.keyClick(name, Qt.Key.Key_Delete)
        said = view.findChild(QLabel, "name_said_label")
        assert said is not None
        assert said.isVisible()
        assert said.text() == NAME_NEEDED
        assert presenter.draft() is not None
        view.save_wanted.connect(presenter.flush_and_wait)
        view.leave()
        assert presenter.draft() is None
        about = about_you(office.session)
        assert (about.name, about.phone) == ("Sam Okafor", "01632 960777")
        view.arrive()
        assert name.text() == "Sam Okafor"
        assert not said.isVisible()


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_it_can_be_read_and_used(dressed: object, show: Show, size: QSize) -> None:
    view = SettingsView(Choices(100, "light", 3, 10))
    show(view, size)
    view.start_widget().setFocus()
    assert too_small(view) == []
    assert nameless(view) == []
    assert too_small_to_hit(view) == []
    assert not_reached_by_tab(view) == []


def test_copies_are_told_and_made_on_asking(plain: None, show: Show, qtbot: QtBot) -> None:
    view = SettingsView(Choices(100, "light", 3, 10))
    show(view)
    words, button = view.findChild(QLabel, "copies_words"), view.findChild(QPushButton, "copy_button")
    assert words is not None
    assert button is not None
    assert words.isHidden(), "nothing is said before it is known"
    view.show_copies("There is one copy here, of 14:02 on 25 November.")
    assert words.text().startswith("There is one copy")
    with qtbot.waitSignal(view.copy_wanted):
        QTest.keyClick(button, Qt.Key.Key_Space)
    view.show_copies("A copy is being made…", busy=True)
    assert not button.isEnabled()
