"""Keys for single purposes, derived from the one data key, so that no key serves two ends."""

import hashlib
import hmac


def subkey(data_key: bytes, purpose: str) -> bytes:
    """Return the 32-byte key for `purpose`: HKDF-SHA256 (RFC 5869) with no salt."""
    return hkdf(data_key, b"", f"iro-desktop {purpose}".encode())


def hkdf(material: bytes, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """Return `length` bytes (at most 8160) of HKDF-SHA256, RFC 5869."""
    extracted = hmac.digest(salt or bytes(32), material, hashlib.sha256)
    output = block = b""
    counter = 1
    while len(output) < length:
        block = hmac.digest(extracted, block + info + bytes([counter]), hashlib.sha256)
        output += block
        counter += 1
    return output[:length]
