"""Changing keys: nothing changes before it is proved who asks, nor before the new code is kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.device import slots, vault
from iro_desktop.device.passphrase import check_passphrase
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.stretch import FLOOR
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.keys.model import WORDS, Act, KeyWays
from iro_desktop.screens.keys.presenter import KeysPresenter
from iro_desktop.screens.keys.progress import RenewingDialog
from iro_desktop.screens.keys.view import KeysView
from iro_desktop.screens.settings.model import Choices
from iro_desktop.screens.settings.view import SettingsView
from iro_desktop.services.change_keys import change_passphrase, change_recovery_code, prove_who_asks
from tests.device.stores import NEW, OLD, quick
from tests.fakes import InlineJobs
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small


class Desk:
    """A page of one act, on a real vault."""

    def __init__(self, act: Act, folder: Path) -> None:
        self.paths = ProfilePaths(folder / "profile")
        self.new = vault.create_vault(self.paths, OLD, None, cost=FLOOR)
        self.codes: list[str] = []
        self.agreed: list[object] = []
        self.refuses = False
        self.view = KeysView(WORDS[act])
        self.presenter = KeysPresenter(self.view, InlineJobs(), self.ways(), act)

    def ways(self) -> KeyWays:
        return KeyWays(
            lambda typed: prove_who_asks(self.paths, typed, None),
            lambda proof, new: change_passphrase(self.paths, proof, new, None),  # type: ignore[arg-type]  # ours
            self.code,
            self.keep,
            check_passphrase,
            lambda: "copper lantern otter seventy marsh",
            self.agreed.append,
        )

    def code(self) -> str:
        self.codes.append(vault.new_recovery_code())
        return self.codes[-1]

    def keep(self, proof: object, code: str) -> None:
        if self.refuses:
            raise KnownProblem("The disk refused to keep a file.", "Nothing was changed.")
        change_recovery_code(self.paths, proof, code)  # type: ignore[arg-type]  # what prove_who_asks gave

    def give(self, words: str, field: str) -> None:
        edit = self.view.findChild(QLineEdit, field)
        assert edit is not None
        assert edit.isVisible(), field
        edit.setText(words)
        edit.returnPressed.emit()

    def says(self) -> str:
        return "\n".join(label.text() for label in self.view.findChildren(QLabel) if label.isVisible())

    def opens(self, passphrase: str) -> bool:
        try:
            return vault.open_vault(self.paths, passphrase, None).data_key == self.new.data_key
        except vault.WrongPassphrase:
            return False

    def opens_with(self, code: str) -> bool:
        try:
            return vault.open_with_recovery_code(self.paths, code).data_key == self.new.data_key
        except vault.RecoveryCodeWrong:
            return False


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "stretch", quick)
    monkeypatch.setattr(vault, "calibrate", lambda: FLOOR)


def test_a_wrong_passphrase_goes_no_further_and_is_counted(plain: None, show: Show, tmp_path: Path) -> None:
    desk = Desk(Act.PASSPHRASE, tmp_path)
    show(desk.view)
    desk.give("", "passphrase_edit")
    assert not desk.paths.attempts_file.exists()
    for _ in range(5):
        desk.give(NEW, "passphrase_edit")
    assert "Wait 1 second and try again" in desk.says()
    desk.give(OLD, "passphrase_edit")
    assert "Too many wrong tries." in desk.says()
    assert "A suggestion" not in desk.says()


def test_the_passphrase_is_changed(plain: None, show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(Act.PASSPHRASE, tmp_path)
    show(desk.view)
    desk.give(OLD, "passphrase_edit")
    assert "copper lantern otter seventy marsh" in desk.says()
    for word in ("password1234", NEW):
        desk.give(word, "first_edit")
        desk.give(word, "second_edit")
        assert desk.opens(OLD) is (word != NEW), "one that could be guessed changes nothing"
    assert "✓ The passphrase is changed" in desk.says()
    assert desk.opens(NEW)
    back = desk.view.findChild(QPushButton, "back_button")
    assert back is not None
    with qtbot.waitSignal(desk.view.back_wanted):
        back.click()


def test_a_new_code_works_once_it_was_typed_back(plain: None, show: Show, tmp_path: Path) -> None:
    desk = Desk(Act.CODE, tmp_path)
    show(desk.view)
    desk.give(OLD, "passphrase_edit")
    (code,) = desk.codes
    assert code[:4] in desk.says()
    desk.give("0000", "proof_edit")
    assert (desk.opens_with(desk.new.recovery_code), desk.opens_with(code)) == (True, False)
    desk.refuses = True
    desk.give(code[-4:], "proof_edit")
    assert "The disk refused to keep a file." in desk.says()
    assert (desk.opens_with(desk.new.recovery_code), desk.opens_with(code)) == (True, False)
    assert code[:4] in desk.says(), "the same code is still there to be kept"
    desk.refuses = False
    desk.give(code[-4:], "proof_edit")
    assert "✓ The new recovery code works" in desk.says()
    assert code[:4] not in desk.says()
    assert (desk.opens_with(desk.new.recovery_code), desk.opens_with(code)) == (False, True)


def test_renewing_is_left_to_the_app_once_the_code_is_kept(
    plain: None, show: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = Desk(Act.RENEW, tmp_path)
    show(desk.view)
    desk.give(OLD, "passphrase_edit")
    with qtbot.waitSignal(desk.presenter.renew_wanted) as wanted:
        desk.give(desk.codes[0][-4:], "proof_edit")
    proof, typed, code = wanted.args
    assert (proof.data_key, typed, code) == (desk.new.data_key, OLD, desk.codes[0])
    assert desk.opens_with(desk.new.recovery_code), "so far nothing has changed"


def test_the_councils_new_key_is_agreed_to_by_the_passphrase(plain: None, show: Show, tmp_path: Path) -> None:
    desk = Desk(Act.COUNCIL, tmp_path)
    show(desk.view)
    desk.give(NEW, "passphrase_edit")
    assert desk.agreed == []
    desk.give(OLD, "passphrase_edit")
    assert len(desk.agreed) == 1
    assert "new key is in use" in desk.says()


def test_what_was_typed_is_forgotten_when_the_page_is_left(plain: None, show: Show, tmp_path: Path) -> None:
    desk = Desk(Act.CODE, tmp_path)
    show(desk.view)
    edit = desk.view.findChild(QLineEdit, "passphrase_edit")
    assert edit is not None
    QTest.keyClicks(edit, "tulip harbour")
    desk.view.leave()
    assert edit.text() == ""


def test_the_settings_lead_to_each_act(plain: None, show: Show, qtbot: QtBot) -> None:
    view = SettingsView(Choices(100, "light", 3, 10))
    show(view)
    buttons = ("change_passphrase_button", "new_code_button", "renew_keys_button", "council_key_button")
    view.show_council("▲ IT has supplied another key", asks=True)
    for button, act in zip(buttons, Act, strict=True):
        found = view.findChild(QPushButton, button)
        assert found is not None
        with qtbot.waitSignal(view.key_change_wanted) as wanted:
            found.click()
        assert Act(wanted.args[0]) is act


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_every_step_can_be_read_and_used(dressed: object, show: Show, size: QSize) -> None:
    view = KeysView(WORDS[Act.RENEW])
    show(view, size)
    view.prove.show_problem("Not right.", "4 tries left before a short wait.")
    view.choose.offer("copper lantern otter seventy marsh")
    shown = (
        lambda: None,
        view.show_choose,
        lambda: view.show_code("7Q4M-22AB-9XKD-PPQ1-3M4N-ZZ00-1TVT"),
        view.show_done,
    )
    for step in shown:
        step()
        for _ in range(3):
            QTest.qWait(1)
        view.start_widget().setFocus()
        assert too_small(view) == []
        assert nameless(view) == []
        assert too_small_to_hit(view) == []
        assert not_reached_by_tab(view) == []


def test_renewing_shows_how_far_it_is_and_can_be_stopped(dressed: object, show: Show, qtbot: QtBot) -> None:
    window = QWidget()
    show(window, SIZES[1])
    dialog = RenewingDialog(window)
    dialog.open()
    QTest.qWait(1)
    dialog.show_progress(40, 100)
    bar = dialog.findChild(QProgressBar)
    assert bar is not None
    assert (bar.value(), bar.accessibleName()) == (40, "How much is done")
    assert too_small(dialog) == []
    assert nameless(dialog) == []
    assert dialog.width() <= window.width()
    with qtbot.waitSignal(dialog.stop_wanted):
        dialog.close()
    assert dialog.isVisible(), "it stays until the work has stopped"
    assert "Stopping…" in [label.text() for label in dialog.findChildren(QLabel)]
