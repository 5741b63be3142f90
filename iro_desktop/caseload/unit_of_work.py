"""One user action's writes: records, journal and search index change together or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import Connection

from iro_desktop.caseload import blobs, rows, search, shared, shown
from iro_desktop.caseload.changes import FieldChange, Operation, Seen, based
from iro_desktop.caseload.problems import ReviewFinished, in_words
from iro_desktop.domain.finishing import WRITTEN_AFTER_FINISH, is_closed_by_finish
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.letter import LetterPart, StopOverride
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Review
from iro_desktop.records import Json, changed_fields, decode, differs_from_default, encode, names_of

if TYPE_CHECKING:
    from iro_desktop.caseload.caseload import Caseload

R = TypeVar("R", bound=Record)

REMOVED_AFTER_FINISH: tuple[type[Record], ...] = (LetterPart, StopOverride)
"""What of it may be taken back: the letter is still being written, an amendment stands."""


@dataclass(frozen=True)
class Changed:
    """What a unit of work changed, so that screens refresh only that."""

    saved: frozenset[tuple[type[Record], str]] = frozenset()
    removed: frozenset[tuple[type[Record], str]] = frozenset()
    children: frozenset[str] = frozenset()
    """The ids of the children whose scope was touched."""

    def touches(self, *kinds: type[Record]) -> bool:
        """Return whether any record of these kinds was saved or removed."""
        return any(kind in kinds for kind, _ in self.saved | self.removed)

    def __bool__(self) -> bool:
        return bool(self.saved or self.removed)


class UnitOfWork:
    """A transaction. Use it as `with caseload.unit_of_work() as work: ...; work.commit()`.

    Leaving without commit, or by an exception, undoes everything. After a KnownProblem about the disk
    it is over: nothing of it was kept, everything before it was.
    """

    def __init__(self, caseload: "Caseload", seen: int | None = None) -> None:
        self._caseload = caseload
        self._seen = seen
        self._connection = caseload.connection
        self._journal = caseload.journal
        self._over = True
        self._saved: set[tuple[type[Record], str]] = set()
        self._removed: set[tuple[type[Record], str]] = set()
        self._children: set[str] = set()

    def __enter__(self) -> Self:
        self._caseload.begin(self)
        self._over = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def get(self, kind: type[R], record_id: str) -> R | None:
        """Return the record with that id as it stands in this unit of work, or None."""
        self._check()
        return self._caseload.get(kind, record_id)

    def list(self, kind: type[R], *, order_by: str | Iterable[str] = "id", **equals: object) -> tuple[R, ...]:
        """Return the records whose fields equal what is given, as they stand in this unit of work."""
        self._check()
        return self._caseload.list(kind, order_by=order_by, **equals)

    def save(self, record: Record) -> None:
        """Make or change a record. Only fields that differ are written and journalled; none: nothing is.

        ReviewFinished if it belongs to a finished review and is not one of WRITTEN_AFTER_FINISH.
        """
        with self._writing():
            kept = rows.kept(self._connection, type(record), record.id)
            if kept is None:
                self._make(record)
            else:
                self._change(kept, record)

    def save_all(self, records: Iterable[Record]) -> None:
        """Save each of the records, in order."""
        for record in records:
            self.save(record)

    def _make(self, record: Record) -> None:
        self._refuse_finished(record, WRITTEN_AFTER_FINISH)
        written = encode(record)
        if shared.was_deleted(self._connection, record.id):  # somebody may hold its tombstone by now
            sequence = self._journal.write(
                Operation.RESTORE, record, _all_of(written), known=self._known(Seen())
            )
        else:
            fields = based(differs_from_default(type(record), written), Seen())
            sequence = self._journal.write(Operation.CREATE, record, fields)
        rows.add(self._connection, record, written, sequence)
        search.add(self._connection, record)
        self._note(record, self._saved)

    def _change(self, kept: rows.Kept, record: Record) -> None:
        differences = changed_fields(kept.record, record)
        if not differences:
            return
        for version in (kept.record, record):
            self._refuse_finished(version, WRITTEN_AFTER_FINISH)
        seen = kept.seen.up_to(self._seen, differences)
        fields, known = based(differences, seen), self._known_at_finish(kept, record)
        sequence = self._journal.write(Operation.EDIT, record, fields, known=known)
        rows.change(self._connection, record, differences, sequence, seen=seen)
        search.change(self._connection, record, differences)
        self._note(kept.record, self._saved)
        self._note(record, self._saved)

    def settle(self, record: Record, fields: Mapping[str, Json], seen: int) -> None:
        """Journal a person's choice among versions of these fields, all of which they have seen up to `seen`.

        It is written even where the record says so already: the others have to be told.
        """
        with self._writing():
            kept = rows.kept(self._connection, type(record), record.id)
            if kept is None:
                raise KeyError("no such record")
            self._refuse_finished(kept.record, WRITTEN_AFTER_FINISH)
            before, chosen = encode(kept.record), {**encode(kept.record), **fields}
            now = decode(type(record), chosen)
            choice = {name: FieldChange(seen, before.get(name), chosen[name]) for name in fields}
            sequence = self._journal.write(Operation.EDIT, record, choice, known=self._known(kept.seen))
            less = {name: one for name, one in kept.seen.less.items() if name not in fields}
            differences = changed_fields(kept.record, now)
            rows.change(self._connection, now, differences, sequence, seen=Seen(kept.seen.most, less))
            search.change(self._connection, now, differences)
            self._note(now, self._saved)

    def keep(self, record: Record, seen: int) -> None:
        """Say that a record stays which somebody else has deleted; `seen` covers that deletion."""
        with self._writing():
            kept = rows.kept(self._connection, type(record), record.id)
            if kept is not None:
                self._journal.write(Operation.RESTORE, kept.record, {}, known=seen)
                self._note(kept.record, self._saved)

    def delete(self, record: Record, reason: str) -> None:
        """Take a record away; the journal keeps what it said, and why. Nothing happens if it is not there.

        ReviewFinished if it belongs to a finished review and is not one of REMOVED_AFTER_FINISH.
        """
        if not reason.strip():
            raise ValueError("a deletion needs its reason")
        with self._writing():
            kept = rows.kept(self._connection, type(record), record.id)
            if kept is None:
                return
            self._refuse_finished(kept.record, REMOVED_AFTER_FINISH)
            known = self._known(kept.seen)
            self._journal.write(Operation.DELETE, kept.record, _taken(kept), reason, known)
            rows.remove(self._connection, type(record), record.id)
            search.forget(self._connection, record.id)
            self._saved.discard((type(record), record.id))
            self._note(kept.record, self._removed)

    def renew(
        self, which: Iterable[tuple[str, str]], known: Mapping[str, shared.SharedRecord] | None = None
    ) -> None:
        """Make these records' rows, (kind, id), anew from what is shared and what waits here.

        `known`: what is shared of some of them, where it is in hand.
        """
        with self._writing():
            found = shown.Renewed(self._saved, self._removed, self._children)
            shown.renew(self._connection, which, self._journal.device, found, known)

    def note_removed(self, gone: Iterable[tuple[type[Record], str]], child: str) -> None:
        """Note that a child's records have gone from here, so that no screen shows them."""
        self._removed.update(gone)
        self._children.add(child)

    def note_saved(self, made: Iterable[tuple[type[Record], str]], children: Iterable[str]) -> None:
        """Note that records were made here, of these children, which none of the methods above made."""
        self._saved.update(made)
        self._children.update(children)

    @contextmanager
    def on_the_file(self) -> Iterator[Connection]:
        """Give the caseload's own code the connection, in this transaction; a failure undoes all of it."""
        with self._writing():
            yield self._connection

    def put_blob(self, content: bytes) -> str:
        """Keep bytes (a letter, a picture) encrypted; return their SHA-256 in hexadecimal."""
        with self._writing():
            return blobs.put(self._connection, content)

    def put_desk(self, key: str, value: Json) -> None:
        """Put something on the desk (see Caseload.put_desk) together with this unit of work."""
        with self._writing():
            self._caseload.put_desk(key, value)

    def commit(self) -> Changed:
        """Make everything durable, and return what changed. Once it returns, no crash can lose it."""
        self._check()
        self._over = True
        self._caseload.make_durable()
        changed = Changed(frozenset(self._saved), frozenset(self._removed), frozenset(self._children))
        self._caseload.note(changed)
        return changed

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """End the whole unit of work where a write fails: SQLite may have undone it, and what was
        written after that would stand alone."""
        self._check()
        try:
            with in_words():
                yield
        except ReviewFinished:  # refused before anything was written
            raise
        except BaseException:
            self._end()
            raise

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._caseload.undo()

    def _known(self, seen: Seen) -> int | None:
        """Return the newest revision of which a person here can say that nothing up to it is unseen."""
        return self._caseload.known(seen, self._seen)

    def _known_at_finish(self, kept: rows.Kept, record: Record) -> int | None:
        """Return what one who finishes a review has seen of everything in it; None for any other change."""
        finishes = isinstance(record, Review) and record.finished_at is not None
        if not (finishes and isinstance(kept.record, Review) and kept.record.finished_at is None):
            return None
        marks = [kept.seen.all_below]
        for kind in RECORD_KINDS:
            if is_closed_by_finish(kind) and kind is not Review and "review_id" in names_of(kind):
                marks += [one.all_below for one in rows.seen_of_review(self._connection, kind, record.id)]
        below = min((mark for mark in marks if mark is not None), default=None)
        return self._known(kept.seen if below is None else Seen(kept.seen.most, {"": below}))

    def _refuse_finished(self, record: Record, allowed: tuple[type[Record], ...]) -> None:
        if isinstance(record, allowed):
            return
        review_id = record.id if isinstance(record, Review) else getattr(record, "review_id", "")
        review = rows.get(self._connection, Review, review_id) if review_id else None
        if review is not None and review.finished_at is not None:
            raise ReviewFinished

    def _note(self, record: Record, where: set[tuple[type[Record], str]]) -> None:
        where.add((type(record), record.id))
        if record.scope.kind == "child":
            self._children.add(record.scope.id)

    def _check(self) -> None:
        self._caseload.check_thread()
        if self._over:
            raise RuntimeError("this unit of work is over")


def _taken(kept: rows.Kept) -> dict[str, FieldChange]:
    said = differs_from_default(type(kept.record), encode(kept.record))
    return {
        name: FieldChange(kept.seen.of(name), difference.now, None)
        for name, difference in said.items()
        if name != "id"
    }


def _all_of(written: Mapping[str, Json]) -> dict[str, FieldChange]:
    """Return every field as a change: what comes back says all of itself, whatever was said before."""
    return {name: FieldChange(0, None, value) for name, value in written.items()}
