"""Keeps words typed but not yet committed, encrypted, while the app is locked; nothing replaces anything."""

import contextlib
import json
import re
from pathlib import Path
from typing import Any

from iro_desktop.device.durable_file import replace_durably, set_aside, sync_folder
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.subkeys import subkey
from iro_desktop.domain.problems import KnownProblem

_PURPOSE = "sealed draft"
_NAME = re.compile(r"(\d{8})\.sealed")


class DraftDamaged(KnownProblem):
    """A sealed draft could not be opened with this data key; it is kept aside, not deleted."""


def seal_draft(paths: ProfilePaths, data_key: bytes, payload: Any) -> None:
    """Put `payload` (anything JSON can hold) on the disk, encrypted; it is there when this returns.

    Drafts not yet discarded stay and are taken first. Raises CannotWrite when the disk refuses.
    """
    from nacl.secret import SecretBox

    plain = json.dumps(payload, ensure_ascii=True).encode()
    numbers = [number for number, _ in _drafts(paths)]
    name = f"{max(numbers, default=0) + 1:08d}.sealed"
    paths.sealed_draft.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_durably(paths.sealed_draft / name, bytes(SecretBox(subkey(data_key, _PURPOSE)).encrypt(plain)))


def take_draft(paths: ProfilePaths, data_key: bytes) -> Any | None:
    """Return the oldest draft's payload, or None. It stays on the disk until `discard_draft`.

    After each `discard_draft` ask again: a crash can leave more than one. A draft that cannot be
    opened is renamed out of the way and reported once, as DraftDamaged.
    """
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    for _, path in _drafts(paths):
        try:
            return json.loads(SecretBox(subkey(data_key, _PURPOSE)).decrypt(path.read_bytes()))
        except (CryptoError, ValueError):
            set_aside(path)
            raise DraftDamaged(
                "The words from before the lock could not be read.",
                "What was saved before is safe. The damaged file has been kept; tell IT.",
            ) from None
    return None


def discard_draft(paths: ProfilePaths) -> None:
    """Remove the draft that `take_draft` returned; only to be called once its words are committed."""
    for _, path in _drafts(paths)[:1]:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        sync_folder(paths.sealed_draft)


def _drafts(paths: ProfilePaths) -> list[tuple[int, Path]]:
    if not paths.sealed_draft.is_dir():
        return []
    named = ((_NAME.fullmatch(path.name), path) for path in paths.sealed_draft.iterdir())
    return sorted((int(match[1]), path) for match, path in named if match)
