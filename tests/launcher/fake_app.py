"""Stands in for the app process: writes what it saw, then does what its plan says for this start.

Usage: fake_app.py PLAN_FILE ...   One word of the plan per start: quit, lock, crash, fault, wait, stubborn.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

plan = Path(sys.argv[1])
log = plan.with_suffix(".log")
starts = log.read_text("utf-8").count("\n") if log.exists() else 0
seen = {
    "arguments": sys.argv[2:],
    "pid": os.getpid(),
    "parent": os.getppid(),
    "environment": dict(os.environ),
}
with log.open("a", encoding="utf-8") as file:
    file.write(json.dumps(seen) + "\n")
words = plan.read_text("utf-8").split()
word = words[min(starts, len(words) - 1)]
if word in {"lock", "slow-lock"}:
    time.sleep(0.6 if word == "slow-lock" else 0)
    sys.exit(75)
if word == "crash":
    sys.exit(1)
if word == "fault":
    os.kill(os.getpid(), signal.SIGSEGV)
if word == "wait":
    sys.stdin.buffer.read()
    plan.with_suffix(".ended").touch()
if word == "stubborn":
    time.sleep(60)
