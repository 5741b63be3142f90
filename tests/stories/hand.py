"""The app process of a story: the real app, with a hand on its keyboard that takes orders from a test.

The launcher starts it in place of `iro_desktop --app`. Orders and answers are JSON, one a line, over the
loopback port that IRO_STORY_PORT names. The hand presses keys and looks; what it breaks on order (see
`sabotage`) it breaks from outside the product's code.
"""

import json
import os
import socket
import sys
import threading
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from iro_desktop.app import start
from iro_desktop.app.desktop import Desktop
from iro_desktop.device.process import end_process
from tests.stories.sabotage import sabotage

MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Line:
    """The line to the test; telling is safe from every thread."""

    def __init__(self) -> None:
        port = int(os.environ["IRO_STORY_PORT"])
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lock = threading.Lock()

    def tell(self, **what: Any) -> None:
        with self._lock:
            self._socket.sendall(json.dumps(what).encode() + b"\n")

    def orders(self) -> Any:
        for line in self._socket.makefile(encoding="utf-8"):
            yield json.loads(line)


class Hand(QObject):
    """Does what it is told, on the Qt thread, one order after another."""

    ordered = Signal(object)

    def __init__(self, desktop: Desktop, line: Line) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._line = line
        self._shown: list[str] = []
        self.ordered.connect(self._obey)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        desktop.unlock_shown.connect(lambda: line.tell(event="unlock", at=now()))
        desktop.opened.connect(self._opened)
        threading.Thread(target=self._listen, daemon=True).start()
        line.tell(event="hello", pid=os.getpid(), arguments=sys.argv[1:])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._shown.append(type(watched).__name__)
        return False

    def _listen(self) -> None:
        for order in self._line.orders():
            self.ordered.emit(order)

    def _opened(self) -> None:
        pages = self._desktop.pages
        assert pages is not None
        shell, show_saved = pages.shell, pages.shell.show_saved

        def saved(at: Any) -> None:
            show_saved(at)
            self._line.tell(event="saved", at=now())

        shell.show_saved = saved  # type: ignore[method-assign]  # what the person sees is what is told
        self._line.tell(event="opened", at=now())

    def _obey(self, order: dict[str, Any]) -> None:
        answer = None
        try:
            answer = getattr(self, f"do_{order.pop('do')}")(**order)
        finally:
            self._line.tell(answer=answer, at=now())

    # -- orders -------------------------------------------------------------------------------------------
    def do_type(self, words: str) -> None:
        for character in words:
            focus = self._focus()
            if focus is None:
                return
            if character == "\n":
                QTest.keyClick(focus, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(focus, character)

    def do_word(self, words: str, number: int) -> None:
        """Type a word and say at once, before anything else can be said, that it is on the screen."""
        self.do_type(words)
        self._line.tell(word=number, at=now())

    def do_press(self, keys: str) -> None:
        *held, key = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= MODIFIERS[name]
        focus = self._focus()
        if focus is not None:
            QTest.keyClick(focus, getattr(Qt.Key, f"Key_{key}"), modifiers)

    def do_paste(self, words: str) -> None:
        QApplication.clipboard().setText(words)
        self.do_press("Ctrl+V")
        QApplication.clipboard().clear()

    def do_compose(self, words: str) -> None:
        """Have an input method show words that it has not handed in yet."""
        focus = self._focus()
        if focus is not None:
            QApplication.sendEvent(focus, QInputMethodEvent(words, []))

    def do_put(self, field: str) -> None:
        """Give the keyboard to a field, as a click does; for what lies many Tabs away."""
        window = QApplication.activeWindow() or self._window()
        found = [w for w in window.findChildren(QWidget, field) if w.isVisible() and w.isEnabled()]
        found[0].setFocus(Qt.FocusReason.MouseFocusReason)

    def do_sabotage(self, how: str, **more: Any) -> None:
        sabotage(how, self._desktop, self._line.tell, **more)

    def do_close(self) -> None:
        self._window().close()

    def do_where(self) -> dict[str, Any]:
        """Say only what has the keyboard: a look at everything takes longer."""
        return place_of(QApplication.focusWidget())

    def do_look(self) -> dict[str, Any]:
        """Say what a person at the screen would see."""
        pages, focus, window = self._desktop.pages, QApplication.focusWidget(), self._window()
        shell = pages.shell if pages else None
        return {
            "windows": [type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible()],
            "shown": list(dict.fromkeys(self._shown)),
            "page": type(shell.page()).__name__ if shell else "",
            "trail": [page.crumb() for page in shell._trails.pages()] if shell else [],
            "covered": shell.covered() if shell else False,
            "labels": [w.text() for w in window.findChildren(QLabel) if w.isVisible() and w.text()],
            "boxes": [b.toPlainText() for b in window.findChildren(QPlainTextEdit)],
            "lines": {e.objectName(): e.text() for e in window.findChildren(QLineEdit) if e.isVisible()},
            **place_of(focus),
        }

    def do_read(self) -> list[str]:
        """Return every word of the reviews in hand and their letters, as the caseload has them."""
        from iro_desktop.domain.letter import Letter, LetterPart
        from iro_desktop.domain.review import (
            Amendment,
            Attendance,
            Decision,
            ParkedNote,
            Review,
            ReviewSection,
        )

        pages = self._desktop.pages
        assert pages is not None
        caseload = pages.session.caseload
        kinds = (Review, ReviewSection, Decision, Attendance, ParkedNote, Letter, LetterPart, Amendment)
        found: list[str] = []
        done = threading.Event()

        def work() -> None:
            for kind in kinds:
                for record in caseload.list(kind):
                    found.extend(v for v in vars(record).values() if isinstance(v, str) and v)
            done.set()

        self._desktop.runner.run(work, owner=self, then=lambda _: None)
        assert done.wait(30)
        return found

    def _window(self) -> QWidget:
        pages = self._desktop.pages
        return pages.shell if pages else self._desktop.window

    def _focus(self) -> QWidget | None:
        return QApplication.focusWidget()


def place_of(focus: QWidget | None) -> dict[str, Any]:
    if isinstance(focus, QPlainTextEdit):
        return {
            "focus": focus.objectName(),
            "text": focus.toPlainText(),
            "position": focus.textCursor().position(),
            "box": True,
        }
    if isinstance(focus, QLineEdit):
        return {
            "focus": focus.objectName(),
            "text": focus.text(),
            "position": focus.cursorPosition(),
            "box": not focus.isReadOnly(),
        }
    return {"focus": focus.objectName() if focus else "", "text": "", "position": -1, "box": False}


def now() -> int:
    return time.monotonic_ns() // 1_000_000


def main() -> None:
    """Run the app with a hand on it."""
    line = Line()

    def with_a_hand(*given: Any, **named: Any) -> Desktop:
        desktop = Desktop(*given, **named)
        Hand(desktop, line)
        return desktop

    start.Desktop = with_a_hand  # type: ignore[misc,assignment]  # the same app, with a hand on it
    end_process(start.main(sys.argv[1:]))


if __name__ == "__main__":
    main()
