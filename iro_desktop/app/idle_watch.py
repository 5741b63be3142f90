"""Tells when nobody has touched the app for a while: first to cover the screen, then to lock.

In room mode the lock waits twice as long: an IRO listens for minutes.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY = 5_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


@dataclass(frozen=True)
class Limits:
    """After how many seconds without a touch the screen is covered, and the app locked."""

    cover: float
    lock: float


class IdleWatch(QObject):
    """Watches the window that has the keyboard, not every widget: so a key costs nothing more."""

    cover_wanted = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        limits: Callable[[], Limits],
        parent: QObject | None = None,
        clocks: tuple[Callable[[], float], ...] = (time.monotonic, time.time),
    ) -> None:
        """`clocks`: while a laptop sleeps the first stands still on some systems, the second never does."""
        super().__init__(parent)
        self._limits, self._clocks = limits, clocks
        self._covered = False
        self._window: QWindow | None = None
        self.touch()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)
            self._follow(app.focusWindow())
        self._looks = QTimer(self, interval=_LOOK_EVERY)
        self._looks.timeout.connect(self.look)
        self._looks.start()

    def touch(self) -> None:
        """Note that somebody is there: a key, or words that came otherwise, as dictation's do."""
        self._last = tuple(clock() for clock in self._clocks)
        self._covered = False

    def look(self) -> None:
        """See how long nobody was there."""
        idle = max(clock() - last for clock, last in zip(self._clocks, self._last, strict=True))
        limits = self._limits()
        if idle >= limits.lock:
            self.lock_wanted.emit()
        elif idle >= limits.cover and not self._covered:
            self._covered = True
            self.cover_wanted.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a touch, and let it pass."""
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None
