"""Makes a crash leave places in the code and nothing that was in memory: no dump, no exception text."""

import faulthandler
import sys
import threading
from types import TracebackType
from typing import IO

from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths

_fault_file: IO[str] | None = None


def install_crash_guard(paths: ProfilePaths) -> Log:
    """Forbid memory dumps and send every uncaught exception to the returned log, without its words.

    To be called first thing in the app process; the folders of `paths` must exist.
    """
    log = Log(paths.logs)
    forbid_memory_dumps()
    _note_fatal_errors(paths)
    sys.excepthook = lambda kind, _error, where: _report(log, kind, where)
    threading.excepthook = lambda seen: _report(log, seen.exc_type, seen.exc_traceback)
    sys.unraisablehook = lambda seen: _report(log, seen.exc_type, seen.exc_traceback)
    return log


def forbid_memory_dumps() -> None:
    """Forbid core files, and reading this process from others of the same person, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        set_dumpable = 4
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def silence_libraries() -> None:
    """Let no library print through `logging`, whose messages can quote what it was working on."""
    import logging

    logging.getLogger().handlers[:] = [logging.NullHandler()]
    logging.raiseExceptions = False


def _note_fatal_errors(paths: ProfilePaths) -> None:
    """Let a fault in native code leave the Python lines that led to it, never a value."""
    global _fault_file  # noqa: PLW0603 - faulthandler writes to it as long as the process lives
    if _fault_file is not None:
        _fault_file.close()
    _fault_file = (paths.logs / "fault.log").open("a", encoding="utf-8")
    faulthandler.enable(_fault_file)


def _report(log: Log, kind: type[BaseException], where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    reference = log.bug(kind, where)
    if sys.stderr is not None:
        sys.stderr.write(
            f"iro-desktop: something went wrong; the log has the place (reference {reference}).\n"
        )
