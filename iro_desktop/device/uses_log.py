"""The council's own log of every use of its escrow key: who, when, for which laptop, and why.

Each line builds on the last, and is on the disk before the use it speaks of: no use goes without one.
It names no child.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from iro_desktop.domain.problems import KnownProblem


class LogChanged(KnownProblem):
    """The log of uses was edited, reordered, or lost lines in its middle."""


class LogNotWritten(KnownProblem):
    """The log of uses cannot be written, so the key is not used."""


@dataclass(frozen=True)
class Use:
    """One use. `hash` covers it and all before it: written down, it shows whether lines were cut off."""

    number: int
    at: str
    act: str
    device: str
    request: str
    officers: tuple[str, ...]
    why: str
    hash: str


def uses(path: Path) -> tuple[Use, ...]:
    """Return every use, oldest first. LogChanged if the lines are not as they were written."""
    try:
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        found, before = [], ""
        for number, line in enumerate(lines, start=1):
            said = json.loads(line)
            if said["number"] != number or said.pop("hash") != _hash(before, said):
                raise ValueError
            before = _hash(before, said)
            found.append(Use(**{**said, "officers": tuple(said["officers"])}, hash=before))
    except (OSError, ValueError, KeyError, TypeError):
        raise LogChanged(
            "The log of uses is not as it was written.",
            f"Keep {path.name} as it is and tell whoever answers for it; start another with the key in a new "
            "folder.",
        ) from None
    return tuple(found)


def note_use(path: Path, act: str, *, device: str, request: str, officers: tuple[str, ...], why: str) -> Use:
    """Write a use, on the disk before this returns. LogNotWritten if that cannot be."""
    earlier = uses(path)
    said = {
        "number": len(earlier) + 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "act": act,
        "device": device,
        "request": request,
        "officers": list(officers),
        "why": why,
    }
    said["hash"] = _hash(earlier[-1].hash if earlier else "", said)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write((json.dumps(said) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise LogNotWritten(
            "The log of uses cannot be written.", f"The key is not used without it. Look at {path.name}."
        ) from None
    return uses(path)[-1]


def _hash(before: str, said: dict[str, object]) -> str:
    rest = {name: value for name, value in said.items() if name != "hash"}
    return hashlib.sha256((before + json.dumps(rest, sort_keys=True)).encode()).hexdigest()
