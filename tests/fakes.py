"""Fakes that stand in for the world; each keeps the promises of what it stands for."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs import Lane

T = TypeVar("T")


class InlineJobs:
    """Jobs that are done before run() returns, for tests of presenters. A bug is raised, not shown."""

    def __init__(self) -> None:
        self.problems: list[KnownProblem] = []
        """Known problems that no `failed` took."""

    def run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
        lane: Lane = Lane.CASELOAD,
    ) -> None:
        try:
            result = work()
        except KnownProblem as problem:
            (failed or self.problems.append)(problem)
        else:
            then(result)


class HeldJobs:
    """Jobs that wait until the test lets them go: for what a screen does meanwhile."""

    def __init__(self) -> None:
        self._held: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[KnownProblem], None] | None = None,
        lane: Lane = Lane.CASELOAD,
    ) -> None:
        now = InlineJobs()
        self._held.append(lambda: now.run(work, owner=owner, then=then, failed=failed, lane=lane))

    @property
    def waiting(self) -> int:
        return len(self._held)

    def let_one_go(self) -> None:
        self._held.pop(0)()

    def let_go(self) -> None:
        while self._held:
            self.let_one_go()
