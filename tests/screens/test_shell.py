"""The window around every page: where you are, what is saved, out of sight."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from iro_desktop.app.all_keys import ALL_KEYS
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.page import Page
from iro_desktop.screens.shell.view import Shell
from iro_desktop.screens.widgets.message_bar import MessageBar
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small

CHILDREN = (("1", "Ellis, 7"), ("2", "Zoe, 9"), ("3", "Élodie Ellison, 12"))


class Plain(Page):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.left = 0
        self.arrived = 0
        self.escapes = 0
        label = QLabel("&Words")
        self.edit = QLineEdit()
        label.setBuddy(self.edit)
        box = QVBoxLayout(self)
        box.addWidget(label)
        box.addWidget(self.edit)
        box.addWidget(QPushButton("Do it"))

    def crumb(self) -> str:
        return self.name

    def start_widget(self) -> QWidget:
        return self.edit

    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+D", "Make a decision of the line"),)

    def arrive(self) -> None:
        self.arrived += 1

    def leave(self) -> None:
        self.left += 1

    def escape(self) -> bool:
        self.escapes += 1
        return True


@pytest.fixture
def shell(plain: None, show: Show) -> Shell:
    made = a_shell()
    show(made, SIZES[0])
    return made


def a_shell() -> Shell:
    made = Shell(demonstration=True)
    made.add_place("caseload", "Caseload", "users", lambda: Plain("Caseload"))
    made.add_place("import", "Bring in files", "folder-input", lambda: Plain("Bring in files"))
    made.set_children(CHILDREN)
    made.visit("caseload")
    return made


def shown(shell: Shell) -> Plain:
    page = shell.page()
    assert isinstance(page, Plain)
    return page


def crumbs(shell: Shell) -> str:
    label = shell.findChild(QLabel, "crumb_label")
    assert isinstance(label, QLabel)
    return label.text()


def press(shell: Shell, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    how = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        how |= modifier
    QTest.keyClick(shell.focusWidget() or shell, key, how)


CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_pages_open_from_pages_and_alt_left_goes_back(shell: Shell) -> None:
    root = shown(shell)
    child = Plain("Ellis, 7")
    shell.open_page(child)
    assert crumbs(shell) == "Caseload  ›  Ellis, 7"
    assert root.left == 1, "the page that is hidden writes down what was typed first"
    press(shell, Qt.Key.Key_Left, ALT)
    assert shown(shell) is root
    assert child.left == 1
    assert root.arrived == 2, "coming back refreshes"
    press(shell, Qt.Key.Key_Left, ALT)
    assert shown(shell) is root, "a root stays"


def test_a_place_is_found_as_it_was_left_and_again_from_its_root(shell: Shell) -> None:
    child = Plain("Ellis, 7")
    shell.open_page(child)
    press(shell, Qt.Key.Key_2, CTRL)
    assert crumbs(shell) == "Bring in files"
    press(shell, Qt.Key.Key_1, CTRL)
    assert shown(shell) is child
    press(shell, Qt.Key.Key_1, CTRL)
    assert crumbs(shell) == "Caseload"


def test_a_page_starts_where_it_says_and_returns_to_where_it_was(shell: Shell) -> None:
    class WithButtonFirst(Plain):
        def start_widget(self) -> QWidget:
            (button,) = self.findChildren(QPushButton)
            return button

    child = WithButtonFirst("Ellis, 7")
    shell.open_page(child)
    assert isinstance(shell.focusWidget(), QPushButton)
    child.edit.setFocus()
    shell.open_page(Plain("Review 4"))
    shell.back()
    assert child.edit.hasFocus()


def test_the_title_never_names_a_child(shell: Shell) -> None:
    shell.open_page(Plain("Ellis, 7"))
    assert shell.windowTitle() == "IRO desktop"


def test_ctrl_k_finds_a_child_by_any_part_of_the_name(shell: Shell, qtbot: QtBot) -> None:
    press(shell, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(shell.focusWidget(), "ellis")
    press(shell, Qt.Key.Key_Down)
    with qtbot.waitSignal(shell.child_wanted) as wanted:
        press(shell, Qt.Key.Key_Return)
    assert wanted.args == ["3"]
    assert shell.focusWidget() is shown(shell).edit, "the keyboard is back where it was"


def test_ctrl_k_names_nobody_before_a_letter_is_typed(shell: Shell) -> None:
    press(shell, Qt.Key.Key_K, CTRL)
    listed = shell.findChild(QListView)
    assert isinstance(listed, QListView)
    assert listed.model().rowCount() == 0, "the screen may face a child"
    QTest.keyClicks(shell.focusWidget(), " ")
    assert listed.model().rowCount() == 0
    QTest.keyClicks(shell.focusWidget(), "z")
    assert listed.model().rowCount() == 1


def test_ctrl_k_works_while_typing(shell: Shell) -> None:
    QTest.keyClicks(shown(shell).edit, "some words")
    shown(shell).edit.setCursorPosition(4)
    press(shell, Qt.Key.Key_K, CTRL)
    assert shown(shell).edit.text() == "some words", "Ctrl+K must not delete the rest of the line"
    assert shell.focusWidget() is not shown(shell).edit


def test_esc_closes_the_find_list(shell: Shell) -> None:
    press(shell, Qt.Key.Key_K, CTRL)
    press(shell, Qt.Key.Key_Escape)
    assert shell.focusWidget() is shown(shell).edit
    assert not shell.covered()


def test_one_esc_is_the_pages_two_hide_everything_and_any_key_returns(shell: Shell) -> None:
    page = shown(shell)
    press(shell, Qt.Key.Key_Escape)
    assert (page.escapes, shell.covered()) == (1, False)
    press(shell, Qt.Key.Key_Escape)
    assert shell.covered()
    assert not page.isVisible()
    assert page.left == 1, "what was typed is written down before it is hidden"
    visible = [label.text() for label in shell.findChildren(QLabel) if label.isVisible()]
    assert all(set(text) <= set("0123456789:") for text in visible), visible
    press(shell, Qt.Key.Key_A)
    assert not shell.covered()
    assert page.edit.hasFocus()
    assert page.edit.text() == "", "the key that brings it back is not typed"


def test_the_words_of_the_place_one_is_at_have_as_much_room_as_before(shell: Shell) -> None:
    button = shell.findChild(QPushButton, "place_import")
    before = room_for_words(button)
    shell.visit("import")
    assert button.isChecked()
    assert room_for_words(button) == before


def room_for_words(button: QPushButton) -> QRect:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    return button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)


def test_f6_walks_the_panes_both_ways(shell: Shell) -> None:
    def where() -> str:
        widget: QWidget | None = shell.focusWidget()
        while widget is not None and widget.objectName() not in ("navigation", "status_bar", "pages"):
            widget = widget.parentWidget()
        return widget.objectName() if widget else ""

    walked = []
    for _ in range(3):
        walked.append(where())
        press(shell, Qt.Key.Key_F6)
    assert walked == ["pages", "status_bar", "navigation"]
    press(shell, Qt.Key.Key_F6, SHIFT)
    assert where() == "navigation"


def test_saved_is_always_shown(shell: Shell) -> None:
    label = shell.findChild(QLabel, "saved_label")
    assert isinstance(label, QLabel)
    moment = datetime(2026, 3, 12, 14, 2, tzinfo=UTC)
    shell.show_saving()
    assert "Saved" not in label.text(), "nothing reads as saved while something is not"
    shell.show_saved(moment)
    assert label.text() == f"✓ Saved {moment.astimezone():%H:%M}"
    shell.show_unsaved()
    assert "Not saved" in label.text()


def test_a_problem_says_what_to_do_and_stops_nobody(shell: Shell) -> None:
    shell.show_problem(KnownProblem("The disk is full", "Free some room."))
    texts = [label.text() for label in shell.findChildren(QLabel) if label.isVisible()]
    assert "The disk is full" in texts
    assert "Free some room." in texts
    assert shown(shell).edit.hasFocus()


def test_of_two_messages_the_second_waits_until_the_first_is_dismissed(shell: Shell) -> None:
    def says() -> str:
        return " ".join(label.text() for label in shell.findChildren(QLabel) if label.isVisible())

    shell.show_news("Your last words are back.")
    shell.show_next(KnownProblem("No backup was made", "Make room."))
    assert "words are back" in says()
    assert "No backup" not in says()
    shell._form.message_bar.dismiss()
    assert "No backup was made" in says()
    shell._form.message_bar.dismiss()
    assert "No backup" not in says()
    shell.show_next(KnownProblem("No backup was made", "Make room."))
    assert "No backup was made" in says(), "nothing to wait for"


def test_the_demonstration_is_marked_on_every_page(shell: Shell) -> None:
    for page in (None, Plain("Ellis, 7")):
        if page:
            shell.open_page(page)
        assert any("DEMONSTRATION" in w.text() for w in shell.findChildren(QLabel) if w.isVisible())


def test_f1_shows_the_pages_own_keys_and_alt_left_returns(shell: Shell) -> None:
    press(shell, Qt.Key.Key_F1)
    texts = [label.text() for label in shell.findChildren(QLabel) if label.isVisible()]
    assert "Make a decision of the line" in texts
    press(shell, Qt.Key.Key_Left, ALT)
    assert crumbs(shell) == "Caseload"


def test_esc_leaves_the_keys(shell: Shell) -> None:
    before = shown(shell)
    press(shell, Qt.Key.Key_F1)
    press(shell, Qt.Key.Key_Escape)
    assert shell.page() is before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_clicks_the_button_that_has_the_keyboard(shell: Shell, key: Qt.Key) -> None:
    (button,) = shown(shell).findChildren(QPushButton)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    button.setFocus()
    press(shell, key)
    assert len(clicks) == 1
    shown(shell).edit.setFocus()
    press(shell, Qt.Key.Key_Return)
    assert len(clicks) == 1


def test_ctrl_l_asks_for_the_lock_and_ctrl_s_saves(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.lock_wanted):
        press(shell, Qt.Key.Key_L, CTRL)
    press(shell, Qt.Key.Key_S, CTRL)
    assert shown(shell).left == 1


def test_closing_writes_down_every_page_first(shell: Shell, qtbot: QtBot) -> None:
    root, child = shown(shell), Plain("Ellis, 7")
    shell.open_page(child)
    with qtbot.waitSignal(shell.closing):
        shell.close()
    assert (root.left, child.left) == (2, 1)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_it_can_be_read_and_used(dressed: object, show: Show, size: QSize) -> None:
    shell = a_shell()
    show(shell, size)
    shell.open_page(Plain("Ellis, 7"))
    shell.show_saved(datetime(2026, 3, 12, 14, 2, tzinfo=UTC))
    shell.show_problem(KnownProblem("The disk is full", "Free some room, then go on: nothing is lost."))
    for _ in range(3):
        QTest.qWait(1)
    assert too_small(shell) == []
    assert nameless(shell) == []
    assert too_small_to_hit(shell) == []
    assert not_reached_by_tab(shell) == []
    assert (shell.width(), shell.height()) == (size.width(), size.height()), "it fits the smallest screen"


def test_f1_shows_the_keys_of_all_pages(shell: Shell) -> None:
    shell.other_keys = (("The letter", (("F7", "Next finding"),)), ("Caseload", shown(shell).keys()))
    press(shell, Qt.Key.Key_F1)
    said = [label.text() for label in shell.findChildren(QLabel) if label.isVisible()]
    assert "The letter" in said and "F7" in said
    assert "Caseload" not in said, "the keys of the page shown are told once"


def test_every_pages_keys_are_known_to_the_app() -> None:
    assert all(keys for _title, keys in ALL_KEYS)
    assert {title for title, _keys in ALL_KEYS} >= {"Caseload", "The letter", "Recording a review"}


def test_a_caution_is_amber_and_good_news_green(shell: Shell) -> None:
    bar = shell.findChild(MessageBar)
    assert bar is not None
    shell.show_news("▲ About this computer", "Keep the disk encryption on.", caution=True)
    assert bar.property("tone") == "soon"
    shell.show_news("Your last words are back.")
    assert bar.property("tone") == "fine"
