"""Qt for Python must give back every reference it takes: PySide6 6.12.0 lost one to True at each emit, and
Python 3.11, where True can be deallocated, died of it after some hundred signals."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    nothing = Signal()
    text = Signal(str)
    flag = Signal(bool)
    anything = Signal(object)


@pytest.mark.parametrize(
    ("name", "given"), [("nothing", ()), ("text", ("a",)), ("flag", (False,)), ("anything", (None,))]
)
def test_an_emit_takes_no_reference_for_itself(name: str, given: tuple[object, ...]) -> None:
    sender = Sender()
    getattr(sender, name).connect(lambda *_: None)
    before = [sys.getrefcount(value) for value in (True, False, None)]
    for _ in range(40):
        getattr(sender, name).emit(*given)
    after = [sys.getrefcount(value) for value in (True, False, None)]
    assert all(abs(now - then) < 20 for now, then in zip(after, before, strict=True))
