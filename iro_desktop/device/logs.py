"""A log that cannot name a child: events and fields come from a list, and no free text is ever written.

Written by hand rather than with a logging library: a library formats whatever it is given, and
structlog takes long to import (figures in docs/decisions/0002-keys.md).
"""

import hashlib
import hmac
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from itertools import pairwise
from pathlib import Path
from types import TracebackType

from iro_desktop.device.subkeys import subkey


class Kind(Enum):
    """What a field may hold; nothing else is written."""

    NUMBER = "a finite number"
    FLAG = "true or false"
    ID = "a record's id, written as a keyed hash"
    CLASS = "a class, written as its name"
    FRAMES = "a traceback, written as files and lines"
    REFERENCE = "a crash's reference, made by the log"


Field = Kind | frozenset[str]
"""A kind, or the words that a field may be."""

EVENTS: Mapping[str, Mapping[str, Field]] = {
    "app_started": {"after_crash": Kind.FLAG, "frozen": Kind.FLAG, "milliseconds": Kind.NUMBER},
    "app_ended": {"code": Kind.NUMBER},
    "app_crashed": {"code": Kind.NUMBER, "seconds": Kind.NUMBER},
    "vault_made": {"with_device_secret": Kind.FLAG},
    "unlocked": {"by": frozenset({"passphrase", "recovery code"}), "milliseconds": Kind.NUMBER},
    "unlock_refused": {"tries_left": Kind.NUMBER, "wait_seconds": Kind.NUMBER},
    "passphrase_changed": {},
    "recovery_code_changed": {},
    "keys_renewed": {"how": frozenset({"done", "stopped", "failed"})},
    "locked": {"draft": Kind.FLAG, "milliseconds": Kind.NUMBER},
    "draft_restored": {},
    "draft_damaged": {},
    "draft_late": {},
    "caseload_opened": {"children": Kind.NUMBER, "milliseconds": Kind.NUMBER},
    "caseload_damaged": {"kind": Kind.CLASS},
    "caseload_mended": {},
    "older_caseload_opened": {},
    "caseload_migrated": {"from_version": Kind.NUMBER, "to_version": Kind.NUMBER},
    "backed_up": {"bytes": Kind.NUMBER, "milliseconds": Kind.NUMBER},
    "backup_failed": {"kind": Kind.CLASS},
    "imported": {
        "created": Kind.NUMBER,
        "updated": Kind.NUMBER,
        "unchanged": Kind.NUMBER,
        "rejected": Kind.NUMBER,
        "milliseconds": Kind.NUMBER,
    },
    "review_started": {"review": Kind.ID},
    "review_finished": {"review": Kind.ID},
    "letter_saved": {"review": Kind.ID, "bytes": Kind.NUMBER},
    "letter_held_back": {"review": Kind.ID, "rule": Kind.NUMBER},
    "problem_shown": {"kind": Kind.CLASS},
    "bug": {"kind": Kind.CLASS, "where": Kind.FRAMES, "reference": Kind.REFERENCE},
    "not_listed": {},
}

_LARGEST_BYTES = 1_000_000
_KEPT_FILES = 4
_FRAMES = 40


class Log:
    """One rotating file of JSON lines. Writing never raises: a log must not stop the work."""

    def __init__(self, folder: Path, name: str = "app") -> None:
        self._path = folder / f"{name}.log"
        self._key = os.urandom(32)

    def use_key(self, data_key: bytes) -> None:
        """Hash ids with a subkey of the data key, so that lines of different days can be matched."""
        self._key = subkey(data_key, "log hash")

    def write(self, event: str, **fields: object) -> None:
        """Write a listed event with those of its listed fields that hold what they may.

        An event that is not listed is written as "not_listed", with nothing of what was given.
        """
        allowed = EVENTS.get(event)
        line: dict[str, object] = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        line["event"] = "not_listed" if allowed is None else event
        for name, value in fields.items():
            shown = _shown(value, (allowed or {}).get(name), self._key)
            if shown is not None:
                line[name] = shown
        self._append(json.dumps(line))

    def bug(self, kind: type[BaseException], where: TracebackType | None) -> str:
        """Write where the code failed, without the exception's words; return a reference to tell a person."""
        reference = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte & 31] for byte in os.urandom(6))
        self.write("bug", kind=kind, where=where, reference=_Reference(reference))
        return reference

    def _append(self, line: str) -> None:
        try:
            if self._path.exists() and self._path.stat().st_size > _LARGEST_BYTES:
                self._rotate()
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(handle, (_line_start(handle) + line + "\n").encode())
            finally:
                os.close(handle)
        except OSError:
            return

    def _rotate(self) -> None:
        files = [self._path, *(self._path.with_name(f"{self._path.name}.{n}") for n in range(1, _KEPT_FILES))]
        for newer, older in reversed(list(pairwise(files))):
            if newer.exists():
                newer.replace(older)


