"""Letters and pictures by their SHA-256: sent before the change that names them, in parts, resumable."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, text

from iro_desktop.protocol.changes import ScopeName
from iro_desktop.protocol.messages import BlobState
from iro_desktop.protocol.reading import BLOB_PART, LARGEST_BLOB
from iro_desktop.protocol.refusals import Refused, Why


@dataclass(frozen=True, slots=True)
class Named:
    """Which blob: whose, and its hash."""

    scope: ScopeName
    sha256: str

    @property
    def values(self) -> dict[str, object]:
        """Return the values that the statements below name."""
        return {"kind": self.scope.kind.value, "scope": self.scope.id, "sha256": self.sha256}


def state_of(connection: Connection, named: Named) -> BlobState | None:
    """Return how much of a blob is here; None if nothing is."""
    row = connection.execute(_STATE, named.values).mappings().first()
    return _state(named, row) if row else None


def _state(named: Named, row: RowMapping) -> BlobState:
    return BlobState(
        sha256=named.sha256, size=row["size"], received=row["received"], complete=row["complete"]
    )


def put_part(connection: Connection, named: Named, offset: int, size: int, data: bytes) -> BlobState:
    """Keep the next part. The first part sets the size; the last one completes the blob if its hash is right.

    Refused: an offset that is not where the blob ends here (the state says where); more than its size. A
    blob with the wrong hash is forgotten and Refused, to be sent again from the start.
    """
    if size > LARGEST_BLOB:
        raise Refused(Why.TOO_LARGE, largest=LARGEST_BLOB)
    connection.execute(_BEGIN, {**named.values, "size": size})
    row = connection.execute(_STATE_FOR_UPDATE, named.values).mappings().one()
    if row["complete"]:
        return _state(named, row)
    if row["size"] != size or offset != row["received"] or offset + len(data) > size:
        raise Refused(Why.BLOB_OFFSET, received=row["received"], size=row["size"])
    if data:
        connection.execute(_PART, {**named.values, "start": offset, "data": data})
    received = offset + len(data)
    complete = received == size
    if complete and _hash_of(connection, named) != named.sha256:
        raise Refused(Why.BLOB_MISMATCH)
    connection.execute(_GROW, {**named.values, "received": received, "complete": complete})
    return BlobState(sha256=named.sha256, size=size, received=received, complete=complete)


def _hash_of(connection: Connection, named: Named) -> str:
    digest = hashlib.sha256()
    for data in connection.execute(_PARTS, named.values, execution_options=_STREAMED).scalars():
        digest.update(data)
    return digest.hexdigest()


def forget_incomplete(connection: Connection, named: Named) -> None:
    """Forget what was received of a blob that turned out damaged."""
    connection.execute(text("SELECT forget_blob(:kind, :scope, :sha256)"), named.values)


def read_part(connection: Connection, named: Named, offset: int) -> bytes | None:
    """Return bytes of a complete blob from an offset on, at most BLOB_PART; None if it is not here."""
    state = state_of(connection, named)
    if state is None or not state.complete:
        return None
    found = bytearray()
    for row in connection.execute(_FROM, {**named.values, "offset": offset}):
        found += row.data[max(0, offset - row.start) :]
        if len(found) >= BLOB_PART:
            break
    return bytes(found[:BLOB_PART])


_STREAMED = {"stream_results": True}
_WHICH = "scope_kind = :kind AND scope_id = :scope AND sha256 = :sha256"
_STATE = text(f"SELECT size, received, complete FROM blob WHERE {_WHICH}")
_STATE_FOR_UPDATE = text(f"SELECT size, received, complete FROM blob WHERE {_WHICH} FOR UPDATE")
_BEGIN = text(
    "INSERT INTO blob (scope_kind, scope_id, sha256, size, received)"
    " VALUES (:kind, :scope, :sha256, :size, 0) ON CONFLICT DO NOTHING"
)
_PART = text(
    "INSERT INTO blob_part (scope_kind, scope_id, sha256, start, data)"
    " VALUES (:kind, :scope, :sha256, :start, :data)"
)
_GROW = text(f"UPDATE blob SET received = :received, complete = :complete WHERE {_WHICH}")
_PARTS = text(f"SELECT data FROM blob_part WHERE {_WHICH} ORDER BY start")
_FROM = text(
    f"SELECT start, data FROM blob_part WHERE {_WHICH}"
    " AND start + octet_length(data) > :offset ORDER BY start"
)
