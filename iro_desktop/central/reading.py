"""What a laptop is sent: the next page of changes in its scope, or whole records as they stand."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from iro_desktop.central import access
from iro_desktop.central.access import Access
from iro_desktop.central.applying import stand_of
from iro_desktop.central.database import Asker
from iro_desktop.protocol.messages import Cursor, SnapshotRequest
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.records import Json

ROWS_AT_ONCE = 5_000
"""Rows looked at for one page; a page is cut by bytes long before."""
_FRAME = 400
"""Bytes counted for an entry beside its body: revision, signature, brackets."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of entries as JSON texts, and where the reader stands once it has them."""

    entries: tuple[bytes, ...]
    devices: frozenset[str]
    children: frozenset[str]
    cursor: Cursor
    more: bool


def refuse_foreign_cursor(connection: Connection, cursor: Cursor) -> None:
    """Raise OFFICE_RESTORED if the laptop has read what this office does not have (any more)."""
    stand = stand_of(connection)
    if cursor.epoch != stand.epoch or cursor.revision > stand.ceiling:
        raise Refused(Why.OFFICE_RESTORED, epoch=stand.epoch, restored_to=stand.restored_to, head=stand.head)


def read_page(
    connection: Connection, held: Access, asker: Asker, cursor: Cursor, page_bytes: int, *, own_too: bool
) -> Page:
    """Return the changes after the cursor in what the person holds, up to so many bytes; one at least."""
    head = stand_of(connection).head  # before the page: all up to it can be read by then
    values = {**access.wall_values(held), "after": cursor.revision, "rows": ROWS_AT_ONCE}
    values |= {"bytes": page_bytes, "frame": _FRAME, "device": "" if own_too else asker.device}
    # wall() is called, not bound once, so that a test can take the first wall away and see the second hold
    rows = connection.execute(text(_PAGE.format(wall=access.wall())), values).mappings().all()
    in_all = rows[0]["in_all"] if rows else 0
    entries = tuple(_entry(row, own=not own_too and _is_of(row, asker)) for row in rows)
    more = in_all > len(rows) or in_all == ROWS_AT_ONCE
    last = rows[-1]["revision"] if rows else cursor.revision
    return Page(
        entries=entries,
        devices=frozenset(row["device"] for row in rows if own_too or not _is_of(row, asker)),
        children=frozenset(row["scope_id"] for row in rows if row["scope_kind"] == "child"),
        # Past what is in no scope of the reader's too: who is given a child again has all of it as whole
        # records, and is told of none of it a second time.
        cursor=Cursor(epoch=cursor.epoch, revision=last if more else max(last, head)),
        more=more,
    )


def _is_of(row: RowMapping, asker: Asker) -> bool:
    return str(row["device"]).partition(".")[0] == asker.device


