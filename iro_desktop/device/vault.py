"""Keeps the one data key: makes it, and gives it to whoever knows the passphrase or the recovery code.

The data key never changes with the passphrase; only its wrap does. Opening creates nothing.
"""

import contextlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from iro_desktop.device.attempts import Attempts, TooSoon, spoken_seconds
from iro_desktop.device.council_key import CouncilKey
from iro_desktop.device.durable_file import CannotWrite, replace_durably, set_aside
from iro_desktop.device.escrow import escrow_slot
from iro_desktop.device.passphrase import PassphraseTooWeak, check_passphrase, suggest_passphrase
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.recovery_code import RecoveryCodeMistyped, new_recovery_code, read_recovery_code
from iro_desktop.device.secrets import SecretStore, SecretStoreFailed, SecretStoreLocked, machine_secret_store
from iro_desktop.device.slot_file import (
    SlotFile,
    VaultDamaged,
    VaultFromNewerVersion,
    VaultMissing,
    VaultUnreadable,
    keep_copy,
    read_slot_file,
)
from iro_desktop.device.slots import (
    PASSPHRASE,
    RECOVERY,
    needs_device_secret,
    open_passphrase_slot,
    open_recovery_slot,
    passphrase_slot,
    recovery_slot,
)
from iro_desktop.device.stretch import Cost, calibrate
from iro_desktop.device.subkeys import subkey
from iro_desktop.device.vault_file import copy_keys_to, kept_secret, key_check, keys_of, put_keys
from iro_desktop.domain.problems import KnownProblem

__all__ = [
    "NO_STORE_NOTICE",
    "RESTORED_NOTICE",
    "CannotWrite",
    "DeviceSecretMissing",
    "NewVault",
    "OpenVault",
    "PassphraseTooWeak",
    "RecoveryCodeMistyped",
    "RecoveryCodeWrong",
    "SecretStoreFailed",
    "SecretStoreLocked",
    "TooSoon",
    "VaultDamaged",
    "VaultExists",
    "VaultFromNewerVersion",
    "VaultMissing",
    "VaultUnreadable",
    "WrongPassphrase",
    "change_passphrase",
    "check_passphrase",
    "copy_keys_to",
    "create_vault",
    "keep_recovery_code",
    "load_libraries",
    "needs_setup",
    "new_recovery_code",
    "open_vault",
    "open_with_recovery_code",
    "print_new_recovery_code",
    "seconds_to_wait",
    "set_passphrase",
    "subkey",
    "suggest_passphrase",
]

NO_STORE_NOTICE = (
    "This computer offers no safe place for a second half of the key, so your passphrase alone protects "
    "this caseload. Make it long, and keep the computer's disk encryption on."
)
RESTORED_NOTICE = (
    "The key file was damaged and has been put back from its copy. Tell IT: the disk may be failing."
)


class WrongPassphrase(KnownProblem):
    """Not the right passphrase. `wait_seconds` is 0 while free tries are left."""

    def __init__(self, tries_left: int, wait_seconds: int) -> None:
        if tries_left > 1:
            then = f"{tries_left} tries left before a short wait."
        elif tries_left == 1:
            then = "1 try left before a short wait."
        else:
            then = f"Wait {spoken_seconds(wait_seconds)} and try again, or use your printed recovery code."
        super().__init__("Not right.", then)
        self.tries_left = tries_left
        self.wait_seconds = wait_seconds


class RecoveryCodeWrong(KnownProblem):
    """A well-formed recovery code, but of another caseload or an older page."""


class DeviceSecretMissing(KnownProblem):
    """This machine's half of the key is gone, so no passphrase can open; the recovery code does."""


class VaultExists(KnownProblem):
    """There is a caseload here already; making new keys would lock it for good."""


@dataclass(frozen=True)
class NewVault:
    """Freshly made keys. Show `recovery_code` once, to be printed; say `notice` aloud if there is one."""

    data_key: bytes
    device_id: str
    recovery_code: str
    notice: str | None

    def __repr__(self) -> str:
        return "NewVault(…)"


@dataclass(frozen=True)
class OpenVault:
    """The opened keys. `must_set_passphrase` is true after a recovery code: ask, then `set_passphrase`."""

    data_key: bytes
    device_id: str
    notice: str | None = None
    must_set_passphrase: bool = False

    def __repr__(self) -> str:
        return "OpenVault(…)"


def needs_setup(paths: ProfilePaths) -> bool:
    """Say whether this profile holds nothing yet, so that the first-use screen may make its keys.

    Keys whose making was cut short before any caseload existed count as nothing.
    """
    if any(path.exists() for path in (paths.caseload_file, *paths.renewals)) or _has_backups(paths):
        return False
    made = paths.slots_file.exists() or paths.slots_copy.exists()
    return not made or paths.setup_marker.exists()


def create_vault(
    paths: ProfilePaths,
    passphrase: str,
    secrets: SecretStore | None,
    *,
    council: CouncilKey | None = None,
    cost: Cost | None = None,
) -> NewVault:
    """Make a data key and the slots for `passphrase`, for a printed recovery code, and for the council's key.

    Refuses with VaultExists where a caseload or its keys are. Without a `secrets` store the passphrase
    alone protects, and `notice` says so. Raises SecretStoreLocked rather than silently going without.
    """
    if not needs_setup(paths):
        raise VaultExists(
            "There is a caseload here already.", "Unlock it with its passphrase or its recovery code."
        )
    check_passphrase(passphrase)
    paths.prepare()
    replace_durably(paths.setup_marker, b"")
    for abandoned in (paths.slots_file, paths.slots_copy):
        if abandoned.exists():
            set_aside(abandoned, "abandoned")
    data_key, device_id, code = os.urandom(32), _new_device_id(), new_recovery_code()
    device_secret = kept_secret(secrets, device_id)
    file = SlotFile(device_id, key_check(data_key), ())
    file = file.with_slot(passphrase_slot(data_key, passphrase, device_secret, cost or calibrate()))
    file = file.with_slot(recovery_slot(data_key, read_recovery_code(code)))
    if council is not None:
        file = file.with_slot(escrow_slot(data_key, council))
    put_keys(paths, file)
    return NewVault(data_key, device_id, code, None if device_secret else NO_STORE_NOTICE)


