"""Starts the app process, and again after a lock or a crash; imports next to nothing.

The process that showed the caseload is gone after every lock: only so is nothing left in memory. The launcher
holds no data but words that no disk would take, sealed, and it has no key to them.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from iro_desktop.device.handover import HELD, Hands
from iro_desktop.device.one_instance import ask_to_show, take_lock
from iro_desktop.device.process import AFTER_CRASH, LOCKED, QUIT, clean_environment
from iro_desktop.device.profile import ProfilePaths, profile_of
from iro_desktop.domain.problems import KnownProblem

GRACE_SECONDS = 8.0
"""How long the app process has to seal a draft and end once it is asked to."""
_CRASHES = 3
_WITHIN_SECONDS = 60.0
_SHORTEST_SESSION = 0.5
_HEARD_SECONDS = 2.0
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
        return Launcher(
            app_command(),
            argv,
            log_crash=lambda *seen: _log_crash(paths, *seen),
            keep=lambda sealed: _keep(paths, sealed),
        ).run()
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
        keep: Callable[[bytes], None] = lambda _sealed: None,
    ) -> None:
        self._command = [*command, *arguments]
        self._environment = clean_environment(environment, bool(getattr(sys, "frozen", False)))
        self._log_crash = log_crash
        self._keep = keep
        self._hands = Hands()
        self._app: subprocess.Popen[bytes] | None = None
        self._asked_to_stop = False

    def run(self) -> int:
        """Run app processes until one quits, the crashes are too many, or a signal asks for the end.

        While words are held that the disk still refuses, a quit leads to the unlock screen, which says so.
        """
        self._listen_to_signals()
        crashes: list[float] = []
        after_crash = False
        while True:
            began = time.monotonic()
            code = self._run_once([AFTER_CRASH] if after_crash else [])
            lasted = time.monotonic() - began
            self._hands.put_down(self._keep)
            if self._asked_to_stop or (code == QUIT and not self._hands):
                self._say_what_is_lost()
                return QUIT
            after_crash = code not in (LOCKED, QUIT)
            if after_crash:
                self._log_crash(code, lasted)
            if after_crash or lasted < _SHORTEST_SESSION:
                crashes = [*(at for at in crashes if began - at < _WITHIN_SECONDS), time.monotonic()]
            if len(crashes) >= _CRASHES:
                self._say_what_is_lost()
                tell("The app keeps stopping.", "Your words are saved. Start it again later, or tell IT.")
                return GIVEN_UP

    def _run_once(self, more: list[str]) -> int:
        waiting = self._hands.lines()
        held = [f"{HELD}{len(waiting)}"] if waiting else []
        command = [*self._command, *more, *held]
        pipe = subprocess.PIPE
        self._app = app = subprocess.Popen(command, env=self._environment, stdin=pipe, stdout=pipe)
        heard = self._hands.listen(app.stdout) if app.stdout is not None else None
        if waiting:
            threading.Thread(target=_give, args=(app, waiting), name="giving back", daemon=True).start()
        if self._asked_to_stop:
            self._ask_app_to_end()
        code = self._wait(app)
        if heard is not None:
            heard.join(_HEARD_SECONDS)  # a process that the app started may still hold its output open
        return code

    def _say_what_is_lost(self) -> None:
        if self._hands:
            tell("The last words could not be kept.", "The disk took nothing to the end. Tell IT.")

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


def _give(app: "subprocess.Popen[bytes]", waiting: bytes) -> None:
    """Write past the pipe's buffer, so that closing it never waits for an app that does not read."""
    if app.stdin is not None:
        with contextlib.suppress(OSError, ValueError):
            while waiting:
                waiting = waiting[os.write(app.stdin.fileno(), waiting) :]


def _keep(paths: ProfilePaths, sealed: bytes) -> None:
    from iro_desktop.device.sealed_draft import keep_sealed  # only when there is something to keep

    keep_sealed(paths, sealed)


def _log_crash(paths: ProfilePaths, code: int, seconds: float) -> None:
    from iro_desktop.device.logs import Log  # only when there is something to write

    Log(paths.logs, "launcher").write("app_crashed", code=code, seconds=round(seconds, 1))
