import re

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.screens.widgets.choice_box import ChoiceBox
from tests.conftest import ROOT


def test_the_wheel_scrolls_the_page_and_leaves_the_choice(qtbot: QtBot) -> None:
    area, page, box = QScrollArea(), QWidget(), ChoiceBox()
    qtbot.addWidget(area)
    box.addItems(["one", "two", "three"])
    box.setCurrentIndex(1)
    layout = QVBoxLayout(page)
    layout.addWidget(box)
    layout.addSpacing(3000)
    area.setWidget(page)
    area.resize(300, 200)
    area.show()
    box.setFocus()
    middle = QPointF(box.rect().center())
    turn = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert box.currentIndex() == 1
    assert not turn.isAccepted()  # so that Qt gives it to the page around the box


def test_every_choice_in_the_application_is_such_a_box() -> None:
    turned_by_the_wheel = re.compile(r"\bQ(ComboBox|(Double)?SpinBox|(Date|DateTime|Time)Edit|Slider|Dial)\(")
    found = [
        path.name
        for path in (ROOT / "iro_desktop").rglob("*.py")
        if path.name != "choice_box.py" and turned_by_the_wheel.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
