"""The council's slot: sealed to the key that IT supplies, and proved to be ours at each opening."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from iro_desktop.device import renewal, slots, vault
from iro_desktop.device.checked_json import NotThatFile
from iro_desktop.device.council_key import FILE, CouncilKey, policy_folder, read_council_key, supplied_key
from iro_desktop.device.council_private import ONE, WrongOfficers, make_private, read_private
from iro_desktop.device.escrow import (
    ESCROW,
    Escrow,
    EscrowState,
    escrow_slot,
    escrow_state,
    keep_escrow,
    seal_to,
    sealed_to,
)
from iro_desktop.device.passphrase import PassphraseTooWeak
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.slot_file import read_slot_file, write_slot_file
from iro_desktop.device.stretch import FLOOR
from tests.device.councils import WORDS, one_passphrase, three_officers
from tests.device.stores import OLD, FakeStore, quick
from tests.device.test_key_crashes import Killed, Killer, arm

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "stretch", quick)
    monkeypatch.setattr(renewal, "calibrate", lambda: FLOOR)
    monkeypatch.setattr("iro_desktop.device.council_private.stretch", quick)


@pytest.fixture
def paths(tmp_path: Path) -> ProfilePaths:
    return ProfilePaths(tmp_path / "profile")


# -- the key that IT supplies ------------------------------------------------------------------------------
def test_a_supplied_key_is_read_and_known_by_its_fingerprint(tmp_path: Path) -> None:
    key, _ = one_passphrase()
    assert supplied_key(tmp_path) is None
    (tmp_path / FILE).write_bytes(key.to_bytes())
    assert supplied_key(tmp_path) == key
    assert len(key.fingerprint.split()) == 8
    assert key.fingerprint != one_passphrase()[0].fingerprint


def test_a_key_that_cannot_be_trusted_is_not_used(tmp_path: Path) -> None:
    key, _ = one_passphrase()
    path, good = tmp_path / FILE, key.to_bytes()
    for bad in (b"", b"[]", b"{}", good[:-40], good.replace(b"Coldwater", b"Coldwaters"), b"\xff" * 90):
        path.write_bytes(bad)
        with pytest.raises(NotThatFile):
            read_council_key(path)
    for content in (replace(key, council=""), replace(key, council="a\nb"), replace(key, public=b"short")):
        path.write_bytes(content.to_bytes())
        with pytest.raises(NotThatFile):
            read_council_key(path)
    path.write_bytes(good)
    if os.name == "posix":
        path.chmod(0o666)
        with pytest.raises(NotThatFile, match="not used"):
            read_council_key(path)
        path.chmod(0o644)
    assert read_council_key(path) == key


def test_it_is_looked_for_only_where_administrators_write() -> None:
    assert policy_folder("linux") == Path("/etc/iro-desktop")
    assert "ProgramData" not in str(policy_folder("win32"))


# -- its private half --------------------------------------------------------------------------------------
def test_any_two_of_three_officers_open_what_was_sealed(tmp_path: Path) -> None:
    key, private = three_officers()
    path = tmp_path / "private.json"
    path.write_bytes(private.to_bytes())
    sealed = bytes.fromhex(escrow_slot(KEY, key)["sealed"])
    for left_out in WORDS:
        two = {name: words for name, words in WORDS.items() if name != left_out}
        assert read_private(path).opened(two)(sealed) == KEY
    assert all(words.encode() not in path.read_bytes() for words in WORDS.values())


def test_one_officer_alone_or_a_wrong_passphrase_opens_nothing() -> None:
    _, private = three_officers()
    for given in ({"Ada": WORDS["Ada"]}, {"Ada": WORDS["Ada"], "Bea": WORDS["Cem"]}, {}):
        with pytest.raises(WrongOfficers):
            private.opened(given)
    alone, single = one_passphrase()
    assert single.opened({ONE[0]: WORDS["Ada"]})(bytes.fromhex(escrow_slot(KEY, alone)["sealed"])) == KEY
    with pytest.raises(WrongOfficers):
        single.opened({ONE[0]: WORDS["Bea"]})
    assert single.opened({ONE[0]: WORDS["Ada"]})(bytes(80)) is None


def test_an_officers_passphrase_is_as_good_as_any() -> None:
    with pytest.raises(PassphraseTooWeak):
        make_private("Coldwater", {ONE[0]: "password1234"}, cost=FLOOR)
    with pytest.raises(ValueError, match="one passphrase, or three"):
        make_private("Coldwater", {"Ada": WORDS["Ada"], "Bea": WORDS["Bea"]}, cost=FLOOR)


def test_a_private_file_that_misses_something_is_said(tmp_path: Path) -> None:
    path = tmp_path / "private.json"
    path.write_bytes(one_passphrase()[0].to_bytes())
    with pytest.raises(NotThatFile):
        read_private(path)
    from iro_desktop.device.checked_json import as_bytes
    from iro_desktop.device.council_private import KIND

    path.write_bytes(as_bytes(KIND, {"council": "x", "public_key": "00" * 32}))
    with pytest.raises(NotThatFile, match="cannot be used"):
        read_private(path)


# -- the slot ----------------------------------------------------------------------------------------------
def test_every_bit_flip_of_a_sealed_key_is_refused() -> None:
    key, private = one_passphrase()
    opens = private.opened({ONE[0]: WORDS["Ada"]})
    sealed = bytes.fromhex(escrow_slot(KEY, key)["sealed"])
    assert len(sealed) == 80
    for bit in range(8 * len(sealed)):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        assert opens(bytes(flipped)) is None


def test_first_use_and_the_first_start_after_it_was_supplied_make_the_slot(paths: ProfilePaths) -> None:
    key, _ = one_passphrase()
    new = vault.create_vault(paths, OLD, None, council=key, cost=FLOOR)
    assert sealed_to(read_slot_file(paths).file, new.data_key) == key
    other = ProfilePaths(paths.root.with_name("other"))
    made = vault.create_vault(other, OLD, None, cost=FLOOR)
    assert keep_escrow(other, made.data_key, None).state is Escrow.NONE
    first, second = (keep_escrow(other, made.data_key, key) for _ in range(2))
    assert first == EscrowState(Escrow.SEALED, key, key, new=True)
    assert second == EscrowState(Escrow.SEALED, key, key, new=False)
    assert keep_escrow(other, made.data_key, None) == EscrowState(Escrow.SEALED, key, None)
    assert vault.open_vault(other, OLD, None).data_key == made.data_key


def test_another_key_is_used_only_once_a_person_agrees(paths: ProfilePaths) -> None:
    (ours, _), (another, _) = one_passphrase(), one_passphrase("Elsewhere")
    new = vault.create_vault(paths, OLD, None, council=ours, cost=FLOOR)
    before = paths.slots_file.read_bytes()
    assert keep_escrow(paths, new.data_key, another) == EscrowState(Escrow.CHANGED, ours, another)
    assert paths.slots_file.read_bytes() == before
    assert seal_to(paths, new.data_key, another).sealed_to == another
    assert escrow_state(paths, new.data_key, another).state is Escrow.SEALED


@pytest.mark.parametrize("harm", ["sealed", "council_key", "council", "proof", "missing", "foreign"])
def test_a_slot_that_somebody_else_put_there_is_made_anew(paths: ProfilePaths, harm: str) -> None:
    (ours, private), (thief, _) = one_passphrase(), one_passphrase("Thief")
    new = vault.create_vault(paths, OLD, None, council=ours, cost=FLOOR)
    file = read_slot_file(paths).file
    (slot,) = file.of_kind(ESCROW)
    planted = {
        "sealed": {**slot, "sealed": "00" * 80},
        "council_key": {**slot, "council_key": thief.public.hex()},
        "council": {**slot, "council": "Thief"},
        "proof": {**slot, "proof": "00"},
        "missing": {"kind": ESCROW},
        "foreign": escrow_slot(bytes(32), thief),
    }[harm]
    write_slot_file(paths, file.with_slot(planted))
    assert escrow_state(paths, new.data_key, ours).state is Escrow.NONE
    assert keep_escrow(paths, new.data_key, ours).new
    (mended,) = read_slot_file(paths).file.of_kind(ESCROW)
    assert private.opened({ONE[0]: WORDS["Ada"]})(bytes.fromhex(mended["sealed"])) == new.data_key


def test_without_the_proof_a_planted_slot_would_pass(
    paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the test above finds nothing where slots are not proved."""
    monkeypatch.setattr("iro_desktop.device.escrow.hmac.compare_digest", lambda _one, _two: True)
    with pytest.raises(AssertionError):
        test_a_slot_that_somebody_else_put_there_is_made_anew(paths, "sealed")


