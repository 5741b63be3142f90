"""Bytes from the network as JSON, within limits, or a refusal: nothing a sender does raises anything else."""

import json
import zlib
from typing import NoReturn, cast

import zstandard

from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.records import Json

LARGEST_BODY = 5 * 1024 * 1024
"""Bytes of a request's body as sent."""
LARGEST_INFLATED = 20 * 1024 * 1024
"""Bytes of a body once decompressed."""
LARGEST_BLOB = 200 * 1024 * 1024
"""Bytes of a letter or picture."""
BLOB_PART = 1024 * 1024
"""Bytes of it in one request or answer."""
DEEPEST = 32
"""Levels of lists and objects within each other."""
LONGEST_NUMBER = 19
"""Digits: every whole number in a message fits 64 bits."""


def inflate(body: bytes, encoding: str, largest: int = LARGEST_INFLATED) -> bytes:
    """Return the body as it was before compression ("", "identity", "zstd", "gzip" or "deflate")."""
    if encoding in {"", "identity"}:
        return body
    if encoding == PACKED:
        return unpack(body, largest)
    if encoding not in {"gzip", "deflate"}:
        raise Refused(Why.BAD_MESSAGE, what="encoding")
    unpacker = zlib.decompressobj(wbits=31 if encoding == "gzip" else 15)
    try:
        plain = unpacker.decompress(body, largest + 1)
    except zlib.error:
        raise Refused(Why.BAD_MESSAGE, what="compression") from None
    if len(plain) > largest:
        raise Refused(Why.TOO_LARGE, largest=largest)
    if not unpacker.eof or unpacker.unused_data:
        raise Refused(Why.BAD_MESSAGE, what="compression")
    return plain


PACKED = "zstd"
"""How what is large travels where both sides can: smaller than gzip, in a tenth of the time."""
PACKED_AT = 3
WORTH_PACKING = 1_000
"""Bytes of a body; a smaller one travels as it is."""


def pack(body: bytes) -> bytes:
    """Return the body compressed as PACKED, with its size in it."""
    return zstandard.ZstdCompressor(level=PACKED_AT).compress(body)


def unpack(body: bytes, largest: int = LARGEST_INFLATED) -> bytes:
    """Return what `pack` was given; Refused if it is not whole, says too much, or is more than `largest`."""
    try:
        size = zstandard.frame_content_size(body)
        if not 0 <= size <= largest:
            raise Refused(Why.TOO_LARGE, largest=largest)
        return zstandard.ZstdDecompressor().decompress(
            body, max_output_size=largest, read_across_frames=False, allow_extra_data=False
        )
    except (zstandard.ZstdError, MemoryError):
        raise Refused(Why.BAD_MESSAGE, what="compression") from None


def deflate(body: bytes) -> bytes:
    """Return the body gzip-compressed, always the same bytes for the same body."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


def read_json(body: bytes) -> Json:
    """Return what the bytes say. Refused: not UTF-8, not JSON, a key twice, a float, a number over 64 bits,
    nested too deep. NUL and lone surrogates are let through: a change that holds one is set aside by itself.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(Why.BAD_MESSAGE, what="utf-8") from None
    try:
        value = json.loads(
            text,
            parse_float=_no_float,
            parse_int=_whole,
            parse_constant=_no_float,
            object_pairs_hook=_once_each,
        )
    except (ValueError, RecursionError):
        raise Refused(Why.BAD_MESSAGE, what="json") from None
    _check_depth(value)
    return cast(Json, value)


def _check_depth(value: Json) -> None:
    level: list[Json] = [value]
    for _ in range(DEEPEST):
        below: list[Json] = []
        for outer in level:
            for inner in outer.values() if type(outer) is dict else outer if type(outer) is list else ():
                kind = type(inner)
                if kind is dict or kind is list:
                    below.append(inner)
        if not below:
            return
        level = below
    raise Refused(Why.TOO_DEEP, deepest=DEEPEST)


def _no_float(_text: str) -> NoReturn:
    raise ValueError("a float")


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > LONGEST_NUMBER or not -(2**63) <= int(text) < 2**63:
        raise ValueError("a number over 64 bits")
    return int(text)


def _once_each(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
