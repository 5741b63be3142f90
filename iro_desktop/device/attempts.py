"""Slows guessing at the unlock screen: five free tries, then growing waits. Nothing is ever wiped.

It slows the screen only; whoever copies the files meets Argon2id and this machine's secret instead.
"""

import contextlib
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from iro_desktop.device.durable_file import CannotWrite, replace_durably, sync_folder
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.problems import KnownProblem

FREE_TRIES = 5
LONGEST_WAIT_SECONDS = 60
TRIES_IN_WINDOW = 10
WINDOW_SECONDS = 300


class TooSoon(KnownProblem):
    """A wait after wrong passphrases has not passed yet; the passphrase was not looked at."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(
            "Too many wrong tries.", f"Wait {spoken_seconds(wait_seconds)}, or use your recovery code."
        )
        self.wait_seconds = wait_seconds


def spoken_seconds(count: int) -> str:
    """Return "1 second", "8 seconds"."""
    return f"{count} second" + ("" if count == 1 else "s")


@dataclass(frozen=True)
class _Failures:
    count: int = 0
    times: tuple[float, ...] = ()


class Attempts:
    """The wrong tries of one profile, kept on disk, measured by a clock that nobody can set.

    The clock runs from the machine's start. A restart shows as a time that lies ahead: then the last
    wait begins again. Should it not show, the wait is over-counted, never under-counted.
    """

    def __init__(self, paths: ProfilePaths, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._file = paths.attempts_file
        self._monotonic = monotonic

    def seconds_to_wait(self) -> int:
        """Return the whole seconds until the next try may be made; 0 when it may be made now."""
        now = self._monotonic()
        failures = self._read(now)
        due = 0.0
        if failures.count >= FREE_TRIES and failures.times:
            due = failures.times[-1] + min(LONGEST_WAIT_SECONDS, 2 ** (failures.count - FREE_TRIES))
        if len(failures.times) >= TRIES_IN_WINDOW:
            due = max(due, failures.times[-TRIES_IN_WINDOW] + WINDOW_SECONDS)
        return max(0, math.ceil(due - now))

    def tries_left(self) -> int:
        """Return how many tries remain before waits begin."""
        return max(0, FREE_TRIES - self._read(self._monotonic()).count)

    def charge(self) -> None:
        """Count a try as wrong before it is checked, so that ending the app does not dodge it.

        Raises TooSoon when a wait is still on. A disk that refuses does not keep the person out.
        """
        if wait := self.seconds_to_wait():
            raise TooSoon(wait)
        now = self._monotonic()
        failures = self._read(now)
        self._write(_Failures(min(failures.count + 1, 1000), (*failures.times, now)[-TRIES_IN_WINDOW:]))

    def forgive(self) -> None:
        """Forget all wrong tries: the right passphrase was given."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
            sync_folder(self._file.parent)

    def _read(self, now: float) -> _Failures:
        try:
            found = json.loads(self._file.read_bytes())
            failures = _Failures(
                max(0, int(found["count"])), tuple(sorted(float(at) for at in found["times"]))
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return _Failures()
        if failures.times and not failures.times[-1] <= now:
            failures = _Failures(failures.count, (now,))
            self._write(failures)
        return failures

    def _write(self, failures: _Failures) -> None:
        content = json.dumps({"count": failures.count, "times": list(failures.times)})
        with contextlib.suppress(CannotWrite):
            replace_durably(self._file, content.encode())
