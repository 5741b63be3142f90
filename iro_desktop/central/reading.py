"""What a laptop is sent: the next page of changes in its scope, or whole records as they stand."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from iro_desktop.central import access
from iro_desktop.central.access import Access
from iro_desktop.central.applying import stand_of
from iro_desktop.central.bundling import Bundling
from iro_desktop.central.database import Asker
from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol.changes import ScopeName
from iro_desktop.protocol.messages import Cursor, SnapshotRequest
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.records import Json

ROWS_AT_ONCE = 5_000
"""Rows looked at for one page of the log; it is cut by bytes long before."""
RECORDS_AT_ONCE = 500
"""Records looked at together for a page of whole ones."""
_FRAME = 60
"""Bytes counted for a change beside its body: its revision, its part of a bundle."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the log as JSON texts by the names of their lists, and where its reader stands then."""

    lists: Mapping[str, Sequence[bytes]]
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
    more = in_all > len(rows) or in_all == ROWS_AT_ONCE
    bundling, own = Bundling(), list[bytes]()
    for row in rows:
        if _is_of(row, asker) and not own_too:
            own.append(
                b'{"change_id":"%s","revision":%d}' % (row["change_id"].encode("ascii"), row["revision"])
            )
            bundling.mark(row)
        else:
            bundling.add(row)
    last = rows[-1]["revision"] if rows else cursor.revision
    return Page(
        lists={**bundling.written(connection), "own": own},
        devices=frozenset(bundling.devices),
        children=frozenset(row["scope_id"] for row in rows if row["scope_kind"] == "child"),
        # Past what is in no scope of the reader's too: who is given a child again has all of it as whole
        # records, and is told of none of it a second time.
        cursor=Cursor(epoch=cursor.epoch, revision=last if more else max(last, head)),
        more=more,
    )


def _is_of(row: RowMapping, asker: Asker) -> bool:
    return str(row["device"]).partition(".")[0] == asker.device


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page of whole records as JSON texts by the names of their lists."""

    lists: Mapping[str, Sequence[bytes]]
    devices: frozenset[str]
    children: frozenset[str]
    epoch: int
    revision: int
    next: str


def read_snapshot(connection: Connection, request: SnapshotRequest) -> Snapshot:
    """Return records of the scopes asked for, which the caller has checked, scope by scope.

    A page ends where a scope ends, unless the scope alone is larger: a bundle has one scope, and what of it
    is on another page would have to be sent as hashes.
    """
    stand = stand_of(connection)
    gathering = _Gathering(connection, request.page_bytes)
    first, _, record_id = request.after.rpartition(":")
    if not request.after:
        gathering.add_proposals(request.scopes)
    scopes = sorted((str(scope), scope) for scope in request.scopes)
    ended = ""
    for name, scope in scopes:
        if name >= first and not ended:
            ended = gathering.add_scope(scope, record_id if name == first else "")
    return Snapshot(
        lists={**gathering.bundling.written(connection), "records": gathering.records},
        devices=frozenset(gathering.bundling.devices),
        children=frozenset(gathering.children),
        epoch=stand.epoch,
        revision=stand.head,
        next=ended,
    )


@dataclass(slots=True)
class _Gathering:
    """A page of whole records while it is put together."""

    connection: Connection
    page_bytes: int
    bundling: Bundling = field(default_factory=Bundling)
    records: list[bytes] = field(default_factory=list)
    children: set[str] = field(default_factory=set)
    size: int = 0
    place: str = ""
    """Where what is in it ends: a scope and a record in it."""

    def add_proposals(self, scopes: Sequence[ScopeName]) -> None:
        """Add what came after the finish and waits for a person."""
        values = {"kinds": [s.kind.value for s in scopes], "ids": [s.id for s in scopes]}
        for row in self.connection.execute(_PROPOSALS, values).mappings():
            self.size += self.bundling.add(row)

    def add_scope(self, scope: ScopeName, after: str) -> str:
        """Add a scope's records after one of them; return where the page ends if it is full, "" if not."""
        before = (self.size, len(self.records), self.place)
        added: list[RowMapping] = []
        values = {"kind": scope.kind.value, "id": scope.id, "rows": RECORDS_AT_ONCE}
        while rows := self.connection.execute(_RECORDS, {**values, "after": after}).mappings().all():
            for row, changes in self._with_changes(rows):
                size = sum(len(one["body"] or b"") + _FRAME for one in changes)
                if self.place and self.size + size > self.page_bytes:
                    return self._full(scope, added, before)
                self._add(row, changes)
                added += changes
                self.size += size
                after = row["record_id"]
                self.place = f"{scope}:{after}"
                if scope.kind is ScopeKind.CHILD:
                    self.children.add(scope.id)
            if len(rows) < RECORDS_AT_ONCE:
                break
        return ""

    def _full(self, scope: ScopeName, added: list[RowMapping], before: tuple[int, int, str]) -> str:
        """End the page: before this scope if something else is in it, else within."""
        if before[2]:
            self.bundling.without(added)
            self.children.discard(scope.id)
            del self.records[before[1] :]
            return before[2]
        return self.place

    def _with_changes(self, rows: Sequence[RowMapping]) -> Iterable[tuple[RowMapping, Sequence[RowMapping]]]:
        several = {row["record_id"]: _revisions(row["standing"]) for row in rows if row["alone"] is None}
        wanted = sorted({revision for revisions in several.values() for revision in revisions})
        found = self.connection.execute(_BODIES, {"wanted": wanted}).mappings() if wanted else ()
        log = {row["revision"]: row for row in found}
        for row in rows:
            if row["alone"] is not None:  # what is said of its one change stands in the same row
                yield row, [row] if row["bundle"] is not None else []
            else:
                yield row, [log[r] for r in sorted(several[row["record_id"]] & log.keys())]

    def _add(self, row: RowMapping, changes: Sequence[RowMapping]) -> None:
        for one in changes:
            self.bundling.add(one)
        if row["alone"] is None:
            self.records.append(_record(row))


