"""An open caseload: the one door to the encrypted file, on the one thread that opened it."""

import json
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Self, TypeVar

from sqlalchemy import select, text

from iro_desktop.caseload import backup, blobs, renewal, rows, search
from iro_desktop.caseload.changes import JournalEntry, Seen
from iro_desktop.caseload.engine import (
    frames_in_log,
    let_go,
    roll_back,
)
from iro_desktop.caseload.joining import JoiningPolicy
from iro_desktop.caseload.journal import Journal
from iro_desktop.caseload.making import Opened, make_file
from iro_desktop.caseload.office_desk import OfficeDesk
from iro_desktop.caseload.prepared import Prepared
from iro_desktop.caseload.problems import CaseloadCannotWrite, CaseloadExists, CaseloadMissing, in_words
from iro_desktop.caseload.tables import DESK
from iro_desktop.caseload.unit_of_work import Changed, UnitOfWork
from iro_desktop.caseload.wal import log_of
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Record
from iro_desktop.records import Json

R = TypeVar("R", bound=Record)
_LONGEST_LOG = 16 * 1024 * 1024
"""Bytes of the log from which it is emptied between commits."""


class Caseload:
    """The records, journal, desk, blobs and search of one person's work, in one encrypted file.

    Only the thread that opened it may use it (RuntimeError elsewhere), and only one process may have
    it open. `key` is 32 bytes; the caseload keeps its own copy until `close`.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        opened: Opened,
        *,
        device: str,
        person: str,
        clock: Clock,
        policy: JoiningPolicy,
    ) -> None:
        self.path = path
        self.connection = connection = opened.connection
        self.spare = opened.spare
        self._head = opened.head
        self._file: IO[bytes] = path.open("rb")
        self.journal = Journal(connection, clock, device, person, policy)
        self.office_desk = OfficeDesk(self)
        self.shown_through: int | None = None
        """Up to which of the office's revisions everything is in the records here; None: no office."""
        self._key = bytearray(key)
        self._clock = clock
        self._thread = threading.get_ident()
        self._work: UnitOfWork | None = None
        self._changes: list[Changed] = []
        self._closed = False

    @classmethod
    def create(
        cls,
        path: Path,
        key: bytes,
        *,
        device: str,
        person: str,
        clock: Clock,
        policy: JoiningPolicy | None = None,
        head: Path | None = None,
    ) -> Self:
        """Make a new, empty caseload at `path` and open it. CaseloadExists if anything is there.

        It is made whole under another name and then named, so a crash leaves no half-made caseload.
        `head`: where to keep what proves that it is the latest.
        """
        if path.exists():
            raise CaseloadExists
        make_file(path, key, head)
        return cls.open(path, key, device=device, person=person, clock=clock, policy=policy, head=head)

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        device: str,
        person: str,
        clock: Clock,
        policy: JoiningPolicy | None = None,
        backups: Path | None = None,
        head: Path | None = None,
    ) -> Self:
        """Open the caseload at `path`, bringing an older one up to date (after copying it aside).

        Never makes a file: CaseloadMissing if there is none or it is empty. CaseloadWillNotOpen,
        CaseloadDamaged, CaseloadIsNewer, CaseloadInUse say why an existing one does not open. With
        `backups`, the newest backup in that folder is kept current from now on. With `head`, CaseloadBehind
        if the file is older than what that says; nothing has been changed then.
        """
        if not path.is_file() or path.stat().st_size == 0:
            raise CaseloadMissing
        opened = Opened.at(path, key, backups, head)
        return cls(
            path, key, opened, device=device, person=person, clock=clock, policy=policy or JoiningPolicy()
        )

    def unit_of_work(self, seen: int | None = None) -> UnitOfWork:
        """Return a transaction to be entered by `with`. One at a time.

        `seen`: what is written was decided on when everything up to this revision of the office was shown
        (`shown_through`); None: by code that has read what stands now.
        """
        self.check_thread()
        return UnitOfWork(self, seen)

    def write_as(self, device: str, person: str, allocation_revision: int, read_through: int) -> None:
        """Write from now on as a laptop of the office that has read its log up to a revision."""
        self.journal.sign_as(device, person, allocation_revision)
        self.shown_through = read_through

    def known(self, seen: Seen, shown: int | None = None) -> int | None:
        """Return the newest revision up to which nothing is unseen; None where there is no office."""
        marks = (self.shown_through, shown, seen.all_below)
        return None if self.shown_through is None else min(mark for mark in marks if mark is not None)

    def get(self, kind: type[R], record_id: str) -> R | None:
        """Return the record with that id, or None."""
        self.check_thread()
        with in_words():
            return rows.get(self.connection, kind, record_id)

    def list(self, kind: type[R], *, order_by: str | Iterable[str] = "id", **equals: object) -> tuple[R, ...]:
        """Return the records of a kind whose fields equal what is given; a tuple, list or set: any of them.

        Ordered by id, or by the field or fields named in `order_by` ("-" before a name: downwards).
        """
        self.check_thread()
        with in_words():
            return rows.find(self.connection, kind, order_by, equals)

    def search(self, words: str, limit: int = 50) -> tuple[search.Hit, ...]:
        """Return the fields in which every word is found, or a word beginning so; case and accents aside.

        Words of `unindexed()` records that a first fill brought are not found yet.
        """
        self.check_thread()
        with in_words():
            return search.find(self.connection, words, limit)

    def unindexed(self) -> int:
        """Return of how many records the words cannot be found by `search` yet (see `index_more`)."""
        self.check_thread()
        with in_words():
            return search.owed(self.connection)

    def index_more(self, most: int = 200) -> int:
        """Let the words of some more records be found; return how many are left. One transaction."""
        with self.unit_of_work() as work:
            with work.on_the_file() as connection:
                left = search.catch_up(connection, most)
            work.commit()
        return left

    def history(self, record_id: str) -> tuple[JournalEntry, ...]:
        """Return every version's change of a record, oldest first."""
        self.check_thread()
        with in_words():
            return self.journal.history(record_id)

    def pending(self, after: int = 0, limit: int = 1000) -> tuple[JournalEntry, ...]:
        """Return changes nobody has acknowledged yet, oldest first, from after a sequence."""
        self.check_thread()
        with in_words():
            return self.journal.pending(after, limit)

    def journal_size(self) -> tuple[int, int]:
        """Return how many entries the journal has, and the sequence of its last (0 for none)."""
        self.check_thread()
        with in_words():
            found = self.connection.exec_driver_sql(
                "SELECT count(*), coalesce(max(sequence), 0) FROM journal"
            )
            count, last = found.one()
        return int(count), int(last)

    def freeze(self, change_id: str) -> bytes:
        """Close a change for good and return its bytes, to be signed and sent; always the same ones."""
        with self.unit_of_work() as work, in_words():
            body = self.journal.freeze(change_id)
            work.commit()
        return body

    def desk(self, key: str) -> Json:
        """Return what lies on the desk under `key`, or None."""
        self.check_thread()
        with in_words():
            row = self.connection.execute(select(DESK.c.value).where(DESK.c.key == key)).first()
        return None if row is None else json.loads(row.value)

    def put_desk(self, key: str, value: Json) -> None:
        """Lay something on the desk: where a person was, kept here only, never journalled, never sent."""
        self.check_thread()
        with in_words():
            _PUT_DESK.run(self.connection, {"key": key, "value": json.dumps(value)})
        if self._work is None:
            self._follow()

    def blob(self, sha256: str) -> bytes:
        """Return a kept file's bytes. BlobMissing if it is not here."""
        self.check_thread()
        with in_words():
            return blobs.fetch(self.connection, sha256)

    def back_up(self, folder: Path) -> Path:
        """Write an encrypted copy into `folder` under this caseload's key, open it to verify it, thin out.

        Return its path; from now on it is kept current. BackupFailed or CaseloadFull if there is none; the
        caseload is as it was.
        """
        self.check_thread()
        if self._work is not None:
            raise RuntimeError("a backup is made between units of work")
        self._check_head()
        made = backup.back_up(self.connection, self._file, self._key, folder, self._clock.now())
        self.spare.begin(made)
        backup.thin(folder, self._clock.now())
        return made

    def is_sound(self) -> bool:
        """Read the whole file, and return whether every page is as it was written. Between units of work."""
        self.check_thread()
        self._check_head()
        with in_words():
            return backup.is_whole(self.connection)

    def renew(self, new_key: bytes, progress: renewal.Progress, head: Path | None = None) -> None:
        """Make the whole copy under another key that `renewal.finish` puts in this one's place."""
        self.check_thread()
        if self._work is not None:
            raise RuntimeError("keys are renewed between units of work")
        renewal.renew(self.connection, self.path, new_key, progress, head)

    def close(self) -> None:
        """Move everything into the one file and let go of it. Harmless when already closed."""
        if self._closed:
            return
        self.check_thread()
        try:
            self.undo()
        finally:
            self._closed = True
            self._key[:] = bytes(len(self._key))
            if self._head is not None:
                self._head.follow(frames_in_log(self.connection))
                self._head.close()
            let_go(self.connection, keep_log=self._head is not None and self._head.behind)
            self._file.close()
            self.spare.anchor()

    def check_thread(self) -> None:
        """Refuse (RuntimeError: a bug) any thread but the caseload's own, and any use after `close`."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("a caseload is used only on the thread that opened it")
        if self._closed:
            raise RuntimeError("this caseload is closed")

    def begin(self, work: UnitOfWork) -> None:
        """Begin a unit of work's transaction (for UnitOfWork only)."""
        self.check_thread()
        if self._work is not None:
            raise RuntimeError("one unit of work at a time")
        with in_words():
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")
        self._work = work

    def make_durable(self) -> None:
        """Commit the unit of work's transaction; undo it if that fails (for UnitOfWork only)."""
        try:
            with in_words():
                self.connection.exec_driver_sql("COMMIT")
        except BaseException:
            self.undo()
            raise
        self._work = None
        self._follow()

    def _follow(self) -> None:
        """See to what is kept of each commit beside the file; then the log, once it is long, is emptied."""
        frames = frames_in_log(self.connection)
        self.spare.follow(frames=frames)
        if self._head is None:
            return
        self._head.follow(frames)
        log = log_of(self.path)
        if not self._head.behind and log.exists() and log.stat().st_size > _LONGEST_LOG:
            with suppress(KnownProblem), in_words():  # a disk too full for it keeps the log
                self.connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _check_head(self) -> None:
        """Refuse to empty the log while the head is not up to it: CaseloadCannotWrite."""
        if self._head is not None:
            self._head.follow(frames_in_log(self.connection))
            if self._head.behind:
                raise CaseloadCannotWrite

    def note(self, changed: Changed) -> None:
        """Keep in mind what a unit of work changed (for UnitOfWork only)."""
        if changed:
            self._changes.append(changed)

    def changed_since(self, position: int) -> tuple[int, tuple[Changed, ...]]:
        """Return what was committed here since `position` (0: since opening), and the position after it.

        For what is derived from records and kept in memory, so that it is renewed and never guessed.
        """
        self.check_thread()
        return len(self._changes), tuple(self._changes[position:])

    def undo(self) -> None:
        """Undo the unit of work's transaction (for UnitOfWork only)."""
        if self._work is not None:
            self._work = None
            roll_back(self.connection)


_PUT_DESK = Prepared(
    text(
        "INSERT INTO desk (key, value) VALUES (:key, :value)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
)
