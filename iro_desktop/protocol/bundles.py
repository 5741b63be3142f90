"""A device signs its changes in bundles: those of one scope in one batch, in order, under one signature.

What is signed is the SHA-256 of each change's canonical bytes, one after the other. So a change can be proved
wherever its bundle's signature and the others' hashes are, without the others' words; and because a bundle
has one scope, nobody is given so much as the hash of a change about another child.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from nacl.signing import SigningKey

from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.signing import is_signed, sign
from iro_desktop.records import Json, canonical

T = TypeVar("T")

LARGEST_BUNDLE = 64
"""Changes under one signature."""
_LEAF = b"iro-leaf-1\0"
_BUNDLE = b"iro-bundle-1\0"
_HASH = re.compile(b"[0-9a-f]{64}")


def leaf_of(body: bytes) -> bytes:
    """Return what stands for a change in what is signed; `body` is its canonical encoding."""
    return hashlib.sha256(_LEAF + body).digest()


def is_leaf(line: bytes) -> bool:
    """Return whether a line of a bundle is a change's hash (in hexadecimal) rather than the change."""
    return not line.startswith(b"{")


def sign_bundle(key: SigningKey, bodies: Iterable[bytes]) -> str:
    """Return the signature, in hexadecimal, over these changes in this order."""
    return sign(key, _BUNDLE, b"".join(map(leaf_of, bodies)))


def is_bundle_signed(key: str, lines: Sequence[bytes], signature: str) -> bool:
    """Return whether the key signed exactly these changes in this order. A line is a change or its hash."""
    if not 0 < len(lines) <= LARGEST_BUNDLE:
        return False
    return is_signed(key, _BUNDLE, leaves_of(lines), signature)


def leaves_of(lines: Iterable[bytes]) -> bytes:
    """Return the hashes of a bundle's lines, one after the other: what its signature is over."""
    return b"".join(map(_leaf, lines))


def _leaf(line: bytes) -> bytes:
    return bytes.fromhex(line.decode("ascii")) if is_leaf(line) else leaf_of(line)


def line_of(item: Json | bytes) -> bytes:
    """Return a bundle's item as its line: a change's bytes, or the hash of one that is elsewhere.

    `item` as JSON, or as the bytes of JSON (those of a change are kept as they came). Refused if it is
    neither a change nor a hash; ValueError for text that has no canonical encoding.
    """
    if isinstance(item, bytes):
        line = item[1:-1] if item[:1] == b'"' == item[-1:] else item
    else:
        line = canonical(item) if isinstance(item, dict) else str(item).encode("utf-8")
    if line[:1] != b"{" and not _HASH.fullmatch(line):
        raise Refused(Why.BAD_MESSAGE, what="bundles")
    return line


def in_bundles(changes: Iterable[T], scope_of: Callable[[T], object]) -> list[list[T]]:
    """Return the changes in bundles: each of one scope and no more than LARGEST_BUNDLE, in their order."""
    open_bundles: dict[object, list[T]] = {}
    found: list[list[T]] = []
    for change in changes:
        scope = scope_of(change)
        bundle = open_bundles.get(scope)
        if bundle is None or len(bundle) == LARGEST_BUNDLE:
            open_bundles[scope] = bundle = []
            found.append(bundle)
        bundle.append(change)
    return found
