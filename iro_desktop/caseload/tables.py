"""What a caseload keeps beside its records: the journal, the desk, blobs and the search index."""

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, MetaData, Table, Text, text

from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.records import METADATA, table_of

SCHEMA = 1
"""The number of the newest migration (kept in the file as SQLite's user_version)."""

OWN = MetaData()

JOURNAL = Table(
    "journal",
    OWN,
    Column("sequence", Integer, primary_key=True),
    Column("change_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("scope_kind", Text, nullable=False),
    Column("scope_id", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("frozen", LargeBinary),
    Column("allocation_revision", Integer, nullable=False),
    Column("known", Integer),
    Column("revision", Integer, nullable=False),
    Index("ix_journal_record", "record_id", "sequence"),
    Index("ix_journal_state", "state", "sequence"),
    Index("ix_journal_revision", "revision"),
    Index("ix_journal_scope", "scope_id"),
    sqlite_autoincrement=True,
)
SHARED_BUNDLE = Table(
    "shared_bundle",
    OWN,
    Column("id", Integer, primary_key=True),
    Column("scope_kind", Text, nullable=False),
    Column("scope_id", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("changes", LargeBinary, nullable=False),
    Index("ix_shared_bundle_signature", "signature", unique=True),
)
"""Changes from the office as their authors signed them, in the bundles in which they did (see `bundles`)."""
SHARED_CHANGE = Table(
    "shared_change",
    OWN,
    Column("revision", Integer, primary_key=True),
    Column("record_id", Text, nullable=False),
    Column("bundle", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("proposed", Integer, nullable=False),
    Column("orphan", Integer, nullable=False),
    Index("ix_shared_change_record", "record_id"),
)
"""Where each of them stands, by the office's revision. `orphan`: the office was put back from a backup that
does not have it."""
SHARED_RECORD = Table(
    "shared_record",
    OWN,
    Column("record_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scope_kind", Text, nullable=False),
    Column("scope_id", Text, nullable=False),
    Column("through", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Index("ix_shared_record_open", "open", sqlite_where=text("open = 1")),
    sqlite_with_rowid=False,
)
"""What of them stands in each record (see `shared`). `through`: the newest change applied to it; `open`: 1
while a person has to choose between versions of it; `standing`: "" where all of it is that one change."""
DESK = Table("desk", OWN, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
BLOBS = Table(
    "blob",
    OWN,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("compressed", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
SEARCH_ENTRY = Table(
    "search_entry",
    OWN,
    Column("id", Integer, primary_key=True),
    Column("record_id", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("child_id", Text, nullable=False),
    Index("ix_search_entry_record", "record_id", "field", unique=True),
)
SEARCH_OWED = Table(
    "search_owed",
    OWN,
    Column("record_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Records whose words are not in the index yet: a page of thousands is shown before it can be searched."""
SEARCH_TEXT = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)
SEARCH_FORGETS = "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)"
"""So that a deleted word leaves the index at once, not when the index is next merged."""

RECORD_TABLES = {kind: table_of(kind) for kind in RECORD_KINDS}


def build(connection: Connection) -> None:
    """Make every table of the newest schema in an empty file, inside the caller's transaction."""
    METADATA.create_all(connection, checkfirst=False)
    OWN.create_all(connection, checkfirst=False)
    connection.execute(text(SEARCH_TEXT))
    connection.execute(text(SEARCH_FORGETS))
    connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
