"""A guess costs at least the floor, whoever wrote the key file."""

import argon2.low_level
import pytest
from argon2.exceptions import HashingError

from iro_desktop.device import stretch as module
from iro_desktop.device.stretch import (
    FLOOR,
    TARGET,
    Cost,
    CostRefused,
    NotEnoughMemory,
    calibrate,
    normal_form,
    stretch,
)


def test_it_is_argon2id_with_the_parameters_given() -> None:
    expected = argon2.low_level.hash_secret_raw(
        b"five words", b"s" * 16, 3, 65_536, 4, 32, argon2.low_level.Type.ID
    )
    assert stretch("five words", b"s" * 16, FLOOR) == expected
    assert stretch("five words", b"t" * 16, FLOOR) != expected


@pytest.mark.parametrize(
    "cost",
    [
        Cost(65_535, 3, 4),
        Cost(65_536, 2, 4),
        Cost(65_536, 3, 3),
        Cost(1_048_577, 3, 4),
        Cost(65_536, 11, 4),
        Cost(65_536, 3, 17),
        Cost(0, 0, 0),
    ],
)
def test_costs_beyond_the_bounds_are_refused_before_any_work(cost: Cost) -> None:
    assert not cost.allowed
    with pytest.raises(CostRefused):
        stretch("five words", b"s" * 16, cost)


def test_the_bounds_themselves_are_allowed() -> None:
    assert (FLOOR.memory_kib, FLOOR.passes, FLOOR.lanes) == (65_536, 3, 4)
    assert (TARGET.memory_kib, TARGET.passes, TARGET.lanes) == (262_144, 3, 4)
    for cost in (FLOOR, TARGET, Cost(65_536, 3, 4), Cost(1_048_576, 10, 16)):
        assert cost.allowed


def test_every_keyboard_gives_the_same_bytes() -> None:
    assert normal_form("cafe\u0301  au\u00a0lait\n") == "caf\u00e9 au lait"
    assert stretch(" cafe\u0301 ", b"s" * 16, FLOOR) == stretch("caf\u00e9", b"s" * 16, FLOOR)
    assert normal_form("Case Matters") == "Case Matters"


def test_half_a_character_is_no_crash() -> None:
    assert len(stretch("lone \ud800 surrogate", b"s" * 16, FLOOR)) == 32


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(*_: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", starved)
    with pytest.raises(NotEnoughMemory):
        stretch("five words", b"s" * 16, FLOOR)


def test_the_dearest_bearable_cost_is_chosen() -> None:
    def starved_at_target(cost: Cost) -> float:
        if cost == TARGET:
            raise NotEnoughMemory("none", "close")
        return 0.9

    assert calibrate(lambda cost: 1.5) == TARGET
    assert calibrate(lambda cost: cost.memory_kib / 100_000) == Cost(131_072, 3, 4)
    assert calibrate(lambda cost: 9.0) == FLOOR
    assert calibrate(starved_at_target) == Cost(131_072, 3, 4)


def test_calibrating_measures_a_real_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Cost] = []
    monkeypatch.setattr(module, "stretch", lambda passphrase, salt, cost: asked.append(cost) or bytes(32))
    assert calibrate() == TARGET
    assert asked == [TARGET]