def open_vault(
    paths: ProfilePaths,
    passphrase: str,
    secrets: SecretStore | None,
    *,
    monotonic: Callable[[], float] = time.monotonic,
) -> OpenVault:
    """Return the data key for the right passphrase.

    Raises WrongPassphrase (counted), TooSoon while a wait is on, DeviceSecretMissing or
    SecretStoreLocked (not counted), VaultMissing, VaultDamaged.
    """
    found = read_slot_file(paths)
    slots = found.file.of_kind(PASSPHRASE)
    device_secret = None
    if any(needs_device_secret(slot) for slot in slots):
        device_secret = _secret_of(secrets, found.file.device_id)
    attempts = Attempts(paths, monotonic)
    attempts.charge()
    for slot in slots:
        data_key = open_passphrase_slot(slot, passphrase, device_secret)
        if data_key is not None and key_check(data_key) == found.file.key_check:
            attempts.forgive()
            _opened(paths)
            return OpenVault(data_key, found.file.device_id, _notice(found.restored, device_secret))
    raise WrongPassphrase(attempts.tries_left(), attempts.seconds_to_wait())


def open_with_recovery_code(paths: ProfilePaths, typed: str) -> OpenVault:
    """Return the data key for the printed recovery code; needs neither passphrase nor this machine.

    Raises RecoveryCodeMistyped (a slip of the finger, says so) or RecoveryCodeWrong.
    """
    code = read_recovery_code(typed)
    found = read_slot_file(paths)
    for slot in found.file.of_kind(RECOVERY):
        data_key = open_recovery_slot(slot, code)
        if data_key is not None and key_check(data_key) == found.file.key_check:
            Attempts(paths).forgive()
            _opened(paths)
            notice = RESTORED_NOTICE if found.restored else None
            return OpenVault(data_key, found.file.device_id, notice, must_set_passphrase=True)
    raise RecoveryCodeWrong(
        "That recovery code does not open this caseload.",
        "It may belong to another computer, or a newer page may have been printed since.",
    )


def change_passphrase(
    paths: ProfilePaths, old: str, new: str, secrets: SecretStore | None, *, cost: Cost | None = None
) -> str | None:
    """Give the vault a new passphrase, proving the old one first; return a notice to say aloud, if any."""
    check_passphrase(new)
    return set_passphrase(paths, open_vault(paths, old, secrets).data_key, new, secrets, cost=cost)


def set_passphrase(
    paths: ProfilePaths, data_key: bytes, new: str, secrets: SecretStore | None, *, cost: Cost | None = None
) -> str | None:
    """Give an opened vault a new passphrase; the other slots and the data stay as they are.

    At every instant the old passphrase or the new one opens; once this returns, only the new one.
    Returns the notice to say aloud when there is no store of secrets.
    """
    check_passphrase(new)
    file = keys_of(paths, data_key)
    device_secret = kept_secret(secrets, file.device_id)
    put_keys(paths, file.with_slot(passphrase_slot(data_key, new, device_secret, cost or calibrate())))
    return None if device_secret else NO_STORE_NOTICE


def print_new_recovery_code(paths: ProfilePaths, data_key: bytes) -> str:
    """Return a new recovery code for an opened vault; the page printed before no longer opens it."""
    code = new_recovery_code()
    keep_recovery_code(paths, data_key, code)
    return code


def keep_recovery_code(paths: ProfilePaths, data_key: bytes, code: str) -> None:
    """Let `code` (from `new_recovery_code`) open the vault from now on, and the one before no longer."""
    put_keys(paths, keys_of(paths, data_key).with_slot(recovery_slot(data_key, read_recovery_code(code))))


def load_libraries() -> None:
    """Load what the first unlocking needs, so that it can be done while the passphrase is being typed."""
    for name in ("argon2.low_level", "nacl.secret"):
        import_module(name)
    machine_secret_store()


def seconds_to_wait(paths: ProfilePaths) -> int:
    """Return the whole seconds until a passphrase may be tried; the unlock screen asks on opening."""
    return Attempts(paths).seconds_to_wait()


def _opened(paths: ProfilePaths) -> None:
    keep_copy(paths)
    if paths.caseload_file.exists():
        with contextlib.suppress(OSError):
            paths.setup_marker.unlink(missing_ok=True)


def _secret_of(secrets: SecretStore | None, device_id: str) -> bytes:
    secret = secrets.get(device_id) if secrets is not None else None
    if secret is None:
        raise DeviceSecretMissing(
            "This computer no longer has its half of the key.",
            "Sign out of the computer and in again, then try once more. If that does not help, use your "
            "printed recovery code: your passphrase alone cannot open the caseload here.",
        )
    return secret


def _new_device_id() -> str:
    from uuid import uuid4

    return str(uuid4())


def _notice(restored: bool, device_secret: bytes | None) -> str | None:
    said = [RESTORED_NOTICE] if restored else []
    said += [] if device_secret else [NO_STORE_NOTICE]
    return " ".join(said) or None


def _has_backups(paths: ProfilePaths) -> bool:
    return paths.backups.is_dir() and any(paths.backups.iterdir())
