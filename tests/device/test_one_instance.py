"""A lock is one process's, ends with it, and a second start can ask the first to show itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from iro_desktop.device import one_instance
from iro_desktop.device.one_instance import ask_to_show, show_wanted, take_lock
from iro_desktop.device.profile import ProfilePaths
from tests.conftest import ROOT

HOLDER = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from iro_desktop.device.one_instance import take_lock
held = take_lock(Path(sys.argv[1]))
print("held" if held else "refused", flush=True)
sys.stdin.read()
"""


def test_only_one_has_it_until_it_is_released(tmp_path: Path) -> None:
    held = take_lock(tmp_path / "lock")
    assert held is not None
    assert take_lock(tmp_path / "lock") is None
    held.release()
    again = take_lock(tmp_path / "lock")
    assert again is not None
    again.release()


def test_it_dies_with_a_killed_process(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        assert take_lock(file) is None
        holder.kill()
        holder.wait()
        held = take_lock(file)
        assert held is not None
        held.release()


def test_patience_waits_for_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take_lock(tmp_path / "lock")
    assert first is not None
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            first.release()

    monkeypatch.setattr(one_instance.time, "sleep", wait)
    second = take_lock(tmp_path / "lock", patience_seconds=30)
    assert second is not None
    assert len(waits) == 3
    second.release()


def test_a_request_to_show_is_seen_once(tmp_path: Path) -> None:
    paths = ProfilePaths(tmp_path)
    paths.prepare()
    assert not show_wanted(paths)
    ask_to_show(paths)
    ask_to_show(paths)
    assert show_wanted(paths)
    assert not show_wanted(paths)


def test_a_request_that_cannot_be_made_is_no_problem(tmp_path: Path) -> None:
    ask_to_show(ProfilePaths(tmp_path / "missing"))
