"""The caseload's side of each exchange with the office: a step is one transaction, with its place."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from iro_desktop.caseload import filling, outbox, purging, shared
from iro_desktop.caseload.changes import EntryState, FieldChange, Operation, from_text
from iro_desktop.caseload.filling import Alone
from iro_desktop.caseload.outbox import Outgoing, Waiting
from iro_desktop.caseload.problems import in_words
from iro_desktop.caseload.shared import Numbered, SharedRecord, Sharing, Standing
from iro_desktop.caseload.shown import KINDS
from iro_desktop.caseload.unit_of_work import Changed
from iro_desktop.domain.records import Record, Scope
from iro_desktop.protocol.messages import Answer
from iro_desktop.records import Json

if TYPE_CHECKING:
    from iro_desktop.caseload.caseload import Caseload


@dataclass(frozen=True, slots=True)
class Own:
    """One's own change as it stands in the office's log: its words are here."""

    revision: int
    change_id: str
    passed_over: tuple[str, ...] = ()
    proposed: bool = False
    unseen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What one exchange brought: the answers to what was sent, and the next of everybody's changes."""

    answers: Sequence[tuple[str, Answer]]
    """By the id of the change that was sent, in that order."""
    entries: Sequence[Numbered | Own]


@dataclass(frozen=True, slots=True)
class LateWords:
    """What was typed in a record that is no longer here: the record as far as it is known, and its fields."""

    record: Record
    fields: Mapping[str, Json]


_UNSEEN = "office.unseen"
"""The desk's key for the revisions that stand in finished reviews unseen by those who finished them."""


class StrangeOwn(Exception):  # noqa: N818 - what the page is
    """The office names a change of this laptop's that is not here: it was put back from a backup."""


