"""The walkers see what they are there to see: each has its positive control."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import Show
from tests.screens.legibility import too_small

pytestmark = pytest.mark.usefixtures("plain")


def window_of(*widgets: QWidget) -> QWidget:
    window = QWidget()
    box = QVBoxLayout(window)
    for widget in widgets:
        box.addWidget(widget)
    return window


def a_table() -> QTableWidget:
    table = QTableWidget(1, 1)
    table.setWordWrap(False)
    table.setHorizontalHeaderLabels(["Next review of the child"])
    table.setItem(0, 0, QTableWidgetItem("in 6 days (Wed 18 Mar)"))
    table.verticalHeader().hide()
    table.setAccessibleName("Reviews")
    return table


def test_what_fits_is_passed(show: Show) -> None:
    wrapped = QLabel("A long line that wraps into as many lines as it needs. " * 4)
    wrapped.setWordWrap(True)
    table = a_table()
    window = window_of(QLabel("Plain"), wrapped, QPushButton("Unlock"), QLineEdit("x"), table)
    show(window, QSize(600, 500))
    table.resizeColumnsToContents()
    table.resizeRowsToContents()
    assert too_small(window) == []


@pytest.mark.parametrize(
    "widget", [QLabel, QPushButton], ids=["label", "button"]
)  # fmt: skip
def test_cut_off_text_is_found(show: Show, widget: type[QLabel] | type[QPushButton]) -> None:
    made = widget("Some words that need more than this")
    window = window_of(made)
    show(window, QSize(600, 100))
    made.setFixedWidth(60)
    made.resize(60, made.height())
    assert len(too_small(window)) == 1


def test_a_wrapped_label_too_low_is_found(show: Show) -> None:
    label = QLabel("many words " * 60)
    label.setWordWrap(True)
    window = window_of(label)
    show(window, QSize(300, 200))
    label.setFixedHeight(20)
    label.resize(200, 20)
    assert len(too_small(window)) == 1


def test_cut_off_headers_cells_and_fields_are_found(show: Show) -> None:
    table, field = a_table(), QLineEdit("x")
    window = window_of(table, field)
    show(window, QSize(400, 300))
    table.setColumnWidth(0, 30)
    table.setRowHeight(0, 6)
    field.setFixedHeight(10)
    field.resize(200, 10)
    assert len(too_small(window)) == 3


def test_text_that_sticks_out_of_its_frame_is_found(show: Show) -> None:
    frame = QWidget()
    frame.setFixedSize(80, 40)
    label = QLabel("Some words", frame)
    label.setGeometry(40, 0, 200, 30)
    window = window_of(frame)
    show(window, QSize(300, 200))
    assert ["sticks out" in line for line in too_small(window)] == [True]


def test_nameless_and_low_controls_are_found(show: Show) -> None:
    bare, named, box = QLineEdit(), QLineEdit(), QComboBox()
    box.addItem("Priya")
    label = QLabel("&Name")
    label.setBuddy(named)
    low = QPushButton("Low")
    low.setFixedHeight(20)
    low.setStyleSheet("min-height: 10px; padding: 0px;")
    window = window_of(bare, label, named, box, low)
    show(window, QSize(300, 300))
    assert [line.split()[0] for line in nameless(window)] == ["QLineEdit", "QComboBox"]
    assert any("QPushButton" in line for line in too_small_to_hit(window))


def test_a_tab_trap_is_found(show: Show) -> None:
    trap = QPlainTextEdit()
    window = window_of(QPushButton("First"), trap, QPushButton("Last"))
    show(window, QSize(300, 300))
    window.findChildren(QPushButton)[0].setFocus()
    assert not_reached_by_tab(window) == ["QPlainTextEdit ? keeps the focus"]
    trap.setTabChangesFocus(True)
    window.findChildren(QPushButton)[0].setFocus()
    assert not_reached_by_tab(window) == []
