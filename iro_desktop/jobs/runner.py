"""Keeps the window alive: work runs on a lane of its own and its result returns to the Qt thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.lanes import LooseThread

T = TypeVar("T")


class Lane(Enum):
    """The two queues of work, each with one thread: what touches the caseload, and what touches a network."""

    CASELOAD = "caseload"
    NETWORK = "network"


class Fault(KnownProblem):
    """A bug of ours, already shown and logged under `reference`; a screen need only be usable again."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            "Something went wrong inside iro_desktop",
            f"What you typed is kept. Try again, and tell your IT desk this number: {reference}.",
        )
        self.reference = reference


class Jobs(Protocol):
    """What a presenter needs of the Runner; a test gives it one that works at once."""

    def run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
        lane: Lane = Lane.CASELOAD,
    ) -> None:
        """Run `work` off the Qt thread; call `then` with its result on the Qt thread, while `owner` lives."""


@dataclass(frozen=True)
class _Outcome:
    owner: QObject
    then: Callable[[Any], None]
    failed: Callable[[KnownProblem], None] | None
    result: Any = None
    error: Exception | None = None


class Runner(QObject):
    """Two one-thread lanes. Work on one lane runs in the order given, always on the same thread.

    A KnownProblem goes to `failed`, or to `on_problem` when the caller gave none. Any other exception is a
    bug: `on_bug(error)` logs it and returns its reference, then `failed` gets a Fault. All on the Qt thread.
    """

    _finished = Signal(object)

    def __init__(
        self,
        on_problem: Callable[[KnownProblem], None],
        on_bug: Callable[[Exception], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_problem = on_problem
        self._on_bug = on_bug
        self._caseload = ThreadPoolExecutor(1, f"iro-{Lane.CASELOAD.value}")
        self._network = LooseThread(f"iro-{Lane.NETWORK.value}")
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
        lane: Lane = Lane.CASELOAD,
    ) -> None:
        """Queue `work` on its lane. Its outcome is dropped if `owner` has been destroyed by then.

        Raises RuntimeError after close(): work that would never run must not look accepted.
        """
        thread = self._caseload if lane is Lane.CASELOAD else self._network
        thread.submit(self._work, work, _Outcome(owner, then, failed))

    def close(self) -> None:
        """Wait until all queued work on the caseload lane has run; wait for nothing of the network's.

        Nothing typed is lost by closing: saves already queued are written before this returns.
        """
        self._network.close()
        self._caseload.shutdown(wait=True)

    def _work(self, work: Callable[[], Any], plan: _Outcome) -> None:
        try:
            done = _Outcome(plan.owner, plan.then, plan.failed, result=work())
        except Exception as error:  # the one place where a bug on a lane is caught: it is shown and logged
            done = _Outcome(plan.owner, plan.then, plan.failed, error=error)
        if shiboken6.isValid(self):
            self._finished.emit(done)

    def _deliver(self, done: _Outcome) -> None:
        problem = self._problem_of(done.error)
        if not shiboken6.isValid(done.owner):
            return
        if problem is None:
            done.then(done.result)
        elif done.failed is not None:
            done.failed(problem)
        elif not isinstance(problem, Fault):
            self._on_problem(problem)

    def _problem_of(self, error: Exception | None) -> KnownProblem | None:
        if error is None or isinstance(error, KnownProblem):
            return error
        return Fault(self._on_bug(error))
