"""A wrap gives up the data key to the right secret only, and to nothing that was tampered with."""

import hashlib
import hmac
from typing import Any

import pytest
from nacl.secret import SecretBox

from iro_desktop.device import slots
from iro_desktop.device.slot_file import VaultDamaged
from iro_desktop.device.slots import open_passphrase_slot, open_recovery_slot, passphrase_slot, recovery_slot
from iro_desktop.device.stretch import FLOOR, CostRefused, stretch

DATA_KEY = bytes(range(32))
SECRET = b"m" * 32


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the wrap is on trial and not the stretching, take a quick stand-in for the latter."""
    monkeypatch.setattr(
        slots,
        "stretch",
        lambda passphrase, salt, cost: hashlib.sha256(repr((passphrase, salt, cost)).encode()).digest(),
    )


def test_the_key_is_made_as_the_decision_says() -> None:
    slot = passphrase_slot(DATA_KEY, "five words", SECRET, FLOOR)
    stretched = stretch("five words", bytes.fromhex(slot["salt"]), FLOOR)
    key = hmac.new(SECRET, b"v1" + stretched, "sha256").digest()
    assert SecretBox(key).decrypt(bytes.fromhex(slot["wrap"])) == DATA_KEY
    assert len(bytes.fromhex(slot["wrap"])) == 72
    assert len(bytes.fromhex(slot["salt"])) == 16


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("secret", [SECRET, None])
def test_every_bit_flip_of_wrap_and_salt_is_refused(secret: bytes | None) -> None:
    slot = dict(passphrase_slot(DATA_KEY, "five words", secret, FLOOR))
    assert open_passphrase_slot(slot, "five words", secret) == DATA_KEY
    tried = 0
    for name in ("wrap", "salt"):
        whole = bytes.fromhex(slot[name])
        for bit in range(8 * len(whole)):
            flipped = bytearray(whole)
            flipped[bit // 8] ^= 1 << bit % 8
            assert open_passphrase_slot(slot | {name: flipped.hex()}, "five words", secret) is None
            tried += 1
    assert tried == 8 * (72 + 16)


@pytest.mark.usefixtures("quick")
def test_a_slot_that_pretends_to_need_less_does_not_open() -> None:
    slot = dict(passphrase_slot(DATA_KEY, "five words", SECRET, FLOOR))
    for change in (
        {"with_device_secret": False},
        {"memory_kib": 65_537},
        {"passes": 4},
        {"lanes": 5},
        {"wrap": ""},
    ):
        assert open_passphrase_slot(slot | change, "five words", SECRET) is None
    assert open_passphrase_slot(slot, "five words", None) is None
    assert open_passphrase_slot(slot, "five word", SECRET) is None


@pytest.mark.usefixtures("quick")
def test_a_machines_secret_is_not_used_for_a_slot_made_without() -> None:
    slot = passphrase_slot(DATA_KEY, "five words", None, FLOOR)
    assert slot["with_device_secret"] is False
    assert open_passphrase_slot(slot, "five words", SECRET) == DATA_KEY


def test_a_cost_below_the_floor_is_refused_even_with_the_right_passphrase() -> None:
    slot = dict(passphrase_slot(DATA_KEY, "five words", SECRET, FLOOR)) | {"memory_kib": 8}
    with pytest.raises(CostRefused):
        open_passphrase_slot(slot, "five words", SECRET)


@pytest.mark.parametrize(
    "change", [{"salt": None}, {"salt": "zz"}, {"wrap": 3}, {"memory_kib": "64"}, {"passes": None}]
)
@pytest.mark.usefixtures("quick")
def test_a_slot_that_makes_no_sense_is_called_damaged(change: dict[str, Any]) -> None:
    slot = dict(passphrase_slot(DATA_KEY, "five words", SECRET, FLOOR)) | change
    with pytest.raises(VaultDamaged):
        open_passphrase_slot(slot, "five words", SECRET)


def test_a_slot_without_its_fields_is_called_damaged() -> None:
    with pytest.raises(VaultDamaged):
        open_recovery_slot({"kind": "recovery"}, bytes(17))


def test_two_slots_of_one_key_share_nothing() -> None:
    one, two = (recovery_slot(DATA_KEY, bytes(17)) for _ in range(2))
    assert one["salt"] != two["salt"]
    assert one["wrap"] != two["wrap"]
    assert open_recovery_slot(one, b"\x01" * 17) is None