class OfficeDesk:
    """What the sync does to a caseload. `desk` in each call lies on the desk in the same transaction."""

    def __init__(self, caseload: "Caseload") -> None:
        self._caseload = caseload

    def outgoing(self, held_back: Collection[str] = (), after: int = 0) -> list[Outgoing]:
        """Freeze and return the next changes to send (see `outbox.outgoing`)."""
        if not self.has_outgoing(held_back):
            return []
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                found = outbox.outgoing(connection, held_back, after)
            work.commit()
        return found

    def has_outgoing(self, held_back: Collection[str]) -> bool:
        """Return whether anything waits that may be sent."""
        return outbox.has_outgoing(self._connection(), held_back)

    def take(self, page: Page, desk: Mapping[str, Json]) -> Changed:
        """Take in one exchange. StrangeOwn, and nothing is taken, if it names an own change not here."""
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                touched = dict.fromkeys(_answered(connection, _not_in_the_log(page)))
                sharing = Sharing(connection)
                desk = self._with_unseen(desk, page.entries)
                shared.keep_changes(connection, (e for e in page.entries if isinstance(e, Numbered)))
                for entry in page.entries:
                    touched.update(dict.fromkeys(_take_entry(connection, sharing, entry)))
                known = {one.record_id: one for one in sharing.finish()}
                touched.update({(one.kind, one.record_id): None for one in known.values()})
            work.renew(touched, known)
            _lay(work, desk)
            return work.commit()

    def take_snapshot(
        self,
        records: Iterable[Standing],
        proposals: Iterable[Numbered],
        desk: Mapping[str, Json],
        alone: Sequence[Alone] = (),
    ) -> Changed:
        """Take in whole records as they stand at the office; `alone`: those that are but one change each."""
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                came = list(records)
                changes = [one for record in came for one in record.changes.values()]
                changes += [one.change for one in alone]
                desk = self._with_unseen(desk, changes)
                shared.keep_changes(connection, [*changes, *proposals])
                filled = filling.take(connection, alone)
                came += map(shared.standing_alone, filled.left)
                taken = [_take_standing(connection, record) for record in came]
            work.note_saved(filled.saved, filled.children)
            known = {record.record_id: record for record in taken}
            work.renew([(record.kind, record.record_id) for record in taken], known)
            _lay(work, desk)
            return work.commit()

    def finish_filling(self, scopes: Iterable[Scope], desk: Mapping[str, Json]) -> Changed:
        """See that nothing shows in these scopes that is neither at the office nor waits here."""
        ids = {scope.id for scope in scopes}
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                alone = [which for which in _unshared(connection) if which[2] in ids]
            work.renew([(kind, record_id) for kind, record_id, _scope in alone])
            _lay(work, desk)
            return work.commit()

    def begin_again(self, restored_to: int, epoch_start: int, desk: Mapping[str, Json]) -> None:
        """Get ready to meet an office that was put back from a backup: what it lost is offered again."""
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                journal = self._caseload.journal
                outbox.offer_again(connection, restored_to, journal.device, journal.person)
                connection.execute(_ORPHANS, {"restored_to": restored_to, "start": epoch_start})
                connection.execute(text("DELETE FROM shared_record"))
            _lay(work, {**desk, _UNSEEN: []})
            work.commit()

    def go_on_as(self, device: str, person: str, desk: Mapping[str, Json]) -> None:
        """Let what waits go on under another device's name."""
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                outbox.thaw(connection, device, person)
            _lay(work, desk)
            work.commit()

    def lay(self, desk: Mapping[str, Json]) -> None:
        """Lay something on the desk."""
        with self._caseload.unit_of_work() as work:
            _lay(work, desk)
            work.commit()

    def purge(self, children: Iterable[str], desk: Mapping[str, Json]) -> Changed:
        """Take everything about these children off this laptop, but for those about whom something waits."""
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                going = set(children) - outbox.unsent_children(connection)
                for child in sorted(going):
                    work.note_removed(purging.purge_child(connection, child), child)
            _lay(work, desk)
            return work.commit()

    def hand_in(self, late: Iterable[LateWords], acknowledged: int) -> None:
        """Let words about a child who has left this laptop wait to be sent; no record is made of them here.

        They say that nothing was seen of what stands there, so that they cover nobody's. `acknowledged`: the
        scope's revision by which the child was this person's.
        """
        with self._caseload.unit_of_work() as work:
            with work.on_the_file():
                for one in late:
                    said = {name: FieldChange(0, None, now) for name, now in one.fields.items()}
                    self._caseload.journal.write(
                        Operation.CREATE, one.record, said, acknowledged=acknowledged
                    )
            work.commit()

    def written_about(self, children: Iterable[str]) -> set[str]:
        """Return those of these children about whom anything that was written here is still kept."""
        wanted = json.dumps(sorted(children))
        return set(self._connection().execute(_ABOUT, {"wanted": wanted}).scalars())

    def make_local(self, record_id: str) -> None:
        """Never send what was written about a record that is about this laptop only, and show it no more."""
        with self._caseload.unit_of_work() as work:
            with work.on_the_file() as connection:
                kinds = outbox.kinds_of(connection, record_id)
                outbox.make_local(connection, record_id)
            work.renew([(kind, record_id) for kind in kinds])
            work.commit()

    def count_unsent(self) -> int:
        """Return how many changes the office has not acknowledged."""
        return outbox.count_unsent(self._connection())

    def unsent_children(self) -> set[str]:
        """Return the children about whom something waits here."""
        return outbox.unsent_children(self._connection())

    def waiting(self, limit: int = 500) -> list[Waiting]:
        """Return the changes that wait here, oldest first."""
        return outbox.waiting(self._connection(), limit)

    def last_sequence(self) -> int:
        """Return the last sequence that was ever given here."""
        return outbox.last_sequence(self._connection())

    def last_sent(self, device: str) -> int:
        """Return the last sequence that this device, under this name, can have sent."""
        return outbox.last_sent(self._connection(), device)

    def open_records(self) -> list[SharedRecord]:
        """Return the records in which a person has to choose."""
        connection = self._connection()
        ids = connection.execute(
            text("SELECT record_id FROM shared_record WHERE open = 1 ORDER BY record_id")
        )
        found = (shared.find(connection, record_id) for record_id in ids.scalars())
        return [record for record in found if record is not None]

    def find(self, record_id: str) -> SharedRecord | None:
        """Return what is shared of a record."""
        return shared.find(self._connection(), record_id)

    def knows(self, record_id: str) -> bool:
        """Return whether anything about a record was written here or came from the office."""
        return self._connection().execute(_KNOWN, {"record": record_id}).first() is not None

    def chosen_here(self, record_id: str) -> dict[str, int]:
        """Return by field ("": the record) up to which revision a choice that still waits here has seen."""
        found: dict[str, int] = {}
        for operation, fields, known in self._connection().execute(_CHOSEN, {"record": record_id}):
            for name, change in from_text(fields).items():
                found[name] = max(found.get(name, 0), change.based_on)
            if operation in {Operation.DELETE, Operation.RESTORE} and known is not None:
                found[""] = max(found.get("", 0), known)
        return found

    def late_changes(self) -> list[tuple[Mapping[str, Any], EntryState | None]]:
        """Return the changes that came after Finish or were set aside; a state where they are one's own."""
        connection = self._connection()
        came = shared.bodies(connection, connection.execute(_PROPOSED).scalars().all())
        own = connection.execute(_LATE).all()
        late: list[tuple[Mapping[str, Any], EntryState | None]] = [
            (came[revision], None) for revision in sorted(came)
        ]
        return late + [(json.loads(body), EntryState(state)) for body, state in own]

    def unseen_at_finish(self) -> list[Mapping[str, Any]]:
        """Return the changes that stand in finished reviews unseen by those who finished them."""
        found = shared.bodies(self._connection(), self._unseen())
        return [found[revision] for revision in sorted(found)]

    def _unseen(self) -> list[int]:
        kept = self._caseload.desk(_UNSEEN)
        return [one for one in kept if isinstance(one, int)] if isinstance(kept, list) else []

    def _with_unseen(self, desk: Mapping[str, Json], came: Iterable[Numbered | Own]) -> Mapping[str, Json]:
        new = {revision for one in came for revision in one.unseen}
        return {**desk, _UNSEEN: [*sorted(new.union(self._unseen()))]} if new else desk

    def change_at(self, revision: int) -> Mapping[str, Any] | None:
        """Return the signed change with this revision."""
        return shared.bodies(self._connection(), [revision]).get(revision)

    def shared_history(self, record_id: str) -> list[tuple[int, Mapping[str, Any]]]:
        """Return everybody's changes of a record that are here, with the office's revisions, oldest first."""
        revisions = self._connection().execute(_HISTORY, {"record": record_id}).scalars().all()
        return sorted(shared.bodies(self._connection(), revisions).items())

    def missing_blobs(self) -> set[tuple[str, str]]:
        """Return the (scope's id, SHA-256) of blobs that records name and that are not here."""
        connection = self._connection()
        found: set[tuple[str, str]] = set()
        for name, column in purging.blob_columns():
            rows = connection.execute(
                text(
                    f"SELECT scope_id, {column} FROM {name} WHERE {column} <> ''"
                    f" AND {column} NOT IN (SELECT sha256 FROM blob)"
                )
            )
            found |= {(scope_id, sha256) for scope_id, sha256 in rows}
        return found

    def _connection(self) -> Connection:
        self._caseload.check_thread()
        with in_words():
            return self._caseload.connection