def listed_lines(folder: Path, name: str) -> Iterator[str]:
    """Give the lines of a log, oldest first, as far as they are such as are written here.

    A line that some other hand has put there, or a field of one that is not listed, is left out.
    """
    path = folder / f"{name}.log"
    for file in (*(path.with_name(f"{path.name}.{n}") for n in range(_KEPT_FILES - 1, 0, -1)), path):
        try:
            lines = file.read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        for line in lines:
            if (listed := _listed(line)) is not None:
                yield json.dumps(listed)


def _listed(line: str) -> dict[str, object] | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    if (
        not isinstance(said, dict)
        or said.get("event") not in EVENTS
        or not _MOMENT.fullmatch(str(said.get("at")))
    ):
        return None
    fields = EVENTS[said["event"]]
    kept = {name: said[name] for name, field in fields.items() if name in said and _may_be(said[name], field)}
    return {"at": said["at"], "event": said["event"], **kept}


def _may_be(value: object, field: Field) -> bool:
    """Return whether a field as it was written is of its kind: no longer text gets in by a changed file."""
    if isinstance(field, frozenset):
        return value in field
    if field in (Kind.NUMBER, Kind.FLAG):
        return isinstance(value, (int, float))
    if field is Kind.FRAMES:
        return isinstance(value, list) and all(
            isinstance(one, str) and _PLACE.fullmatch(one) for one in value
        )
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PLACE = re.compile(r"[\w.<> -]{0,80}/[\w.<> -]{1,80}:\d{1,6}")
_WORD = re.compile(r"[\w.<>]{1,120}")


class _Reference(str):
    """A reference made by the log itself; only such a string is written as one."""

    __slots__ = ()


def _line_start(handle: int) -> str:
    """Return a line end when the file's last line was cut short by a crash."""
    size = os.lseek(handle, 0, os.SEEK_END)
    if size == 0:
        return ""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return "" if os.read(handle, 1) == b"\n" else "\n"


def _shown(value: object, field: Field | None, key: bytes) -> object:
    """Return what may be written of `value`, or None."""
    if isinstance(field, frozenset):
        return value if isinstance(value, str) and value in field else None
    return None if field is None else _SHOWN[field](value, key)


def _frames(trace: TracebackType | None) -> list[str]:
    """Return "file:line" of the last frames; the file without the folders that may name a person."""
    frames = []
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        frames.append(f"{file.parent.name}/{file.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-_FRAMES:]


def _hashed(value: object, key: bytes) -> str | None:
    if not isinstance(value, str):
        return None
    return hmac.digest(key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()[:16]


_SHOWN: Mapping[Kind, Callable[[object, bytes], object]] = {
    Kind.NUMBER: lambda value, _: value if isinstance(value, int | float) and abs(value) < 1e15 else None,
    Kind.FLAG: lambda value, _: value if isinstance(value, bool) else None,
    Kind.ID: _hashed,
    Kind.CLASS: lambda value, _: (
        f"{value.__module__}.{value.__qualname__}" if isinstance(value, type) else None
    ),
    Kind.FRAMES: lambda value, _: _frames(value) if isinstance(value, TracebackType) else None,
    Kind.REFERENCE: lambda value, _: str(value) if isinstance(value, _Reference) else None,
}
