"""Small files that people carry about: JSON that says what it is, with a checksum against slips."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from iro_desktop.domain.problems import KnownProblem

_LARGEST = 64_000


class NotThatFile(KnownProblem):
    """A file is not what it was named as, or was damaged on the way."""


def as_bytes(kind: str, content: Mapping[str, Any]) -> bytes:
    """Return a file of one kind, version 1."""
    whole = {**content, "format": kind, "version": 1}
    return (json.dumps({**whole, "sha256": _checksum(whole)}, indent=1, sort_keys=True) + "\n").encode()


def read_file(kind: str, path: Path) -> dict[str, Any]:
    """Return what a file of that kind says; NotThatFile if it is another, is damaged or cannot be read."""
    try:
        with path.open("rb") as file:
            found: dict[str, Any] = json.loads(file.read(_LARGEST))
        if found["format"] == kind and found["version"] == 1 and found.pop("sha256") == _checksum(found):
            return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise NotThatFile(
        f"{path.name} cannot be used.", f"It should be {kind}; it is another file, or was damaged on the way."
    )


def hex_of(content: Mapping[str, Any], name: str, length: int) -> bytes:
    """Return bytes that a file gives in hexadecimal; NotThatFile unless there are `length` of them."""
    try:
        found = bytes.fromhex(content[name])
    except (KeyError, ValueError, TypeError):
        found = b""
    if len(found) != length:
        raise NotThatFile("The file cannot be used.", "Part of it is missing or makes no sense.")
    return found


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
