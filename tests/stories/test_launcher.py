"""One app at a time, an orderly end for every way to go, and words where it cannot go on."""

import os
import signal
import sys

import pytest

from iro_desktop.launcher import GIVEN_UP
from tests.stories.desk import Desk, open_ellis

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are delivered so only there")


def test_a_second_start_brings_the_first_to_the_front(desk: Desk) -> None:
    with desk:
        app = desk.app().unlock()
        second = desk.start()
        assert second.wait(30) == 0
        assert second.stderr is not None
        second.stderr.close()
        app.wait(lambda _now: not desk.paths.show_request.exists(), "the first to have seen it")
        assert app.look()["windows"] == ["Shell"]
        app.ask("close")
        app.wait_gone()
        assert desk.launcher is not None
        assert desk.launcher.wait(30) == 0
        assert list(desk.paths.backups.glob("*.backup"))


@posix_only
@pytest.mark.parametrize("how", ["launcher killed", "asked to end"])
def test_when_the_launcher_goes_every_word_is_kept(desk: Desk, how: str) -> None:
    with desk:
        app = desk.app().unlock()
        open_ellis(app)
        app.type("a word at the end")
        assert desk.launcher is not None
        desk.launcher.send_signal(signal.SIGKILL if how == "launcher killed" else signal.SIGTERM)
        desk.launcher.wait(30)
        app.wait_gone()
        assert how == "launcher killed" or desk.launcher.returncode == 0
        assert desk.launcher.stderr is not None
        desk.launcher.stderr.close()
        desk.launcher = desk.start()
        again = desk.app().unlock()
        assert "a word at the end" in again.ask("read")


@posix_only
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_when_somebody_logs_out_every_word_is_kept(desk: Desk, name: str) -> None:
    """Whoever ends a session asks every process of it by itself, the app before or after the launcher."""
    with desk:
        app = desk.app().unlock()
        open_ellis(app)
        app.type("a word at the end")
        os.kill(app.pid, getattr(signal, name))
        app.wait_gone()
        assert desk.launcher is not None
        assert desk.launcher.wait(30) == 0, "an orderly end is no crash"
        assert desk.launcher.stderr is not None
        desk.launcher.stderr.close()
        desk.launcher = desk.start()
        assert "a word at the end" in desk.app().unlock().ask("read")


@posix_only
def test_three_crashes_and_it_says_so(desk: Desk) -> None:
    with desk:
        for turn in range(3):
            app = desk.app()
            assert ("--after-crash" in app.arguments) is (turn > 0)
            seen = app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
            assert any("stopped unexpectedly" in label for label in seen["labels"]) is (turn > 0)
            app.kill()
        assert desk.launcher is not None
        assert desk.launcher.wait(30) == GIVEN_UP
        assert desk.launcher.stderr is not None
        assert "Your words are saved" in desk.launcher.stderr.read()
