"""The launcher starts the app again after a lock or a crash, and leaves nothing running behind it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from iro_desktop import launcher
from iro_desktop.device.process import clean_environment
from iro_desktop.device.profile import ProfilePaths
from tests.conftest import ROOT

FAKE_APP = Path(__file__).with_name("fake_app.py")
RUNNER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from iro_desktop import launcher
launcher.app_command = lambda: [sys.executable, {fake!r}, {plan!r}]
launcher.GRACE_SECONDS = {grace}
sys.exit(launcher.main(["--profile", {profile!r}]))
"""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are delivered so only there")


class Trial:
    """A launcher in a process of its own, with a fake app that follows a plan."""

    def __init__(self, folder: Path, plan: str) -> None:
        self.plan = folder / "plan"
        self.plan.write_text(plan, "utf-8")
        self.paths = ProfilePaths(folder / "profile")

    def command(self, grace: float = 8.0) -> list[str]:
        code = RUNNER.format(
            root=str(ROOT), fake=str(FAKE_APP), plan=str(self.plan), profile=str(self.paths.root), grace=grace
        )
        return [sys.executable, "-c", code]

    def run(self) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(self.command(), capture_output=True, text=True, timeout=60, check=False)

    @contextmanager
    def running(self, grace: float = 8.0) -> Iterator["subprocess.Popen[bytes]"]:
        process = subprocess.Popen(self.command(grace), stderr=subprocess.PIPE)
        try:
            wait_for(lambda: len(self.starts()) > 0)
            yield process
        finally:
            process.kill()
            process.wait()
            assert process.stderr is not None
            process.stderr.close()

    def starts(self) -> list[dict[str, Any]]:
        log = self.plan.with_suffix(".log")
        lines = log.read_text("utf-8").splitlines(keepends=True) if log.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def test_quitting_ends_it(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "quit")
    assert trial.run().returncode == 0
    assert [start["arguments"] for start in trial.starts()] == [["--profile", str(trial.paths.root)]]


def test_a_lock_brings_a_new_process(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "slow-lock slow-lock slow-lock slow-lock quit")
    assert trial.run().returncode == 0
    starts = trial.starts()
    assert len(starts) == 5
    assert len({start["pid"] for start in starts}) == 5
    assert not any("--after-crash" in start["arguments"] for start in starts)


@pytest.mark.parametrize("end", ["crash", pytest.param("fault", marks=posix_only)])
def test_a_crash_brings_a_new_process_that_knows(tmp_path: Path, end: str) -> None:
    trial = Trial(tmp_path, f"{end} slow-lock quit")
    assert trial.run().returncode == 0
    assert ["--after-crash" in start["arguments"] for start in trial.starts()] == [False, True, False]
    logged = [
        json.loads(line) for line in (trial.paths.logs / "launcher.log").read_text("utf-8").splitlines()
    ]
    assert [line["event"] for line in logged] == ["app_crashed"]
    assert logged[0]["code"] == (1 if end == "crash" else -signal.SIGSEGV)


@pytest.mark.parametrize("end", ["crash", "lock"])
def test_three_quick_ends_stop_it_with_a_word(tmp_path: Path, end: str) -> None:
    trial = Trial(tmp_path, end)
    ended = trial.run()
    assert ended.returncode == launcher.GIVEN_UP
    assert len(trial.starts()) == 3
    assert (
        ended.stderr
        == "iro-desktop: The app keeps stopping. Your words are saved. Start it again later, or tell IT.\n"
    )


def test_old_crashes_are_forgiven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(0, 10_000, 31))
    monkeypatch.setattr(launcher.time, "monotonic", lambda: float(next(moments)))
    monkeypatch.setattr(launcher.Launcher, "_listen_to_signals", lambda self: None)
    codes = iter([1] * 8 + [0])
    monkeypatch.setattr(launcher.Launcher, "_run_once", lambda self, more: next(codes))
    assert launcher.Launcher(["unused"], []).run() == 0


