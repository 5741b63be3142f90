"""Taking a child who is no longer the IRO's off the laptop: records, versions, indexed words, letters, and
what was begun about them on the desk."""

from sqlalchemy import Connection, text

from iro_desktop.caseload import search
from iro_desktop.caseload.shown import KINDS
from iro_desktop.domain.records import Record
from iro_desktop.records import table_of

WORDING = "wording for a matter/"
"""Begins the desk's key for a wording of one's own that is being typed: then "kind of matter/kind/id/..."."""


def purge_child(connection: Connection, child: str) -> set[tuple[type[Record], str]]:
    """Take away everything of one child's scope, and return the records that went.

    The caller has seen to it that nothing about the child waits to be sent.
    """
    gone: set[tuple[type[Record], str]] = set()
    _forget_wordings(connection, child)
    for name, kind in KINDS.items():
        ids = connection.execute(_IDS[name], {"child": child}).scalars().all()
        for record_id in ids:
            search.forget(connection, record_id)
        gone |= {(kind, record_id) for record_id in ids}
        connection.execute(_DELETE[name], {"child": child})
    for statement in _KEPT:
        connection.execute(statement, {"child": child})
    _forget_blobs(connection)
    return gone


def blob_columns() -> list[tuple[str, str]]:
    """Return the (table, column) of every field that names a kept file."""
    return [
        (name, column.name)
        for name, kind in KINDS.items()
        for column in table_of(kind).columns
        if column.name.endswith("_blob")
    ]


def _forget_wordings(connection: Connection, child: str) -> None:
    """Forget the wordings begun for a child's records, while it can still be told whose those are."""
    keys = connection.execute(_WORDINGS, {"begins": WORDING}).scalars().all()
    if keys:
        theirs = set(connection.execute(_RECORDS, {"child": child}).scalars())
        for key in keys:
            parts = str(key).removeprefix(WORDING).split("/")
            if len(parts) > 2 and parts[2] in theirs:
                connection.execute(text("DELETE FROM desk WHERE key = :key"), {"key": key})


def _forget_blobs(connection: Connection) -> None:
    named = " UNION ".join(f"SELECT {column} FROM {name}" for name, column in blob_columns())
    connection.execute(text(f"DELETE FROM blob WHERE sha256 NOT IN ({named})"))


_IDS = {
    name: text(f"SELECT id FROM {name} WHERE scope_kind = 'child' AND scope_id = :child") for name in KINDS
}
_DELETE = {
    name: text(f"DELETE FROM {name} WHERE scope_kind = 'child' AND scope_id = :child") for name in KINDS
}
_OF_CHILD = "scope_kind = 'child' AND scope_id = :child"
_KEPT = (
    text(f"DELETE FROM shared_change WHERE bundle IN (SELECT id FROM shared_bundle WHERE {_OF_CHILD})"),
    *(
        text(f"DELETE FROM {table} WHERE {_OF_CHILD}")
        for table in ("journal", "shared_bundle", "shared_record")
    ),
)
_WORDINGS = text("SELECT key FROM desk WHERE substr(key, 1, length(:begins)) = :begins")
_RECORDS = text(
    f"SELECT record_id FROM journal WHERE {_OF_CHILD}"
    f" UNION SELECT record_id FROM shared_record WHERE {_OF_CHILD}"
    " UNION SELECT record_id FROM shared_change JOIN shared_bundle ON bundle = shared_bundle.id"
    f" WHERE {_OF_CHILD}"
)
