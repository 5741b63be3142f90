"""The office in the window: the words below, its place, F5, and what a sync changed in what is open."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.app.leaving import Pace
from iro_desktop.app.network_watch import NetworkWatch
from iro_desktop.app.office_pages import CHANGED_WORDS, OfficeServices
from iro_desktop.app.pages import Pages
from iro_desktop.app.syncing import SyncWays
from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.child import Child, Person
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import ReviewSection
from iro_desktop.screens.record.view import RecordView
from iro_desktop.screens.sync.view import SyncView
from iro_desktop.services.office_types import SyncState
from iro_desktop.services.open_caseload import Keys
from iro_desktop.services.restore_draft import restore_draft
from iro_desktop.services.settle_wording import kept_wording
from tests.app.test_syncing import NEVER, OFF
from tests.fakes import InlineJobs
from tests.office import ENROLLED, FakeOffice, FakeRun, conflict, waiting
from tests.reviewing import ELLIS, JO, Office
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES
from tests.screens.legibility import too_small

AT_EASE = Pace(look=5, quiet=10**8, longest=10**8)
"""No page is closed to typing by itself."""


class Window:
    """The pages of an open caseload, with an office that is a fake."""

    def __init__(
        self, office: Office, folder: Path, state: SyncState = ENROLLED, pace: Pace = AT_EASE
    ) -> None:
        paths = ProfilePaths(folder / "profile")
        paths.root.mkdir(exist_ok=True)
        self.office, self.fake = office, FakeOffice(state=state)
        self.runs: list[FakeRun] = []
        self.pages_to_come: tuple[frozenset[str], ...] = ()
        self.refuses: KnownProblem | None = None
        ways = SyncWays(self._begin, lambda _session: self.fake.counted(), (type(OFF),))
        services = OfficeServices(ways, self.fake.ways(), NEVER, pace)
        keys = Keys(office.key, "laptop")
        self.pages = Pages(office.session, keys, paths, InlineJobs(), Log(folder), office=services)
        self.shell = self.pages.shell

    def _begin(self, _session: object) -> FakeRun:
        run = FakeRun(self.pages_to_come, self.refuses)
        self.runs.append(run)
        return run

    def below(self) -> str:
        button = self.shell.findChild(QPushButton, "office_button")
        assert isinstance(button, QPushButton)
        return button.text()

    def sync(self, *children: str) -> None:
        self.pages_to_come = (frozenset(children),)
        QTest.keyClick(self.shell.focusWidget() or self.shell, Qt.Key.Key_F5)

    def offered(self) -> bool:
        QApplication.processEvents()
        return any(
            label.text() == CHANGED_WORDS and label.isVisible() for label in self.shell.findChildren(QLabel)
        )

    def show_it(self, *, by_key: bool = False) -> None:
        (button,) = (b for b in self.shell.findChildren(QPushButton) if b.text() == "Sho&w it")
        if by_key:
            button.setFocus()
        button.click()

    def typing_in(self) -> QPlainTextEdit:
        page = self.shell.page()
        assert isinstance(page, RecordView)
        box = page.start_widget()
        assert isinstance(box, QPlainTextEdit)
        return box


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


@pytest.fixture
def window(office: Office, tmp_path: Path, qtbot: QtBot, plain: None) -> Iterator[Window]:
    made = Window(office, tmp_path)
    qtbot.addWidget(made.shell)
    made.shell.resize(SIZES[0])
    with qtbot.waitExposed(made.shell):
        made.shell.show()
    made.shell.activateWindow()
    made.pages.begin()
    yield made
    made.pages.put_away(remember=False)


@pytest.fixture
def plain(qapp: QApplication) -> None:
    from iro_desktop.screens.theme import Scheme, apply_theme

    apply_theme(qapp, Scheme.LIGHT, 100)


def test_the_status_bar_says_where_things_stand_on_every_page(window: Window) -> None:
    assert window.below().startswith("✓ In step with the office")
    window.fake.items = waiting(3)
    window.refuses = OFF
    window.sync()
    assert window.below() == "Offline, 3 to send"
    window.pages.open_child(ELLIS)
    assert window.below() == "Offline, 3 to send"


def test_the_words_below_lead_to_the_office_by_click_and_by_key(window: Window) -> None:
    button = window.shell.findChild(QPushButton, "office_button")
    assert isinstance(button, QPushButton)
    button.click()
    assert isinstance(window.shell.page(), SyncView)
    QTest.keyClick(window.shell.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.shell.focusWidget(), Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.shell.page(), SyncView)


def test_a_wrong_clock_is_told_once_wherever_one_is(window: Window) -> None:
    window.fake.state = replace(ENROLLED, clock_off=7_500)
    window.sync()

    def told() -> bool:
        QApplication.processEvents()
        texts = [label.text() for label in window.shell.findChildren(QLabel) if label.isVisible()]
        return any("2 hours ahead of the office's" in text for text in texts)

    assert told()
    window.pages.open_child(ELLIS)
    window.fake.state = replace(ENROLLED, clock_off=7_600)
    window.sync()
    assert not told()
    window.shell.visit("office")
    assert told(), "there it stands for as long as it is so"


def test_f5_syncs_from_anywhere_even_while_typing(window: Window) -> None:
    window.pages.start_review(ELLIS)
    window.pages.open_child(ELLIS)
    window.pages.start_review(ELLIS)
    box = window.typing_in()
    box.setFocus()
    QTest.keyClicks(box, "I like the goat")
    window.sync()
    assert len(window.runs) == 1
    assert box.hasFocus()
    assert box.toPlainText() == "I like the goat"


def test_a_change_in_the_open_review_is_offered_and_taken_only_on_asking(window: Window) -> None:
    window.pages.open_child(ELLIS)
    window.pages.start_review(ELLIS)
    page, box = window.shell.page(), window.typing_in()
    box.setFocus()
    QTest.keyClicks(box, "I like the goat")
    where = box.mapTo(window.shell, box.rect().topLeft())
    window.sync(ELLIS)
    assert window.offered()
    assert window.typing_in() is box
    assert box.hasFocus()
    assert box.mapTo(window.shell, box.rect().topLeft()) == where, "nothing moves under the fingers"
    QTest.keyClicks(box, " and Jo")
    window.show_it(by_key=True)
    assert window.shell.page() is page
    assert window.typing_in().hasFocus(), "the keyboard stays in the page"
    assert not window.offered()
    assert window.typing_in().toPlainText() == "I like the goat and Jo", "saved first, then read again"
    sections = window.office.caseload.list(ReviewSection)
    assert any("I like the goat and Jo" in repr(section) for section in sections)


def test_a_change_in_the_open_child_is_offered_and_read_on_asking(window: Window) -> None:
    window.pages.open_child(ELLIS)
    jo = window.office.caseload.get(Person, JO)
    assert jo is not None
    window.office.save(replace(jo, name="Jo Newname"))
    window.sync(ELLIS)

    def says() -> str:
        QApplication.processEvents()
        return "\n".join(label.text() for label in window.shell.findChildren(QLabel) if label.isVisible())

    assert window.offered()
    assert "Newname" not in says()
    window.show_it(by_key=True)
    assert "Newname" in says()
    page, focus = window.shell.page(), window.shell.focusWidget()
    assert page is not None and focus is not None and page.isAncestorOf(focus)
    assert not window.offered()


def test_another_childs_change_is_offered_nowhere_and_named_nowhere(window: Window) -> None:
    window.pages.open_child(ELLIS)
    window.pages.start_review(ELLIS)
    window.sync("somebody else")
    assert not window.offered()


def test_the_offer_waits_on_its_own_page(window: Window) -> None:
    window.pages.open_child(ELLIS)
    window.shell.visit("office")
    window.sync(ELLIS)
    assert not window.offered()
    window.shell.visit("caseload")
    assert window.offered()
    window.shell.back()
    assert not window.offered(), "a page that is closed takes its offer along"


def test_a_list_of_children_that_is_shown_is_read_again(window: Window, qtbot: QtBot) -> None:
    child = window.office.caseload.get(Child, ELLIS)
    assert child is not None
    window.office.save(replace(child, known_as="Elliott"))
    page = window.shell.page()
    assert page is not None
    with qtbot.waitSignal(page.refresh_wanted):  # type: ignore[attr-defined]
        window.sync(ELLIS)


def test_joining_goes_on_as_the_person_the_office_names(window: Window) -> None:
    window.pages.open_child(ELLIS)
    window.shell.visit("office")
    before = window.shell.page()
    assert isinstance(before, SyncView)
    other = replace(window.office.session, demonstration=True)
    window.fake.joined = lambda _session: other
    before.join_wanted.emit("office.example", "CODE")
    assert window.pages.session is other
    assert window.shell.page() is before
    window.shell.visit("caseload")
    label = window.shell.findChild(QLabel, "crumb_label")
    assert isinstance(label, QLabel)
    assert label.text() == "Caseload", "what was opened under the old name is closed"


def test_leaving_cancels_at_once_and_keeps_a_wording(window: Window) -> None:
    window.fake.open = (conflict("m1"),)
    window.shell.visit("office")
    view = window.shell.page()
    assert isinstance(view, SyncView)
    view.wording_typed.emit("m1", "by May")
    window.pages.put_away(remember=True)
    assert kept_wording(window.office.session, "m1") == "by May"
    window.sync()
    assert window.runs == []


def test_a_sealed_wording_comes_back(window: Window) -> None:
    session = window.office.session
    restore_draft(
        session,
        {"screen": "office", "review_id": "", "edits": {"m1": "by May"}, "at": "2026-03-12T14:02:00+00:00"},
    )
    assert kept_wording(session, "m1") == "by May"


def test_without_an_office_there_is_no_place_and_nothing_to_click(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = ProfilePaths(tmp_path / "profile")
    paths.root.mkdir(exist_ok=True)
    pages = Pages(office.session, Keys(office.key, "laptop"), paths, InlineJobs(), Log(tmp_path))
    qtbot.addWidget(pages.shell)
    button = pages.shell.findChild(QPushButton, "office_button")
    assert isinstance(button, QPushButton)
    assert (button.text(), button.isEnabled()) == ("On this laptop only", False)
    assert pages.shell.findChild(QPushButton, "place_office") is None
    pages.put_away(remember=False)


def test_only_a_network_that_is_there_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    from PySide6.QtNetwork import QNetworkInformation

    watch = NetworkWatch()
    with qtbot.assertNotEmitted(watch.appeared):
        watch.moved(QNetworkInformation.Reachability.Disconnected)
    with qtbot.waitSignal(watch.appeared):
        watch.moved(QNetworkInformation.Reachability.Online)


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_the_whole_window_can_be_read_and_used(
    window: Window, qapp: QApplication, scale: int, size: object
) -> None:
    from iro_desktop.screens.theme import Scheme, apply_theme

    apply_theme(qapp, Scheme.DARK, scale)
    window.shell.resize(size)  # type: ignore[call-overload]
    window.fake.items, window.fake.open = waiting(3), (conflict("m1"), conflict("m2"))
    window.refuses = OFF
    window.pages.open_child(ELLIS)
    window.sync()
    window.refuses = None
    window.sync(ELLIS)
    window.refuses = OFF
    window.sync()
    assert window.offered()
    assert window.below() == "▲ 2 need you  ·  Offline, 3 to send"
    for _ in range(6):
        QApplication.processEvents()
    assert (window.shell.width(), window.shell.height()) == (size.width(), size.height())  # type: ignore[attr-defined]
    assert [
        line for line in too_small(window.shell) if "office" in line or "Show it" in line or "status" in line
    ] == []
    window.shell.visit("office")
    for _ in range(6):
        QApplication.processEvents()
    assert too_small(window.shell) == []
    assert nameless(window.shell) == []
    assert too_small_to_hit(window.shell) == []
    assert not_reached_by_tab(window.shell) == []
    apply_theme(qapp, Scheme.LIGHT, 100)
