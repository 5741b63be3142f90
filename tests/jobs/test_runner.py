import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs import Fault, Lane, Runner
from tests.conftest import ROOT


class Told:
    def __init__(self) -> None:
        self.problems: list[KnownProblem] = []
        self.bugs: list[Exception] = []

    def bug(self, error: Exception) -> str:
        self.bugs.append(error)
        return "AB12CD"


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def runner(qtbot: QtBot, told: Told) -> Iterator[Runner]:
    made = Runner(told.problems.append, told.bug)
    yield made
    made.close()


def raising(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_work_runs_off_the_qt_thread_and_its_result_comes_back_to_it(runner: Runner, qtbot: QtBot) -> None:
    owner, seen = QObject(), []
    runner.run(threading.get_ident, owner=owner, then=lambda at: seen.append((at, threading.get_ident())))
    assert seen == [], "the result must never arrive inside run()"
    qtbot.waitUntil(lambda: bool(seen))
    worked, came_back = seen[0]
    assert worked != threading.get_ident()
    assert came_back == threading.get_ident()


def test_a_lane_keeps_order_and_thread(runner: Runner, qtbot: QtBot) -> None:
    owner = QObject()
    order: list[int] = []
    threads: list[int] = []

    def work(n: int) -> int:
        threads.append(threading.get_ident())
        return n

    for n in range(50):
        runner.run(lambda n=n: work(n), owner=owner, then=order.append)  # type: ignore[misc]  # a default binds n
    qtbot.waitUntil(lambda: len(order) == 50)
    assert order == list(range(50))
    assert len(set(threads)) == 1


def test_the_network_never_holds_up_the_caseload(runner: Runner, qtbot: QtBot) -> None:
    owner, done = QObject(), []
    gate = threading.Event()
    runner.run(gate.wait, owner=owner, then=lambda _: done.append("network"), lane=Lane.NETWORK)
    runner.run(lambda: None, owner=owner, then=lambda _: done.append("caseload"))
    qtbot.waitUntil(lambda: done == ["caseload"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["caseload", "network"])


def test_a_result_is_dropped_when_its_owner_is_gone(runner: Runner, qtbot: QtBot) -> None:
    owner, other, seen = QObject(), QObject(), []
    gate = threading.Event()
    runner.run(gate.wait, owner=owner, then=lambda _: seen.append("gone"))
    runner.run(lambda: None, owner=other, then=lambda _: seen.append("alive"))
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["alive"]


def test_a_known_problem_goes_to_failed(runner: Runner, qtbot: QtBot, told: Told) -> None:
    owner, failed = QObject(), []
    problem = KnownProblem("The disk is full", "Free some room.")
    runner.run(raising(problem), owner=owner, then=failed.append, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed == [problem]
    assert told.problems == []


def test_a_known_problem_nobody_takes_is_still_shown(runner: Runner, qtbot: QtBot, told: Told) -> None:
    owner = QObject()
    runner.run(raising(KnownProblem("a", "b")), owner=owner, then=lambda _: None)
    qtbot.waitUntil(lambda: len(told.problems) == 1)
    assert told.bugs == []


def test_a_bug_has_a_number_and_the_screen_becomes_usable(runner: Runner, qtbot: QtBot, told: Told) -> None:
    owner, failed = QObject(), []
    error = ZeroDivisionError("secret case text")
    runner.run(raising(error), owner=owner, then=failed.append, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    (fault,) = failed
    assert told.bugs == [error]
    assert isinstance(fault, Fault)
    assert fault.reference == "AB12CD"
    assert "secret" not in fault.title + fault.what_to_do


def test_a_bug_is_told_even_when_its_owner_is_gone(runner: Runner, qtbot: QtBot, told: Told) -> None:
    owner = QObject()
    gate = threading.Event()
    runner.run(lambda: gate.wait() and 1 // 0, owner=owner, then=lambda _: None)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: len(told.bugs) == 1)


def test_close_runs_what_waits_for_the_caseload_and_then_takes_nothing(qtbot: QtBot, told: Told) -> None:
    runner = Runner(told.problems.append, told.bug)
    owner = QObject()
    written: list[int] = []
    gate = threading.Event()
    runner.run(gate.wait, owner=owner, then=lambda _: None)
    for n in range(20):
        runner.run(lambda n=n: written.append(n), owner=owner, then=lambda _: None)  # type: ignore[misc]  # a default binds n
    gate.set()
    runner.close()
    assert written == list(range(20)), "queued saves are written before close returns"
    with pytest.raises(RuntimeError):
        runner.run(lambda: None, owner=owner, then=lambda _: None)


def test_a_network_that_never_answers_does_not_keep_the_process() -> None:
    script = (
        "import threading\n"
        "from PySide6.QtCore import QCoreApplication, QObject\n"
        "from iro_desktop.jobs import Lane, Runner\n"
        "app = QCoreApplication([])\n"
        "runner = Runner(print, print)\n"
        "begun = threading.Event()\n"
        "wait = lambda: (begun.set(), threading.Event().wait())\n"
        "runner.run(wait, owner=app, then=print, lane=Lane.NETWORK)\n"
        "begun.wait()\n"
        "runner.close()\n"
        "print('closed')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stdout) == (0, "closed\n"), done.stderr
