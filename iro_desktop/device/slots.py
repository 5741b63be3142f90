"""How the data key is wrapped: one function to make and one to open each kind of slot."""

import hashlib
import hmac
import os

from iro_desktop.device.slot_file import Slot, VaultDamaged
from iro_desktop.device.stretch import Cost, stretch
from iro_desktop.device.subkeys import hkdf

PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY = "recovery"
_VERSION = b"v1"
_NO_DEVICE_SECRET = b"passphrase only"


def passphrase_slot(data_key: bytes, passphrase: str, device_secret: bytes | None, cost: Cost) -> Slot:
    """Wrap the data key under the passphrase and, where there is one, this machine's secret."""
    salt = os.urandom(16)
    return {
        "kind": PASSPHRASE,
        "with_device_secret": device_secret is not None,
        "salt": salt.hex(),
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "wrap": wrap(_passphrase_key(passphrase, salt, cost, device_secret), data_key).hex(),
    }


def open_passphrase_slot(slot: Slot, passphrase: str, device_secret: bytes | None) -> bytes | None:
    """Return the data key, or None when the passphrase (or the machine's secret) is not the right one.

    `device_secret` is used only where the slot was made with one.
    """
    cost = Cost(_number(slot, "memory_kib"), _number(slot, "passes"), _number(slot, "lanes"))
    secret = device_secret if needs_device_secret(slot) else None
    return unwrap(_passphrase_key(passphrase, _hex(slot, "salt"), cost, secret), _hex(slot, "wrap"))


def needs_device_secret(slot: Slot) -> bool:
    """Say whether a passphrase slot opens only together with this machine's secret."""
    return slot.get("with_device_secret") is not False


def recovery_slot(data_key: bytes, code: bytes) -> Slot:
    """Wrap the data key under a recovery code, which is random enough to need no stretching."""
    salt = os.urandom(16)
    return {"kind": RECOVERY, "salt": salt.hex(), "wrap": wrap(_recovery_key(code, salt), data_key).hex()}


def open_recovery_slot(slot: Slot, code: bytes) -> bytes | None:
    """Return the data key, or None when the code belongs to another caseload."""
    return unwrap(_recovery_key(code, _hex(slot, "salt")), _hex(slot, "wrap"))


def _passphrase_key(passphrase: str, salt: bytes, cost: Cost, device_secret: bytes | None) -> bytes:
    stretched = stretch(passphrase, salt, cost)
    return hmac.digest(device_secret or _NO_DEVICE_SECRET, _VERSION + stretched, hashlib.sha256)


def _recovery_key(code: bytes, salt: bytes) -> bytes:
    return hkdf(code, salt, b"iro-desktop recovery code v1")


def wrap(key: bytes, data_key: bytes) -> bytes:
    """Return a data key sealed under a wrapping key."""
    from nacl.secret import SecretBox

    return bytes(SecretBox(key).encrypt(data_key))


def unwrap(key: bytes, wrapped: bytes) -> bytes | None:
    """Return what `wrap` sealed; None when this is not the wrapping key, or anything of it was changed."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        return SecretBox(key).decrypt(wrapped)
    except (CryptoError, ValueError):
        return None


def _hex(slot: Slot, name: str) -> bytes:
    try:
        return bytes.fromhex(slot[name])
    except (KeyError, TypeError, ValueError):
        raise _not_understood() from None


def _number(slot: Slot, name: str) -> int:
    value = slot.get(name)
    if not isinstance(value, int):
        raise _not_understood()
    return value


def _not_understood() -> VaultDamaged:
    return VaultDamaged(
        "The key file of this caseload is damaged.",
        "Your words are still there. Ask IT to put back keys.json from a backup folder; delete nothing.",
    )
