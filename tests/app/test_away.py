"""Nobody there: the screen is covered, then the app locks; sooner where the machine says that they left."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit

from iro_desktop.app.idle_watch import IdleWatch, Limits
from iro_desktop.app.settings import Settings, keep_settings, read_settings
from iro_desktop.app.windows_messages import is_leaving
from tests.conftest import ROOT

MINUTE = 60.0


class Time:
    """Two clocks that the test moves; the second goes on while a laptop sleeps."""

    def __init__(self) -> None:
        self.running, self.wall = 100.0, 5_000.0

    def pass_by(self, seconds: float) -> None:
        self.running += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += seconds


@pytest.fixture
def time_now() -> Time:
    return Time()


@pytest.fixture
def idle(qapp: object, time_now: Time) -> IdleWatch:
    return IdleWatch(
        lambda: Limits(3 * MINUTE, 10 * MINUTE),
        clocks=(lambda: time_now.running, lambda: time_now.wall),
    )


def test_first_a_cover_once_then_a_lock(idle: IdleWatch, time_now: Time) -> None:
    covers, locks = QSignalSpy(idle.cover_wanted), QSignalSpy(idle.lock_wanted)
    time_now.pass_by(3 * MINUTE - 1)
    idle.look()
    assert covers.count() == 0
    time_now.pass_by(1)
    idle.look()
    idle.look()
    assert covers.count() == 1, "who lifts the cover is not covered again at the next look"
    time_now.pass_by(7 * MINUTE - 1)
    idle.look()
    assert locks.count() == 0
    time_now.pass_by(1)
    idle.look()
    assert locks.count() == 1


def test_a_touch_puts_both_off(idle: IdleWatch, time_now: Time) -> None:
    covers, locks = QSignalSpy(idle.cover_wanted), QSignalSpy(idle.lock_wanted)
    for _ in range(20):
        time_now.pass_by(2 * MINUTE)
        idle.touch()
        idle.look()
    assert covers.count() == locks.count() == 0
    time_now.pass_by(3 * MINUTE)
    idle.look()
    assert covers.count() == 1


def test_a_laptop_that_slept_locks_when_it_wakes(idle: IdleWatch, time_now: Time) -> None:
    locks = QSignalSpy(idle.lock_wanted)
    time_now.sleep(2 * 60 * MINUTE)
    idle.look()
    assert locks.count() == 1


def test_a_key_in_any_field_is_a_touch(idle: IdleWatch, time_now: Time, qtbot: object) -> None:
    covers = QSignalSpy(idle.cover_wanted)
    field = QLineEdit()
    field.show()
    QTest.qWaitForWindowActive(field)
    time_now.pass_by(4 * MINUTE)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    idle.look()
    assert field.text() == "a", "the key went where it should"
    assert covers.count() == 0
    time_now.pass_by(4 * MINUTE)
    QTest.mouseMove(field.windowHandle(), field.rect().center())
    QTest.qWait(1)
    idle.look()
    assert covers.count() == 0
    time_now.pass_by(4 * MINUTE)
    idle.look()
    assert covers.count() == 1, "the control: with no touch it is covered"
    field.deleteLater()


def test_the_waits_are_kept_and_bounded(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    assert (read_settings(file).cover_after, read_settings(file).lock_after) == (3, 10)
    keep_settings(file, Settings(cover_after=5, lock_after=15))
    assert (read_settings(file).cover_after, read_settings(file).lock_after) == (5, 15)
    file.write_text('{"cover_after": 600, "lock_after": 100000}', "utf-8")
    assert (read_settings(file).cover_after, read_settings(file).lock_after) == (10, 30)
    file.write_text('{"cover_after": 0, "lock_after": -1}', "utf-8")
    assert (read_settings(file).cover_after, read_settings(file).lock_after) == (1, 1)


LID = bytes.fromhex("4d0f3eba17b89440a2d1d56379e6a0f3") + (4).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("message", "what", "setting", "leaves"),
    [
        (0x02B1, 7, b"", True),  # the session was locked
        (0x02B1, 8, b"", False),  # unlocked
        (0x02B1, 2, b"", True),  # another person's turn
        (0x02B1, 1, b"", False),
        (0x0218, 4, b"", True),  # to sleep
        (0x0218, 7, b"", False),  # awake
        (0x0218, 0x8013, LID + bytes(4), True),  # the lid shut
        (0x0218, 0x8013, LID + (1).to_bytes(4, "little"), False),  # opened
        (0x0218, 0x8013, bytes(16) + (4).to_bytes(4, "little") + bytes(4), False),  # of something else
        (0x0218, 0x8013, b"", False),
        (0x0100, 7, b"", False),  # a key
    ],
)
def test_what_windows_says_is_read(message: int, what: int, setting: bytes, leaves: bool) -> None:
    assert is_leaving(message, what, setting) is leaves


WATCHING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from iro_desktop.app.machine_watch import MachineWatch
app = QApplication([])
window = QWidget()
watch = MachineWatch(window)
watch.left.connect(lambda: (print("left", flush=True), app.quit()))
QTimer.singleShot(0, lambda: print("watching", flush=True))
QTimer.singleShot(20000, lambda: app.exit(3))
sys.exit(app.exec())
"""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """A private D-Bus, which a test may speak on as the system does."""
    daemon = shutil.which("dbus-daemon")
    if sys.platform != "linux" or daemon is None or shutil.which("dbus-send") is None:
        pytest.skip("needs a D-Bus daemon")
    address = f"unix:path={tmp_path}/bus"
    process = subprocess.Popen(
        [daemon, "--session", "--nofork", "--nopidfile", f"--address={address}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 20
    while not (tmp_path / "bus").exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    yield address
    os.kill(process.pid, signal.SIGTERM)
    process.wait()


@pytest.mark.parametrize(
    "said",
    [
        ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true"),
        ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Lock"),
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"),
    ],
)
def test_linux_tells_that_the_person_left(bus: str, said: tuple[str, ...]) -> None:
    own = {"DBUS_SYSTEM_BUS_ADDRESS": bus, "DBUS_SESSION_BUS_ADDRESS": bus, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", WATCHING],
        cwd=ROOT,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        text=True,
    ) as watching:
        assert watching.stdout is not None
        assert watching.stdout.readline() == "watching\n"
        send = ["dbus-send", f"--bus={bus}", "--type=signal"]
        path, name, *values = said
        if values:
            other = [value.replace("true", "false") for value in values]
            subprocess.run([*send, path, name, *other], check=True)  # the end of a sleep: nobody leaves
        subprocess.run([*send, path, name, *values], check=True)
        assert watching.stdout.readline() == "left\n"
        assert watching.wait(20) == 0
