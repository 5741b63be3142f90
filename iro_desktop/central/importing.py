"""A council's files into the office: read and merged by the same code as on a laptop, to the same ids.

The import is a device like any other: each record it makes or edits is a signed change in the log, so that
laptops can check it, and merging with what laptops have imported themselves follows the same rules.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from nacl.signing import SigningKey
from sqlalchemy import Connection, Engine, text

from iro_desktop.central import devices, sequencer
from iro_desktop.central.applying import apply_within, last_sequence
from iro_desktop.central.checking import Sender, read_batch
from iro_desktop.central.database import as_office, speak_for
from iro_desktop.central.office import import_sender
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.records import Record
from iro_desktop.intake.import_desk import ImportDesk
from iro_desktop.intake.reading import read_files
from iro_desktop.intake.report import ImportReport, report_of
from iro_desktop.intake.sources import SourceFile
from iro_desktop.protocol.bundles import in_bundles, sign_bundle
from iro_desktop.protocol.messages import LARGEST_BATCH, Bundle
from iro_desktop.records import (
    Difference,
    Json,
    canonical,
    changed_fields,
    decode,
    differs_from_default,
    encode,
    table_name,
)
from iro_desktop.records.standing import from_standing

R = TypeVar("R", bound=Record)


def import_into_office(
    engine: Engine,
    key: SigningKey,
    sources: Sequence[SourceFile],
    *,
    today: date,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> ImportReport:
    """Import SSDA903 and people files, all or nothing; importing the same files again changes nothing."""
    with as_office(engine) as connection:
        council = devices.council_of(connection)
    reading = read_files(sources, council=council.import_name, today=today)  # before anybody is kept waiting
    with as_office(engine) as connection:
        sequencer.take_turn(connection)
        shelf = _Shelf(connection, key, import_sender(connection, key))
        desk = ImportDesk(shelf, reading, today, progress)
        desk.take_in()
        shelf.finish()
    return report_of(desk, reading)


@dataclass(slots=True)
class _Shelf:
    """The office's records as the desk sees them; what it saves is signed and applied in batches."""

    connection: Connection
    key: SigningKey
    sender: Sender
    _kept: dict[str, tuple[Record, Mapping[str, int]]] = field(default_factory=dict)
    _waiting: list[dict[str, Json]] = field(default_factory=list)
    _sequence: int = 0

    def __post_init__(self) -> None:
        asker = self.sender.asker
        speak_for(self.connection, asker)
        self._sequence = last_sequence(self.connection, asker.device)

    def list(self, kind: type[R], /) -> tuple[R, ...]:
        """Return every record of a kind, deleted ones too: an import does not make them a second time."""
        found: list[R] = []
        for row in self.connection.execute(_RECORDS, {"kind": table_name(kind)}):
            record = decode(kind, row.body)
            self._kept[record.id] = (record, from_standing(row.body, row.standing).revisions)
            found.append(record)
        return tuple(found)

    def save(self, record: Record, /) -> None:
        """Let what the import says about a record be signed and applied with the next batch."""
        before, revisions = self._kept.get(record.id, (None, {}))
        said = (
            changed_fields(before, record) if before else differs_from_default(type(record), encode(record))
        )
        if not said:
            return
        self._waiting.append(self._change(record, "edit" if before else "create", said, revisions))
        if len(self._waiting) >= LARGEST_BATCH:
            self.finish()

    def finish(self) -> None:
        """Apply what still waits."""
        bundles = [
            Bundle(signature=sign_bundle(self.key, map(canonical, changes)), changes=tuple(changes))
            for changes in in_bundles(self._waiting, lambda change: str(change["scope"]))
        ]
        checked = read_batch(bundles, self.sender.asker.device, self.sender.device_key)
        apply_within(self.connection, self.sender, checked)
        self._waiting.clear()

    def _change(
        self, record: Record, operation: str, said: Mapping[str, Difference], revisions: Mapping[str, int]
    ) -> dict[str, Json]:
        self._sequence += 1
        edits: dict[str, Json] = {
            name: {"based_on": revisions.get(name, 0), "was": one.was, "now": one.now}
            for name, one in said.items()
        }
        scope = record.scope
        return {
            "change_id": new_id(),
            "record_id": record.id,
            "kind": table_name(type(record)),
            "scope": {"kind": scope.kind.value, "id": scope.id},
            "operation": operation,
            "fields": edits,
            "reason": "",
            "device": self.sender.asker.device,
            "person": self.sender.asker.person,
            "sequence": self._sequence,
            "allocation_revision": 0,
            "device_time": datetime.now(UTC).isoformat(timespec="seconds"),
        }


_RECORDS = text("SELECT body, standing FROM record WHERE kind = :kind ORDER BY record_id")
