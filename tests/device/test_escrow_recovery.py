"""A forgotten passphrase: what the laptop asks, the council answers to that laptop, once, and logs first."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from iro_desktop.device import slots, vault
from iro_desktop.device.checked_json import NotThatFile, as_bytes
from iro_desktop.device.council_private import ONE
from iro_desktop.device.escrow_recovery import (
    REQUEST,
    AnswerRefused,
    NoEscrow,
    NotOpened,
    answer,
    ask_council,
    forget_request,
    read_request,
    take_answer,
)
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStore
from iro_desktop.device.stretch import FLOOR
from iro_desktop.device.uses_log import LogChanged, LogNotWritten, note_use, uses
from tests.device.councils import WORDS, one_passphrase
from tests.device.stores import NEW, OLD, FakeStore, quick

Opens = Callable[[bytes], bytes | None]


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "stretch", quick)
    monkeypatch.setattr("iro_desktop.device.council_private.stretch", quick)


class Laptop:
    """A profile sealed to a council's key, whose person has forgotten the passphrase."""

    def __init__(self, folder: Path, store: SecretStore | None = None) -> None:
        self.paths, self.store = ProfilePaths(folder / "profile"), store
        key, private = one_passphrase()
        self.made = vault.create_vault(self.paths, OLD, store, council=key, cost=FLOOR)
        self.opens = private.opened({ONE[0]: WORDS["Ada"]})
        self.answer_file = folder / "answer.json"

    def answered(self, opens: Opens | None = None) -> None:
        request = self.paths.root.parent / "request.json"
        request.write_bytes(ask_council(self.paths, self.store).to_bytes())
        self.answer_file.write_bytes(answer(read_request(request), opens or self.opens))

    def take(self) -> vault.OpenVault:
        return take_answer(self.paths, self.answer_file, self.store)


@pytest.mark.parametrize("store", [FakeStore(), None], ids=["keyring", "no keyring"])
def test_the_councils_answer_opens_here_and_then_never_again(
    tmp_path: Path, store: SecretStore | None
) -> None:
    laptop = Laptop(tmp_path, store)
    laptop.answered()
    opened = laptop.take()
    assert opened.data_key == laptop.made.data_key
    assert opened.must_set_passphrase
    vault.set_passphrase(laptop.paths, opened.data_key, NEW, store, cost=FLOOR)
    forget_request(laptop.paths, store)
    assert vault.open_vault(laptop.paths, NEW, store).data_key == laptop.made.data_key
    with pytest.raises(AnswerRefused):
        laptop.take()
    assert vault.open_with_recovery_code(laptop.paths, laptop.made.recovery_code)


def test_neither_request_nor_answer_opens_anything_without_the_laptop(tmp_path: Path) -> None:
    store = FakeStore()
    laptop = Laptop(tmp_path, store)
    laptop.answered()
    elsewhere = ProfilePaths(tmp_path / "elsewhere")
    shutil.copytree(laptop.paths.root, elsewhere.root)
    for thief in (FakeStore(), None):
        with pytest.raises(AnswerRefused):
            take_answer(elsewhere, laptop.answer_file, thief)
    for file in (tmp_path / "request.json", laptop.answer_file):
        assert laptop.made.data_key.hex() not in file.read_text("utf-8")
    assert not list(laptop.paths.root.glob("recovery-request*")), "with a keyring nothing lies in the profile"


def test_an_answer_to_an_earlier_request_or_to_another_laptop_is_refused(tmp_path: Path) -> None:
    one, two = Laptop(tmp_path / "one"), Laptop(tmp_path / "two")
    one.answered()
    early = one.answer_file.read_bytes()
    two.answered()
    one.answered()
    for foreign in (early, two.answer_file.read_bytes()):
        one.answer_file.write_bytes(foreign)
        with pytest.raises(AnswerRefused):
            one.take()


def test_the_council_gives_out_nothing_but_the_key_that_is_asked_about(tmp_path: Path) -> None:
    """A request with another laptop's sealed key in it would otherwise fetch that one's."""
    one, two = Laptop(tmp_path / "one"), Laptop(tmp_path / "two")
    mine, theirs = (ask_council(laptop.paths, None) for laptop in (one, two))
    path = tmp_path / "mixed.json"
    said = json.loads(mine.to_bytes()) | {"sealed": theirs.sealed.hex()}
    path.write_bytes(as_bytes(REQUEST, {k: v for k, v in said.items() if k not in {"format", "sha256"}}))
    with pytest.raises(NotOpened):
        answer(read_request(path), two.opens)
    with pytest.raises(NotOpened):
        answer(mine, two.opens)


def test_the_words_read_out_belong_to_one_request(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    first, second = (ask_council(laptop.paths, None) for _ in range(2))
    assert first.spoken != second.spoken
    assert len(first.spoken.split()) == 4


def test_without_a_slot_or_with_another_file_it_is_said(tmp_path: Path) -> None:
    paths = ProfilePaths(tmp_path / "profile")
    vault.create_vault(paths, OLD, None, cost=FLOOR)
    with pytest.raises(NoEscrow):
        ask_council(paths, None)
    other = tmp_path / "other.json"
    other.write_bytes(as_bytes(REQUEST, {"device_id": 3}))
    with pytest.raises(NotThatFile):
        read_request(other)


# -- the log of uses ---------------------------------------------------------------------------------------
def noted(path: Path, number: int) -> None:
    note_use(path, "answered", device=f"d{number}", request="AB", officers=("Ada",), why="forgotten")


def test_every_change_of_the_log_is_found(tmp_path: Path) -> None:
    path = tmp_path / "uses.log"
    for number in range(4):
        noted(path, number)
    assert [use.device for use in uses(path)] == ["d0", "d1", "d2", "d3"]
    lines = path.read_text("utf-8").splitlines()
    changed = (
        [lines[0], lines[2], lines[3]],
        [lines[1], lines[0], *lines[2:]],
        [lines[0].replace("d0", "d9"), *lines[1:]],
        [lines[0].replace("forgotten", "curious"), *lines[1:]],
        [*lines, lines[3]],
        [*lines[:3], "{}"],
        [*lines[:3], lines[3][:-20]],
    )
    for wrong in changed:
        path.write_text("\n".join(wrong) + "\n", "utf-8")
        with pytest.raises(LogChanged):
            uses(path)
        with pytest.raises(LogChanged):
            noted(path, 9)
    path.write_text("\n".join(lines[:3]) + "\n", "utf-8")
    assert uses(path)[-1].hash != json.loads(lines[3])["hash"], "cut off: seen by the hash written down"


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(LogNotWritten):
        noted(tmp_path / "no" / "folder" / "uses.log", 1)
    if os.name == "posix":
        path = tmp_path / "uses.log"
        noted(path, 1)
        assert path.stat().st_mode & 0o777 == 0o600