def test_a_second_start_asks_the_first_to_show_itself(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "wait")
    with trial.running():
        assert not trial.paths.show_request.exists()
        assert trial.run().returncode == 0
        assert trial.paths.show_request.exists()
        assert len(trial.starts()) == 1


def test_two_profiles_run_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with Trial(tmp_path / "a", "wait").running():
        other = Trial(tmp_path / "b", "quit")
        assert other.run().returncode == 0
        assert len(other.starts()) == 1


@posix_only
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_lets_the_app_end_by_itself(tmp_path: Path, number: signal.Signals) -> None:
    trial = Trial(tmp_path, "wait")
    with trial.running() as process:
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
        assert trial.plan.with_suffix(".ended").exists(), "the app saw its input close and ended in order"
        assert not alive(trial.starts()[0]["pid"])
        assert len(trial.starts()) == 1


@posix_only
def test_an_app_that_does_not_end_is_ended(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "stubborn")
    with trial.running(grace=0.3) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert not alive(trial.starts()[0]["pid"])


@posix_only
def test_a_killed_launcher_leaves_no_orphan_and_no_lock(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "wait quit")
    with trial.running() as process:
        process.kill()
        process.wait()
        wait_for(lambda: not alive(trial.starts()[0]["pid"]))
        assert trial.run().returncode == 0
        assert len(trial.starts()) == 2


def test_a_signal_before_the_app_is_started_still_ends_it(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "wait")
    runner = launcher.Launcher([sys.executable, str(FAKE_APP), str(trial.plan)], [])
    runner._stop(signal.SIGTERM, None)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert runner.run() == 0
        runner._stop(signal.SIGTERM, None)  # a second one finds nothing left to ask
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    assert trial.plan.with_suffix(".ended").exists()


def test_an_unusable_profile_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert launcher.main(["--profile", str(tmp_path / "file" / "profile")]) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_without_a_console_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "platform", "linux")
    launcher.tell("Title.", "What to do.")


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert launcher.app_command() == [sys.executable, "-m", "iro_desktop", "--app"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert launcher.app_command() == [sys.executable, "--app"]


def test_the_environment_cannot_load_foreign_code() -> None:
    given = {"PATH": "/bin", "QT_PLUGIN_PATH": "/x", "Qt_Qpa_Platform_Plugin_Path": "/x", "PYTHONPATH": "/y"}
    given |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONHOME": "/y"}
    kept = {"PATH": "/bin", "QT_QPA_PLATFORM": "offscreen"}
    assert clean_environment(given, frozen=True) == kept
    assert clean_environment(given, frozen=False) == kept | {"PYTHONPATH": "/y", "PYTHONHOME": "/y"}


def test_the_app_gets_the_clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_PLUGIN_PATH", str(tmp_path))
    trial = Trial(tmp_path, "quit")
    trial.run()
    assert "QT_PLUGIN_PATH" not in trial.starts()[0]["environment"]


def test_the_launcher_imports_next_to_nothing() -> None:
    """The heavy libraries and all that could hold case data stay out of the process that lives longest."""
    code = "import sys; import iro_desktop.launcher, iro_desktop.__main__; print('\\n'.join(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in shown.stdout.split()}
    heavy = {
        "PySide6",
        "sqlalchemy",
        "nacl",
        "argon2",
        "keyring",
        "docx",
        "lxml",
        "platformdirs",
        "structlog",
    }
    heavy |= {"logging", "json", "ssl", "asyncio", "dataclasses", "inspect", "ctypes", "sqlcipher3", "typing"}
    assert "subprocess" in loaded
    assert not loaded & heavy


def test_the_unlock_path_of_device_imports_no_crypto() -> None:
    rooms = ", ".join(
        f"iro_desktop.device.{name}" for name in ("vault", "secrets", "sealed_draft", "crash_guard")
    )
    code = f"import sys; import {rooms}; print('\\n'.join(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in shown.stdout.split()}
    assert not loaded & {"keyring", "nacl", "argon2", "platformdirs", "structlog", "logging", "secretstorage"}
