"""Starts the app process, and again after a lock or a crash; holds no data and imports next to nothing.

The process that showed the caseload is gone after every lock: only so is nothing left in memory.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from iro_desktop.device.one_instance import ask_to_show, take_lock
from iro_desktop.device.process import AFTER_CRASH, LOCKED, QUIT, clean_environment
from iro_desktop.device.profile import ProfilePaths, profile_of
from iro_desktop.domain.problems import KnownProblem

GRACE_SECONDS = 8.0
"""How long the app process has to seal a draft and end once it is asked to."""
_CRASHES = 3
_WITHIN_SECONDS = 60.0
_SHORTEST_SESSION = 0.5
GIVEN_UP = 70


def main(argv: Sequence[str]) -> int:
    """Run the app on the profile that `argv` names until the person quits; return the exit code.

    A second start asks the first to come to the front and returns 0.
    """
    paths = profile_of(argv)
    try:
        paths.prepare()
    except KnownProblem as problem:
        tell(problem.title, problem.what_to_do)
        return 1
    lock = take_lock(paths.launcher_lock)
    if lock is None:
        ask_to_show(paths)
        return QUIT
    try:
        return Launcher(app_command(), argv, log_crash=lambda *seen: _log_crash(paths, *seen)).run()
    finally:
        lock.release()


def app_command() -> list[str]:
    """Return the command of the app process: this program again, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--app"]
    return [sys.executable, "-m", "iro_desktop", "--app"]


class Launcher:
    """Runs one app process at a time."""

    def __init__(
        self,
        command: Sequence[str],
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str] = os.environ,
        log_crash: Callable[[int, float], None] = lambda _code, _seconds: None,
    ) -> None:
        self._command = [*command, *arguments]
        self._environment = clean_environment(environment, bool(getattr(sys, "frozen", False)))
        self._log_crash = log_crash
        self._app: subprocess.Popen[bytes] | None = None
        self._asked_to_stop = False

    def run(self) -> int:
        """Run app processes until one quits, the crashes are too many, or a signal asks for the end."""
        self._listen_to_signals()
        crashes: list[float] = []
        after_crash = False
        while True:
            began = time.monotonic()
            code = self._run_once([AFTER_CRASH] if after_crash else [])
            lasted = time.monotonic() - began
            if code == QUIT or self._asked_to_stop:
                return QUIT
            after_crash = code != LOCKED
            if after_crash:
                self._log_crash(code, lasted)
            if after_crash or lasted < _SHORTEST_SESSION:
                crashes = [*(at for at in crashes if began - at < _WITHIN_SECONDS), time.monotonic()]
            if len(crashes) >= _CRASHES:
                tell("The app keeps stopping.", "Your words are saved. Start it again later, or tell IT.")
                return GIVEN_UP

    def _run_once(self, more: list[str]) -> int:
        self._app = subprocess.Popen([*self._command, *more], env=self._environment, stdin=subprocess.PIPE)
        if self._asked_to_stop:
            self._ask_app_to_end()
        return self._wait(self._app)

    def _wait(self, app: "subprocess.Popen[bytes]") -> int:
        """Wait for the end; on Windows in steps, because a wait there cannot be interrupted by Ctrl+C."""
        step = 1.0 if sys.platform == "win32" else None
        while True:
            try:
                return app.wait(step)
            except subprocess.TimeoutExpired:
                continue

    def _listen_to_signals(self) -> None:
        names = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
        for number in (getattr(signal, name, None) for name in names):
            if number is not None:
                signal.signal(number, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True
        self._ask_app_to_end()

    def _ask_app_to_end(self) -> None:
        """Close the app's standard input, which it watches; end it by force after the grace."""
        app = self._app
        if app is None or app.stdin is None or app.stdin.closed:
            return
        app.stdin.close()
        force = threading.Timer(GRACE_SECONDS, app.kill)
        force.daemon = True
        force.start()


def tell(title: str, what_to_do: str) -> None:
    """Say something before there is a window: on the console, or in a box where there is none."""
    if sys.stderr is not None:
        sys.stderr.write(f"iro-desktop: {title} {what_to_do}\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, f"{title}\n\n{what_to_do}", "IRO Desktop", 0x10)


def _log_crash(paths: ProfilePaths, code: int, seconds: float) -> None:
    from iro_desktop.device.logs import Log  # only when there is something to write

    Log(paths.logs, "launcher").write("app_crashed", code=code, seconds=round(seconds, 1))
