"""One app per profile: a lock that dies with its process, and a way to ask the first one to show itself.

Imported by the launcher, so it imports next to nothing.
"""

import contextlib
import os
import sys
import time
from pathlib import Path

from iro_desktop.device.profile import ProfilePaths


class Lock:
    """A held lock. It ends with `release` or with the process, however that ends."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let another process have it."""
        os.close(self._handle)


def take_lock(file: Path, patience_seconds: float = 0.0) -> Lock | None:
    """Return the lock that `file` stands for, or None when another process still holds it after the patience.

    The file itself is never removed; only the operating system's lock on it counts.
    """
    deadline = time.monotonic() + patience_seconds
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if _locked(handle):
            return Lock(handle)
        os.close(handle)
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.05)


def ask_to_show(paths: ProfilePaths) -> None:
    """Ask the app that is running on this profile to come to the front."""
    with contextlib.suppress(OSError):
        paths.show_request.touch()


def show_wanted(paths: ProfilePaths) -> bool:
    """Say, once, whether a second start has asked this app to come to the front."""
    try:
        paths.show_request.unlink()
    except OSError:
        return False
    return True


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
