"""Nothing from the office becomes a record's unless a device that the council certified has signed it."""

from collections.abc import Iterable, Mapping

from iro_desktop.caseload.office_desk import Own
from iro_desktop.caseload.shared import Numbered, Standing
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Scope
from iro_desktop.protocol.certificates import DeviceCertificate
from iro_desktop.protocol.changes import Poisoned, read_change
from iro_desktop.protocol.messages import Entry, RecordSnapshot
from iro_desktop.protocol.signing import is_change_signed
from iro_desktop.records import Json


class NotSigned(KnownProblem):
    """Something came whose author's laptop did not sign it so."""

    def __init__(self) -> None:
        super().__init__(
            "The office sent something that its author did not sign.",
            "Nothing of it was taken in, and your own work is kept. Tell IT before you sync again.",
        )


class Checker:
    """Knows the devices that the council certified, and checks changes against their keys."""

    def __init__(self, council: str, council_key: str, known: Mapping[str, Json]) -> None:
        self._council = council
        self._council_key = council_key
        self.known: dict[str, Json] = dict(known)
        """By device: its key and its person, once its certificate has been found good."""

    def learn(self, certificates: Iterable[DeviceCertificate]) -> None:
        """Take in certificates; NotSigned if one is not the council's."""
        for one in certificates:
            said: Json = [one.device_key, one.grant.person]
            if self.known.get(one.grant.device) == said:
                continue
            if one.grant.council != self._council or not one.is_from(self._council_key):
                raise NotSigned
            self.known[one.grant.device] = said

    def entry(self, entry: Entry) -> Numbered | Own | None:
        """Return a log entry, checked; None where its words have been erased. NotSigned if it is forged."""
        if entry.own:
            return Own(entry.revision, entry.own, entry.passed_over, entry.proposed, entry.unseen)
        if not entry.change:
            return None
        return self.numbered(entry)

    def numbered(self, entry: Entry) -> Numbered:
        """Return an entry that holds a change, checked."""
        try:
            read = read_change({"change": dict(entry.change), "signature": entry.signature})
        except Poisoned:
            raise NotSigned from None
        device = self.known.get(read.change.device.partition(".")[0])
        if not isinstance(device, list) or device[1] != read.change.person:
            raise NotSigned
        if not is_change_signed(str(device[0]), read):
            raise NotSigned
        return Numbered(
            entry.revision,
            entry.change,
            read.body,
            bytes.fromhex(read.signature),
            entry.passed_over,
            entry.proposed,
            entry.unseen,
        )

    def standing(self, record: RecordSnapshot, scopes: frozenset[Scope]) -> Standing | None:
        """Return a record of a snapshot, checked; None where all its words have been erased."""
        changes = {entry.revision: self.numbered(entry) for entry in record.entries if entry.change}
        if not changes:
            return None
        first = next(iter(changes.values()))
        for one in changes.values():
            whose = (one.record_id, one.change["kind"], one.scope)
            if whose != (record.record_id, record.kind, first.scope) or one.scope not in scopes:
                raise NotSigned
        return Standing(
            record.record_id,
            record.kind,
            first.scope,
            record.revision,
            record.standing,
            record.tombstones,
            changes,
        )
