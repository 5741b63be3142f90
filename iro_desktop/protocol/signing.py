"""Signatures: of bundles of changes, of requests, of devices by the council. Ed25519, each purpose with a
prefix of its own so that a signature for one can never pass for another."""

import hashlib
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from iro_desktop.records import Json, canonical

_REQUEST = b"iro-request-1\0"


def public_key(key: SigningKey) -> str:
    """Return the public half of a key in hexadecimal, as certificates name it."""
    return bytes(key.verify_key).hex()


def sign(key: SigningKey, purpose: bytes, body: bytes) -> str:
    """Return the signature, in hexadecimal, of a body for one purpose."""
    return key.sign(purpose + body).signature.hex()


def is_signed(key: str, purpose: bytes, body: bytes, signature: str) -> bool:
    """Return whether the signature is the key's for that purpose and body; False for anything malformed."""
    try:
        VerifyKey(bytes.fromhex(key)).verify(purpose + body, bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestHead:
    """What a request's signature covers, besides its body. `target` is the path with its query."""

    protocol: str
    method: str
    target: str
    device: str
    nonce: str

    def bytes_with(self, body: bytes) -> bytes:
        """Return the bytes that are signed; `body` is as sent, compressed if it is."""
        said: list[Json] = [self.protocol, self.method, self.target, self.device, self.nonce]
        return canonical([*said, hashlib.sha256(body).hexdigest()])


def sign_request(key: SigningKey, head: RequestHead, body: bytes) -> str:
    """Return the signature for the header of a request."""
    return sign(key, _REQUEST, head.bytes_with(body))


def is_request_signed(key: str, head: RequestHead, body: bytes, signature: str) -> bool:
    """Return whether the device's key signed this request: this method, target, body and nonce."""
    return is_signed(key, _REQUEST, head.bytes_with(body), signature)
