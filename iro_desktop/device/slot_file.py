"""The file of wrapped keys: a list, checked on reading, kept twice, never losing an unknown kind."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from iro_desktop.device.durable_file import CannotWrite, replace_durably, set_aside
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.problems import KnownProblem

_FORMAT = "iro-desktop keys"
_VERSION = 1
"""A later version may add anything, but keeps the format's name and its checksum as they are."""
_OURS = frozenset({"format", "version", "device_id", "key_check", "slots", "sha256"})

Slot = Mapping[str, Any]


class VaultMissing(KnownProblem):
    """There is no key file here."""


class VaultDamaged(KnownProblem):
    """Neither the key file nor its kept copy can be understood. Both are still there."""


class VaultUnreadable(KnownProblem):
    """The key file is there but the machine would not let it be read just now."""


class VaultFromNewerVersion(KnownProblem):
    """A newer version of the app wrote the key file."""


class _NotWholeError(Exception):
    """A file that is not, or is no longer, a key file."""


@dataclass(frozen=True)
class SlotFile:
    """What the key file says. `key_check` recognises the data key; `extra` is what a newer version added."""

    device_id: str
    key_check: str
    slots: tuple[Slot, ...]
    extra: Mapping[str, Any] = field(default_factory=dict)

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        """Return the slots of one kind, in their order."""
        return tuple(slot for slot in self.slots if slot.get("kind") == kind)

    def with_slot(self, slot: Slot) -> "SlotFile":
        """Return this file with `slot` in place of all slots of its kind; other kinds stay as they are."""
        others = tuple(kept for kept in self.slots if kept.get("kind") != slot["kind"])
        return replace(self, slots=(*others, slot))

    def to_bytes(self) -> bytes:
        """Return the content of the file, with its own checksum."""
        content = {
            **self.extra,
            "format": _FORMAT,
            "version": _VERSION,
            "device_id": self.device_id,
            "key_check": self.key_check,
            "slots": [dict(slot) for slot in self.slots],
        }
        content["sha256"] = _checksum(content)
        return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


@dataclass(frozen=True)
class FoundKeys:
    """The key file as read, and whether it had to be put back from its kept copy."""

    file: SlotFile
    restored: bool


def write_slot_file(paths: ProfilePaths, file: SlotFile) -> None:
    """Put `file` in place durably. The kept copy stays as it was until `keep_copy`."""
    replace_durably(paths.slots_file, file.to_bytes())


def keep_copy(paths: ProfilePaths) -> None:
    """Make the kept copy equal to the key file; to be called only when that has just been proven to open.

    Until then the copy holds the keys as they were before a change, so that a change cut short loses
    nothing; afterwards a passphrase that was given up opens neither. A full disk only delays this.
    """
    proven = paths.slots_file.read_bytes()
    if not paths.slots_copy.exists() or paths.slots_copy.read_bytes() != proven:
        try:
            replace_durably(paths.slots_copy, proven)
        except CannotWrite:
            return


def read_slot_file(paths: ProfilePaths) -> FoundKeys:
    """Return the key file. A damaged or missing one is put back from its kept copy, and kept aside itself."""
    content, copy = _content(paths.slots_file), _content(paths.slots_copy)
    if content is None and copy is None:
        raise VaultMissing(
            "The key file of this caseload is missing.",
            "Ask IT to put back keys.json from a backup folder. Nothing has been deleted by the app.",
        )
    try:
        return FoundKeys(_parse(content), restored=False)
    except _NotWholeError:
        return _put_back(paths, content, copy)


def _put_back(paths: ProfilePaths, content: bytes | None, copy: bytes | None) -> FoundKeys:
    try:
        found = _parse(copy)
    except _NotWholeError:
        raise VaultDamaged(
            "The key file of this caseload is damaged.",
            "Your words are still there. Ask IT to put back keys.json from a backup folder; delete nothing.",
        ) from None
    if content is not None:
        set_aside(paths.slots_file)
    replace_durably(paths.slots_file, found.to_bytes())
    return FoundKeys(found, restored=True)


def _content(path: Any) -> bytes | None:
    try:
        return bytes(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError:
        raise VaultUnreadable(
            "The key file could not be read just now.", "Another program may be holding it. Try again."
        ) from None


def _parse(content: bytes | None) -> SlotFile:
    try:
        found = json.loads(content or b"")
        if found["format"] != _FORMAT or found["sha256"] != _checksum(found):
            raise _NotWholeError
        if found["version"] > _VERSION:
            raise VaultFromNewerVersion(
                "A newer version of this app made the key file.", "Install the newer version, then try again."
            )
        extra = {name: value for name, value in found.items() if name not in _OURS}
        return SlotFile(found["device_id"], found["key_check"], tuple(found["slots"]), extra)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _NotWholeError from None


def _checksum(content: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in content.items() if name != "sha256"}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
