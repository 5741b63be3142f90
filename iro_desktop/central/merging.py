"""The records that a batch touches: loaded once, merged change by change, kept once."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from iro_desktop.central.database import as_rows
from iro_desktop.domain.finishing import is_closed_by_finish
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.review import Review
from iro_desktop.protocol.changes import Change
from iro_desktop.records import Json, canonical_again, table_name
from iro_desktop.records.merge import (
    DELETION,
    KEPT,
    Applied,
    Arrival,
    Finish,
    Operation,
    State,
    apply,
    unseen_by,
)
from iro_desktop.records.standing import from_standing, to_standing

_REVIEW = table_name(Review)
_CLOSED = frozenset(table_name(kind) for kind in RECORD_KINDS if is_closed_by_finish(kind))
_FINISHED = "finished_at"


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one change. `unseen`, of a finish: revisions that stand and that it had not seen."""

    change_id: str
    revision: int
    applied: Applied
    unseen: tuple[int, ...] = ()


@dataclass(slots=True)
class _Record:
    kind: str
    scope_kind: str
    scope_id: str
    review_id: str
    state: State
    revision: int = 0
    touched: bool = False


@dataclass(slots=True)
class Merging:
    """The records of one batch. Make it holding the turn; what it loaded nobody else changes meanwhile."""

    connection: Connection
    changes: Sequence[Change]
    _records: dict[str, _Record] = field(default_factory=dict)
    _proposed: dict[str, str] = field(default_factory=dict)
    """By record that was only ever proposed, the finished review that it names."""
    _last: dict[str, int] = field(default_factory=dict)
    """By device, the last sequence that was here before this batch."""

    def __post_init__(self) -> None:
        self._load({change.record_id for change in self.changes})
        made_before = {one.record_id for one in self.changes if one.operation is not Operation.CREATE}
        if kept_out := sorted(made_before - self._records.keys()):
            for row in self.connection.execute(_PROPOSED, {"ids": kept_out}):
                named = json.loads(row.body)["fields"].get("review_id", {}).get("now")
                self._note_proposed(row.record_id, named)
        reviews = {record.review_id for record in self._records.values()} | set(self._proposed.values())
        reviews |= {_named_review(change) for change in self.changes}
        self._load((reviews - self._records.keys()) - {""})
        for device in {change.device for change in self.changes}:
            self._last[device] = self.connection.execute(_LAST, {"device": device}).scalar_one()

    def _load(self, ids: Iterable[str]) -> None:
        if wanted := sorted(ids):
            for row in self.connection.execute(_RECORDS, {"ids": wanted}).mappings():
                self._records[row["record_id"]] = _record_of(row)

    def merge(self, change: Change, revision: int) -> Merged:
        """Apply one change to its record as it stands, and say what became of it."""
        arrival = change.arrival(revision)
        record = self._records.get(change.record_id) or _Record(
            change.kind, change.scope.kind.value, change.scope.id, "", State()
        )
        review_id = record.review_id or self._proposed.get(change.record_id) or _named_review(change)
        finish = self._finish_of(change, review_id)
        applied = apply(record.state, arrival, finish=finish, later=self._written_later(change))
        unseen = self._unseen(change, arrival, applied)
        if applied.proposed and change.record_id not in self._records:
            self._note_proposed(change.record_id, review_id)
        if applied.state is not record.state:
            record.state, record.review_id, record.revision = applied.state, review_id, revision
            record.touched = True
            self._records[change.record_id] = record
        return Merged(change.change_id, revision, applied, unseen)

    def _note_proposed(self, record_id: str, review_id: Json) -> None:
        """Let what comes of a record that the finish kept out meet that finish, though it names no review."""
        if isinstance(review_id, str) and review_id:
            self._proposed.setdefault(record_id, review_id)

    def _finish_of(self, change: Change, review_id: str) -> Finish | None:
        if change.kind not in _CLOSED:
            return None
        review = self._records.get(change.record_id if change.kind == _REVIEW else review_id)
        standing = review.state.versions.get(_FINISHED) if review else None
        if not standing or standing[0].value is None:
            return None
        return Finish(standing[0].device, standing[0].sequence)

    def _written_later(self, change: Change) -> frozenset[str]:
        """Return what the same device has written to this record in changes that it made after this one."""
        if change.sequence >= self._last[change.device]:
            return frozenset()
        rows = self.connection.execute(
            _LATER, {"record": change.record_id, "device": change.device, "sequence": change.sequence}
        )
        found: set[str] = set()
        for row in rows:
            later = json.loads(row.body)
            if later["operation"] == Operation.RESTORE:
                found.add(DELETION)
            if later["operation"] != Operation.DELETE:
                found.update(later["fields"])
        return frozenset(found)

    def _unseen(self, change: Change, arrival: Arrival, applied: Applied) -> tuple[int, ...]:
        """Return what stands in a review's records that the change which finishes it had not seen.

        Only a change that says what its author had seen (`known`) can be asked.
        """
        edit = change.fields.get(_FINISHED)
        if change.kind != _REVIEW or edit is None or edit.now is None or change.known is None:
            return ()
        if applied.proposed:
            return ()
        for row in self.connection.execute(_OF_REVIEW, {"review": change.record_id}).mappings():
            self._records.setdefault(row["record_id"], _record_of(row))
        found: set[int] = set()
        for record in self._records.values():
            if record.review_id == change.record_id and record.kind in _CLOSED:
                names = unseen_by(record.state, arrival)
                found |= {v.revision for name in names for v in record.state.versions[name]}
        return tuple(sorted(revision for revision in found if revision > arrival.known))

    def keep(self, connection: Connection) -> None:
        """Write every record that changed."""
        rows = [_row(record_id, one) for record_id, one in self._records.items() if one.touched]
        if rows:
            connection.execute(_KEEP, as_rows(rows))


