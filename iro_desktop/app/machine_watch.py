"""Tells when the person leaves the machine: its session is locked, its lid shut, or it goes to sleep.

On Linux from logind and the desktop's screen saver over D-Bus, on Windows from the window messages for it.
Where neither is to be had (no bus, a bare window manager) nothing is told, and long idleness locks.
"""

import sys

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget


class MachineWatch(QObject):
    """Emits `left`; a second time for the same leaving does no harm."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        """`window`: the one that Windows sends its messages to; it lives as long as this."""
        super().__init__(window)
        if sys.platform == "win32":
            from iro_desktop.app.windows_messages import watch

            self._kept: object = watch(int(window.winId()), self.left.emit)
        elif sys.platform == "linux":
            self._connect()

    def _connect(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        for bus, path, interface, name, slot in (
            (system, "/org/freedesktop/login1", f"{_LOGIND}.Manager", "PrepareForSleep", _BEGUN),
            (system, "", f"{_LOGIND}.Session", "Lock", _LOCKED),
            (session, "", "org.freedesktop.ScreenSaver", "ActiveChanged", _BEGUN),
            (session, "", "org.gnome.ScreenSaver", "ActiveChanged", _BEGUN),
        ):
            if bus.isConnected():  # whoever says it: at worst the app locks
                bus.connect("", path, interface, name, self, slot)  # type: ignore[call-overload]  # it takes a str

    @Slot(bool)
    def begun(self, active: bool) -> None:
        """Take that sleep, or the screen saver, begins (True) or ends (False)."""
        if active:
            self.left.emit()

    @Slot()
    def locked(self) -> None:
        """Take that the session was locked."""
        self.left.emit()


_LOGIND = "org.freedesktop.login1"
_BEGUN, _LOCKED = SLOT("begun(bool)"), SLOT("locked()")
