"""Whole records that are but one change each, and new here: made many at a time.

Nearly all of a first fill is that. What is made is what `shown` makes of the same change one by one; whatever
is not plainly such a record is left to it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from iro_desktop.caseload import rows, search
from iro_desktop.caseload.changes import Operation, Seen
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.caseload.shared import Numbered
from iro_desktop.caseload.shown import KINDS
from iro_desktop.domain.records import Record, ScopeKind
from iro_desktop.records import table_of


@dataclass(slots=True)
class FilledIn:
    """What was made of a page."""

    left: list[Numbered] = field(default_factory=list)
    """To be made one by one."""
    saved: list[tuple[type[Record], str]] = field(default_factory=list)
    children: set[str] = field(default_factory=set)


def take(connection: Connection, alone: Sequence[Numbered]) -> FilledIn:
    """Make the records that are these changes, whose signed bytes are kept already."""
    done = FilledIn()
    made: dict[str, list[Sequence[object]]] = {}
    shared: list[Sequence[object]] = []
    here = _here(connection, alone)
    for one in alone:
        row = None if one.record_id in here else _row(one)
        if row is None:
            done.left.append(one)
            continue
        kind, scope = str(one.change["kind"]), one.bundle.scope if one.bundle else one.scope
        made.setdefault(kind, []).append(row)
        shared.append((one.record_id, kind, scope.kind.value, scope.id, one.revision))
        done.saved.append((KINDS[kind], one.record_id))
        done.children.add(scope.id)
    for kind, of_kind in made.items():
        rows.add_all(connection, KINDS[kind], of_kind)
        search.add_later(connection, KINDS[kind], [str(row[0]) for row in of_kind])
    _SHARE.run_rows(connection, shared)
    return done


def _row(one: Numbered) -> Sequence[object] | None:
    """Return the row of a record that is this change, None unless it is plainly an ordinary one."""
    change = one.change
    kind = KINDS.get(str(change["kind"]))
    if kind is None or one.proposed or one.passed_over or change["operation"] not in _MAKES:
        return None
    if change["scope"]["kind"] != ScopeKind.CHILD:
        return None
    row = rows.made_of(kind, change["fields"], str(change["scope"]["id"]), Seen(one.revision))
    return row if row is not None and row[0] == one.record_id else None


def _here(connection: Connection, alone: Iterable[Numbered]) -> set[str]:
    """Return which of these records something is known of here already: written, shared or shown."""
    by_kind: dict[str, list[str]] = {}
    for one in alone:
        by_kind.setdefault(str(one.change["kind"]), []).append(one.record_id)
    found: set[str] = set()
    for kind, ids in by_kind.items():
        wanted: Mapping[str, str] = {"wanted": json.dumps(ids)}
        statements = (_WRITTEN, _SHARED, _SHOWN[kind]) if kind in _SHOWN else (_WRITTEN, _SHARED)
        for statement in statements:
            found.update(connection.execute(statement, wanted).scalars())
    return found


_MAKES = frozenset({Operation.CREATE.value, Operation.EDIT.value})
_WANTED = "IN (SELECT value FROM json_each(:wanted))"
_WRITTEN = text(f"SELECT DISTINCT record_id FROM journal WHERE record_id {_WANTED}")
_SHARED = text(f"SELECT record_id FROM shared_record WHERE record_id {_WANTED}")
_SHOWN = {
    name: text(f"SELECT id FROM {table_of(kind).name} WHERE id {_WANTED}") for name, kind in KINDS.items()
}
_SHARE = Prepared(
    text(
        "INSERT INTO shared_record (record_id, kind, scope_kind, scope_id, through, open, standing)"
        " VALUES (:record_id, :kind, :scope_kind, :scope_id, :through, 0, '')"
    )
)
