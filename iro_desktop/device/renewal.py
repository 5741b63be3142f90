"""New keys for a caseload that is encrypted anew; the keys before stay known, for backups made under them."""

import os
from dataclasses import dataclass, replace

from iro_desktop.device.escrow import escrow_slot, sealed_to
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.recovery_code import read_recovery_code
from iro_desktop.device.secrets import SecretStore
from iro_desktop.device.slot_file import Slot, SlotFile, VaultDamaged
from iro_desktop.device.slots import passphrase_slot, recovery_slot, unwrap, wrap
from iro_desktop.device.stretch import Cost, calibrate
from iro_desktop.device.subkeys import subkey
from iro_desktop.device.vault_file import kept_secret, key_check, keys_of

FORMER = "former"
_PURPOSE = "former keys"


@dataclass(frozen=True)
class NewKeys:
    """A data key that opens nothing yet, and the key file that will hold it (see `put_keys`)."""

    data_key: bytes
    file: SlotFile

    def __repr__(self) -> str:
        return "NewKeys(…)"


def renewed_keys(
    paths: ProfilePaths,
    data_key: bytes,
    passphrase: str,
    code: str,
    secrets: SecretStore | None,
    *,
    cost: Cost | None = None,
) -> NewKeys:
    """Make a new data key for an opened vault, to be opened by its passphrase and by a new recovery code.

    It is sealed again to the council's key that the one before was sealed to.

    Nothing is written but this machine's secret, if it had none. Slots of kinds that this version does not
    know are left out: they would go on opening the key that is given up.
    """
    before = keys_of(paths, data_key)
    secret, new = kept_secret(secrets, before.device_id), os.urandom(32)
    council = sealed_to(before, data_key)
    slots = (
        passphrase_slot(new, passphrase, secret, cost or calibrate()),
        recovery_slot(new, read_recovery_code(code)),
        _former_slot(new, (data_key, *former_keys(before, data_key))),
        *((escrow_slot(new, council),) if council is not None else ()),
    )
    return NewKeys(new, replace(before, key_check=key_check(new), slots=slots))


def former_keys(file: SlotFile, data_key: bytes) -> tuple[bytes, ...]:
    """Return the data keys before this one, newest first: what backups of that time open with."""
    found = []
    for slot in file.of_kind(FORMER):
        for wrapped in slot["keys"]:
            key = unwrap(subkey(data_key, _PURPOSE), bytes.fromhex(wrapped))
            if key is None:
                raise VaultDamaged(
                    "The key file does not give up the keys of older backups.",
                    "Your caseload is not affected. Ask IT to put back keys.json from a backup folder.",
                )
            found.append(key)
    return tuple(found)


def _former_slot(data_key: bytes, former: tuple[bytes, ...]) -> Slot:
    wrapping = subkey(data_key, _PURPOSE)
    return {"kind": FORMER, "keys": [wrap(wrapping, key).hex() for key in former]}