def _revisions(standing: Mapping[str, Any]) -> set[int]:
    return {change[0] for change in standing["by"]} | {stone[0] for stone in standing["gone"]}


def _record(row: RowMapping) -> bytes:
    standing = row["standing"]
    by = [change[0] for change in standing["by"]]
    fields: dict[str, Json] = {
        name: [by[one[0] if isinstance(one, list) else one] for one in kept]
        for name, kept in standing["is"].items()
    }
    said: dict[str, Json] = {
        "record_id": row["record_id"],
        "kind": row["kind"],
        "revision": row["revision"],
        "standing": fields,
        "tombstones": [stone[0] for stone in standing["gone"]],
    }
    return json.dumps(said, separators=(",", ":")).encode("ascii")


def note_reading(
    connection: Connection, asker: Asker, children: Iterable[str], why: str, revision: int
) -> None:
    """Write into the read log that these children's records were sent to this person."""
    said = {"person": asker.person, "device": asker.device, "why": why, "revision": revision}
    if rows := [{**said, "child": child} for child in sorted(children)]:
        connection.execute(_READ, rows)


_COLUMNS = (
    "revision, change_id, device, scope_kind, scope_id, body, bundle, place, proposed,"
    " NULLIF(passed_over, '[]') AS passed_over, NULLIF(unseen, '[]') AS unseen"
)
_PAGE = f"""
    SELECT * FROM (
        SELECT *, row_number() OVER (ORDER BY revision) AS nth, count(*) OVER () AS in_all,
               sum(:frame + CASE WHEN split_part(device, '.', 1) = :device THEN 0
                                 ELSE coalesce(octet_length(body), 0) END) OVER (ORDER BY revision) AS so_far
        FROM (SELECT {_COLUMNS} FROM log WHERE revision > :after AND {{wall}}
              ORDER BY revision LIMIT :rows) AS next
    ) AS counted
    WHERE nth = 1 OR so_far <= :bytes ORDER BY revision
"""
# LATERAL and OFFSET: each change is looked up by its own revision, whatever PostgreSQL expects. As a plain
# join, a first fill from an office that had been filled a minute before took ten times as long.
_RECORDS = text("""
    SELECT record.*, device, body, bundle, place, proposed, passed_over, unseen
    FROM (SELECT record_id, kind, CASE WHEN alone IS NULL THEN standing END AS standing, revision, alone
          FROM record WHERE scope_kind = :kind AND scope_id = :id AND record_id > :after
          ORDER BY record_id LIMIT :rows) AS record
    LEFT JOIN LATERAL (
        SELECT device, body, bundle, place, proposed,
               NULLIF(passed_over, '[]') AS passed_over, NULLIF(unseen, '[]') AS unseen
        FROM log WHERE log.revision = record.alone OFFSET 0) AS change ON true
    ORDER BY record_id
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
