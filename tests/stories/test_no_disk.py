"""A disk that takes neither a commit nor a sealed draft: the launcher holds the sealed words."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_desktop.device.sealed_draft import seal_draft
from tests.stories.desk import App, Desk, open_ellis
from tests.stories.disks import fill_to_the_last, small_disk

ON_NO_DISK = "on no disk: MARKER-HELD"
NOTICE = "only in this computer's memory"


@pytest.fixture
def desk(tmp_path: Path, demonstration: Path) -> Iterator[Desk]:
    with small_disk(tmp_path, 12) as disk:
        yield Desk(disk, demonstration)


def drafts(desk: Desk) -> list[str]:
    return [f.name for f in desk.paths.sealed_draft.iterdir() if f.name.endswith(".sealed")]


def typed_on_a_full_disk(desk: Desk) -> App:
    app = desk.app().unlock()
    open_ellis(app)
    app.type("before ")
    app.wait_saved()
    fill_to_the_last(desk.home)
    app.type(ON_NO_DISK)
    app.press("Left")
    return app


def locked(app: App, desk: Desk) -> App:
    app.press("Ctrl+L")
    app.wait_gone()
    assert drafts(desk) == [], "the disk took nothing"
    again = desk.app()
    assert "--after-crash" not in again.arguments
    return told(again)


def told(app: App) -> App:
    seen = app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
    assert NOTICE in " ".join(seen["labels"])
    return app


def came_back(app: App) -> None:
    app.unlock()
    seen = app.wait(lambda now: ON_NO_DISK in now["text"], "the words")
    assert seen["text"] == f"before {ON_NO_DISK}"
    assert seen["position"] == len(seen["text"]) - 1


def make_room(desk: Desk) -> None:
    (desk.home / "filler").unlink()


def test_a_lock_on_a_disk_that_takes_nothing_loses_nothing(desk: Desk) -> None:
    with desk:
        app = locked(typed_on_a_full_disk(desk), desk)
        make_room(desk)
        came_back(app)
        app.wait(lambda _now: " ".join(app.ask("read")).count(ON_NO_DISK) == 1, "the words in the caseload")
        app.press("Ctrl+L")
        app.wait_gone()
        app = desk.app()
        seen = app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
        assert NOTICE not in " ".join(seen["labels"]), "the launcher has let go of them"
        came_back(app)
        assert " ".join(app.ask("read")).count(ON_NO_DISK) == 1


def test_neither_a_kill_nor_closing_takes_words_that_only_the_launcher_has(desk: Desk) -> None:
    with desk:
        app = typed_on_a_full_disk(desk)
        app.wait(lambda now: any("Not saved yet" in label for label in now["labels"]), "a save that failed")
        app.kill()
        app.wait_gone()
        app = told(desk.app())
        app.ask("close")
        app.wait_gone()
        app = told(desk.app())  # closing would lose them: it comes back and says so
        make_room(desk)
        app.ask("close")
        app.wait_gone()
        assert desk.launcher is not None
        assert desk.launcher.wait(30) == 0
        assert drafts(desk) != [], "the launcher put them on the disk before it ended"
        assert desk.launcher.stderr is not None
        desk.launcher.stderr.close()
        desk.launcher = desk.start()
        app = desk.app().unlock()
        app.wait(lambda now: any("words are back" in label for label in now["labels"]), "the news")
        assert " ".join(app.ask("read")).count(ON_NO_DISK) == 1


def test_what_the_launcher_holds_is_sealed(desk: Desk) -> None:
    """The launcher's memory has no word in clear; an app's has (the control)."""
    with desk:
        app = typed_on_a_full_disk(desk)
        app.look()
        assert b"MARKER-HELD" in memory_of(app.pid) or "MARKER-HELD".encode("utf-16-le") in memory_of(app.pid)
        locked(app, desk)
        assert desk.launcher is not None
        held = memory_of(desk.launcher.pid)
        assert b"iro-desktop hold" in held, "the control: this is the launcher's memory"
        assert b"MARKER-HELD" not in held
        assert "MARKER-HELD".encode("utf-16-le") not in held


def memory_of(pid: int) -> bytes:
    parts = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            where, rights, *_ = line.split()
            start, end = (int(edge, 16) for edge in where.split("-"))
            if rights.startswith("rw") and end - start < 1 << 28:
                try:
                    memory.seek(start)
                    parts.append(memory.read(end - start) or b"")
                except (OSError, OverflowError):
                    continue
    return b"".join(parts)


def test_a_folder_that_is_read_only_is_like_a_full_one(tmp_path: Path, demonstration: Path) -> None:
    desk = Desk(tmp_path, demonstration)
    with desk:
        app = desk.app().unlock()
        open_ellis(app)
        app.type("before ")
        app.wait_saved()
        app.ask("sabotage", how="fail commits")
        seal_draft(desk.paths, os.urandom(32), "of another caseload: it stays where it is")
        before = sorted(f.name for f in desk.paths.sealed_draft.iterdir())
        with read_only(desk.paths.sealed_draft):
            app.type(ON_NO_DISK)
            app.press("Left")
            app.press("Ctrl+L")
            app.wait_gone()
            assert sorted(f.name for f in desk.paths.sealed_draft.iterdir()) == before
            app = told(desk.app())
        came_back(app)


class read_only:  # noqa: N801  # used as a word
    """Mount a folder over itself, read-only; only root on Linux can."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def __enter__(self) -> None:
        bound = subprocess.run(
            ["mount", "--bind", self._folder, self._folder], capture_output=True, check=False
        )
        if bound.returncode:
            pytest.skip("only root can make a folder read-only for root")
        subprocess.run(["mount", "-o", "remount,ro,bind", self._folder], check=True)

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", self._folder], check=True)


def test_where_the_cursor_was_keeps_nobody_from_closing(desk: Desk) -> None:
    """Of words only does the launcher take charge: a place that is lost costs a click."""
    with desk:
        app = desk.app().unlock()
        open_ellis(app)
        app.type("all of it saved")
        app.wait_saved()
        fill_to_the_last(desk.home)
        app.press("Left")
        app.press("Ctrl+L")
        app.wait_gone()
        app = desk.app()
        seen = app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
        assert NOTICE not in " ".join(seen["labels"])
        app.ask("close")
        app.wait_gone()
        assert desk.launcher is not None
        assert desk.launcher.wait(30) == 0
