"""The screen about the office: joining it, each state of it, and choosing between versions by keys alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.sync.matter_card import MatterCard
from iro_desktop.screens.sync.model import (
    MattersModel,
    Standing,
    WaitingModel,
    heading_words,
    problem_words,
    waiting_words,
)
from iro_desktop.services.enrol_laptop import CheckTheAddress
from iro_desktop.services.office_types import Choice, Matter, MatterKind, Pick, SyncState
from iro_desktop.services.session import Session
from iro_desktop.services.settle_wording import kept_wording
from tests.fakes import HeldJobs
from tests.invented import NOW, session_in
from tests.office import ENROLLED, LONG, FakeOffice, conflict, matter, side, waiting
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import Show
from tests.screens.legibility import too_small
from tests.screens.office_screen import Screen, opened, settle

OFF = KnownProblem("No way to the office.", "Wait for the network.")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_in(tmp_path)
    yield made
    made.caseload.close()


# -- joining -----------------------------------------------------------------------------------------------
def test_joining_says_beside_each_field_what_is_missing(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(state=SyncState()))
    screen.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "● Type the office's address." in screen.says()
    assert "● Type the code" in screen.says()
    assert screen.office.asked == []
    QTest.keyClicks(screen.view.window().focusWidget(), " office.example ")
    screen.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "address. Your" not in screen.says()
    assert "● Type the code" in screen.says()


def test_joining_asks_the_office_and_goes_on_as_who_it_says(
    plain: None, show: Show, session: Session, qtbot: QtBot
) -> None:
    other = replace(session, demonstration=True)
    screen = opened(show, session, FakeOffice(state=SyncState(), joined=lambda _session: other))
    QTest.keyClicks(screen.view.window().focusWidget(), "office.example")
    screen.press(Qt.Key.Key_Return)
    QTest.keyClicks(screen.view.window().focusWidget(), "AB12-CD34")
    with qtbot.waitSignal(screen.presenter.joined) as joined:
        screen.press(Qt.Key.Key_Return)
    assert joined.args == [other]
    assert screen.office.asked == [("https://office.example", "AB12-CD34")]
    assert [field.text() for field in screen.view.findChildren(QLineEdit)] == ["https://office.example", ""]


def test_a_refusal_stands_beside_the_field_and_another_try_is_free(
    plain: None, show: Show, session: Session
) -> None:
    screen = opened(show, session, FakeOffice(state=SyncState(), refuses=OFF))
    for field, text in zip(screen.view.findChildren(QLineEdit), ("a", "b"), strict=True):
        field.setText(text)
    screen.button("Join the office").click()
    assert "● No way to the office. Wait for the network." in screen.says()
    assert screen.button("Join the office").isEnabled()


def test_plain_http_is_asked_for_as_typed(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(state=SyncState(), refuses=OFF))
    for field, text in zip(screen.view.findChildren(QLineEdit), ("http://127.0.0.1:8000", "b"), strict=True):
        field.setText(text)
    screen.button("Join the office").click()
    assert screen.office.asked == [("http://127.0.0.1:8000", "b")]


def test_a_wrong_address_is_said_beside_the_address(plain: None, show: Show, session: Session) -> None:
    wrong = CheckTheAddress("Nothing answers there.", "Check the address.")
    screen = opened(show, session, FakeOffice(state=SyncState(), refuses=wrong))
    for field, text in zip(screen.view.findChildren(QLineEdit), ("a", "b"), strict=True):
        field.setText(text)
    screen.button("Join the office").click()
    form = screen.view._form
    assert "Check the address." in form.address_problem.text()
    assert not form.code_problem.text()


def test_both_counts_of_what_waits_agree() -> None:
    state = SyncState(enrolled=True, to_send=1321)
    standing = Standing(state=state)
    assert waiting_words(standing, 500) == "Waiting to be sent: 1,321. The oldest 500 are listed"
    assert "1,321 to send" in heading_words(standing)
    assert waiting_words(Standing(state=replace(state, to_send=3)), 3) == "Waiting to be sent: 3"


def test_that_the_work_is_safe_is_said_once() -> None:
    kept = KnownProblem("The office was not reached.", "Your work is kept and is sent later.")
    for problem in (kept, OFF):
        said = problem_words(Standing(state=SyncState(enrolled=True), problem=problem))
        assert said.count("work is") == 1
        assert said.endswith("is tried again by itself.")


def test_joining_waits_for_the_network_and_is_asked_once(plain: None, show: Show, session: Session) -> None:
    jobs = HeldJobs()
    screen = Screen(session, FakeOffice(state=SyncState()), jobs)
    show(screen.view)
    for field, text in zip(screen.view.findChildren(QLineEdit), ("a", "b"), strict=True):
        field.setText(text)
    screen.button("Join the office").click()
    screen.view.join_wanted.emit("a", "b")
    assert jobs.waiting == 1
    assert not screen.button("Joining…").isEnabled()


# -- states ------------------------------------------------------------------------------------------------
def test_nothing_to_do_is_said(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice())
    assert "✓ In step with the office" in screen.says()
    assert "✓ Nothing waits here, and nothing needs you." in screen.says()
    assert not screen.table("waiting_table").isVisible()


def test_what_waits_is_named_with_why(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(items=waiting(3)), problem=OFF, offline=True)
    model = screen.table("waiting_table").model()
    cells = [str(model.index(0, column).data()) for column in range(4)]
    assert cells[:2] == ["Child 0", "Decision: by when"]
    assert cells[3] == "Needs the letter's file first"
    assert "No way to the office." in screen.says()
    assert "Waiting to be sent: 3" in screen.says()
    assert "✓" not in screen.says()


def test_a_sync_shows_how_far_it_is_and_can_be_stopped(
    plain: None, show: Show, session: Session, qtbot: QtBot
) -> None:
    screen = opened(show, session, FakeOffice(items=waiting(3)))
    with qtbot.waitSignal(screen.presenter.sync_wanted):
        screen.press(Qt.Key.Key_Space)
    screen.stand(running=True)
    screen.presenter.show_progress(120, 400, "Sending")
    assert "Sending: 120 of 400" in screen.says()
    assert not screen.button("Sync now  F5").isEnabled()
    assert screen.focus() == "Cancel", "the keyboard is not lost with the button that went grey"
    with qtbot.waitSignal(screen.presenter.cancel_wanted):
        screen.press(Qt.Key.Key_Space)
    screen.stand()
    assert screen.focus() == "Sync now  F5"


def test_what_waits_is_listed_again_when_the_count_changes(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(items=waiting(3)))
    screen.office.items = ()
    screen.stand()
    assert "✓ Nothing waits here" in screen.says()


def test_a_laptop_whose_access_was_ended_can_be_joined_again(
    plain: None, show: Show, session: Session
) -> None:
    office = FakeOffice(state=replace(ENROLLED, revoked=True, handed_in=12, handed_in_at=NOW))
    screen = opened(show, session, office)
    assert "12 changes" in screen.says() and "Until then everything stays" not in screen.says()
    address, code = (screen.view.findChild(QLineEdit, name) for name in ("address_edit", "code_edit"))
    assert isinstance(address, QLineEdit) and isinstance(code, QLineEdit)
    assert address.text() == ENROLLED.address
    code.setText("ABCDE")
    screen.button("Join the office").click()
    assert office.asked == [(ENROLLED.address, "ABCDE")]


def test_what_was_said_of_a_choice_goes_once_it_has_been_sent(
    plain: None, show: Show, session: Session
) -> None:
    office = FakeOffice(open=(conflict("m1"),))
    screen = opened(show, session, office)
    screen.button("Keep mine").click()
    assert "sent with the next sync" in screen.says()
    screen.stand(running=True)
    office.items = waiting(1)
    screen.stand()
    assert "sent with the next sync" in screen.says(), "not yet: the sync had begun before"
    office.items = ()
    screen.stand(problem=OFF)
    assert "sent with the next sync" in screen.says(), "it did not get through"
    office.state = replace(ENROLLED, last_synced=NOW + timedelta(minutes=1))
    screen.stand()
    assert "sent with the next sync" not in screen.says()


def test_400_rows_are_a_table_and_its_models_hold(plain: None, show: Show, session: Session) -> None:
    rows = tuple(conflict(f"m{n}") for n in range(400))
    screen = opened(show, session, FakeOffice(items=waiting(400), open=rows))
    for name in ("waiting_table", "matters_table"):
        table = screen.table(name)
        assert table.model().rowCount() == 400
        QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(screen.view.findChildren(MatterCard)) == 1, "only the matter that is chosen has a card"


# -- choosing ----------------------------------------------------------------------------------------------
def test_a_conflict_is_settled_by_keys_alone(plain: None, show: Show, session: Session, qtbot: QtBot) -> None:
    screen = opened(show, session, FakeOffice(open=(conflict("m1"), conflict("m2"))))
    assert screen.texts() == ["by 30 April", "by 1 May"]
    assert "Only here, underlined: “30 April”" in screen.says()
    screen.press(Qt.Key.Key_Return)
    assert screen.focus() == "Keep mine"
    screen.press(Qt.Key.Key_Right)
    assert screen.focus() == "Take theirs"
    screen.press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert screen.focus() == "Edit…", "they go round"
    screen.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    with qtbot.waitSignal(screen.presenter.settled):
        screen.press(Qt.Key.Key_Space)
    assert screen.office.settled == [("m1", Choice(Pick.SIDE, 0))]
    assert "stay in the history" in screen.says()
    assert screen.focus() == "Keep mine", "the next one has the keyboard"
    screen.press(Qt.Key.Key_Space)
    assert screen.office.settled[1] == ("m2", Choice(Pick.SIDE, 1))
    assert screen.focus() == "Sync now  F5"


def test_the_arrows_choose_another_matter(plain: None, show: Show, session: Session) -> None:
    other = conflict("m2", of=(side("the one"), side("the other", mine=True)))
    screen = opened(show, session, FakeOffice(open=(conflict("m1"), other)))
    screen.press(Qt.Key.Key_Down)
    assert screen.texts() == ["the other", "the one"]


def test_a_second_answer_is_not_taken_while_the_first_is_written(
    plain: None, show: Show, session: Session
) -> None:
    jobs = HeldJobs()
    screen = Screen(session, FakeOffice(open=(conflict("m1"), conflict("m2"))), jobs)
    show(screen.view)
    screen.stand()
    jobs.let_go()
    screen.button("Keep mine").click()
    screen.view.chosen.emit("m1", Choice(Pick.BOTH))
    jobs.let_go()
    assert screen.office.settled == [("m1", Choice(Pick.SIDE, 1))]


def test_what_changed_since_it_was_read_is_not_settled(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(open=(conflict("m1"),)))
    screen.office.open = (conflict("m1", of=(side("new"), side("by 30 April", mine=True))),)
    screen.button("Keep mine").click()
    assert screen.office.settled == []
    assert "● This has changed while you were looking at it." in screen.says()
    assert screen.texts() == ["by 30 April", "new"]
    screen.button("Keep mine").click()
    assert len(screen.office.settled) == 1


def test_a_failure_leaves_the_matter_open(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(open=(conflict("m1"),), refuses=OFF))
    screen.button("Keep mine").click()
    assert "● No way to the office." in screen.says()
    screen.office.refuses = None
    screen.button("Keep mine").click()
    assert len(screen.office.settled) == 1


def test_a_wording_of_ones_own_is_kept_while_it_is_typed(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(open=(conflict("m1"), conflict("m2"))))
    screen.button("Edit…").click()
    assert screen.view.window().focusWidget() is screen.wording()
    screen.wording().setPlainText("by the first week of May")
    assert screen.presenter.draft() is not None
    screen.view.leave()
    assert kept_wording(session, "m1") == "by the first week of May"
    assert screen.presenter.draft() is None
    screen.presenter.refresh()
    assert screen.wording().toPlainText() == "by the first week of May", "nothing is put over what is typed"

    again = opened(show, session, screen.office)
    assert again.wording().isVisible(), "come back to, it is there as it was left"
    again.button("Use this wording").click()
    assert again.office.settled == [("m1", Choice(Pick.EDITED, text="by the first week of May"))]
    again.presenter.flush_and_wait()
    assert kept_wording(session, "m1") == ""
    assert not again.wording().isVisible(), "the next matter has a wording of its own, or none"


def test_a_third_version_that_comes_while_editing_keeps_what_is_typed(
    plain: None, show: Show, session: Session
) -> None:
    screen = opened(show, session, FakeOffice(open=(conflict("m1"),)))
    screen.button("Edit…").click()
    screen.wording().setPlainText("half a sen")
    screen.office.open = (conflict("m1", of=(*conflict().sides, side("a third", who="Kim"))),)
    screen.presenter.refresh()
    assert len(screen.texts()) == 3
    assert screen.wording().toPlainText() == "half a sen"
    assert screen.view.window().focusWidget() is screen.wording()
    screen.presenter.flush_and_wait()  # before the caseload is closed


def test_what_nobody_typed_is_nothing_to_save(
    plain: None, show: Show, session: Session, qtbot: QtBot
) -> None:
    screen = Screen(session, FakeOffice(open=(conflict("m1"), conflict("m2"))))
    show(screen.view)
    with qtbot.assertNotEmitted(screen.presenter.saving):
        screen.stand()
        screen.view.arrive()
        screen.button("Edit…").click()
    assert screen.wording().toPlainText() == "by 30 April"
    assert screen.presenter.draft() is None


def test_putting_the_box_away_forgets_nothing(plain: None, show: Show, session: Session) -> None:
    screen = opened(show, session, FakeOffice(open=(conflict("m1"),)))
    screen.button("Edit…").click()
    screen.wording().setPlainText("half a sen")
    screen.button("Put this box away").click()
    assert not screen.wording().isVisible()
    screen.button("Edit…").click()
    assert screen.wording().toPlainText() == "half a sen"
    screen.presenter.flush_and_wait()  # before the caseload is closed


@pytest.mark.parametrize("kind", [kind for kind in MatterKind if kind is not MatterKind.CONFLICT])
def test_every_other_kind_can_be_settled(plain: None, show: Show, session: Session, kind: MatterKind) -> None:
    screen = opened(show, session, FakeOffice(open=(matter(kind),)))
    screen.press(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert len(screen.office.settled) == 1
    assert "✓ " in screen.says()
    screen.stand()
    assert "✓ Nothing waits here" in screen.says()


def test_a_long_section_shows_its_changes_and_on_asking_all_of_it(
    plain: None, show: Show, session: Session
) -> None:
    changed = LONG.replace("week 40 Ellis", "week 40 Ellis and Maja")
    long = conflict(of=(side(LONG), side(changed, mine=True)))
    screen = opened(show, session, FakeOffice(open=(long,)))
    assert all(len(text.split()) < 80 for text in screen.texts())
    assert "and Maja" in screen.texts()[0]
    screen.button("Show all of each version").click()
    assert screen.texts() == [changed, LONG]


def test_side_by_side_where_there_is_room_else_one_above_the_other(
    plain: None, show: Show, session: Session
) -> None:
    def tops(width: int) -> set[int]:
        screen = opened(show, session, FakeOffice(open=(conflict("m1"),)), QSize(width, 700))
        settle()
        return {
            text.mapTo(screen.view, text.rect().topLeft()).y() for text in screen.view.findChildren(QTextEdit)
        }

    assert len(tops(1166)) == 1
    assert len(tops(480)) == 2


# -- read and used -----------------------------------------------------------------------------------------
STATES: dict[str, tuple[FakeOffice, dict[str, object]]] = {
    "first use": (FakeOffice(state=SyncState()), {}),
    "nothing to do": (FakeOffice(), {}),
    "offline": (FakeOffice(items=waiting(3)), {"problem": OFF, "offline": True}),
    "syncing": (FakeOffice(items=waiting(400)), {"running": True}),
    "conflict": (FakeOffice(items=waiting(2), open=(conflict(), matter(MatterKind.DELETED))), {}),
    "three": (
        FakeOffice(open=(conflict(of=(side("a"), side("b", mine=True), side("c", who="Kim")), closed=True),)),
        {},
    ),
    "purge": (FakeOffice(open=(matter(MatterKind.PURGE),)), {}),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "size", [QSize(1166, 640), QSize(893, 430)], ids=lambda s: f"{s.width()}x{s.height()}"
)
def test_it_can_be_read_and_used(
    dressed: object, show: Show, session: Session, size: QSize, state: str
) -> None:
    office, said = STATES[state]
    screen = opened(show, session, replace(office), size, **said)
    if state == "first use":
        screen.button("Join the office").click()
    settle()
    assert too_small(screen.view) == []
    assert nameless(screen.view) == []
    assert too_small_to_hit(screen.view) == []
    assert not_reached_by_tab(screen.view) == []


def test_models_answer_for_rows_and_headings(plain: None) -> None:
    matters, waits = MattersModel(), WaitingModel()
    made: tuple[Matter, ...] = (conflict("m1"), matter(MatterKind.PURGE, "m2"))
    matters.show_rows(made)
    waits.set_items(waiting(2), NOW)
    for model in (matters, waits):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [matters.place_of(key) for key in ("m1", "m2", "gone")] == [0, 1, -1]
    assert matters.index(1, 0).data() == "–"
