"""How a laptop comes to be the council's: a one-time code makes a chain from its key to the device's.

The code never travels to the office and is not kept there: both sides derive an enrolment key from it.
The council's key, kept off the server, signs a grant for that enrolment key; the laptop, knowing the code,
signs its own device key with it. So the service, even in hostile hands, cannot certify a device, and any
laptop can check another's changes knowing only the council's public key. The code also proves that key to
the laptop, by a seal that only somebody who knows the code could make.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from iro_desktop.protocol.shapes import Identifier, Key, Signature, Text, write_message
from iro_desktop.protocol.signing import is_signed, public_key, sign
from iro_desktop.records import canonical

_GRANT = b"iro-grant-1\0"
_DEVICE = b"iro-device-1\0"
_SERVICE = b"iro-service-1\0"
_DEPOSIT = b"iro-deposit-key-1\0"
_TIME = b"iro-time-1\0"
_CODE_BYTES = 16
_GROUP = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """The council's word: whoever holds this enrolment key may enrol this device for this person."""

    council: Identifier
    device: Identifier
    person: Identifier
    enrolment_key: Key
    expires: Annotated[str, Text(40)]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeviceCertificate:
    """The whole chain: the council's signature on the grant, the enrolment key's on the device's key."""

    grant: Grant
    council_signature: Signature
    device_key: Key
    enrolment_signature: Signature

    def is_from(self, council_key: str) -> bool:
        """Return whether the chain holds, from the council's key to the device's."""
        return is_granted(self.grant, council_key, self.council_signature) and is_signed(
            self.grant.enrolment_key,
            _DEVICE,
            _device_bytes(self.grant, self.device_key),
            self.enrolment_signature,
        )


def new_code() -> str:
    """Return a new enrolment code: 128 random bits in five groups of letters A to Z and digits 2 to 7."""
    text = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode("ascii").rstrip("=")
    last = len(text) - _GROUP - 1
    return "-".join([*(text[start : start + _GROUP] for start in range(0, last, _GROUP)), text[last:]])


def read_code(typed: str) -> bytes | None:
    """Return the code's bytes however it was typed (spaces, dashes, small letters; 0, 1 and 8 as O, I, B)."""
    letters = "".join(c for c in typed.upper() if c.isalnum()).translate(str.maketrans("018", "OIB"))
    try:
        code = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        return None
    return code if len(code) == _CODE_BYTES else None


def enrolment_key(code: bytes) -> SigningKey:
    """Return the key that both sides derive from the code."""
    return SigningKey(hashlib.blake2b(code, digest_size=32, person=b"iro-enrol-key").digest())


def seal(code: bytes, council: str, council_key: str) -> str:
    """Return what proves to a laptop that knows the code that this is the council's key."""
    key = hashlib.blake2b(code, digest_size=32, person=b"iro-enrol-seal").digest()
    return hmac.new(key, canonical([council, council_key]), hashlib.sha256).hexdigest()


def is_sealed(code: bytes, council: str, council_key: str, found: str) -> bool:
    """Return whether the seal was made by somebody who knew the code."""
    return hmac.compare_digest(seal(code, council, council_key).encode(), found.encode("utf-8", "replace"))


def sign_grant(council_key: SigningKey, grant: Grant) -> str:
    """Return the council's signature on a grant."""
    return sign(council_key, _GRANT, canonical(write_message(grant)))


def is_granted(grant: Grant, council_key: str, signature: str) -> bool:
    """Return whether the council signed this grant."""
    return is_signed(council_key, _GRANT, canonical(write_message(grant)), signature)


def sign_device(enrolling: SigningKey, grant: Grant, device_key: str) -> str:
    """Return the enrolment key's signature on a device's key."""
    return sign(enrolling, _DEVICE, _device_bytes(grant, device_key))


def certificate_for(
    council_key: SigningKey, enrolling: SigningKey, grant: Grant, device_key: SigningKey
) -> DeviceCertificate:
    """Return a whole certificate where one place holds every key: the office's own importing device."""
    key = public_key(device_key)
    return DeviceCertificate(
        grant=grant,
        council_signature=sign_grant(council_key, grant),
        device_key=key,
        enrolment_signature=sign_device(enrolling, grant, key),
    )


def sign_service(council_key: SigningKey, service_key: str) -> str:
    """Return the council's signature on the service's key, with which the service signs times and heads."""
    return sign(council_key, _SERVICE, service_key.encode("ascii"))


def is_service_of(council_key: str, service_key: str, signature: str) -> bool:
    """Return whether the council signed the service's key."""
    return is_signed(council_key, _SERVICE, service_key.encode("ascii", "replace"), signature)


def deposit_key(council_key: SigningKey) -> PrivateKey:
    """Return the key that opens deposits: it follows from the council's, and is kept where that is."""
    return PrivateKey(hashlib.blake2b(bytes(council_key), digest_size=32, person=b"iro-deposit-key").digest())


def sign_deposit_key(council_key: SigningKey, key: str) -> str:
    """Return the council's signature on the public half (in hexadecimal) of the key for deposits."""
    return sign(council_key, _DEPOSIT, key.encode("ascii"))


def is_deposit_key_of(council_key: str, key: str, signature: str) -> bool:
    """Return whether the council signed this key for deposits."""
    return is_signed(council_key, _DEPOSIT, key.encode("ascii", "replace"), signature)


def sign_time(service_key: SigningKey, time: str, nonce: str) -> str:
    """Return the service's signature on its time, which goes with one nonce."""
    return sign(service_key, _TIME, canonical([time, nonce]))


def is_time_of(service_key: str, time: str, nonce: str, signature: str) -> bool:
    """Return whether the service said this time with this nonce."""
    return is_signed(service_key, _TIME, canonical([time, nonce]), signature)


def _device_bytes(grant: Grant, device_key: str) -> bytes:
    return canonical([grant.council, grant.device, grant.person, device_key])
