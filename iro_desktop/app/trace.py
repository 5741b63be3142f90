"""Says when things happened, for measuring from outside: names and times only, and only when asked.

With IRO_DESKTOP_TRACE naming a file, each moment is one line: its name and the nanoseconds of `time.time_ns`.
"""

import os
import time
from pathlib import Path

_FILE = os.environ.get("IRO_DESKTOP_TRACE", "")


def note(moment: str) -> None:
    """Write that `moment` (one word, never data) is now; does nothing unless a trace was asked for."""
    if _FILE:
        with Path(_FILE).open("a", encoding="utf-8") as trace:
            trace.write(f"{moment} {time.time_ns()}\n")
