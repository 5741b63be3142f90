"""The app process sees the end of its launcher, ends in order, and is ended if it does not."""

import subprocess
import sys

from iro_desktop.device.process import LOCKED, QUIT
from tests.conftest import ROOT

APP = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from iro_desktop.device.process import watch_launcher
gone = lambda: print("gone", flush=True)
print("watching" if watch_launcher(gone, grace_seconds=0.1) else "alone", flush=True)
time.sleep(float(sys.argv[1]))
print("still here", flush=True)
"""


def test_the_codes_are_what_the_launcher_and_the_frozen_trial_know() -> None:
    assert (QUIT, LOCKED) == (0, 75)


def test_the_closing_of_the_pipe_is_the_launchers_end() -> None:
    command = [sys.executable, "-c", APP, "60"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as app:
        assert app.stdin is not None
        assert app.stdout is not None
        assert app.stdout.readline().strip() == b"watching"
        app.stdin.write(b"x")
        app.stdin.close()
        assert app.stdout.readline().strip() == b"gone"
        assert app.wait(timeout=30) == QUIT
        assert app.stdout.read() == b""


def test_without_a_launcher_nothing_is_watched() -> None:
    for stdin in (subprocess.DEVNULL, None):
        ended = subprocess.run(
            [sys.executable, "-c", APP, "0"],
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
        assert ended.stdout.split() == [b"alone", b"still", b"here"]


def test_a_closed_input_is_no_launcher() -> None:
    closing = "import os; os.close(0)\n" + APP
    ended = subprocess.run([sys.executable, "-c", closing, "0"], capture_output=True, check=True)
    assert ended.stdout.split() == [b"alone", b"still", b"here"]
