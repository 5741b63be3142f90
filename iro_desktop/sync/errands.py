"""What a run of the sync asks of the office, and what comes back, checked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from iro_desktop.caseload import Changed
from iro_desktop.caseload.filling import Alone
from iro_desktop.caseload.office_desk import Own
from iro_desktop.caseload.shared import Numbered, Standing
from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol import messages
from iro_desktop.protocol.changes import ScopeName


class Line(Protocol):
    """What a run asks of the office; `OfficeLine` is one."""

    device: str
    deposit_key: str

    def close(self) -> None:
        """End the line, from any thread."""
        ...

    def hello(self) -> messages.Hello:
        """Return who answers."""
        ...

    def deposit(self, sealed: bytes) -> messages.DepositReceipt:
        """Hand in sealed work."""
        ...

    def exchange(self, request: messages.ExchangeRequest) -> messages.ExchangeReply:
        """Send a batch and return the next page."""
        ...

    def scope(self) -> messages.ScopeReply:
        """Return whose records this laptop holds."""
        ...

    def snapshots(self, request: messages.SnapshotRequest) -> messages.SnapshotReply:
        """Return the next page of whole records."""
        ...

    def incarnation(self, head: int) -> messages.Incarnation:
        """Return the laptop's next name."""
        ...

    def put_blob(self, scope: ScopeName, sha256: str, content: bytes) -> messages.BlobState:
        """Send a blob until it is whole there."""
        ...

    def get_blob(self, scope: ScopeName, sha256: str, size: int | None = None) -> bytes:
        """Return a blob, checked."""
        ...


@dataclass(frozen=True)
class Errand:
    """One question to the office, and what is done with its answer."""

    ask: Callable[[], object]
    """On the network's thread. What is known to go wrong is a KnownProblem."""
    take: Callable[[object], Changed]
    """On the caseload's thread, in one transaction."""


@dataclass(frozen=True)
class Fetched:
    """One exchange, its entries checked."""

    reply: messages.ExchangeReply
    entries: tuple[Numbered | Own, ...]


@dataclass(frozen=True)
class Filled:
    """One page of whole records, checked."""

    reply: messages.SnapshotReply
    records: tuple[Standing, ...]
    proposals: tuple[Numbered, ...]
    alone: tuple[Alone, ...]
    """The records that are but one change each."""

    @property
    def count(self) -> int:
        """Return how many records came."""
        return len(self.records) + len(self.alone)


def child_scope(child: str) -> str:
    """Return a child's scope as it is kept: "child:..."."""
    return f"{ScopeKind.CHILD.value}:{child}"


def scope_name(written: str) -> ScopeName:
    """Return a kept scope as messages name it."""
    kind, _, scope_id = written.partition(":")
    return ScopeName(kind=ScopeKind(kind), id=scope_id)
