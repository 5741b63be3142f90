"""What every change of the keys does with the key file: it is written, read again, and only then counts."""

import contextlib
import os
from pathlib import Path

from iro_desktop.device.durable_file import CannotWrite, replace_durably
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStore, SecretStoreFailed
from iro_desktop.device.slot_file import (
    SlotFile,
    VaultUnreadable,
    keep_copy,
    read_slot_file,
    write_slot_file,
)
from iro_desktop.device.subkeys import subkey


def copy_keys_to(paths: ProfilePaths, folder: Path) -> None:
    """Put the key file beside a backup: without it an encrypted backup can be opened by nobody."""
    replace_durably(folder / paths.slots_file.name, read_slot_file(paths).file.to_bytes())


def put_keys(paths: ProfilePaths, file: SlotFile) -> None:
    """Put the key file in place, for good once this returns; beside the backups too, if there are any.

    Until it has been read again the copy holds the keys as they were.
    """
    write_slot_file(paths, file)
    if read_slot_file(paths).file != file:
        raise VaultUnreadable("The disk did not keep the key file as written.", "Try again, or tell IT.")
    keep_copy(paths)
    if (paths.backups / paths.slots_file.name).exists():  # or the backups would open in the old way
        with contextlib.suppress(CannotWrite):  # the next backup brings them up to date
            copy_keys_to(paths, paths.backups)


def keys_of(paths: ProfilePaths, data_key: bytes) -> SlotFile:
    """Return the key file that this data key belongs to (ValueError, a bug, for another's)."""
    file = read_slot_file(paths).file
    if key_check(data_key) != file.key_check:
        raise ValueError("this is not the data key of this vault")
    return file


def kept_secret(secrets: SecretStore | None, device_id: str) -> bytes | None:
    """Return this machine's secret, made and kept if there was none; None without a store.

    One that exists is never replaced: the wrap on the disk still needs it until the new one is there.
    """
    if secrets is None:
        return None
    secret = secrets.get(device_id)
    if secret is None:
        secret = os.urandom(32)
        secrets.put(device_id, secret)
        if secrets.get(device_id) != secret:
            raise SecretStoreFailed(
                "This computer's store of passwords did not keep what it was given.", "Try again, or tell IT."
            )
    return secret


def key_check(data_key: bytes) -> str:
    """Return what recognises a data key and tells nothing about it."""
    return subkey(data_key, "key check").hex()