def _entry(row: RowMapping, *, own: bool) -> bytes:
    """Return a log row as JSON. The change stands in it byte for byte as it was signed."""
    rest: dict[str, Json] = {"revision": row["revision"]}
    if own:
        rest["own"] = row["change_id"]
    elif row["body"] is not None:
        rest["signature"] = row["signature"]
    for name in ("passed_over", "unseen", "proposed"):
        if row[name]:
            rest[name] = row[name]
    plain = json.dumps(rest, separators=(",", ":")).encode("ascii")
    if own or row["body"] is None:
        return plain
    return b'{"change":' + bytes(row["body"]) + b"," + plain[1:]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page of whole records as JSON texts."""

    records: tuple[bytes, ...]
    proposals: tuple[bytes, ...]
    devices: frozenset[str]
    children: frozenset[str]
    epoch: int
    revision: int
    next: str


def read_snapshot(connection: Connection, request: SnapshotRequest) -> Snapshot:
    """Return records of the scopes asked for, which the caller has checked, in the order of their ids."""
    stand = stand_of(connection)
    scopes = {"kinds": [s.kind.value for s in request.scopes], "ids": [s.id for s in request.scopes]}
    values = {**scopes, "after": request.after, "rows": ROWS_AT_ONCE}
    rows = connection.execute(_RECORDS, values).mappings().all()
    wanted = sorted({revision for row in rows for revision in _revisions(row["standing"])})
    log = {row["revision"]: row for row in connection.execute(_BODIES, {"wanted": wanted}).mappings()}
    kept: list[bytes] = []
    size = 0
    for row in rows:
        written = _record(row, log)
        if kept and size + len(written) > request.page_bytes:
            break
        kept.append(written)
        size += len(written)
    whole = len(kept) == len(rows) and len(rows) < ROWS_AT_ONCE
    proposed: Sequence[RowMapping] = ()
    if not request.after:
        proposed = connection.execute(_PROPOSALS, scopes).mappings().all()
    return Snapshot(
        records=tuple(kept),
        proposals=tuple(_entry(row, own=False) for row in proposed),
        devices=frozenset(str(row["device"]) for row in (*log.values(), *proposed)),
        children=frozenset(row["scope_id"] for row in rows[: len(kept)] if row["scope_kind"] == "child"),
        epoch=stand.epoch,
        revision=stand.head,
        next="" if whole else str(rows[len(kept) - 1]["record_id"]),
    )


def _revisions(standing: dict[str, Any]) -> Iterable[int]:
    yield from (change[0] for change in standing["by"])
    yield from (stone[0] for stone in standing["gone"])


def _record(row: RowMapping, log: dict[int, RowMapping]) -> bytes:
    standing = row["standing"]
    by = [change[0] for change in standing["by"]]
    fields: dict[str, Json] = {
        name: [by[one[0] if isinstance(one, list) else one] for one in kept]
        for name, kept in standing["is"].items()
    }
    entries = [
        _entry(log[revision], own=False) for revision in sorted(set(_revisions(standing)) & log.keys())
    ]
    rest: dict[str, Json] = {
        "record_id": row["record_id"],
        "kind": row["kind"],
        "revision": row["revision"],
        "standing": fields,
        "tombstones": [stone[0] for stone in standing["gone"]],
    }
    return (
        b'{"entries":['
        + b",".join(entries)
        + b"],"
        + json.dumps(rest, separators=(",", ":")).encode("ascii")[1:]
    )


def note_reading(
    connection: Connection, asker: Asker, children: Iterable[str], why: str, revision: int
) -> None:
    """Write into the read log that these children's records were sent to this person."""
    said = {"person": asker.person, "device": asker.device, "why": why, "revision": revision}
    if rows := [{**said, "child": child} for child in sorted(children)]:
        connection.execute(_READ, rows)


_COLUMNS = "revision, change_id, device, scope_kind, scope_id, body, signature, passed_over, unseen, proposed"
_PAGE = f"""
    SELECT * FROM (
        SELECT *, row_number() OVER (ORDER BY revision) AS place, count(*) OVER () AS in_all,
               sum(:frame + CASE WHEN split_part(device, '.', 1) = :device THEN 0
                                 ELSE coalesce(octet_length(body), 0) END) OVER (ORDER BY revision) AS so_far
        FROM (SELECT {_COLUMNS} FROM log WHERE revision > :after AND {{wall}}
              ORDER BY revision LIMIT :rows) AS next
    ) AS counted
    WHERE place = 1 OR so_far <= :bytes ORDER BY revision
"""
_RECORDS = text("""
    SELECT record_id, kind, scope_kind, scope_id, standing, record.revision
    FROM record JOIN unnest(CAST(:kinds AS text[]), CAST(:ids AS text[])) AS wanted (kind_of, id)
      ON scope_kind = kind_of AND scope_id = wanted.id
    WHERE record_id > :after ORDER BY record_id LIMIT :rows
""")
_BODIES = text(f"SELECT {_COLUMNS} FROM log WHERE revision = ANY (:wanted)")
_PROPOSALS = text(f"""
    SELECT {_COLUMNS} FROM log
    JOIN unnest(CAST(:kinds AS text[]), CAST(:ids AS text[])) AS wanted (kind_of, id)
      ON scope_kind = kind_of AND scope_id = wanted.id
    WHERE proposed ORDER BY revision
""")
_READ = text(
    "INSERT INTO read_log (person_id, device, child_id, why, revision)"
    " VALUES (:person, :device, :child, :why, :revision)"
)
