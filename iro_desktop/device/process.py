"""How the launcher and the app process speak to each other: exit codes, and seeing the other end.

Imported by the launcher, so it imports next to nothing.
"""

import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Mapping

TYPE_CHECKING = False  # as typing has it, which the launcher need not import
if TYPE_CHECKING:
    from typing import NoReturn

QUIT = 0
"""The person closed the app: the launcher ends too."""
LOCKED = 75
"""The person, the clock or the machine locked it: the launcher starts it again at the unlock screen."""

AFTER_CRASH = "--after-crash"
"""Given to an app process that follows one that ended by itself."""

_UNWANTED = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH")


def clean_environment(environment: Mapping[str, str], frozen: bool) -> dict[str, str]:
    """Return the environment without what could make the app load somebody else's code.

    A frozen app also ignores everything that would steer Python.
    """
    return {
        name: value
        for name, value in environment.items()
        if name.upper() not in _UNWANTED and not (frozen and name.upper().startswith("PYTHON"))
    }


def end_process(code: int) -> "NoReturn":
    """End this process at once with `code`; to be called when all that matters is on the disk.

    Taking Qt and the interpreter apart frees nothing that the end of the process does not, takes time on
    every lock, and can fault on the way, which the launcher would have to take for a crash.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def heed_signals(asked: Callable[[], None]) -> None:
    """Call `asked` (on the main thread) where the session's end or a terminal asks this process to end.

    Whoever logs out ends each process by itself: without this the app would be gone in mid word.
    """
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, lambda _number, _frame: asked())


def watch_launcher(gone: Callable[[], None], grace_seconds: float = 5.0) -> bool:
    """Call `gone` (from another thread) when the launcher ends or asks the app to end.

    `gone` should seal the draft and quit; a process still there after `grace_seconds` is ended. Returns
    False, and watches nothing, when no launcher started this process.
    """
    wait = _launcher_end()
    if wait is None:
        return False

    def watch() -> None:
        wait()
        gone()
        time.sleep(grace_seconds)
        os._exit(QUIT)

    threading.Thread(target=watch, name="launcher watch", daemon=True).start()
    return True


def _launcher_end() -> Callable[[], object] | None:
    """Return what waits for the launcher's end.

    Elsewhere that is the closing of our standard input, a pipe whose other end only the launcher holds.
    On Windows a pending read of that pipe would hang any process we start with it, so there it is the
    launcher's process itself.
    """
    try:
        piped = stat.S_ISFIFO(os.fstat(0).st_mode)
    except OSError:
        piped = False
    if not piped:
        return None
    return _wait_for_parent if sys.platform == "win32" else _read_to_the_end


def _read_to_the_end() -> None:
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        return


def _wait_for_parent() -> None:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        kernel.WaitForSingleObject.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        synchronize, forever = 0x00100000, 0xFFFFFFFF
        parent = kernel.OpenProcess(synchronize, False, os.getppid())
        if parent:
            kernel.WaitForSingleObject(parent, forever)