def _lay(work: Any, desk: Mapping[str, Json]) -> None:
    for key, value in desk.items():
        work.put_desk(key, value)


def _not_in_the_log(page: Page) -> Iterable[tuple[str, Answer]]:
    """Return the answers to changes that the same page does not bring as part of what is shared: of those, no
    more than that is noted."""
    own = {entry.change_id for entry in page.entries if isinstance(entry, Own)}
    return (one for one in page.answers if one[0] not in own)


def _answered(connection: Connection, answers: Iterable[tuple[str, Answer]]) -> Iterable[tuple[str, str]]:
    for change_id, answer in answers:
        which = outbox.acknowledge(connection, change_id, answer)
        if which is not None:
            yield which


def _take_entry(connection: Connection, sharing: Sharing, entry: Numbered | Own) -> Iterable[tuple[str, str]]:
    if isinstance(entry, Own):
        numbered = _own_numbered(connection, entry)
        yield str(numbered.change["kind"]), numbered.record_id
    else:
        numbered = entry
        yield from _recognise(connection, numbered)
    sharing.apply(numbered)


def _own_numbered(connection: Connection, own: Own) -> Numbered:
    body = outbox.share(connection, own.change_id, own.revision, proposed=own.proposed)
    if body is None:
        raise StrangeOwn
    return Numbered(own.revision, json.loads(body), body, None, 0, own.passed_over, own.proposed, own.unseen)


def _recognise(connection: Connection, numbered: Numbered) -> Iterable[tuple[str, str]]:
    """Note an own change that came back whole: after a restore, or when the reply to it was lost."""
    change_id = str(numbered.change["change_id"])
    if outbox.is_own(connection, change_id, numbered.body):
        outbox.share(connection, change_id, numbered.revision, proposed=numbered.proposed)
        yield str(numbered.change["kind"]), numbered.record_id


def _take_standing(connection: Connection, record: Standing) -> SharedRecord:
    for numbered in record.changes.values():
        for _which in _recognise(connection, numbered):
            pass
    outbox.share_through(connection, record.record_id, record.revision)
    return shared.take_snapshot(connection, record)


def _unshared(connection: Connection) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for name in KINDS:
        rows = connection.execute(
            text(f"SELECT id, scope_id FROM {name} WHERE id NOT IN (SELECT record_id FROM shared_record)")
        )
        found += [(name, record_id, scope_id) for record_id, scope_id in rows]
    return found


_ORPHANS = text("UPDATE shared_change SET orphan = 1 WHERE revision > :restored_to AND revision < :start")
_ABOUT = text(
    "SELECT DISTINCT scope_id FROM journal WHERE scope_kind = 'child'"
    " AND scope_id IN (SELECT value FROM json_each(:wanted))"
)
_KNOWN = text(
    "SELECT 1 FROM journal WHERE record_id = :record UNION ALL"
    " SELECT 1 FROM shared_change WHERE record_id = :record UNION ALL"
    " SELECT 1 FROM shared_record WHERE record_id = :record LIMIT 1"
)
_CHOSEN = text(
    "SELECT operation, fields, known FROM journal"
    " WHERE record_id = :record AND state IN ('open', 'frozen', 'taken')"
)
_PROPOSED = text("SELECT revision FROM shared_change WHERE proposed = 1")
_LATE = text("SELECT frozen, state FROM journal WHERE state IN ('proposed', 'set_aside')")
_HISTORY = text(
    "SELECT revision FROM shared_change WHERE record_id = :record"
    " UNION SELECT revision FROM journal WHERE record_id = :record AND revision > 0"
)
