"""From starting a program to its first paint: the app by its own command, and an empty window, in turns."""

import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import TRACE, child_environment, wait_for
from tests.conftest import ROOT

EMPTY = Path(__file__).with_name("empty_window.py")


def first_paint(command: list[str]) -> float:
    """Return the seconds from starting the command to the first paint of its window, and end it."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        environment = child_environment(**{TRACE: str(trace)})
        began = time.time_ns()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
        try:
            return (wait_for(trace, "unlock_shown") - began) / 1e9
        finally:
            with contextlib.suppress(OSError):
                process.terminate()
            process.wait(20)


def in_turns(profile: Path, times: int) -> tuple[list[float], list[float]]:
    """Return the seconds of the app and of the empty window, started in turns after one start of each."""
    app = [sys.executable, "-m", "iro_desktop", "--profile", str(profile)]
    empty = [sys.executable, str(EMPTY)]
    first_paint(empty), first_paint(app)  # the first start of a checkout compiles it
    apps, empties = [], []
    for _ in range(times):
        empties.append(first_paint(empty))
        apps.append(first_paint(app))
    return apps, empties


def ratio(apps: list[float], empties: list[float]) -> float:
    """Return how many times an empty window the app takes, by medians."""
    return median(apps) / median(empties)
