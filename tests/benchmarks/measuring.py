"""What every scenario shares: moments from the app's trace, percentiles, and JSON back to who asked."""

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT

TRACE = "IRO_DESKTOP_TRACE"


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment of a measured process: Python keeps its bytecode, as on a user's machine."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), **more}


def run_scenario(module: str, *arguments: str, **environment: str) -> dict[str, Any]:
    """Run a scenario in a process of its own and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        cwd=ROOT, env=child_environment(**environment), capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    if done.returncode != 0 or not done.stdout.strip():
        raise RuntimeError(f"{module} did not run: {done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def answer(measured: dict[str, Any]) -> None:
    """Print what was measured and end: Qt need not be taken apart."""
    print(json.dumps(measured), flush=True)
    os._exit(0)


class Moment(NamedTuple):
    """A line of the trace: nanoseconds of the clock, and of the processor as far as the process used it."""

    name: str
    at: int
    processor: int


def moments(trace: Path) -> list[Moment]:
    """Return the moments noted so far."""
    if not trace.exists():
        return []
    lines = (line.split() for line in trace.read_text("utf-8").splitlines())
    return [Moment(parts[0], int(parts[1]), int(parts[2])) for parts in lines if len(parts) == 3]


def moment(trace: Path, name: str) -> int:
    """Return when `name` was noted last; 0 if it was not."""
    return next((each.at for each in reversed(moments(trace)) if each.name == name), 0)


def between(trace: Path, start: str, end: str) -> tuple[float, float]:
    """Return the seconds from the last `start` to the first `end`: by the clock, and of the processor."""
    seen = moments(trace)
    last = next(n for n, each in enumerate(seen) if each.name == end)
    first = next(each for each in reversed(seen[:last]) if each.name == start)
    return (seen[last].at - first.at) / 1e9, (seen[last].processor - first.processor) / 1e9


def wait_for(trace: Path, name: str, seconds: float = 60.0) -> int:
    """Wait for another process to note `name`; return when it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        at = moment(trace, name)
        if at:
            return at
        time.sleep(0.004)
    raise RuntimeError(f"{name} was not seen within {seconds:.0f} s")


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least `percent` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def resident_mib() -> float:
    """Return this process's resident memory in MiB; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
