"""Bringing files in from the window: with progress, a stop that changes nothing, and a report by line."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.domain.child import Child
from iro_desktop.domain.person import Profile
from iro_desktop.jobs import Runner
from iro_desktop.screens.import_files.model import RemarksModel, report_text
from iro_desktop.screens.import_files.presenter import ImportPresenter
from iro_desktop.screens.import_files.view import ImportView
from iro_desktop.services.session import Session
from tests.conftest import ROOT
from tests.fakes import HeldJobs, InlineJobs
from tests.invented import session_in
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small

RETURN = ROOT / "tests" / "data" / "ssda903"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_in(tmp_path)
    yield made
    made.caseload.close()


def a_page(session: Session, jobs: InlineJobs | HeldJobs | None = None, what: Path = RETURN) -> ImportView:
    view = ImportView(ask_files=list, ask_folder=lambda: [what])
    ImportPresenter(view, jobs or InlineJobs(), session)
    return view


def click(view: ImportView, text: str) -> None:
    (button,) = [
        b for b in view.findChildren(QPushButton) if b.isVisible() and b.text().replace("&", "") == text
    ]
    button.click()


def says(view: ImportView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_folder_comes_in_and_the_report_counts_it(
    plain: None, show: Show, session: Session, qtbot: QtBot
) -> None:
    view = a_page(session)
    show(view)
    presenter = view.findChild(ImportPresenter)
    assert isinstance(presenter, ImportPresenter)
    with qtbot.waitSignal(presenter.imported):
        click(view, "Choose a folder…")
    children = session.caseload.list(Child)
    assert len(children) == 37
    assert "✓ Done: " in says(view)
    assert "\n37\n" in says(view)
    with qtbot.waitSignal(presenter.caseload_wanted):
        QTest.keyClick(view.window().focusWidget(), Qt.Key.Key_Space)
    click(view, "Choose a folder…")
    assert "Nothing was changed." in says(view), "the same files again change nothing"


def test_choosing_nothing_does_nothing(plain: None, show: Show, session: Session) -> None:
    jobs = HeldJobs()
    view = a_page(session, jobs)
    show(view)
    click(view, "Choose files…")
    assert jobs.waiting == 0


def test_one_at_a_time_and_the_controls_wait(plain: None, show: Show, session: Session) -> None:
    jobs = HeldJobs()
    view = a_page(session, jobs)
    show(view)
    click(view, "Choose a folder…")
    view.files_chosen.emit([RETURN])
    assert jobs.waiting == 1
    assert "Reading the files…" in says(view)
    jobs.let_go()
    assert "✓ Done: " in says(view)


def test_stopping_changes_nothing(plain: None, show: Show, session: Session) -> None:
    jobs = HeldJobs()
    view = a_page(session, jobs)
    show(view)
    click(view, "Choose a folder…")
    click(view, "Stop")
    assert "Stopping…" in says(view)
    jobs.let_go()
    assert "The import was stopped. Nothing was changed." in says(view)
    assert session.caseload.list(Child) == ()
    click(view, "Choose a folder…")
    jobs.let_go()
    assert len(session.caseload.list(Child)) == 37, "an earlier stop does not stop the next import"


def test_progress_arrives_from_the_lane(plain: None, show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    runner = Runner(lambda problem: None, lambda reference, error: None)
    made: list[Session] = []
    lane: list[int] = []

    def open_there() -> Session:
        lane.append(threading.get_ident())
        return session_in(tmp_path)

    owner = ImportView()
    runner.run(open_there, owner=owner, then=made.append)
    qtbot.waitUntil(lambda: bool(made))
    view = a_page(made[0], runner)  # type: ignore[arg-type]  # the real runner in place of a fake
    show(view)
    shown: list[str] = []
    presenter = view.findChild(ImportPresenter)
    assert isinstance(presenter, ImportPresenter)
    presenter._progressed.connect(lambda done, of: shown.append(f"{done}/{of} {threading.get_ident()}"))
    with qtbot.waitSignal(presenter.imported, timeout=30_000):
        click(view, "Choose a folder…")
    assert shown
    assert shown[-1].split()[0].split("/")[0] == shown[-1].split()[0].split("/")[1], "it ends at the end"
    assert lane != [threading.get_ident()]
    runner.run(made[0].caseload.close, owner=owner, then=lambda _: None)
    runner.close()


def test_a_missing_file_is_a_known_problem(plain: None, show: Show, session: Session, tmp_path: Path) -> None:
    view = a_page(session, what=tmp_path / "nowhere.csv")
    show(view)
    click(view, "Choose a folder…")
    assert "cannot be read" in says(view)
    assert view.window().focusWidget() is view.start_widget()


def test_rows_that_are_refused_are_told_by_line_and_by_nothing_else(
    plain: None, show: Show, session: Session, tmp_path: Path
) -> None:
    bad = tmp_path / "header.csv"
    bad.write_text("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n101,1,99/99/2015,WBRI,,,\n", encoding="utf-8")
    view = a_page(session, what=bad)
    show(view)
    click(view, "Choose a folder…")
    assert "To look at: " in says(view)
    click(view, "Copy the report")
    copied = QGuiApplication.clipboard().text()
    assert "header.csv\t2\tDOB" in copied
    assert "99/99/2015" not in copied, "no value from the files"
    assert "✓ Copied" in [button.text() for button in view.findChildren(QPushButton)]
    model = view.findChild(RemarksModel)
    assert isinstance(model, RemarksModel)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    assert report_text(view._report).startswith("\tNew\t")  # type: ignore[arg-type]  # shown above


def test_the_council_is_asked_for_only_while_it_is_unknown(plain: None, show: Show, session: Session) -> None:
    with session.caseload.unit_of_work() as work:
        work.save(Profile(id="profile", name="", council=""))
        work.commit()
    unknown = Session(session.caseload, session.clock, session.working_days, Profile(id="profile"))
    view = a_page(unknown)
    show(view)
    (council,) = view.findChildren(QLineEdit)
    assert council.isVisible()
    click(view, "Choose a folder…")
    assert "The council is not named." in says(view)
    council.setText("Cheshire East")
    click(view, "Choose a folder…")
    assert "✓ Done: " in says(view)
    assert not council.isVisible()


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_it_can_be_read_and_used(dressed: object, show: Show, size: QSize, session: Session) -> None:
    view = a_page(session)
    show(view, size)
    click(view, "Choose a folder…")
    for _ in range(3):
        QApplication.processEvents()
    assert too_small(view) == []
    assert nameless(view) == []
    assert too_small_to_hit(view) == []
    assert not_reached_by_tab(view) == []
