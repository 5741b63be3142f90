"""A revoked laptop's unsent work, sealed so that only the council's key opens it: the service's does not."""

import base64
from dataclasses import dataclass
from typing import Annotated

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from iro_desktop.protocol.changes import DeviceName, ScopeName
from iro_desktop.protocol.messages import LARGEST_BATCH, Bundle
from iro_desktop.protocol.reading import BLOB_PART, deflate, inflate, read_json
from iro_desktop.protocol.refusals import Refused
from iro_desktop.protocol.shapes import (
    Count,
    Identifier,
    Revision,
    Sha256,
    Text,
    read_message,
    write_message,
)
from iro_desktop.records import canonical

_FORMAT = b"iro-deposit-1\0"


class NotReadable(Exception):  # noqa: N818 - what the deposit is
    """It was sealed to another key, cut, or is no deposit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BlobPart:
    """A part of a letter or picture that the changes name."""

    scope: ScopeName
    sha256: Sha256
    offset: Revision
    size: Revision
    data: Annotated[str, Text(BLOB_PART * 2)]
    """Base64."""

    @property
    def content(self) -> bytes:
        """Return its bytes; ValueError if it is no base64."""
        return base64.b64decode(self.data, validate=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Deposit:
    """Whose work it is, and a part of it: changes as they would have been sent, or a blob before them."""

    council: Identifier
    device: DeviceName
    person: Identifier
    bundles: Annotated[tuple[Bundle, ...], Count(LARGEST_BATCH)] = ()
    blobs: Annotated[tuple[BlobPart, ...], Count(10)] = ()


def seal(deposit_key: str, deposit: Deposit) -> bytes:
    """Return a deposit sealed to the council; sealed twice it is never the same bytes."""
    packed = _FORMAT + deflate(canonical(write_message(deposit)))
    return bytes(SealedBox(PublicKey(bytes.fromhex(deposit_key))).encrypt(packed))


def unseal(key: PrivateKey, sealed: bytes) -> Deposit:
    """Return what was sealed. NotReadable if this key does not open it or there is no deposit in it."""
    try:
        packed = SealedBox(key).decrypt(sealed)
        if not packed.startswith(_FORMAT):
            raise NotReadable
        plain = inflate(packed.removeprefix(_FORMAT), "gzip")
        return read_message(Deposit, read_json(plain))
    except (CryptoError, Refused, ValueError, TypeError):
        raise NotReadable from None
