"""The council's slot: the data key sealed to the council's key, so that a lost passphrase loses nothing.

A sealed box says nothing of who made it, so the slot carries a proof under the data key: a slot that
somebody else put there is seen at the next opening, and made anew.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

from iro_desktop.device.council_key import CouncilKey
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.slot_file import Slot, SlotFile
from iro_desktop.device.subkeys import subkey
from iro_desktop.device.vault_file import keys_of, put_keys

ESCROW = "escrow"


class Escrow(StrEnum):
    """How a caseload stands with the council's key."""

    NONE = "none"
    """IT has supplied no key."""
    SEALED = "sealed"
    CHANGED = "changed"
    """IT has supplied another key than the one it is sealed to; a person has to agree to it."""


@dataclass(frozen=True)
class EscrowState:
    """The state, and the keys it is about."""

    state: Escrow
    sealed_to: CouncilKey | None = None
    supplied: CouncilKey | None = None
    new: bool = False
    """Whether the slot was made just now."""


def escrow_slot(data_key: bytes, council: CouncilKey) -> Slot:
    """Seal the data key to the council's key."""
    from nacl.public import PublicKey, SealedBox

    sealed = bytes(SealedBox(PublicKey(council.public)).encrypt(data_key))
    return {
        "kind": ESCROW,
        "council": council.council,
        "council_key": council.public.hex(),
        "sealed": sealed.hex(),
        "proof": _proof(data_key, council, sealed),
    }


def sealed_to(file: SlotFile, data_key: bytes) -> CouncilKey | None:
    """Return the key that this data key is sealed to; None for no slot, or a tampered one."""
    for slot in file.of_kind(ESCROW):
        try:
            council = CouncilKey(str(slot["council"]), bytes.fromhex(slot["council_key"]))
            proof = _proof(data_key, council, bytes.fromhex(slot["sealed"]))
            if hmac.compare_digest(proof, str(slot["proof"])):
                return council
        except (KeyError, ValueError, TypeError):
            continue
    return None


def keep_escrow(paths: ProfilePaths, data_key: bytes, supplied: CouncilKey | None) -> EscrowState:
    """See at an opening that the slot stands: made where IT has supplied a key, and anew if it was changed.

    Another key than the one it is sealed to is not used by itself.
    """
    state = escrow_state(paths, data_key, supplied)
    if state.state is Escrow.NONE and supplied is not None:
        return seal_to(paths, data_key, supplied)
    return state


def escrow_state(paths: ProfilePaths, data_key: bytes, supplied: CouncilKey | None) -> EscrowState:
    """Return how an opened vault stands with the council's key."""
    now = sealed_to(keys_of(paths, data_key), data_key)
    if now is None:
        return EscrowState(Escrow.NONE, None, supplied)
    changed = supplied is not None and supplied.public != now.public
    return EscrowState(Escrow.CHANGED if changed else Escrow.SEALED, now, supplied)


def seal_to(paths: ProfilePaths, data_key: bytes, council: CouncilKey) -> EscrowState:
    """Seal an opened vault to a council's key, in place of any other."""
    put_keys(paths, keys_of(paths, data_key).with_slot(escrow_slot(data_key, council)))
    return EscrowState(Escrow.SEALED, council, council, new=True)


def _proof(data_key: bytes, council: CouncilKey, sealed: bytes) -> str:
    said = council.public + sealed + council.council.encode()
    return hmac.digest(subkey(data_key, "escrow proof"), said, hashlib.sha256).hex()