def test_renewed_keys_are_sealed_to_the_same_council(paths: ProfilePaths) -> None:
    key, private = three_officers()
    new = vault.create_vault(paths, OLD, None, council=key, cost=FLOOR)
    renewed = renewal.renewed_keys(paths, new.data_key, OLD, vault.new_recovery_code(), None)
    (slot,) = renewed.file.of_kind(ESCROW)
    two = {name: WORDS[name] for name in ("Bea", "Cem")}
    assert private.opened(two)(bytes.fromhex(slot["sealed"])) == renewed.data_key
    assert sealed_to(renewed.file, renewed.data_key) == key


@pytest.mark.parametrize("torn", [False, True])
def test_killed_at_every_step_of_sealing(tmp_path: Path, torn: bool) -> None:
    key, _ = one_passphrase()
    template = ProfilePaths(tmp_path / "template")
    new = vault.create_vault(template, OLD, None, cost=FLOOR)
    point, finished = 0, False
    while not finished:
        point += 1
        paths = ProfilePaths(tmp_path / str(point))
        shutil.copytree(template.root, paths.root)
        with pytest.MonkeyPatch.context() as patched:
            arm(patched, Killer(point, torn))
            try:
                keep_escrow(paths, new.data_key, key)
                finished = True
            except Killed:
                pass
        assert vault.open_vault(paths, OLD, None).data_key == new.data_key
        assert vault.open_with_recovery_code(paths, new.recovery_code).data_key == new.data_key
        assert keep_escrow(paths, new.data_key, key).sealed_to == key
    assert point > 4


def test_the_slot_tells_nothing_without_the_private_key(paths: ProfilePaths) -> None:
    key, _ = one_passphrase()
    store = FakeStore()
    new = vault.create_vault(paths, OLD, store, council=key, cost=FLOOR)
    content = json.dumps(json.loads(paths.slots_file.read_bytes()))
    assert new.data_key.hex() not in content
    _, other = one_passphrase()
    opens = other.opened({ONE[0]: WORDS["Ada"]})
    (slot,) = read_slot_file(paths).file.of_kind(ESCROW)
    assert opens(bytes.fromhex(slot["sealed"])) is None
    assert isinstance(CouncilKey("x", key.public).fingerprint, str)
