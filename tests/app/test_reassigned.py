"""A child who is taken off this laptop while their pages are open; and where the keyboard is meanwhile."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView

from iro_desktop.caseload.purging import purge_child
from iro_desktop.device.sealed_draft import take_draft
from iro_desktop.domain.review import ReviewSection
from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.screens.record.view import RecordView
from iro_desktop.screens.sync.model import Standing
from iro_desktop.screens.sync.view import SyncView
from iro_desktop.services.office_types import SyncState
from tests.app import test_office_pages as there
from tests.app.test_office_pages import Window
from tests.fakes import HeldJobs
from tests.office import FakeRun, conflict
from tests.reviewing import ELLIS

office, window, plain = there.office, there.window, there.plain
WORDS = "I like the goat"


def purge(window: Window) -> None:
    with window.office.caseload.unit_of_work() as work:
        with work.on_the_file() as connection:
            work.note_removed(purge_child(connection, ELLIS), ELLIS)
        work.commit()


def recording(window: Window) -> RecordView:
    window.pages.open_child(ELLIS)
    window.pages.start_review(ELLIS)
    page = window.shell.page()
    assert isinstance(page, RecordView)
    window.typing_in().setFocus()
    return page


def labels(window: Window) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in window.shell.findChildren(QLabel) if label.isVisible())


def sync(window: Window, run: FakeRun) -> None:
    assert window.pages.office is not None
    syncing = window.pages.office.syncing
    syncing._ways = replace(syncing._ways, begin=lambda _session: run)
    QTest.keyClick(window.shell.focusWidget() or window.shell, Qt.Key.Key_F5)


def goes(window: Window, *, before_the_step: bool) -> None:
    """Sync, and let Ellis be taken off by its last step."""
    run = FakeRun()
    ordinary = run.next

    def last() -> None:
        if not before_the_step:
            purge(window)
        run.gone = frozenset({ELLIS})
        return ordinary()  # type: ignore[return-value]  # it has no page: None

    run.next = last  # type: ignore[method-assign]  # the last step, and what it does
    if before_the_step:
        purge(window)
    sync(window, run)


def test_the_pages_of_a_child_who_is_no_longer_here_close_and_say_so(window: Window) -> None:
    page = recording(window)
    goes(window, before_the_step=False)
    assert isinstance(window.shell.page(), CaseloadView)
    assert not window.shell.holds(page)
    assert "no longer yours" in labels(window)
    assert "Everything you wrote has reached the office" in labels(window)
    assert "Ellis" not in labels(window)
    assert take_draft(window.pages._paths, window.office.key) is None


def test_what_is_typed_is_saved_before_the_step_that_may_take_the_child_off(window: Window) -> None:
    recording(window)
    QTest.keyClicks(window.typing_in(), WORDS)
    found: list[str] = []
    run = FakeRun()

    def look() -> None:
        found.extend(section.said for section in window.office.caseload.list(ReviewSection))

    run.next = look  # type: ignore[method-assign]  # it has no page: None
    sync(window, run)
    assert WORDS in found


def test_words_that_no_record_takes_any_more_are_sealed(window: Window) -> None:
    recording(window)
    QTest.keyClicks(window.typing_in(), WORDS)
    goes(window, before_the_step=True)
    assert isinstance(window.shell.page(), CaseloadView)
    assert "kept sealed on this laptop" in labels(window)
    draft = take_draft(window.pages._paths, window.office.key)
    assert draft is not None
    assert WORDS in draft["edits"].values()


def test_words_typed_after_the_child_has_gone_are_sealed_before_the_page_closes(window: Window) -> None:
    page = recording(window)
    purge(window)
    QTest.keyClicks(window.typing_in(), WORDS)  # no save has been tried yet
    assert window.pages.office is not None
    window.pages.office.gone.emit((page,))
    draft = take_draft(window.pages._paths, window.office.key)
    assert draft is not None
    assert WORDS in draft["edits"].values()
    assert not window.shell.holds(page)


def test_from_another_place_the_child_is_gone_too(window: Window) -> None:
    page = recording(window)
    window.shell.visit("settings")
    shown = window.shell.page()
    goes(window, before_the_step=False)
    assert window.shell.page() is shown
    assert not window.shell.holds(page)
    window.shell._find.open()
    QTest.keyClicks(window.shell.focusWidget(), "Ellis")
    QApplication.processEvents()
    assert window.shell._find._model.rowCount() == 0


def test_a_sync_takes_the_keyboard_from_no_page(window: Window) -> None:
    window.shell.visit("office")
    (sync,) = (b for b in window.shell.findChildren(QPushButton) if b.text().startswith("&Sync now"))
    sync.setFocus()
    recording(window)
    box = window.typing_in()
    window.sync()
    assert window.shell.focusWidget() is box
    QTest.keyClicks(window.shell.focusWidget(), WORDS)
    assert box.toPlainText() == WORDS


@pytest.mark.parametrize("away", [False, True])
def test_a_matter_settled_elsewhere_leaves_the_keyboard_on_the_page(window: Window, away: bool) -> None:
    window.fake.open = (conflict(),)
    window.sync()
    window.shell.visit("office")
    page = window.shell.page()
    assert isinstance(page, SyncView)
    table = page.findChild(QTableView, "matters_table")
    assert table is not None
    table.setFocus()
    if away:
        window.shell.visit("caseload")
    window.fake.open = ()
    window.sync()
    if away:
        window.shell.visit("office")
    focus = window.shell.focusWidget()
    assert focus.isVisible()
    assert page.isAncestorOf(focus)


@pytest.mark.parametrize("ends", [False, True])
def test_joining_keeps_the_keyboard_on_its_page(window: Window, ends: bool) -> None:
    jobs = HeldJobs()
    window.fake.state = SyncState()
    assert window.pages.office is not None
    window.pages.office._jobs = jobs  # the network takes its time
    window.pages.office.syncing.standing = Standing()  # nobody's laptop yet
    window.shell.visit("office")
    page = window.shell.page()
    assert isinstance(page, SyncView)
    address, code = (page.findChild(QLineEdit, name) for name in ("address_edit", "code_edit"))
    assert address is not None and code is not None
    address.setText("https://office.example")
    code.setText("ABCDE")
    code.setFocus()
    QTest.keyClick(code, Qt.Key.Key_Return)
    if ends:
        jobs.let_go()
    assert page.isAncestorOf(window.shell.focusWidget())
    assert not window.shell._find.isVisible()
