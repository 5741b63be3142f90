"""Nothing from the office becomes a record's unless a device that the council certified has signed it."""

from collections.abc import Iterable, Mapping, Sequence

from iro_desktop.caseload import filling
from iro_desktop.caseload.bundles import SignedBundle
from iro_desktop.caseload.office_desk import Own
from iro_desktop.caseload.shared import Numbered, Standing
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Scope, ScopeKind
from iro_desktop.protocol.bundles import is_bundle_signed, is_leaf, line_of
from iro_desktop.protocol.certificates import DeviceCertificate
from iro_desktop.protocol.changes import Poisoned, read_body
from iro_desktop.protocol.messages import Bundle, ExchangeReply, Mark, RecordSnapshot, SnapshotReply
from iro_desktop.protocol.reading import read_json
from iro_desktop.protocol.refusals import Refused
from iro_desktop.records import Json, canonical
from iro_desktop.sync.errands import Fetched, Filled


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
            self.known = {**self.known, one.grant.device: said}  # whoever reads the old one may go on

    def fetched(self, reply: ExchangeReply) -> Fetched:
        """Return a page of the log, checked, in its order. NotSigned if anything in it is forged."""
        self.learn(reply.certificates)
        marks = {mark.revision: mark for mark in reply.marks}
        entries: dict[int, Numbered | Own] = {}
        for own in reply.own:
            entries[own.revision] = Own(own.revision, own.change_id, *_marked(marks.get(own.revision)))
        for numbered in self._changes(reply.bundles, marks):
            if entries.setdefault(numbered.revision, numbered) is not numbered:
                raise NotSigned
        return Fetched(reply, tuple(entries[revision] for revision in sorted(entries)))

    def filled(self, reply: SnapshotReply, scopes: frozenset[Scope]) -> Filled:
        """Return a page of whole records of these scopes, checked. NotSigned if anything in it is forged."""
        self.learn(reply.certificates)
        came = self._changes(reply.bundles, {mark.revision: mark for mark in reply.marks})
        if not all(one.bundle is not None and one.bundle.scope in scopes for one in came):
            raise NotSigned
        proposals = tuple(one for one in came if one.proposed)
        changes = {one.revision: one for one in came if not one.proposed}
        records = [_standing(record, changes) for record in reply.records]
        named = {revision for record in reply.records for revision in _revisions(record)}
        alone = tuple(filling.alone(one) for one in changes.values() if one.revision not in named)
        ids = [one.change.record_id for one in alone] + [record.record_id for record in reply.records]
        if len(changes) + len(proposals) < len(came) or len(set(ids)) < len(ids):
            raise NotSigned
        return Filled(reply, tuple(one for one in records if one is not None), proposals, alone)

    def _changes(self, bundles: Iterable[Bundle], marks: Mapping[int, Mark]) -> list[Numbered]:
        came = [one for bundle in bundles for one in self._bundle(bundle, marks)]
        if len({one.change["change_id"] for one in came}) < len(came):
            raise NotSigned  # signed once, and given twice
        return came

    def _bundle(self, came: Bundle, marks: Mapping[int, Mark]) -> list[Numbered]:
        """Return the changes that came in a bundle, checked."""
        try:
            lines = [line_of(item) for item in came.changes]
            changes = [None if is_leaf(line) else read_body(line) for line in lines]
        except (Refused, Poisoned, ValueError, TypeError):
            raise NotSigned from None
        here = [change for change in changes if change is not None]
        if not here:
            return []
        device, scope = self._whose(here)
        signed = self._signed(device, lines, came.signature)
        bundle = SignedBundle(scope, device, came.signature, signed)
        return [
            Numbered(revision, change, line, bundle, place, *_marked(marks.get(revision)))
            for place, (revision, change, line) in enumerate(
                zip(came.revisions, changes, signed, strict=True)
            )
            if change is not None
        ]

    def _whose(self, changes: Sequence[Mapping[str, Json]]) -> tuple[str, Scope]:
        """Return the device that signed a bundle, and whose records it is about; NotSigned if not one."""
        first = changes[0]
        device, scope = str(first["device"]).partition(".")[0], first["scope"]
        known = self.known.get(device)
        if not isinstance(known, list) or not isinstance(scope, dict):
            raise NotSigned
        for change in changes:
            same = change["scope"] == scope and str(change["device"]).partition(".")[0] == device
            if not same or change["person"] != known[1]:
                raise NotSigned
        return device, Scope(ScopeKind(str(scope["kind"])), str(scope["id"]))

    def _signed(self, device: str, lines: list[bytes], signature: str) -> tuple[bytes, ...]:
        """Return a bundle's lines as they were signed. A proxy may have written the JSON anew: then they are
        encoded again, for equal JSON has one canonical encoding."""
        known = self.known[device]
        key = str(known[0]) if isinstance(known, list) else ""
        if is_bundle_signed(key, lines, signature):
            return tuple(lines)
        again = [line if is_leaf(line) else canonical(read_json(line)) for line in lines]
        if again == lines or not is_bundle_signed(key, again, signature):
            raise NotSigned
        return tuple(again)


def _marked(mark: Mark | None) -> tuple[tuple[str, ...], bool, tuple[int, ...]]:
    return ((), False, ()) if mark is None else (mark.passed_over, mark.proposed, mark.unseen)


def _revisions(record: RecordSnapshot) -> set[int]:
    standing = {revision for revisions in record.standing.values() for revision in revisions}
    return standing.union(record.tombstones)


def _standing(record: RecordSnapshot, came: Mapping[int, Numbered]) -> Standing | None:
    """Return a record of a snapshot; None where all its words have been erased."""
    changes = {revision: came[revision] for revision in _revisions(record) if revision in came}
    if not changes:
        return None
    scope = next(iter(changes.values())).scope
    for one in changes.values():
        if (one.record_id, one.change["kind"], one.scope) != (record.record_id, record.kind, scope):
            raise NotSigned
    return Standing(
        record.record_id, record.kind, scope, record.revision, record.standing, record.tombstones, changes
    )
