"""When this laptop and the office talk, and that nobody ever waits for it: the sync on the two lanes."""

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs, Lane
from iro_desktop.screens.sync.model import Standing
from iro_desktop.services.office_types import SyncState
from iro_desktop.services.session import Session


@dataclass(frozen=True)
class Policy:
    """When to sync, in milliseconds."""

    after_unlock: int = 2_000
    every: int = 5 * 60_000
    after_save: int = 20_000
    """From the last save: typing that goes on is sent by the next regular sync."""
    after_choice: int = 1_000
    after_network: int = 1_500
    first_retry: int = 15_000
    longest_retry: int = 15 * 60_000
    jitter: float = 0.25
    """By how much of itself a wait is longer or shorter: laptops that lost the office together come apart."""
    count: int = 1_500
    """From a save to counting again what is to send."""


POLICY = Policy()


class Touched(Protocol):
    """What a page that was taken in has changed."""

    @property
    def children(self) -> Collection[str]:
        """The children whose records changed."""


class Errand(Protocol):
    """One question to the office."""

    @property
    def ask(self) -> Callable[[], object]:
        """Asks, on the network's lane; raises KnownProblem."""

    @property
    def take(self) -> Callable[[object], Touched]:
        """Takes the answer in, on the caseload's lane, in one transaction."""


class Run(Protocol):
    """One sync, as errands."""

    @property
    def progress(self) -> tuple[int, int, str]:
        """How much is done, of how much (0: not known), and what is being done."""

    @property
    def gone(self) -> frozenset[str]:
        """The children who have been taken off this laptop."""

    kept: Collection[str]
    """The children who stay for now, whatever the office says."""

    def next(self) -> Errand | None:
        """Return the next question, None when all is done; on the caseload's lane."""

    def cancel(self) -> None:
        """Begin nothing more; from any thread."""


@dataclass(frozen=True)
class SyncWays:
    """The services that the sync calls, on the caseload's lane."""

    begin: Callable[[Session], Run]
    state: Callable[[Session], SyncState]
    offline: tuple[type[KnownProblem], ...] = ()
    """The problems that mean that there is no way to the office, rather than something to see to."""


