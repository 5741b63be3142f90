"""What a sync brought becomes findable by itself, in slices, also after a kill, and stops when told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iro_desktop.app.word_index import WordIndex
from iro_desktop.caseload.filling import alone
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision
from iro_desktop.services.index_words import AT_ONCE, index_words
from iro_desktop.services.session import Session
from tests.caseload.test_filling import CHILD, numbered
from tests.fakes import HeldJobs, InlineJobs
from tests.invented import session_in

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_in(tmp_path)
    yield made
    made.caseload.close()


def fill(session: Session, count: int) -> None:
    records = [
        Decision(id=new_id(), child_id=CHILD, review_id=new_id(), what="Swimming") for _ in range(count)
    ]
    page = [alone(numbered(n, record)) for n, record in enumerate(records, start=1)]
    session.caseload.office_desk.take_snapshot([], [], {}, page)


def found(session: Session) -> int:
    return len(session.caseload.search("swimming", limit=10_000))


def test_everything_that_came_is_found_in_the_end(session: Session, qtbot: QtBot) -> None:
    fill(session, 2 * AT_ONCE + 1)
    left: list[int] = []

    def index(held: Session) -> int:
        left.append(index_words(held))
        return left[-1]

    words = WordIndex(InlineJobs(), session, index, first=1)
    words.begin(), words.begin()
    qtbot.waitUntil(lambda: left[-1:] == [0])
    assert left == [AT_ONCE + 1, 1, 0]
    assert found(session) == 2 * AT_ONCE + 1


def test_nothing_is_begun_once_it_is_closed(session: Session, qtbot: QtBot) -> None:
    fill(session, AT_ONCE + 1)
    jobs = HeldJobs()
    words = WordIndex(jobs, session, index_words, first=1)
    words.begin()
    qtbot.waitUntil(lambda: words._working)
    words.close()
    jobs.let_go()
    words.begin()
    assert not words._next.isActive()
    assert (found(session), session.caseload.unindexed()) == (AT_ONCE, 1)


def test_what_could_not_be_written_is_begun_again(session: Session, qtbot: QtBot) -> None:
    turns: list[int] = []

    def index(_session: Session) -> int:
        turns.append(1)
        if len(turns) == 1:
            raise KnownProblem("No room on the disk.", "Make room.")
        return 0

    words = WordIndex(InlineJobs(), session, index, first=1)
    words.begin()
    qtbot.waitUntil(lambda: len(turns) == 1)
    words.use(session)
    qtbot.waitUntil(lambda: len(turns) == 2)
