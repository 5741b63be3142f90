"""What Windows tells a window when its person leaves: asked for, and read. Imported on Windows only, but for
`is_leaving`, which decides and needs nothing of it."""

import ctypes
import uuid
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

_POWER, _SESSION = 0x0218, 0x02B1  # WM_POWERBROADCAST, WM_WTSSESSION_CHANGE
_SUSPEND, _SETTING = 0x0004, 0x8013  # PBT_APMSUSPEND, PBT_POWERSETTINGCHANGE
_LEFT = frozenset({2, 4, 6, 7})  # WTS_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOGOFF, _SESSION_LOCK
_LID = uuid.UUID("ba3e0f4d-b817-4094-a2d1-d56379e6a0f3")  # GUID_LIDSWITCH_STATE_CHANGE
_LID_BYTES = _LID.bytes_le
_THIS_SESSION = 0


def is_leaving(message: int, what: int, setting: bytes = b"") -> bool:
    """Return whether a window message says that the person leaves.

    `what`: its wParam. `setting`: of a power setting that changed, its POWERBROADCAST_SETTING: an id of 16
    bytes, a length of four, and the value (of the lid: 0 for shut).
    """
    if message == _SESSION:
        return what in _LEFT
    if message != _POWER:
        return False
    if what == _SETTING:
        return setting[:16] == _LID_BYTES and setting[20:24] == bytes(4)
    return what == _SUSPEND


class _Message(ctypes.Structure):
    """MSG, as far as it is read."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("what", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, told: Callable[[], None]) -> None:
        super().__init__()
        self._told = told

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if bytes(kind) == b"windows_generic_MSG":  # type: ignore[arg-type,unused-ignore]  # stubs differ by platform
            seen = _Message.from_address(int(message))
            if seen.message in (_POWER, _SESSION):
                setting = b""
                if seen.what == _SETTING and seen.more:
                    setting = ctypes.string_at(seen.more, 24)
                if is_leaving(seen.message, seen.what, setting):
                    self._told()
        return False, 0


def watch(window: int, told: Callable[[], None]) -> object:
    """Ask Windows to tell this window, and call `told` when it does, as long as what is returned is kept."""
    windll = getattr(ctypes, "windll")  # noqa: B009 - there on Windows only
    windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), _THIS_SESSION)
    lid = (ctypes.c_char * 16).from_buffer_copy(_LID_BYTES)
    windll.user32.RegisterPowerSettingNotification(ctypes.c_void_p(window), ctypes.byref(lid), 0)
    made = _Filter(told)
    app = QCoreApplication.instance()
    if app is not None:
        app.installNativeEventFilter(made)
    return made