def _named_review(change: Change) -> str:
    edit = change.fields.get("review_id")
    return edit.now if edit is not None and isinstance(edit.now, str) else ""


def _record_of(row: RowMapping) -> _Record:
    state = from_standing(row["body"], row["standing"])
    return _Record(row["kind"], row["scope_kind"], row["scope_id"], row["review_id"], state, row["revision"])


def _row(record_id: str, record: _Record) -> dict[str, Any]:
    state = record.state
    body: dict[str, Json] = state.body
    return {
        "record": record_id,
        "kind": record.kind,
        "scope_kind": record.scope_kind,
        "scope_id": record.scope_id,
        "review": record.review_id,
        "body": canonical_again(body).decode("utf-8"),
        "standing": canonical_again(to_standing(state)).decode("utf-8"),
        "deleted": state.is_deleted,
        "revision": record.revision,
        "alone": _alone(state, record.revision),
    }


def _alone(state: State, revision: int) -> int | None:
    """Return the revision of the one change that all of a record comes from; None if there are several."""
    if state.tombstones or KEPT in state.versions:
        return None
    standing = {v.revision for versions in state.versions.values() for v in versions}
    settled = all(len(versions) == 1 for versions in state.versions.values())
    return revision if settled and standing == {revision} else None


_COLUMNS = "record_id, kind, scope_kind, scope_id, review_id, body, standing, revision"
_RECORDS = text(f"SELECT {_COLUMNS} FROM record WHERE record_id = ANY (:ids)")
_OF_REVIEW = text(f"SELECT {_COLUMNS} FROM record WHERE review_id = :review")
_LAST = text("SELECT last_sequence(:device)")
_LATER = text(
    "SELECT body FROM log WHERE record_id = :record AND device = :device AND sequence > :sequence"
    " AND body IS NOT NULL AND NOT proposed"
)
_PROPOSED = text(
    "SELECT record_id, body FROM log WHERE record_id = ANY (:ids) AND proposed AND body IS NOT NULL"
    " ORDER BY revision"
)
_KEEP = text("""
    INSERT INTO record (record_id, kind, scope_kind, scope_id, review_id, body, standing, deleted, revision,
                        alone)
    SELECT record, kind, scope_kind, scope_id, review, CAST(body AS jsonb), CAST(standing AS jsonb), deleted,
           revision, alone
    FROM json_to_recordset(CAST(:rows AS json)) AS came (
        record text, kind text, scope_kind text, scope_id text, review text, body text, standing text,
        deleted bool, revision bigint, alone bigint)
    ON CONFLICT (record_id) DO UPDATE SET body = EXCLUDED.body, standing = EXCLUDED.standing,
        deleted = EXCLUDED.deleted, revision = EXCLUDED.revision, review_id = EXCLUDED.review_id,
        alone = EXCLUDED.alone
""")
