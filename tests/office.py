"""An office that is not there: fakes of the services that the screen about it calls, and what they hold."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.sync.presenter import Ways
from iro_desktop.services.matters import ChangedMeanwhile
from iro_desktop.services.office_types import (
    Choice,
    Matter,
    MatterKind,
    Side,
    SyncState,
    WaitingItem,
)
from iro_desktop.services.session import Session
from tests.invented import NOW

ENROLLED = SyncState(
    enrolled=True, council_name="Cheshire East", address="https://office.example", person_name="Sam Okafor",
    to_send=0, needs_you=0, last_synced=NOW - timedelta(minutes=3),
)  # fmt: skip
LONG = " ".join(
    f"In week {n} Ellis went to the pool with Jo, talked about school and said that it was fine."
    for n in range(90)
)


def side(words: str, *, mine: bool = False, who: str = "Priya Nair", at: datetime | None = NOW) -> Side:
    return Side("Sam Okafor" if mine else who, at, words, mine)


def conflict(key: str = "m1", *, of: tuple[Side, ...] = (), closed: bool = False) -> Matter:
    sides = of or (side("by 1 May"), side("by 30 April", mine=True))
    return Matter(
        key, MatterKind.CONFLICT, "ellis", "Ellis", "Decision “swimming”: by when", sides, True, closed
    )


def matter(kind: MatterKind, key: str = "m2", note: str = "") -> Matter:
    sides = {
        MatterKind.DELETED: (side("Removed"), side("Book a swim class on Tuesdays", mine=True)),
        MatterKind.PURGE: (),
    }.get(kind, (side("Likes the new school", mine=True),))
    where = "These 12 children are no longer yours" if kind is MatterKind.PURGE else "Section: school"
    return Matter(
        key, kind, "ellis", "" if kind is MatterKind.PURGE else "Ellis", where, sides, False, False, note
    )


def waiting(count: int) -> tuple[WaitingItem, ...]:
    return tuple(
        WaitingItem(f"w{n}", f"c{n % 85}", f"Child {n % 85}", "Decision: by when", NOW - timedelta(minutes=n),
                    "" if n % 7 else "Needs the letter's file first")
        for n in range(count)
    )  # fmt: skip


@dataclass
class FakeOffice:
    """Keeps the promises of the services, in memory."""

    items: tuple[WaitingItem, ...] = ()
    open: tuple[Matter, ...] = ()
    state: SyncState = ENROLLED
    settled: list[tuple[str, Choice]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    asked_as: str = ""
    imported_as: str = ""
    refuses: KnownProblem | None = None
    joined: Callable[[Session], Session] = lambda session: session

    def ways(self) -> Ways:
        return Ways(
            what_waits=lambda _session: self.items,
            matters=lambda _session: self.open,
            settle=self._settle,
            imported_as=lambda _session: self.imported_as,
            ask=self._ask,
            join=lambda session, _membership: self.joined(session),
        )

    def _settle(self, _session: Session, shown: Matter, choice: Choice) -> None:
        if self.refuses:
            raise self.refuses
        if shown not in self.open:
            raise ChangedMeanwhile
        self.settled.append((shown.key, choice))
        self.open = tuple(left for left in self.open if left.key != shown.key)

    def _ask(self, address: str, code: str, imported_as: str) -> object:
        self.asked.append((address, code))
        self.asked_as = imported_as
        if self.refuses:
            raise self.refuses
        return "membership"

    def counted(self) -> SyncState:
        return replace(self.state, to_send=len(self.items), needs_you=len(self.open))


class FakeErrand:
    """One page: what its question answers, and whose records it changes."""

    def __init__(self, run: "FakeRun", children: frozenset[str]) -> None:
        self._run, self.children = run, children

    def ask(self) -> object:
        self._run.log.append("ask")
        if self._run.refuses is not None:
            raise self._run.refuses
        return "answer"

    def take(self, _answer: object) -> "FakeErrand":
        self._run.log.append("take")
        self._run.taken += 1
        return self


class FakeRun:
    """A sync of a few pages that logs what is asked of it."""

    def __init__(self, pages: tuple[frozenset[str], ...] = (), refuses: KnownProblem | None = None) -> None:
        self.log: list[str] = []
        self.refuses = refuses
        self.taken = 0
        self.cancelled = False
        self.gone: frozenset[str] = frozenset()
        self.kept: Collection[str] = frozenset()
        self._pages = list(pages)
        self._of = len(pages)

    @property
    def progress(self) -> tuple[int, int, str]:
        return self.taken, self._of, "Sending"

    def next(self) -> FakeErrand | None:
        self.log.append("next")
        return FakeErrand(self, self._pages.pop(0)) if self._pages else None

    def cancel(self) -> None:
        self.cancelled = True
