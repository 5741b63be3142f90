"""What a revoked laptop hands in: everything unsent, in parts that each fit a request, letters first."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nacl.signing import SigningKey

from iro_desktop.caseload import BlobMissing, Caseload
from iro_desktop.caseload.outbox import Outgoing
from iro_desktop.protocol.bundles import in_bundles, sign_bundle
from iro_desktop.protocol.changes import blobs_of, read_change
from iro_desktop.protocol.deposits import BlobPart, Deposit
from iro_desktop.protocol.messages import Bundle
from iro_desktop.protocol.reading import BLOB_PART
from iro_desktop.sync.errands import scope_name


@dataclass(frozen=True, slots=True)
class Whose:
    """As whom a laptop hands in."""

    council: str
    device: str
    person: str
    key: SigningKey


def deposits_of(caseload: Caseload, batch: Sequence[Outgoing], whose: Whose) -> Iterator[Deposit]:
    """Return the parts of what is handed in of a batch, made one by one: on the caseload's thread."""
    wanted = dict.fromkeys(name for one in batch for name in blobs_named(one))
    for scope, sha256 in wanted:
        try:
            content = caseload.blob(sha256)
        except BlobMissing:  # its change is handed in all the same, and waits there for it
            continue
        for offset in range(0, max(1, len(content)), BLOB_PART):
            yield _deposit(whose, blob=_part(scope, sha256, content, offset))
    yield Deposit(
        council=whose.council,
        device=whose.device,
        person=whose.person,
        bundles=tuple(_signed(whose.key, bundle) for bundle in in_bundles(batch, lambda one: one.scope)),
    )


def blobs_named(one: Outgoing) -> tuple[tuple[str, str], ...]:
    """Return the (scope, SHA-256) of each letter or picture that a change names."""
    if not any(name.endswith("_blob") for name in one.change["fields"]):
        return ()
    read = read_change(dict(one.change))
    return tuple((str(read.change.scope), sha256) for sha256 in blobs_of(read.change))


def _signed(key: SigningKey, bundle: Sequence[Outgoing]) -> Bundle:
    signature = sign_bundle(key, (one.body for one in bundle))
    return Bundle(signature=signature, changes=tuple(dict(one.change) for one in bundle))


def _deposit(whose: Whose, blob: BlobPart) -> Deposit:
    return Deposit(council=whose.council, device=whose.device, person=whose.person, blobs=(blob,))


def _part(scope: str, sha256: str, content: bytes, offset: int) -> BlobPart:
    return BlobPart(
        scope=scope_name(scope),
        sha256=sha256,
        offset=offset,
        size=len(content),
        data=base64.b64encode(content[offset : offset + BLOB_PART]).decode("ascii"),
    )


class HandingIn:
    """The handing in of one run: part by part, each errand's answer moving on to the next."""

    def __init__(self, caseload: Caseload, whose: Whose, after: int) -> None:
        self._caseload, self._whose = caseload, whose
        self.through = after
        """The sequence of the last change that has been handed in."""
        self._batch: list[Outgoing] = []
        self._parts: Iterator[Deposit] = iter(())

    def next(self) -> Deposit | None:
        """Return the next part; None when all that waits here has been handed in."""
        part = next(self._parts, None)
        if part is not None:
            return part
        self._batch = self._caseload.office_desk.outgoing((), self.through)
        if not self._batch:
            return None
        self._parts = deposits_of(self._caseload, self._batch, self._whose)
        return next(self._parts)

    def kept(self, part: Deposit) -> int:
        """Move on: the office has a part. Return how many changes have been handed in with it."""
        count = sum(len(bundle.changes) for bundle in part.bundles)
        if count:
            self.through = self._batch[-1].sequence
        return count
