"""When the laptop and the office talk: one sync at a time, never in the way, and always truthful."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iro_desktop.app.syncing import Policy, Syncing, SyncWays, wait_after
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs import Lane, Runner
from iro_desktop.screens.sync.model import Standing
from iro_desktop.services.office_types import SyncState
from iro_desktop.services.session import Session
from tests.fakes import HeldJobs, InlineJobs
from tests.invented import session_in
from tests.office import ENROLLED, FakeRun

pytestmark = pytest.mark.usefixtures("qapp")

FAR = 10**8
NEVER = Policy(FAR, FAR, FAR, FAR, FAR, FAR, FAR, 0.0, FAR)
"""Nothing happens by itself."""
SOON = 5


class NoOffice(KnownProblem):
    """There is no way to it."""


OFF = NoOffice("No way to the office.", "Wait.")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_in(tmp_path)
    yield made
    made.caseload.close()


class Office:
    """What the driver is given, and what it tells."""

    def __init__(self, session: Session, jobs: InlineJobs | HeldJobs, policy: Policy = NEVER) -> None:
        self.state: SyncState = ENROLLED
        self.runs: list[FakeRun] = []
        self.to_come: list[FakeRun] = []
        self.said: list[Standing] = []
        self.changed: list[frozenset[str]] = []
        self.failed: list[KnownProblem] = []
        self.steps: list[tuple[int, int, str]] = []
        ways = SyncWays(self.begin, lambda _session: self.state, (NoOffice,))
        self.syncing = Syncing(jobs, session, ways, policy, luck=lambda: 0.5)
        self.syncing.state_changed.connect(self.said.append)
        self.syncing.changed.connect(self.changed.append)
        self.syncing.failed.connect(self.failed.append)
        self.syncing.progress.connect(lambda *step: self.steps.append(step))

    def begin(self, _session: Session) -> FakeRun:
        run = self.to_come.pop(0) if self.to_come else FakeRun()
        self.runs.append(run)
        return run


def started(session: Session, jobs: InlineJobs | HeldJobs | None = None, policy: Policy = NEVER) -> Office:
    jobs = jobs or InlineJobs()
    office = Office(session, jobs, policy)
    office.syncing.start()
    if isinstance(jobs, HeldJobs):
        jobs.let_go()
    return office


PAGES = (frozenset({"ellis"}), frozenset(), frozenset({"zoe", "amir"}))


def test_a_sync_asks_and_takes_page_by_page(session: Session) -> None:
    office = started(session)
    office.to_come = [run := FakeRun(PAGES)]
    office.syncing.sync_now()
    assert run.log == ["next", "ask", "take"] * 3 + ["next"]
    assert office.steps == [(0, 3, "Sending"), (1, 3, "Sending"), (2, 3, "Sending")]
    assert office.changed == [PAGES[0], PAGES[2]]
    assert [standing.running for standing in office.said[-2:]] == [True, False]
    assert office.failed == []


def test_without_an_office_nothing_is_ever_begun(session: Session) -> None:
    office = Office(session, InlineJobs(), replace(NEVER, after_unlock=0, after_save=0, count=0))
    office.state = SyncState()
    office.syncing.start()
    office.syncing.sync_now()
    office.syncing.noted_save()
    office.syncing.network_appeared()
    assert office.runs == []
    assert not office.syncing._next.isActive()
    assert not office.syncing._after_save.isActive()


def test_a_save_goes_between_two_pages(session: Session) -> None:
    jobs = HeldJobs()
    office = started(session, jobs)
    order: list[str] = []
    office.to_come = [run := FakeRun(PAGES)]
    office.syncing.sync_now()
    while "take" not in run.log:
        jobs.let_one_go()
    jobs.run(lambda: order.append(f"saved after {run.taken}"), owner=office.syncing, then=lambda _: None)
    jobs.let_go()
    assert order == ["saved after 1"]
    assert run.taken == 3


def test_each_piece_of_work_goes_to_its_lane(session: Session) -> None:
    class Lanes(InlineJobs):
        def run(self, work, *, owner, then, failed=None, lane=Lane.CASELOAD):  # type: ignore[no-untyped-def]
            seen.append(lane)
            super().run(work, owner=owner, then=then, failed=failed, lane=lane)

    seen: list[Lane] = []
    office = started(session, Lanes())
    office.to_come = [FakeRun(PAGES[:1])]
    seen.clear()
    office.syncing.sync_now()
    begin_next, ask, take_next_count = seen[:2], seen[2], seen[3:]
    assert ask is Lane.NETWORK
    assert {*begin_next, *take_next_count} == {Lane.CASELOAD}


def test_asked_again_meanwhile_it_runs_once_more(session: Session) -> None:
    jobs = HeldJobs()
    office = started(session, jobs)
    for _ in range(3):
        office.syncing.sync_now()
    jobs.let_go()
    assert len(office.runs) == 2


def test_in_step_is_what_is_counted_not_what_the_last_run_said(session: Session) -> None:
    office = started(session)
    office.state = replace(ENROLLED, to_send=2)
    office.syncing.sync_now()
    assert not office.syncing.standing.in_step
    assert office.syncing.standing.state.to_send == 2


def test_a_failure_is_told_and_what_waits_is_still_counted(session: Session) -> None:
    office = started(session)
    office.state = replace(ENROLLED, to_send=3)
    office.to_come = [FakeRun(PAGES, refuses=OFF)]
    office.syncing.sync_now()
    standing = office.syncing.standing
    assert office.failed == [OFF]
    assert (standing.running, standing.problem, standing.offline) == (False, OFF, True)
    assert standing.state.to_send == 3
    assert office.runs[0].cancelled
    office.syncing.sync_now()
    assert office.syncing.standing.problem is None


def test_another_problem_is_not_being_offline(session: Session) -> None:
    office = started(session)
    office.to_come = [FakeRun(PAGES, refuses=KnownProblem("Revoked.", "Ask IT."))]
    office.syncing.sync_now()
    assert not office.syncing.standing.offline


def test_waits_grow_and_come_apart() -> None:
    policy = Policy(first_retry=1000, longest_retry=60_000, jitter=0.25)
    assert [wait_after(n, policy, 0.5) for n in (1, 2, 3, 7, 500)] == [1000, 2000, 4000, 60_000, 60_000]
    assert (wait_after(1, policy, 0.0), wait_after(1, policy, 1.0)) == (750, 1250)


def test_the_next_try_is_planned_and_an_office_that_is_busy_is_left_alone(session: Session) -> None:
    office = started(session, policy=replace(NEVER, first_retry=1000))
    office.to_come = [FakeRun(PAGES, refuses=OFF)]
    office.syncing.sync_now()
    assert office.syncing._next.interval() == 1000
    busy = NoOffice("Busy.", "Wait.")
    busy.seconds = 90  # type: ignore[attr-defined]  # as the office's own problem has it
    office.to_come = [FakeRun(PAGES, refuses=busy)]
    office.syncing.sync_now()
    assert office.syncing._next.interval() == 90_000


def test_it_is_tried_again_by_itself_until_it_is_through(session: Session, qtbot: QtBot) -> None:
    office = started(session, policy=replace(NEVER, first_retry=SOON, longest_retry=SOON))
    office.to_come = [FakeRun(PAGES, refuses=OFF) for _ in range(3)]
    office.syncing.sync_now()
    qtbot.waitUntil(lambda: len(office.runs) == 4)
    assert office.syncing.standing.problem is None


@pytest.mark.parametrize("when", ["after_unlock", "every"])
def test_it_begins_by_itself(session: Session, qtbot: QtBot, when: str) -> None:
    office = started(session, policy=replace(NEVER, **{when: SOON}))
    if when == "every":
        office.syncing.sync_now()
    qtbot.waitUntil(lambda: len(office.runs) >= 2 if when == "every" else len(office.runs) == 1)
    office.syncing.close()


def test_saves_are_sent_together_once_typing_pauses(session: Session, qtbot: QtBot) -> None:
    office = started(session, policy=replace(NEVER, after_save=30, count=SOON))
    office.state = replace(ENROLLED, to_send=1)
    for _ in range(5):
        office.syncing.noted_save()
    assert office.runs == []
    qtbot.waitUntil(lambda: len(office.runs) == 1)
    assert any(not standing.running and standing.state.to_send == 1 for standing in office.said)


def test_a_choice_is_sent_soon(session: Session, qtbot: QtBot) -> None:
    office = started(session, policy=replace(NEVER, after_choice=SOON))
    office.syncing.noted_choice()
    qtbot.waitUntil(lambda: len(office.runs) == 1)


def test_a_network_that_appears_is_used_where_something_waits(session: Session, qtbot: QtBot) -> None:
    office = started(session, policy=replace(NEVER, after_network=SOON))
    office.syncing.network_appeared()
    assert office.syncing._next.interval() != SOON, "all is in step: there is nothing to try"
    office.to_come = [FakeRun(PAGES, refuses=OFF)]
    office.syncing.sync_now()
    office.syncing.network_appeared()
    qtbot.waitUntil(lambda: len(office.runs) == 2)


def test_cancelled_it_stops_at_once_and_what_was_taken_in_is_told(session: Session) -> None:
    jobs = HeldJobs()
    office = started(session, jobs)
    office.to_come = [run := FakeRun(PAGES)]
    office.syncing.sync_now()
    while run.log[-1:] != ["ask"]:
        jobs.let_one_go()
    office.syncing.cancel()
    assert run.cancelled
    assert not office.syncing.standing.running
    jobs.let_go()
    assert run.log[-1] == "take"
    assert office.changed == [PAGES[0]], "what is in the caseload is shown, whoever stopped the rest"
    office.to_come = [again := FakeRun(PAGES[1:])]
    office.syncing.sync_now()
    jobs.let_go()
    assert again.taken == 2


def test_an_answer_that_comes_after_cancelling_is_not_taken_in(session: Session) -> None:
    jobs = HeldJobs()
    office = started(session, jobs)
    office.to_come = [run := FakeRun(PAGES)]
    office.syncing.sync_now()
    while run.log != ["next"]:
        jobs.let_one_go()
    office.syncing.cancel()
    jobs.let_go()
    assert run.log == ["next", "ask"]
    assert office.failed == []


def test_cancelled_before_it_has_begun_it_never_asks(session: Session) -> None:
    jobs = HeldJobs()
    office = started(session, jobs)
    office.to_come = [run := FakeRun(PAGES)]
    office.syncing.sync_now()
    office.syncing.cancel()
    jobs.let_go()
    assert run.cancelled
    assert run.log == []


def test_closed_it_begins_nothing_more(session: Session) -> None:
    jobs = HeldJobs()
    office = started(session, jobs, replace(NEVER, after_save=0, count=0))
    office.to_come = [run := FakeRun(PAGES)]
    office.syncing.sync_now()
    jobs.let_one_go()
    office.syncing.close()
    said = len(office.said)
    for ask in (office.syncing.sync_now, office.syncing.noted_save, office.syncing.noted_choice):
        ask()
    jobs.let_go()
    assert run.cancelled
    assert len(office.runs) == 1
    assert len(office.said) == said
    assert not office.syncing._next.isActive()


def test_a_laptop_that_has_just_joined_syncs_soon(session: Session, qtbot: QtBot) -> None:
    office = Office(session, InlineJobs(), replace(NEVER, after_unlock=SOON))
    office.state = SyncState()
    office.syncing.start()
    office.state = ENROLLED
    office.syncing.use(replace(session, demonstration=True))
    qtbot.waitUntil(lambda: len(office.runs) == 1)


def test_a_bug_in_a_page_ends_the_run_and_is_shown_once(session: Session, qtbot: QtBot) -> None:
    class Broken(FakeRun):
        def next(self) -> None:
            raise ValueError("ours")

    bugs: list[Exception] = []
    runner = Runner(lambda _problem: None, lambda error: bugs.append(error) or "AB12")  # type: ignore[func-returns-value]
    office = Office(session, runner)  # type: ignore[arg-type]  # the real runner in place of a fake
    office.syncing.start()
    qtbot.waitUntil(lambda: office.syncing.standing.state.enrolled)
    office.to_come = [Broken()]
    office.syncing.sync_now()
    qtbot.waitUntil(lambda: office.syncing.standing.problem is not None)
    assert len(bugs) == 1
    assert not office.syncing.standing.running
    office.syncing.close()
    runner.close()


def test_an_office_that_never_answers_holds_up_neither_saves_nor_the_end(
    session: Session, qtbot: QtBot
) -> None:
    gate, asked = threading.Event(), threading.Event()

    class Silent(FakeRun):
        def next(self):  # type: ignore[no-untyped-def]
            errand = super().next()
            if errand is not None:
                errand.ask = lambda: (asked.set(), gate.wait())  # type: ignore[method-assign,assignment]
            return errand

    runner = Runner(lambda _problem: None, lambda _error: "AB12")
    office = Office(session, runner)  # type: ignore[arg-type]  # the real runner in place of a fake
    office.syncing.start()
    qtbot.waitUntil(lambda: office.syncing.standing.state.enrolled)
    office.to_come = [run := Silent(PAGES)]
    office.syncing.sync_now()
    qtbot.waitUntil(asked.is_set)
    saved: list[str] = []
    runner.run(lambda: "saved", owner=office.syncing, then=saved.append)
    qtbot.waitUntil(lambda: saved == ["saved"])
    office.syncing.close()
    assert run.cancelled
    runner.close()
    gate.set()
