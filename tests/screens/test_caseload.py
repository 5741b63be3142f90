"""The caseload screen: who is next, found by typing, opened by Enter, and why the date is what it is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.domain.due_date import no_date
from iro_desktop.screens.caseload.model import CaseloadModel, Column, Show, count
from iro_desktop.screens.caseload.presenter import CaseloadPresenter
from iro_desktop.screens.caseload.table import CaseloadTable
from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.screens.shell.view import Shell
from iro_desktop.screens.theme import Scheme, apply_theme
from iro_desktop.services.list_caseload import CaseloadRow, DueState, list_caseload
from iro_desktop.services.session import Session
from tests.fakes import HeldJobs, InlineJobs
from tests.invented import TODAY, ellis, many, session_in
from tests.screens import conftest
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES
from tests.screens.legibility import too_small


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = session_in(tmp_path_factory.mktemp("caseload"), [*many(84), *ellis()])
    yield made
    made.caseload.close()


@pytest.fixture
def rows(session: Session) -> tuple[CaseloadRow, ...]:
    return list_caseload(session)


def a_shell(session: Session) -> tuple[Shell, CaseloadView]:
    shell = Shell(demonstration=True)
    view = CaseloadView()
    presenter = CaseloadPresenter(view, InlineJobs(), session)
    presenter.listed.connect(shell.set_children)
    shell.add_place("caseload", "Caseload", "users", lambda: view)
    shell.visit("caseload")
    return shell, view


@pytest.fixture
def view(plain: None, show: conftest.Show, session: Session) -> CaseloadView:
    shell, made = a_shell(session)
    show(shell, SIZES[0])
    return made


def table(view: CaseloadView) -> CaseloadTable:
    (found,) = view.findChildren(CaseloadTable)
    return found


def names(view: CaseloadView) -> list[str]:
    model = table(view).model()
    return [str(model.index(n, Column.CHILD).data()) for n in range(model.rowCount())]


def typed(view: CaseloadView) -> str:
    (edit,) = view.findChildren(QLineEdit)
    return edit.text()


def says(view: CaseloadView) -> str:
    return "\n".join(label.text() for label in view.window().findChildren(QLabel) if label.isVisible())


def press(view: CaseloadView, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.window().focusWidget(), key, how)


def test_the_model_is_a_sound_one(plain: None, rows: tuple[CaseloadRow, ...]) -> None:
    model = CaseloadModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(rows, TODAY)
    model.narrow("ellis", Show.ALL)
    model.sort(Column.AGE)
    assert tester.model() is model
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) > 0


def test_late_comes_first_and_the_keyboard_is_in_the_list(view: CaseloadView) -> None:
    assert table(view).hasFocus()
    first = str(table(view).model().index(0, Column.NEXT_REVIEW).data())
    assert first.startswith("● ")
    assert "days late (" in first


def test_enter_opens_the_chosen_child(view: CaseloadView, qtbot: QtBot) -> None:
    press(view, Qt.Key.Key_Down)
    chosen = view.chosen()
    with qtbot.waitSignal(view.child_wanted) as wanted:
        press(view, Qt.Key.Key_Return)
    assert chosen is not None
    assert wanted.args == [chosen.child_id]


def test_rows_that_came_while_none_matched_are_shown_whole(
    view: CaseloadView, rows: tuple[CaseloadRow, ...]
) -> None:
    """A sync brings the list anew while something is typed that no child is called."""

    def cut_off() -> list[str]:
        shown, model = table(view), table(view).model()
        column = Column.NEXT_REVIEW
        return [
            str(model.index(n, column).data())
            for n in range(min(model.rowCount(), 40))
            if shown.sizeHintForIndex(model.index(n, column)).width() > shown.columnWidth(column)
        ]

    assert cut_off() == []
    (edit,) = view.findChildren(QLineEdit)
    edit.setText("nobody is called so")
    view.show_rows(rows, TODAY)
    assert names(view) == []
    edit.clear()
    assert len(names(view)) == len(rows)
    assert cut_off() == []


def test_typing_filters_at_once_arrows_choose_and_enter_opens(view: CaseloadView, qtbot: QtBot) -> None:
    QTest.keyClicks(table(view), "m")
    QTest.keyClicks(view.window().focusWidget(), "aja no")
    assert typed(view) == "maja no"
    assert set(names(view)) == {"Maja Nowak"}
    press(view, Qt.Key.Key_Down)
    assert table(view).currentIndex().row() == min(1, len(names(view)) - 1)
    with qtbot.waitSignal(view.child_wanted):
        press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_Escape)
    assert len(names(view)) == 85
    assert table(view).hasFocus()


def test_the_counts_and_the_chips_agree(
    view: CaseloadView, rows: tuple[CaseloadRow, ...], qtbot: QtBot
) -> None:
    counts = count(rows)
    assert f"85 children · {counts.late} overdue · {counts.week} within a week" in says(view)
    press(view, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(names(view)) == counts.late)
    press(view, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(names(view)) == counts.week)
    assert f"{counts.week} shown" in says(view)


def test_every_date_says_why(view: CaseloadView, qtbot: QtBot) -> None:
    row = view.chosen()
    assert row is not None
    assert row.due.explanation() in says(view)
    cell = table(view).model().index(0, Column.NEXT_REVIEW)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == row.due.explanation()
    press(view, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: row.due.explanation() not in says(view))


def test_ages_sort_as_numbers_and_missing_ones_last(view: CaseloadView) -> None:
    sort = next(box for box in view.findChildren(QComboBox) if box.accessibleName() == "Sort by")
    sort.setCurrentText("Age")
    model = table(view).model()
    ages = [str(model.index(n, Column.AGE).data()) for n in range(model.rowCount())]
    known = [int(age) for age in ages if age]
    assert known == sorted(known)
    assert {0, 2, 10} <= set(known), "the sample has ages that sort wrongly as text"
    assert "" not in ages[: len(known)]


def test_nothing_found_and_nothing_due_say_so(view: CaseloadView, qtbot: QtBot) -> None:
    QTest.keyClicks(table(view), "z")
    QTest.keyClicks(view.window().focusWidget(), "zz")
    assert "No child matches “zzz”." in says(view)
    (button,) = [b for b in view.findChildren(QPushButton) if b.isVisible() and b.text() == "Show all"]
    button.click()
    assert len(names(view)) == 85
    press(view, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "All done until " in says(view))


def test_first_use_is_one_sentence_and_one_button(
    plain: None, show: conftest.Show, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = session_in(tmp_path)
    shell, view = a_shell(empty)
    show(shell, SIZES[0])
    assert "No children here yet. They come from your council's office (see Office)" in says(view)
    with qtbot.waitSignal(view.import_wanted):
        QTest.keyClick(view.window().focusWidget(), Qt.Key.Key_Space)
    empty.caseload.close()


def test_the_chosen_child_stays_chosen_when_the_list_is_fresh(view: CaseloadView) -> None:
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down)
    before = view.chosen()
    view.arrive()
    assert view.chosen() == before


def test_the_screen_is_there_before_its_rows(plain: None, show: conftest.Show, session: Session) -> None:
    jobs = HeldJobs()
    shell, view = Shell(), CaseloadView()
    CaseloadPresenter(view, jobs, session)
    shell.add_place("caseload", "Caseload", "users", lambda: view)
    shell.visit("caseload")
    show(shell, SIZES[0])
    assert jobs.waiting == 1
    assert "No children here yet" not in says(view), "waiting is not the same as having none"
    jobs.let_go()
    assert len(names(view)) == 85
    assert table(view).hasFocus()


def test_the_find_list_knows_everybody(view: CaseloadView, qtbot: QtBot) -> None:
    shell = view.window()
    assert isinstance(shell, Shell)
    press(view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(shell.focusWidget(), "ellis hart, 7")
    with qtbot.waitSignal(shell.child_wanted) as wanted:
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    assert wanted.args == ["ellis"]


def test_a_child_with_nothing_due_reads_so() -> None:
    row = CaseloadRow(
        "x", "X", None, no_date("CARE-ENDED", "Left care."), None, DueState.NONE, "", "", "", "", "", "x"
    )
    model = CaseloadModel()
    model.set_rows((row,), date(2026, 3, 12))
    assert model.index(0, Column.NEXT_REVIEW).data() == "– no review due"


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_it_can_be_read_and_used(dressed: object, show: conftest.Show, size: QSize, session: Session) -> None:
    shell, _view = a_shell(session)
    show(shell, size)
    for _ in range(3):
        QApplication.processEvents()
    assert too_small(shell) == []
    assert nameless(shell) == []
    assert too_small_to_hit(shell) == []
    assert not_reached_by_tab(shell) == []
    assert (shell.width(), shell.height()) == (size.width(), size.height())


def test_children_are_in_sight_on_the_smallest_laptop_with_large_text_and_a_notice(
    session: Session, show: conftest.Show, qapp: QApplication
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 200)
    shell, view = a_shell(session)
    show(shell, SIZES[1])
    shell.show_news("About this computer", "Words that would fill a third of the window. " * 4)
    for _ in range(5):
        qapp.processEvents()
    apply_theme(qapp, Scheme.LIGHT, 200)
    second = table(view).visualRect(table(view).model().index(1, 0))
    assert table(view).viewport().rect().contains(second.topLeft())
    bar = shell._form.message_bar
    assert not bar._body.isVisible()
    bar._more.click()
    assert bar._body.isVisible()
    assert bar._close.hasFocus()
    bar._close.click()
    assert not bar.isVisible()
    apply_theme(qapp, Scheme.LIGHT, 100)


def test_where_there_is_no_room_for_chips_one_box_does_what_they_do(
    session: Session, show: conftest.Show, qapp: QApplication
) -> None:
    shell, view = a_shell(session)
    show(shell, SIZES[1])
    apply_theme(qapp, Scheme.LIGHT, 200)  # chosen in the settings while the window is open
    qapp.processEvents()
    box = next(box for box in view.findChildren(QComboBox) if box.accessibleName() == "Show")
    assert box.isVisible()
    assert not any(chip.isVisible() for chip in view._chips.values())
    everybody = len(names(view))
    box.setFocus()
    press(view, Qt.Key.Key_Down)
    assert box.currentText().startswith("● Overdue")
    assert 0 < len(names(view)) < everybody
    press(view, Qt.Key.Key_Escape)
    assert len(names(view)) == everybody
    assert box.currentText().startswith("All")
    apply_theme(qapp, Scheme.LIGHT, 100)
    qapp.processEvents()
    assert view._chips[Show.LATE].isVisible()
    assert not box.isVisible()


def test_show_why_tells_that_it_is_on(view: CaseloadView) -> None:
    why = view.findChild(QCheckBox)
    assert why is not None
    for on in (False, True):
        if why.isChecked() is not on:
            why.click()
        state = QAccessible.queryAccessibleInterface(why).state()
        assert (bool(state.checked), view._form.why_card.isVisible()) == (on, on)


def test_each_child_found_shows_why(view: CaseloadView, rows: tuple[CaseloadRow, ...]) -> None:
    model = table(view).model()
    assert isinstance(model, CaseloadModel)

    def cells(column: Column) -> list[tuple[str, bool]]:
        indexes = [model.index(row, column) for row in range(model.rowCount())]
        return [(i.data(), bool(f and f.bold())) for i in indexes for f in [i.data(Qt.ItemDataRole.FontRole)]]

    model.narrow("ellis", Show.ALL)
    assert all(bold and "ellis" in words.casefold() for words, bold in cells(Column.CHILD))
    assert not any(bold for _words, bold in cells(Column.HOME))
    model.narrow("90101 marsh", Show.ALL)
    assert cells(Column.WITH) == [("Jo Marsh", True)]
    assert cells(Column.CHILD) == [("Ellis Hart  ·  number: 90101", False)], "the column with Jo is in sight"
    model.show_columns(3)
    assert cells(Column.CHILD) == [("Ellis Hart  ·  number: 90101, foster carer: Jo Marsh “Jojo”", False)]
    model.show_columns(len(Column))
    model.narrow("90101", Show.ALL)
    assert cells(Column.CHILD) == [("Ellis Hart  ·  number: 90101", False)]
    model.narrow("", Show.ALL)
    assert not model.tells_why() and not any(bold for _words, bold in cells(Column.CHILD))