class Syncing(QObject):
    """One sync at a time; asked again meanwhile, once more afterwards. The Qt thread never waits for it.

    Each page is a piece of work of its own on the caseload's lane, so that saves go between pages. What it
    says about being in step comes from what is kept here, counted again after each save and each sync.
    """

    state_changed = Signal(object)
    """The Standing: what is here, whether a sync is under way, and why the last did not get through."""
    progress = Signal(int, int, str)
    failed = Signal(object)
    """The KnownProblem; nothing is lost, and it is tried again by itself."""
    changed = Signal(object)
    """A frozenset of the children that a page has changed, or who have been taken off this laptop."""
    stepping = Signal()
    """What is typed is to be saved now: the next step may take off a child of whom nothing waits."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        ways: SyncWays,
        policy: Policy = POLICY,
        *,
        luck: Callable[[], float] = random.random,
        kept: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        """`kept`: the children of whom somebody still types, or words are sealed: they go later."""
        super().__init__()
        self._jobs, self._session, self._ways = jobs, session, ways
        self._policy, self._luck, self._kept = policy, luck, kept
        self.standing = Standing()
        self._run: Run | None = None
        self._turn = 0
        self._failures = 0
        self._again = self._closed = self._counting = self._count_again = self._started = False
        self._next, self._after_save, self._count_soon = (QTimer(self, singleShot=True) for _ in range(3))
        self._next.timeout.connect(self.sync_now)
        self._after_save.timeout.connect(self.sync_now)
        self._count_soon.timeout.connect(self._count)

    # -- when ----------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Find where things stand; with an office, sync soon and from then on regularly."""
        self._count()

    def use(self, session: Session) -> None:
        """Go on with another session: this laptop has joined an office."""
        self._session = session
        self._started = False
        self._count()

    def noted_save(self) -> None:
        """Count again soon what is to send, and send it once the typing has paused."""
        if self._closed:
            return
        if not self._count_soon.isActive():
            self._count_soon.start(self._policy.count)
        if self.standing.state.enrolled and not self._failures:  # else the next try has its time
            self._after_save.start(self._policy.after_save)

    def noted_choice(self) -> None:
        """A person has decided something: count again, and send it at once."""
        self._count()
        self._plan(self._policy.after_choice)

    def network_appeared(self) -> None:
        """Try now what did not get through before."""
        if self._failures or not self.standing.in_step:
            self._plan(self._policy.after_network)

    def sync_now(self) -> None:
        """Begin a sync; with one under way, another follows it."""
        if self._closed or not self.standing.state.enrolled:
            return
        if self.standing.running:
            self._again = True
            return
        self._begin()

    def cancel(self) -> None:
        """Stop at once. What is through stays, the rest waits for the next time."""
        if self.standing.running:
            self._end()
            self._count()
            self._plan(self._policy.every)

    def close(self) -> None:
        """Stop for good: the caseload is about to be closed."""
        self._closed = True
        for timer in (self._next, self._after_save, self._count_soon):
            timer.stop()
        if self.standing.running:
            self._end()

    def _plan(self, milliseconds: int) -> None:
        """Sync then, or before if that is planned already."""
        if self._closed or not self.standing.state.enrolled:
            return
        if not self._next.isActive() or self._next.remainingTime() > milliseconds:
            self._next.start(milliseconds)

    # -- one sync ------------------------------------------------------------------------------------------
    def _begin(self) -> None:
        self._turn += 1
        turn, session, begin = self._turn, self._session, self._ways.begin
        for timer in (self._next, self._after_save):
            timer.stop()
        self._again = False
        self._say(replace(self.standing, running=True))
        self._jobs.run(
            lambda: begin(session),
            owner=self,
            then=lambda run: self._begun(turn, run),
            failed=lambda problem: self._not_through(turn, problem),
        )

    def _begun(self, turn: int, run: Run) -> None:
        if turn != self._turn:
            run.cancel()
            return
        self._run = run
        self._choose(turn, run)

    def _choose(self, turn: int, run: Run) -> None:
        self.stepping.emit()
        run.kept = self._kept()
        self._jobs.run(
            lambda: (run.next(), run.progress, run.gone),
            owner=self,
            then=lambda found: self._chosen(turn, run, *found),
            failed=lambda problem: self._not_through(turn, problem),
        )

    def _chosen(
        self,
        turn: int,
        run: Run,
        errand: Errand | None,
        progress: tuple[int, int, str],
        gone: frozenset[str],
    ) -> None:
        if gone and not self._closed:  # they are off the caseload, whoever cancelled meanwhile
            self.changed.emit(gone)
        if turn != self._turn:
            return
        if errand is None:
            self._through()
            return
        self.progress.emit(*progress)
        self._jobs.run(
            errand.ask,
            owner=self,
            then=lambda answer: self._answered(turn, run, errand, answer),
            failed=lambda problem: self._not_through(turn, problem),
            lane=Lane.NETWORK,
        )

    def _answered(self, turn: int, run: Run, errand: Errand, answer: object) -> None:
        if turn != self._turn:  # cancelled meanwhile: the same is asked again next time
            return
        self._jobs.run(
            lambda: errand.take(answer),
            owner=self,
            then=lambda touched: self._taken(turn, run, touched),
            failed=lambda problem: self._not_through(turn, problem),
        )

    def _taken(self, turn: int, run: Run, touched: Touched) -> None:
        if touched.children and not self._closed:  # it is in the caseload, whoever cancelled meanwhile
            self.changed.emit(frozenset(touched.children))
        if turn == self._turn:
            self._choose(turn, run)

    def _through(self) -> None:
        again, self._failures = self._again, 0
        self.standing = replace(self.standing, problem=None, offline=False)
        self._end()
        self._count()
        if again:
            self._begin()
        else:
            self._plan(self._policy.every)

    def _not_through(self, turn: int, problem: KnownProblem) -> None:
        if turn != self._turn:
            return
        self._failures += 1
        offline = type(problem) in self._ways.offline  # not those under it: a certificate is to be seen to
        self.standing = replace(self.standing, problem=problem, offline=offline)
        self._end()
        self.failed.emit(problem)
        self._count()
        asked = 1000 * int(getattr(problem, "seconds", 0))  # an office that is busy says for how long
        self._plan(max(asked, wait_after(self._failures, self._policy, self._luck())))

    def _end(self) -> None:
        """Be done with the run: whatever of it is still on its way is not waited for."""
        self._turn += 1
        run, self._run, self._again = self._run, None, False
        if run is not None:
            run.cancel()
        self._say(replace(self.standing, running=False))

    # -- where things stand --------------------------------------------------------------------------------
    def _count(self) -> None:
        if self._closed:
            return
        if self._counting:
            self._count_again = True
            return
        self._counting, self._count_again = True, False
        session, state = self._session, self._ways.state
        self._jobs.run(
            lambda: state(session),
            owner=self,
            then=self._counted,
            failed=lambda _problem: self._not_counted(),
        )

    def _counted(self, state: SyncState) -> None:
        self._not_counted()
        if self._closed:
            return
        self._say(replace(self.standing, state=state))
        if state.enrolled and not self._started:
            self._started = True
            self._plan(self._policy.after_unlock)

    def _not_counted(self) -> None:
        self._counting = False
        if self._count_again:
            self._count()

    def _say(self, standing: Standing) -> None:
        before, self.standing = self.standing, standing
        if before != standing:
            self.state_changed.emit(standing)


def wait_after(failures: int, policy: Policy, luck: float) -> int:
    """Return how long to wait after so many failures in a row: twice as long each time, up to the longest.

    `luck` from 0 to 1 makes it up to `jitter` shorter or longer.
    """
    plain = min(policy.longest_retry, policy.first_retry * 2 ** min(failures - 1, 30))
    return int(plain * (1 + policy.jitter * (2 * luck - 1)))
