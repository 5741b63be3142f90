"""Guessing is slowed by a clock that nobody can set; nothing is wiped and nobody is shut out."""

import time
from pathlib import Path

import pytest

from iro_desktop.device import attempts as module
from iro_desktop.device.attempts import Attempts, TooSoon
from iro_desktop.device.durable_file import CannotWrite
from iro_desktop.device.profile import ProfilePaths


class Machine:
    """A clock that runs from the machine's start."""

    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def paths(tmp_path: Path) -> ProfilePaths:
    return ProfilePaths(tmp_path)


def test_five_are_free_then_the_waits_double_to_a_minute(paths: ProfilePaths, machine: Machine) -> None:
    attempts = Attempts(paths, machine)
    waits = []
    for _ in range(14):
        attempts.charge()
        waits.append(attempts.seconds_to_wait())
        machine.now += 400
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_no_more_than_ten_in_five_minutes(paths: ProfilePaths, machine: Machine) -> None:
    attempts, tried = Attempts(paths, machine), []
    end = machine.now + 3600
    while machine.now < end:
        try:
            attempts.charge()
            tried.append(machine.now)
        except TooSoon as soon:
            machine.now += soon.wait_seconds
    assert len(tried) > 50
    for start in tried:
        assert sum(start <= at < start + 300 for at in tried) <= 10


def test_the_wait_is_kept_on_disk_and_refuses_without_counting(paths: ProfilePaths, machine: Machine) -> None:
    for _ in range(6):
        machine.now += 1
        Attempts(paths, machine).charge()
    with pytest.raises(TooSoon) as soon:
        Attempts(paths, machine).charge()
    assert soon.value.wait_seconds == 2
    assert soon.value.what_to_do == "Wait 2 seconds, or use your recovery code."
    machine.now += 1.5
    assert Attempts(paths, machine).seconds_to_wait() == 1
    machine.now += 0.5
    assert Attempts(paths, machine).seconds_to_wait() == 0


def test_what_was_kept_is_what_slows_the_next_start(paths: ProfilePaths, machine: Machine) -> None:
    """The control: without its file, a new start would have its free tries again."""
    for _ in range(5):
        Attempts(paths, machine).charge()
    assert Attempts(paths, machine).seconds_to_wait() == 1
    paths.attempts_file.unlink()
    assert (Attempts(paths, machine).seconds_to_wait(), Attempts(paths, machine).tries_left()) == (0, 5)


def test_tries_left_count_down_to_none(paths: ProfilePaths, machine: Machine) -> None:
    attempts = Attempts(paths, machine)
    left = [attempts.tries_left()]
    for _ in range(6):
        attempts.charge()
        left.append(attempts.tries_left())
        machine.now += 10
    assert left == [5, 4, 3, 2, 1, 0, 0]


def test_the_right_passphrase_forgives_all(paths: ProfilePaths, machine: Machine) -> None:
    attempts = Attempts(paths, machine)
    for _ in range(5):
        attempts.charge()
    attempts.forgive()
    attempts.forgive()
    assert attempts.tries_left() == 5
    assert attempts.seconds_to_wait() == 0


def test_a_restart_begins_the_last_wait_again_and_no_more(paths: ProfilePaths, machine: Machine) -> None:
    attempts = Attempts(paths, machine)
    for _ in range(10):
        attempts.charge()
        machine.now += attempts.seconds_to_wait() if attempts.seconds_to_wait() < 40 else 0
    machine.now = 20.0
    assert attempts.seconds_to_wait() == 32
    machine.now += 31
    assert attempts.seconds_to_wait() == 1
    machine.now += 1
    assert attempts.seconds_to_wait() == 0
    assert attempts.tries_left() == 0


def test_the_wall_clock_is_never_asked(paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> float:
        raise AssertionError("a person can set that clock")

    monkeypatch.setattr(time, "time", asked)
    attempts = Attempts(paths)
    for _ in range(5):
        attempts.charge()
    assert attempts.seconds_to_wait() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"count": "x", "times": []}',
        b"\xff",
        b'{"count": 7, "times": 3}',
        b'{"count": 1e999}',
    ],
)
def test_a_damaged_file_shuts_nobody_out(paths: ProfilePaths, machine: Machine, content: bytes) -> None:
    paths.attempts_file.write_bytes(content)
    attempts = Attempts(paths, machine)
    assert attempts.seconds_to_wait() == 0
    assert attempts.tries_left() == 5
    attempts.charge()
    assert attempts.tries_left() == 4


def test_odd_contents_are_bounded(paths: ProfilePaths, machine: Machine) -> None:
    paths.attempts_file.write_bytes(b'{"count": 100000, "times": [NaN]}')
    assert Attempts(paths, machine).seconds_to_wait() == 60
    paths.attempts_file.write_bytes(b'{"count": 9, "times": []}')
    assert Attempts(paths, machine).seconds_to_wait() == 0
    paths.attempts_file.write_bytes(b'{"count": -9, "times": [1]}')
    assert Attempts(paths, machine).tries_left() == 5


def test_a_full_disk_does_not_keep_the_person_out(
    paths: ProfilePaths, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise CannotWrite("full", "make room")

    monkeypatch.setattr(module, "replace_durably", full)
    Attempts(paths, machine).charge()
