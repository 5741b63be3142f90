"""Unlock and first use: what each answer leads to, and that the forms can be read by everybody."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.caseload import CaseloadBehind
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.unlock.model import AboutYou, Doors, Mending, NeedsMending, Setup
from iro_desktop.screens.unlock.presenter import FirstUsePresenter, UnlockPresenter
from iro_desktop.screens.unlock.window import UnlockWindow
from iro_desktop.screens.widgets import print_code as printing
from tests.conftest import ROOT
from tests.fakes import HeldJobs, InlineJobs
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small

GOOD = "copper lantern otter marsh"
CODE = "7Q4M-22AB-9XKD-PPQ1-3M4N-ZZ00-1TVT"


class Wrong(KnownProblem):
    def __init__(self, tries_left: int, wait_seconds: int) -> None:
        super().__init__("Not right.", f"{tries_left} tries left.")
        self.tries_left, self.wait_seconds = tries_left, wait_seconds


@dataclass(frozen=True)
class FakeMade:
    recovery_code: str = CODE
    notice: str | None = "This computer has no key store."


class FakeVault:
    """Opens for GOOD and CODE, counts wrong tries as the real one does, and remembers a new passphrase."""

    def __init__(self) -> None:
        self.passphrase, self.wrong, self.made = GOOD, 0, 0
        self.kept: list[object] = []
        self.broken, self.broken_copies = "", 0
        self.mended: list[object] = []
        self.older, self.opened_older = "", list[object]()

    def open(self, typed: str) -> object:
        if typed == self.passphrase:
            if self.broken:
                copies = "" if self.broken == "no copies" else self.broken
                problem = KnownProblem("Part of it is damaged", "Lock it.")
                raise NeedsMending(problem, copies, "keys", self.older)
            return "opened"
        self.wrong += 1
        raise Wrong(max(0, 5 - self.wrong), 1 if self.wrong >= 5 else 0)

    def recover(self, typed: str) -> object:
        if typed != CODE:
            raise KnownProblem("That is not quite the recovery code.", "Compare it with the page.")
        return "by code"

    def set_passphrase(self, opened: object, chosen: str) -> object:
        self.passphrase = chosen
        if self.broken:
            raise NeedsMending(KnownProblem("Part of it is damaged", "Lock it."), self.broken, "keys")
        return (opened, "new")

    def create(self, chosen: str) -> FakeMade:
        self.made += 1
        self.passphrase = chosen
        return FakeMade()

    def mend(self, keys: object, mending: Mending) -> object:
        mending.step(0, 2)
        if self.broken_copies:
            self.broken_copies -= 1
            raise KnownProblem("No copy of the caseload can be used", "Ask council IT.")
        self.mended.append(keys)
        return "mended"

    def open_older(self, keys: object) -> object:
        self.opened_older.append(keys)
        return "older"

    def doors(self, wait: int = 0) -> Doors:
        return Doors(self.open, self.recover, self.set_passphrase, lambda: wait, self.mend, self.open_older)

    def setup(self) -> Setup:
        suggestions = iter(["one two three four five", "six seven eight nine ten", "more words"])
        return Setup(self.create, self.check, lambda: next(suggestions), self.kept.append)

    @staticmethod
    def check(chosen: str) -> None:
        if len(chosen) < 12:
            raise KnownProblem("That passphrase could be guessed.", "It needs at least 12 characters.")


@dataclass
class Desk:
    window: UnlockWindow
    vault: FakeVault
    opened: list[object]

    def give(self, text: str, name: str = "secret_edit") -> None:
        edit = self.shown(QLineEdit, name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def shown(self, kind: type[QWidget], name: str) -> QLineEdit:
        (found,) = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        return found  # type: ignore[return-value]  # what the caller asked for, by name

    def says(self) -> str:
        return "\n".join(w.text() for w in self.window.findChildren(QLabel) if w.isVisible())


@pytest.fixture
def unlocking(plain: None, show: Show) -> Callable[..., Desk]:
    def made(jobs: InlineJobs | HeldJobs | None = None, wait: int = 0) -> Desk:
        desk = Desk(UnlockWindow(), FakeVault(), [])
        presenter = UnlockPresenter(
            desk.window, jobs or InlineJobs(), desk.vault.doors(wait), desk.vault.setup()
        )
        presenter.opened.connect(desk.opened.append)
        show(desk.window, SIZES[1])
        return desk

    return made


@pytest.fixture
def first_use(plain: None, show: Show) -> Desk:
    desk = Desk(UnlockWindow(), FakeVault(), [])
    presenter = FirstUsePresenter(desk.window, InlineJobs(), desk.vault.setup())
    presenter.ready.connect(lambda made, about: desk.opened.append((made, about)))
    presenter.begin()
    show(desk.window, SIZES[1])
    return desk


def test_the_right_passphrase_and_enter_open(unlocking: Callable[..., Desk]) -> None:
    desk = unlocking()
    desk.give(GOOD)
    assert desk.opened == ["opened"]


def test_a_wrong_one_says_how_many_tries_are_left_and_can_be_typed_over(
    unlocking: Callable[..., Desk],
) -> None:
    desk = unlocking()
    desk.give("wrong")
    assert "Not right. 4 tries left." in desk.says()
    edit = desk.shown(QLineEdit, "secret_edit")
    assert edit.hasFocus()
    assert edit.selectedText(), "what is typed next replaces it"
    QTest.keyClicks(edit, GOOD)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert desk.opened == ["opened"]


def test_after_five_it_counts_down_and_only_the_recovery_code_is_taken(
    unlocking: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = unlocking()
    for _ in range(5):
        desk.give("wrong")
    assert "Wait 1 second," in desk.says()
    desk.give(GOOD)
    assert desk.opened == [], "nothing is tried while it waits"
    qtbot.waitUntil(lambda: "You can try again now." in desk.says(), timeout=10_000)
    desk.give(GOOD)
    assert desk.opened == ["opened"]


def test_a_wait_survives_a_restart(unlocking: Callable[..., Desk]) -> None:
    desk = unlocking(wait=40)
    assert "Wait 40 seconds" in desk.says()
    desk.give(GOOD)
    assert desk.opened == []
    desk.shown(QPushButton, "other_way_button").click()
    assert "Wait" not in desk.says()


def test_the_recovery_code_asks_for_a_new_passphrase_first(unlocking: Callable[..., Desk]) -> None:
    desk = unlocking()
    desk.shown(QPushButton, "other_way_button").click()
    desk.give("nonsense")
    assert "not quite the recovery code" in desk.says()
    desk.give(CODE)
    assert desk.opened == []
    assert "Choose a new passphrase" in desk.says()
    desk.give("too short", "first_edit")
    desk.give("too short", "second_edit")
    assert "at least 12" in desk.says()
    desk.give("a new long passphrase", "first_edit")
    desk.give("a new long passphrase", "second_edit")
    assert desk.opened == [("by code", "new")]
    assert desk.vault.passphrase == "a new long passphrase"


def test_a_code_given_twice_changes_the_passphrase_once(unlocking: Callable[..., Desk]) -> None:
    """The first time the caseload did not open, and the person went back."""
    jobs = HeldJobs()
    desk = unlocking(jobs)
    desk.vault.broken = "There is one copy here, of 14:02."
    desk.shown(QPushButton, "other_way_button").click()
    for _ in range(2):
        desk.give(CODE)
        jobs.let_go()
        desk.give("a new long passphrase", "first_edit")
        desk.give("a new long passphrase", "second_edit")
        assert jobs.waiting == 1
        jobs.let_go()
        if not desk.opened:
            desk.vault.broken = ""
            desk.shown(QPushButton, "back_button").click()
    assert desk.opened == [("by code", "new")]


def test_it_stays_alive_and_takes_nothing_while_it_opens(unlocking: Callable[..., Desk]) -> None:
    jobs = HeldJobs()
    desk = unlocking(jobs)
    desk.give(GOOD)
    assert "Opening…" in desk.says()
    assert not desk.shown(QLineEdit, "secret_edit").isEnabled()
    assert jobs.waiting == 1
    jobs.let_go()
    assert desk.opened == ["opened"]


def test_caps_lock_is_noticed_and_its_end_too(unlocking: Callable[..., Desk]) -> None:
    desk = unlocking()
    edit = desk.shown(QLineEdit, "secret_edit")
    QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert "Caps Lock" not in desk.says()
    QTest.keyClick(edit, "A", Qt.KeyboardModifier.NoModifier)
    assert "Caps Lock is on" in desk.says()
    QTest.keyClick(edit, "a", Qt.KeyboardModifier.NoModifier)
    assert "Caps Lock" not in desk.says()


def test_what_is_typed_can_be_shown_and_hidden(unlocking: Callable[..., Desk]) -> None:
    desk = unlocking()
    edit, button = desk.shown(QLineEdit, "secret_edit"), desk.shown(QPushButton, "show_button")
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    button.click()
    assert (edit.echoMode(), button.text()) == (QLineEdit.EchoMode.Normal, "Hide")


def test_first_use_from_passphrase_to_name(first_use: Desk) -> None:
    desk = first_use
    assert "one two three four five" in desk.says()
    desk.shown(QPushButton, "other_button").click()
    assert "six seven eight nine ten" in desk.says()
    desk.shown(QPushButton, "use_button").click()
    desk.give("six seven eight nine ten", "second_edit")
    assert desk.vault.made == 1
    assert "7Q4M - 22AB - 9XKD - PPQ1" in desk.says()
    assert "no key store" in desk.says()
    desk.give("XXXX", "proof_edit")
    assert "not the last four" in desk.says()
    assert desk.vault.kept == []
    desk.give(" ituT ", "proof_edit")
    assert desk.vault.kept == [FakeMade()]
    desk.give("", "name_edit")
    desk.shown(QPushButton, "go_button").click()
    assert "Your name and your council are needed" in desk.says()
    desk.give("Sam Okafor", "name_edit")
    desk.give("Cheshire East", "council_edit")
    desk.shown(QPushButton, "go_button").click()
    assert desk.opened == [(FakeMade(), AboutYou("Sam Okafor", "Cheshire East", "", "", ""))]
    assert CODE[:4] not in desk.says(), "the code is shown once"


def test_the_printed_page_holds_the_code_and_comes_out_on_paper(
    first_use: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printed: list[str] = []
    monkeypatch.setattr(printing, "print_code", lambda _parent, code: printed.append(code))
    first_use.give("copper lantern otter", "first_edit")
    first_use.give("copper lantern otter", "second_edit")
    first_use.shown(QPushButton, "print_button").click()
    assert printed == [CODE]
    page = printing.recovery_page(CODE)
    assert "7Q4M - 22AB - 9XKD - PPQ1 - 3M4N - ZZ00 - 1TVT" in page.toPlainText()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    page.print_(printer)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_two_that_differ_make_nothing(first_use: Desk) -> None:
    first_use.give("copper lantern otter", "first_edit")
    first_use.give("copper lantern other", "second_edit")
    assert first_use.vault.made == 0
    assert "The two are not the same." in first_use.says()


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_every_form_can_be_read_and_used(dressed: object, show: Show, size: QSize) -> None:
    window = UnlockWindow(demonstration="DEMONSTRATION: every child and name here is invented")
    show(window, size)
    window.unlock.show_notice("iro_desktop stopped unexpectedly. Everything that showed as saved is safe.")
    window.unlock.show_wrong("Not right.", "4 tries left before a short wait.")
    window.choose.offer("copper lantern otter seventy marsh")
    window.code.show_code(CODE, "This computer offers no safe place for a second half of the key. " * 3)
    copies = "There are 12 copies here, the newest of 14:02 on 25 November."
    window.mend.show_problem("This caseload is older than when you last used it", copies, CaseloadBehind.why)
    forms = (window.show_unlock, window.show_choose, window.show_code, window.show_about, window.show_mend)
    for form in forms:
        form()
        for _ in range(3):
            QTest.qWait(1)
        assert too_small(window) == []
        assert nameless(window) == []
        assert too_small_to_hit(window) == []
        assert not_reached_by_tab(window) == []
    assert (window.width(), window.height()) == (size.width(), size.height())


def test_the_unlock_window_loads_nothing_heavy() -> None:
    """The first paint waits for every import: only three Qt modules and our own few files are allowed."""
    program = (
        "import sys; import iro_desktop.screens.unlock.presenter, iro_desktop.screens.unlock.window;"
        "print([m for m in ('sqlalchemy', 'sqlcipher3', 'docx', 'lxml', 'keyring', 'nacl', 'argon2',"
        "'holidays', 'structlog', 'concurrent.futures', 'PySide6.QtSvg', 'PySide6.QtNetwork',"
        "'PySide6.QtPrintSupport', 'iro_desktop.caseload', 'iro_desktop.device') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]"


def broken(unlocking: Callable[..., Desk], copies: str, older: str = "") -> tuple[Desk, HeldJobs]:
    """A desk where the passphrase fits, and the caseload does not open."""
    jobs = HeldJobs()
    desk = unlocking(jobs)
    desk.vault.broken, desk.vault.older = copies, older
    desk.give(GOOD)
    jobs.let_go()
    return desk, jobs


def press(button: QWidget, jobs: HeldJobs) -> None:
    QTest.keyClick(button, Qt.Key.Key_Return)
    jobs.let_go()


def test_a_caseload_that_does_not_open_is_put_together_again(unlocking: Callable[..., Desk]) -> None:
    desk, jobs = broken(unlocking, "There are 4 copies here, the newest of 14:02 on 25 November.")
    said = desk.says()
    assert "Part of it is damaged" in said
    assert "4 copies here, the newest of 14:02 on 25 November" in said
    assert "with everything saved since" in said
    assert desk.opened == []
    button = desk.shown(QPushButton, "mend_button")
    assert button.hasFocus()
    older = [w for w in desk.window.findChildren(QPushButton, "older_button") if w.isVisible()]
    assert not older, "a damaged one is never opened as it is"
    press(button, jobs)
    assert desk.vault.mended == ["keys"]
    assert desk.opened == ["mended"]


@pytest.mark.parametrize("copies", ["There is one copy here, of 14:02.", "no copies"])
def test_an_older_caseload_can_be_opened_as_it_is(unlocking: Callable[..., Desk], copies: str) -> None:
    desk, jobs = broken(unlocking, copies, "What you wrote last may not be in it.")
    said = desk.says()
    assert "What you wrote last may not be in it." in said
    assert "Or open it as it is: where this laptop has an office, the next sync brings" in said
    assert ("There is one copy here" in said) is (copies != "no copies")
    button = desk.shown(QPushButton, "older_button")
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert not button.isEnabled(), "asked for once"
    jobs.let_go()
    assert desk.vault.opened_older == ["keys"]
    assert desk.opened == ["older"]


def test_with_no_copy_a_person_is_told_whom_to_ask(unlocking: Callable[..., Desk]) -> None:
    desk, jobs = broken(unlocking, "no copies")
    assert "Ask your IT desk" in desk.says()
    assert not [w for w in desk.window.findChildren(QPushButton, "mend_button") if w.isVisible()]
    back = desk.shown(QPushButton, "back_button")
    assert back.hasFocus()
    press(back, jobs)
    assert desk.shown(QLineEdit, "secret_edit").hasFocus()


def test_a_mending_that_fails_says_so_and_can_be_tried_again(unlocking: Callable[..., Desk]) -> None:
    desk, jobs = broken(unlocking, "There is one copy here, of 14:02.")
    desk.vault.broken_copies = 1
    button = desk.shown(QPushButton, "mend_button")
    press(button, jobs)
    assert "No copy of the caseload can be used" in desk.says()
    assert button.hasFocus()
    press(button, jobs)
    assert desk.opened == ["mended"]


def test_a_mending_shows_how_far_it_is_and_can_be_stopped(unlocking: Callable[..., Desk]) -> None:
    desk, jobs = broken(unlocking, "There are 2 copies here, the newest of 14:02.")
    QTest.keyClick(desk.shown(QPushButton, "mend_button"), Qt.Key.Key_Return)
    stop = desk.shown(QPushButton, "stop_button")
    assert "Reading the copies" in desk.says()
    press(stop, jobs)
    assert "Nothing was changed" in desk.says()
    assert desk.vault.mended == []
    assert desk.opened == []
    assert desk.shown(QPushButton, "mend_button").isEnabled()
