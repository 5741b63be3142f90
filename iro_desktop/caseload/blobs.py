"""Kept files (letters, pictures) inside the encrypted database, by the SHA-256 of their bytes."""

import hashlib
import zlib

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from iro_desktop.caseload.problems import BlobMissing, CaseloadDamaged
from iro_desktop.caseload.tables import BLOBS

_WORTH_IT = 0.9
"""A blob is kept compressed only where that saves a tenth: a .docx or a picture already is."""


def put(connection: Connection, content: bytes) -> str:
    """Keep the bytes and return their SHA-256 in hexadecimal; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    packed = zlib.compress(content)
    compressed = len(packed) < len(content) * _WORTH_IT
    kept = {
        "sha256": sha256,
        "size": len(content),
        "compressed": int(compressed),
        "data": packed if compressed else content,
    }
    connection.execute(insert(BLOBS).values(kept).on_conflict_do_nothing())
    return sha256


def fetch(connection: Connection, sha256: str) -> bytes:
    """Return the bytes with that SHA-256; BlobMissing if there are none, CaseloadDamaged if they changed."""
    row = connection.execute(_FETCH, {"wanted": sha256}).first()
    if row is None:
        raise BlobMissing
    try:
        content = zlib.decompress(row.data) if row.compressed else bytes(row.data)
    except zlib.error:
        raise CaseloadDamaged from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise CaseloadDamaged
    return content


_FETCH = select(BLOBS.c.compressed, BLOBS.c.data).where(BLOBS.c.sha256 == bindparam("wanted"))
