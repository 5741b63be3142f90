"""Whole records that are but one change each, and new here: made many at a time.

Nearly all of a first fill is that. What is made is what `shown` makes of the same change one by one; whatever
is not plainly such a record is left to it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from iro_desktop.caseload import rows, search
from iro_desktop.caseload.changes import Operation, Seen
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.caseload.shared import Numbered
from iro_desktop.caseload.shown import KINDS
from iro_desktop.domain.records import Record, ScopeKind
from iro_desktop.records import table_of


@dataclass(frozen=True, slots=True)
class Alone:
    """A record that is one change, and its row; None where that is to be made as any other's."""

    change: Numbered
    row: Sequence[object] | None


@dataclass(slots=True)
class FilledIn:
    """What was made of a page."""

    left: list[Numbered] = field(default_factory=list)
    """To be made one by one."""
    saved: list[tuple[type[Record], str]] = field(default_factory=list)
    children: set[str] = field(default_factory=set)


def alone(one: Numbered) -> Alone:
    """Return the record that is this change. It knows no caseload: any thread may do it."""
    return Alone(one, _row(one))


def take(connection: Connection, came: Sequence[Alone]) -> FilledIn:
    """Make the records that are these changes, whose signed bytes are kept already."""
    done = FilledIn()
    made: dict[str, list[Sequence[object]]] = {}
    shared: list[Sequence[object]] = []
    here = _here(connection, came)
    for one in came:
        change, record_id = one.change.change, one.change.record_id
        if one.row is None or record_id in here:
            done.left.append(one.change)
            continue
        kind, child = str(change["kind"]), str(change["scope"]["id"])
        made.setdefault(kind, []).append(one.row)
        shared.append((record_id, kind, _CHILD, child, one.change.revision))
        done.saved.append((KINDS[kind], record_id))
        done.children.add(child)
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
    if change["scope"]["kind"] != _CHILD:
        return None
    row = rows.made_of(kind, change["fields"], str(change["scope"]["id"]), Seen(one.revision))
    return row if row is not None and row[0] == one.record_id else None


def _here(connection: Connection, came: Iterable[Alone]) -> set[str]:
    """Return which of these records something is known of here already: written, shared or shown."""
    by_kind: dict[str, list[str]] = {}
    for one in came:
        by_kind.setdefault(str(one.change.change["kind"]), []).append(one.change.record_id)
    every = {"wanted": json.dumps([record_id for ids in by_kind.values() for record_id in ids])}
    found = {one for known in (_WRITTEN, _SHARED) for one in connection.execute(known, every).scalars()}
    for kind, ids in by_kind.items():
        if kind in _SHOWN:
            found.update(connection.execute(_SHOWN[kind], {"wanted": json.dumps(ids)}).scalars())
    return found


_CHILD = ScopeKind.CHILD.value
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
