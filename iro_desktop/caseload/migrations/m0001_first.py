"""Step 1: the first schema. Until the first release `python tools/write_first_migration.py` rewrites it."""

from alembic import op

# begin: written by tools/write_first_migration.py
RECORDS: dict[str, str] = {
    "profile": "id name phone email council local_helpline",
    "child": (
        "id source_key given_name family_name known_as date_of_birth? sex ethnicity upn uasc_until? "
        "is_mother# address postcode address_hidden# likes keeps_festivals careful withheld iro_name "
        "source_values"
    ),
    "person": (
        "id child_id name called role role_words phone email address no_contact# hidden# since? until? "
        "source_key source_values"
    ),
    "episode": (
        "id child_id began_on? reason_new legal_status category_of_need placement placement_provider "
        "ended_on? reason_ended reason_place_change home_postcode placement_postcode urn source_key "
        "source_values replaced_by"
    ),
    "review": (
        "id child_id kind number#? due_on? booked_on? held_on? participation how_views_known seen_alone#? "
        "not_seen_alone_why room thanks iro_view challenge next_booked_on? held_on_typed next_booked_typed "
        "started_at? finished_at? finished_without reasons_so_far half_typed source_key source_values"
    ),
    "meeting": "id child_id review_id state scheduled_on? held_on? reason gathering_id position#",
    "review_section": "id child_id review_id topic state said going_well worried what_next note",
    "view": "id child_id review_id topic words wish position#",
    "decision": (
        "id child_id review_id what what_for_child answer who by_on? by_words why view_id topic position#"
    ),
    "attendance": "id child_id review_id person_id name role_words presence position#",
    "parked_note": "id child_id review_id text sorted_into",
    "amendment": "id child_id review_id of_kind of_id of_field text reason made_by made_at? answers",
    "letter": "id child_id review_id band pictures# saved_blob saved_at? approved_by reasons_so_far",
    "letter_part": "id child_id review_id letter_id part text",
    "stop_override": "id child_id review_id letter_id rule words reason",
}
# end
"""Each kind's columns in order: "name" is text that must be given, "#" a number, "?" may be null."""

KEEPING = "scope_kind scope_id revisions extra updated#"

OWN = (
    "CREATE TABLE journal (sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, change_id TEXT NOT NULL,"
    " kind TEXT NOT NULL, record_id TEXT NOT NULL, scope_kind TEXT NOT NULL, scope_id TEXT NOT NULL,"
    " operation TEXT NOT NULL, fields TEXT NOT NULL, reason TEXT NOT NULL, device TEXT NOT NULL,"
    " person TEXT NOT NULL, at TEXT NOT NULL, last_at TEXT NOT NULL, removed INTEGER NOT NULL,"
    " state TEXT NOT NULL, frozen BLOB, allocation_revision INTEGER NOT NULL, known INTEGER,"
    " revision INTEGER NOT NULL, UNIQUE (change_id))",
    "CREATE INDEX ix_journal_record ON journal (record_id, sequence)",
    "CREATE INDEX ix_journal_state ON journal (state, sequence)",
    "CREATE INDEX ix_journal_revision ON journal (revision)",
    "CREATE INDEX ix_journal_scope ON journal (scope_id)",
    "CREATE TABLE shared_bundle (id INTEGER NOT NULL PRIMARY KEY, scope_kind TEXT NOT NULL,"
    " scope_id TEXT NOT NULL, device TEXT NOT NULL, signature TEXT NOT NULL, changes BLOB NOT NULL)",
    "CREATE UNIQUE INDEX ix_shared_bundle_signature ON shared_bundle (signature)",
    "CREATE TABLE shared_change (revision INTEGER NOT NULL PRIMARY KEY, record_id TEXT NOT NULL,"
    " bundle INTEGER NOT NULL, place INTEGER NOT NULL, proposed INTEGER NOT NULL, orphan INTEGER NOT NULL)",
    "CREATE INDEX ix_shared_change_record ON shared_change (record_id)",
    "CREATE TABLE shared_record (record_id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL,"
    " scope_kind TEXT NOT NULL, scope_id TEXT NOT NULL, through INTEGER NOT NULL, open INTEGER NOT NULL,"
    " standing TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX ix_shared_record_open ON shared_record (open) WHERE open = 1",
    "CREATE TABLE desk (key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key))",
    "CREATE TABLE blob (sha256 TEXT NOT NULL, size INTEGER NOT NULL, compressed INTEGER NOT NULL,"
    " data BLOB NOT NULL, PRIMARY KEY (sha256))",
    "CREATE TABLE search_entry (id INTEGER NOT NULL, record_id TEXT NOT NULL, field TEXT NOT NULL,"
    " kind TEXT NOT NULL, child_id TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE UNIQUE INDEX ix_search_entry_record ON search_entry (record_id, field)",
    "CREATE TABLE search_owed (record_id TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (record_id))"
    " WITHOUT ROWID",
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)",
)


def upgrade() -> None:
    """Make every table."""
    for name, columns in RECORDS.items():
        _record_table(name, f"{columns} {KEEPING}".split())
    for statement in OWN:
        op.execute(statement)


def _record_table(name: str, columns: list[str]) -> None:
    written = ", ".join(_column(column) for column in columns)
    op.execute(f"CREATE TABLE {name} ({written}, PRIMARY KEY (id))")
    for column in (column.rstrip("?") for column in columns):
        if column.endswith("_id"):
            op.execute(f"CREATE INDEX ix_{name}_{column} ON {name} ({column})")


def _column(column: str) -> str:
    kept_as = "INTEGER" if "#" in column else "TEXT"
    must = "" if column.endswith("?") else " NOT NULL"
    return column.rstrip("#?") + f" {kept_as}{must}"
