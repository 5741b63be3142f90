"""A reply that brings a page of changes, read quickly: they stay the bytes that were signed.

A page holds thousands of changes. Reading each as JSON and writing it again, to see whether those are the
bytes that its author signed, took longer than all else that is done with it.
"""

import dataclasses
import re
from typing import TypeVar

import msgspec

from iro_desktop.protocol.bundles import LARGEST_BUNDLE
from iro_desktop.protocol.messages import Bundle, ExchangeReply, ExchangeRequest, SnapshotReply
from iro_desktop.protocol.reading import read_json
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import SIGNATURE_PATTERN, read_message, write_message
from iro_desktop.records import canonical

P = TypeVar("P", ExchangeReply, SnapshotReply)
_MOST = 2**63 - 1


class _Outer(msgspec.Struct):
    bundles: msgspec.Raw = msgspec.Raw(b"[]")


class _Bundle(msgspec.Struct):
    signature: str
    changes: list[msgspec.Raw]
    revisions: list[int] = []


_OUTER = msgspec.json.Decoder(_Outer)
_BUNDLES = msgspec.json.Decoder(list[_Bundle])
_SIGNATURE = re.compile(SIGNATURE_PATTERN)


def read_page(kind: type[P], body: bytes) -> P:
    """Return a reply; the items of its bundles are the bytes of JSON that they came as.

    Refused if it is none. Nothing is said yet about signatures, nor whether a bundle's items are changes.
    """
    try:
        raw = bytes(_OUTER.decode(body).bundles)
        came = _BUNDLES.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(Why.BAD_MESSAGE, what="json") from None
    rest = read_json(_without(body, raw))
    read = read_message(kind, rest)
    bundles = tuple(map(_bundle, came))
    return kind(**{name: getattr(read, name) for name in kind.__slots__} | {"bundles": bundles})


def _without(body: bytes, raw: bytes) -> bytes:
    """Return the message with no bundles, to be read as strictly as any."""
    start = body.find(b'"bundles":') + len(b'"bundles":')
    if body[start : start + len(raw)] == raw:
        return body[:start] + b"[]" + body[start + len(raw) :]
    return body.replace(raw, b"[]", 1)  # with spaces in it, or more than once


def _bundle(came: _Bundle) -> Bundle:
    count = len(came.changes)
    fits = 0 < count <= LARGEST_BUNDLE and count == len(came.revisions)
    if not fits or not _SIGNATURE.fullmatch(came.signature):
        raise Refused(Why.BAD_MESSAGE, what="bundles")
    if min(came.revisions) < 0 or max(came.revisions) > _MOST:
        raise Refused(Why.BAD_MESSAGE, what="bundles")
    return Bundle(
        signature=came.signature, changes=tuple(map(bytes, came.changes)), revisions=tuple(came.revisions)
    )


def write_request(request: ExchangeRequest) -> bytes:
    """Return the request as it is sent. A change that is given as its bytes stands in it byte for byte."""
    rest = write_message(dataclasses.replace(request, bundles=()))
    del rest["bundles"]
    bundles = b",".join(map(_written, request.bundles))
    return b'{"bundles":[' + bundles + b"]," + canonical(rest)[1:]


def _written(bundle: Bundle) -> bytes:
    items = (item if isinstance(item, bytes) else canonical(item) for item in bundle.changes)
    return b'{"changes":[%s],"signature":"%s"}' % (b",".join(items), bundle.signature.encode("ascii"))
