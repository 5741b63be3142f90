"""Keeps words typed but not yet committed, encrypted, while the app is locked; nothing replaces anything."""

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

from iro_desktop.device.durable_file import CannotWrite, replace_durably, set_aside, sync_folder
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.subkeys import subkey
from iro_desktop.domain.problems import KnownProblem

_PURPOSE = "sealed draft"
_NAME = re.compile(r"(\d{8})\.sealed")
_RESERVE = "reserve"
_RESERVED_BYTES = 512 * 1024
"""Room kept for a draft: a full disk is when one is needed most."""


class DraftDamaged(KnownProblem):
    """A sealed draft could not be opened with this data key; it is kept aside, not deleted."""


def seal_draft(paths: ProfilePaths, data_key: bytes, payload: Any) -> str:
    """Put `payload` (anything JSON can hold) on the disk, encrypted; it is there when this returns.

    Returns the draft's name. Drafts not yet discarded stay and are taken first. On a full disk the room
    that `keep_reserve` holds is used. Raises CannotWrite when the disk refuses even so.
    """
    return keep_sealed(paths, sealed(data_key, payload))


def sealed(data_key: bytes, payload: Any) -> bytes:
    """Return `payload` encrypted: what `keep_sealed` puts on the disk, and `opened` reads."""
    from nacl.secret import SecretBox

    plain = json.dumps(payload, ensure_ascii=True).encode()
    return bytes(SecretBox(subkey(data_key, _PURPOSE)).encrypt(plain))


def opened(data_key: bytes, sealed: bytes) -> Any:
    """Return what was sealed. Raises DraftDamaged where this data key does not open it."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        return json.loads(SecretBox(subkey(data_key, _PURPOSE)).decrypt(sealed))
    except (CryptoError, ValueError):
        raise damaged() from None


def keep_sealed(paths: ProfilePaths, sealed: bytes) -> str:
    """Put what is sealed already on the disk, as `seal_draft` does; return its name."""
    numbers = [number for number, _ in _drafts(paths)]
    name = f"{max(numbers, default=0) + 1:08d}.sealed"
    paths.sealed_draft.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        replace_durably(paths.sealed_draft / name, sealed)
    except CannotWrite:
        reserve = paths.sealed_draft / _RESERVE
        if not reserve.exists():
            raise
        reserve.unlink()
        replace_durably(paths.sealed_draft / name, sealed)
    return name


def keep_reserve(paths: ProfilePaths) -> bool:
    """Hold room for a draft on the disk, against the day it is full; return whether it is held."""
    reserve = paths.sealed_draft / _RESERVE
    if reserve.exists():
        return True
    try:
        replace_durably(reserve, os.urandom(_RESERVED_BYTES))  # zeros might be kept as a hole
    except CannotWrite:
        return False
    return True


def take_draft(paths: ProfilePaths, data_key: bytes) -> Any | None:
    """Return the oldest draft's payload, or None. It stays on the disk until `discard_draft`.

    After each `discard_draft` ask again: a crash can leave more than one. A draft that cannot be
    opened is renamed out of the way and reported once, as DraftDamaged.
    """
    for _, path in _drafts(paths):
        try:
            return opened(data_key, path.read_bytes())
        except DraftDamaged:
            set_aside(path)
            raise
    return None


def drafts_left(paths: ProfilePaths, data_key: bytes) -> list[Any]:
    """Return the payload of every draft on the disk that opens; all of them stay there."""
    found = []
    for _, path in _drafts(paths):
        with contextlib.suppress(DraftDamaged, OSError):
            found.append(opened(data_key, path.read_bytes()))
    return found


def damaged() -> DraftDamaged:
    """Return what to say about a draft whose words could not be put back."""
    return DraftDamaged(
        "The words from before the lock could not be read.",
        "What was saved before is safe. The damaged file has been kept; tell IT.",
    )


def discard_draft(paths: ProfilePaths, name: str = "") -> None:
    """Remove a draft: the named one, or else the one that `take_draft` returned.

    Only to be called once its words are committed, or sealed again in a newer draft.
    """
    for _, path in _drafts(paths)[: None if name else 1]:
        if name in ("", path.name):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            sync_folder(paths.sealed_draft)


def has_drafts(paths: ProfilePaths) -> bool:
    """Say whether words lie sealed that are not in the caseload yet."""
    return bool(_drafts(paths))


def set_draft_aside(paths: ProfilePaths) -> None:
    """Keep the draft that `take_draft` returned under another name: its words fit nowhere any more."""
    for _, path in _drafts(paths)[:1]:
        set_aside(path, "unplaced")


def _drafts(paths: ProfilePaths) -> list[tuple[int, Path]]:
    if not paths.sealed_draft.is_dir():
        return []
    named = ((_NAME.fullmatch(path.name), path) for path in paths.sealed_draft.iterdir())
    return sorted((int(match[1]), path) for match, path in named if match)
