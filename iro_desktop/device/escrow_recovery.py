"""A forgotten passphrase, with the council's help: the laptop asks, the council answers to that laptop only.

The council's private key never comes to the laptop, and the data key travels only sealed: from the slot to
the council, and from the council to a key that the laptop made for this one answer.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from iro_desktop.device.checked_json import NotThatFile, as_bytes, hex_of, read_file
from iro_desktop.device.durable_file import replace_durably
from iro_desktop.device.escrow import ESCROW
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStore
from iro_desktop.device.slot_file import read_slot_file
from iro_desktop.device.vault import OpenVault
from iro_desktop.device.vault_file import key_check
from iro_desktop.domain.problems import KnownProblem

REQUEST = "an iro-desktop recovery request"
ANSWER = "an iro-desktop recovery answer"
_SEALED = 80


class NoEscrow(KnownProblem):
    """This caseload was never sealed to the council's key."""


class AnswerRefused(KnownProblem):
    """An answer that does not open this caseload here and now."""


class NotOpened(KnownProblem):
    """The council's key does not open what it was asked to."""


@dataclass(frozen=True)
class Request:
    """What a laptop asks: the slot, and the key to answer to. Nothing of it opens anything."""

    device_id: str
    key_check: str
    council_key: bytes
    sealed: bytes
    answer_to: bytes

    @property
    def spoken(self) -> str:
        """Return what is compared over the telephone, so that nobody else's request is answered."""
        said = b"".join((self.answer_to, self.sealed, self.device_id.encode(), self.key_check.encode()))
        digits = hashlib.sha256(b"iro-desktop recovery request v1" + said).hexdigest()[:16].upper()
        return " ".join(digits[start : start + 4] for start in range(0, 16, 4))

    def to_bytes(self) -> bytes:
        """Return the file that goes to the council."""
        return as_bytes(
            REQUEST,
            {
                "device_id": self.device_id,
                "key_check": self.key_check,
                "council_key": self.council_key.hex(),
                "sealed": self.sealed.hex(),
                "answer_to": self.answer_to.hex(),
            },
        )


def read_request(path: Path) -> Request:
    """Return a request that came to the council."""
    found = read_file(REQUEST, path)
    device, check = found.get("device_id"), found.get("key_check")
    if not isinstance(device, str) or not isinstance(check, str) or not device.isprintable():
        raise NotThatFile(f"{path.name} cannot be used.", "It does not say which laptop asks.")
    return Request(
        device[:64],
        check,
        hex_of(found, "council_key", 32),
        hex_of(found, "sealed", _SEALED),
        hex_of(found, "answer_to", 32),
    )


def ask_council(paths: ProfilePaths, secrets: SecretStore | None) -> Request:
    """Make a request, and keep the key that opens its answer: with this machine's secrets, or in the profile.

    NoEscrow where the council cannot help. An earlier request can no longer be answered.
    """
    from nacl.public import PrivateKey

    file = read_slot_file(paths).file
    slots = file.of_kind(ESCROW)
    if not slots:
        raise NoEscrow(
            "Your council has no key to this caseload.",
            "It opens with its passphrase or with the printed recovery code.",
        )
    kept = PrivateKey.generate()
    if secrets is None:
        replace_durably(_kept_in(paths), bytes(kept))
    else:
        secrets.put(_kept_as(file.device_id), bytes(kept))
    council, sealed = (hex_of(slots[0], "council_key", 32), hex_of(slots[0], "sealed", _SEALED))
    return Request(file.device_id, file.key_check, council, sealed, bytes(kept.public_key))


def answer(request: Request, open_sealed: Callable[[bytes], bytes | None]) -> bytes:
    """Return the file that answers a request. `open_sealed` opens with the council's private key.

    NotOpened, and nothing is given out, unless what was sealed is the key that the request is about.
    """
    from nacl.public import PublicKey, SealedBox

    data_key = open_sealed(request.sealed)
    if data_key is None or key_check(data_key) != request.key_check:
        raise NotOpened(
            "The council's key does not open this request.",
            "It may be sealed to an earlier key of the council, or was changed on the way. Ask anew.",
        )
    sealed = bytes(SealedBox(PublicKey(request.answer_to)).encrypt(data_key))
    return as_bytes(ANSWER, {"device_id": request.device_id, "sealed": sealed.hex()})


def take_answer(paths: ProfilePaths, path: Path, secrets: SecretStore | None) -> OpenVault:
    """Return the opened keys; `set_passphrase` and then `forget_request` come next.

    AnswerRefused if it answers another request, another laptop's, or was changed.
    """
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    found, file = read_file(ANSWER, path), read_slot_file(paths).file
    kept = _kept(paths, file.device_id, secrets)
    try:
        data_key = SealedBox(PrivateKey(kept or b"")).decrypt(hex_of(found, "sealed", _SEALED))
    except (CryptoError, ValueError, TypeError):
        data_key = b""
    if not data_key or key_check(data_key) != file.key_check:
        raise AnswerRefused(
            "This answer does not open this caseload.",
            "It may answer an earlier request, or another laptop's. Make a new request and send that.",
        )
    return OpenVault(data_key, file.device_id, must_set_passphrase=True)


def forget_request(paths: ProfilePaths, secrets: SecretStore | None) -> None:
    """Let the answer open nothing any more."""
    if secrets is not None:
        secrets.delete(_kept_as(read_slot_file(paths).file.device_id))
    with suppress(OSError):
        _kept_in(paths).unlink(missing_ok=True)


def _kept(paths: ProfilePaths, device_id: str, secrets: SecretStore | None) -> bytes | None:
    if secrets is not None:
        return secrets.get(_kept_as(device_id))
    with suppress(OSError):
        return _kept_in(paths).read_bytes()
    return None


def _kept_as(device_id: str) -> str:
    return f"{device_id} recovery"


def _kept_in(paths: ProfilePaths) -> Path:
    return paths.root / "recovery-request.key"
