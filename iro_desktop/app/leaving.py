"""A child who is no longer this IRO's: open pages say so, take no more once the typing rests, and then go."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from iro_desktop.app.reassigned import Holder
from iro_desktop.screens.page import Page
from iro_desktop.screens.shell.view import Shell
from iro_desktop.screens.widgets.typing import in_a_word

LEAVING_WORDS = (
    "This child is no longer yours. What you type is still saved and sent; when you pause, this page takes "
    "no more, and then it closes."
)
CLOSED_WORDS = (
    "This child is no longer yours. All you typed is saved and is being handed in; then this page closes."
)
"""No names: the screen may face another child."""


@dataclass(frozen=True)
class Pace:
    """In milliseconds."""

    look: int = 400
    quiet: int = 2_000
    """Without a key for so long, nobody is in the middle of a word."""
    longest: int = 60_000
    """Typing that never pauses is let go on for so long, and then to the end of its word."""


PACE = Pace()


@dataclass
class _Open:
    page: Page
    child: Callable[[], str]
    writer: Holder
    told: QElapsedTimer = field(default_factory=QElapsedTimer)
    closed: bool = False


class Leaving(QObject):
    """Sees to it that nobody types about a child whose records are about to go, and that they do go.

    A child goes off the laptop (`kept`) only when no page takes words about them any more and all that was
    typed or sealed is on its way to the office.
    """

    sync_wanted = Signal()
    """No page takes anything any more, and all that was typed is in the caseload."""

    def __init__(self, shell: Shell, sealed: Callable[[], Collection[str]], pace: Pace) -> None:
        super().__init__()
        self._shell, self._sealed, self._pace = shell, sealed, pace
        self._open: dict[Page, _Open] = {}
        self._leaving: frozenset[str] = frozenset()
        self._to_sync = False
        self._looks = QTimer(self, interval=pace.look)
        self._looks.timeout.connect(self._look)

    def watch(self, page: Page, child: Callable[[], str], writer: Holder) -> None:
        """Take care of a page on which something may be typed about a child."""
        self._open[page] = _Open(page, child, writer)
        page.destroyed.connect(lambda: self._open.pop(page, None))

    def kept(self) -> frozenset[str]:
        """Return the children who may not go yet."""
        typed = {one.child() for one in self._open.values() if not self._is_done(one)}
        return frozenset(typed.union(self._sealed())) - {""}

    def show(self, leaving: frozenset[str]) -> None:
        """Take which children are to go."""
        for one in self._open.values():
            if one.told.isValid() and one.child() not in leaving:  # given back
                one.told.invalidate()
                one.closed = False
                one.page.let_type(True)
                self._shell.withdraw_offer(one.page)
        self._leaving = leaving
        if leaving:
            self._look()
            self._looks.start()
        else:
            self._looks.stop()

    def _is_done(self, one: _Open) -> bool:
        return (one.closed or not self._shell.holds(one.page)) and one.writer.draft() is None

    def _look(self) -> None:
        theirs = [one for one in self._open.values() if one.child() in self._leaving]
        for one in theirs:
            if not one.told.isValid():
                one.told.start()
            elif not one.closed and self._rests(one):
                one.closed = self._to_sync = True
                one.writer.autosave.flush()
            if one.closed:
                one.page.let_type(False)  # again too: of a part that was only now made
            self._shell.offer(one.page, CLOSED_WORDS if one.closed else LEAVING_WORDS, "", _nothing)
        if self._to_sync and all(map(self._is_done, theirs)):
            self._to_sync = False
            self.sync_wanted.emit()

    def _rests(self, one: _Open) -> bool:
        if one.writer.autosave.quiet_for() >= self._pace.quiet:
            return True
        return one.told.elapsed() >= self._pace.longest and not in_a_word(one.page.focusWidget())


def _nothing() -> None:
    """There is nothing to press."""
