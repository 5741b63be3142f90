"""What goes wrong in the stories, done to a running app from outside its code."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from iro_desktop.app.desktop import Desktop


def sabotage(how: str, desktop: Desktop, tell: Callable[..., None], **more: Any) -> None:
    """Break one thing: see the functions below."""
    _WAYS[how](desktop, tell, **more)


def block_the_lane(desktop: Desktop, _tell: Callable[..., None], seconds: float = 20) -> None:
    """Have the caseload lane busy for so long that nothing else gets its turn."""
    began = threading.Event()

    def work() -> None:
        began.set()
        time.sleep(seconds)

    desktop.runner.run(work, owner=desktop, then=lambda _: None)
    began.wait(10)


def fail_commits(_desktop: Desktop, _tell: Callable[..., None]) -> None:
    """Let every commit fail as on a full disk."""
    from iro_desktop.caseload.caseload import Caseload
    from iro_desktop.domain.problems import KnownProblem

    def full(self: Caseload) -> None:
        raise KnownProblem("The disk is full.", "Make room.")

    Caseload.make_durable = full  # type: ignore[method-assign]  # on purpose


def tell_of_commits(_desktop: Desktop, tell: Callable[..., None]) -> None:
    """Tell as each commit begins, so that a kill can hit it."""
    from iro_desktop.caseload.caseload import Caseload

    real = Caseload.make_durable

    def told(self: Caseload) -> None:
        tell(event="committing")
        real(self)

    Caseload.make_durable = told  # type: ignore[method-assign]  # on purpose


def show_saved_and_save_nothing(_desktop: Desktop, _tell: Callable[..., None]) -> None:
    """The control: a screen that says Saved and saves nothing."""
    from iro_desktop.screens.autosave import Autosave

    def say_so(self: Autosave) -> None:
        self._waiting.clear()
        self.saved.emit(datetime(2026, 3, 12, 12, tzinfo=UTC))

    Autosave._save = say_so  # type: ignore[method-assign]  # on purpose


_WAYS: dict[str, Callable[..., None]] = {
    "block the lane": block_the_lane,
    "fail commits": fail_commits,
    "tell of commits": tell_of_commits,
    "save nothing": show_saved_and_save_nothing,
}
