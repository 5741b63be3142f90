"""Decides what the unlock and first-use forms do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.unlock.model import AboutYou, Doors, Made, Setup

if TYPE_CHECKING:  # the jobs load threads and logging, which the first paint must not wait for
    from iro_desktop.jobs import Jobs
    from iro_desktop.screens.unlock.window import UnlockWindow

_AFTER_CODE = "The recovery code opened your caseload. Choose a new passphrase for this computer."


class UnlockPresenter(QObject):
    """Opens what exists: by passphrase, or by recovery code and then a new passphrase."""

    opened = Signal(object)
    """What the door returned; the window can be closed."""

    def __init__(self, window: UnlockWindow, jobs: Jobs, doors: Doors, setup: Setup) -> None:
        super().__init__(window)
        self._window, self._jobs, self._doors, self._setup = window, jobs, doors, setup
        self._by_code: object = None
        window.unlock.passphrase_given.connect(self._try_passphrase)
        window.unlock.recovery_code_given.connect(self._try_recovery_code)
        window.show_unlock()
        window.unlock.wait(doors.seconds_to_wait())

    def _try_passphrase(self, typed: str) -> None:
        self._window.unlock.show_busy(True)
        self._jobs.run(
            lambda: self._doors.open_with_passphrase(typed),
            owner=self,
            then=self.opened.emit,
            failed=self._not_opened,
        )

    def _try_recovery_code(self, typed: str) -> None:
        self._window.unlock.show_busy(True)
        self._jobs.run(
            lambda: self._doors.open_with_recovery_code(typed),
            owner=self,
            then=self._opened_by_code,
            failed=self._not_opened,
        )

    def _not_opened(self, problem: KnownProblem) -> None:
        view = self._window.unlock
        view.show_busy(False)
        view.show_wrong(problem.title, problem.what_to_do)
        view.wait(int(getattr(problem, "wait_seconds", 0)))

    def _opened_by_code(self, opened: object) -> None:
        self._by_code = opened
        self._window.unlock.show_busy(False)
        self._window.choose.chosen.connect(self._set_passphrase)
        self._window.choose.other_words_wanted.connect(self._offer)
        self._window.choose.show_notice(_AFTER_CODE)
        self._offer()
        self._window.show_choose()

    def _offer(self) -> None:
        self._window.choose.offer(self._setup.suggest_passphrase())

    def _set_passphrase(self, chosen: str) -> None:
        view = self._window.choose
        try:
            self._setup.check_passphrase(chosen)
        except KnownProblem as weak:
            view.show_problem(weak.title, weak.what_to_do)
            return
        view.show_busy(True)
        self._jobs.run(
            lambda: self._doors.set_passphrase(self._by_code, chosen),
            owner=self,
            then=self.opened.emit,
            failed=self._not_set,
        )

    def _not_set(self, problem: KnownProblem) -> None:
        self._window.choose.show_busy(False)
        self._window.choose.show_problem(problem.title, problem.what_to_do)


class FirstUsePresenter(QObject):
    """Makes a caseload: passphrase, recovery code, who the IRO is."""

    ready = Signal(object, object)
    """What `create` returned, and an AboutYou; the window can be closed."""

    def __init__(self, window: UnlockWindow, jobs: Jobs, setup: Setup) -> None:
        super().__init__(window)
        self._window, self._jobs, self._setup = window, jobs, setup
        self._made: Made | None = None
        window.choose.chosen.connect(self._create)
        window.choose.other_words_wanted.connect(self._offer)
        window.code.kept.connect(window.show_about)
        window.code.print_wanted.connect(self._print)
        window.about.told.connect(self._told)
        self._offer()
        window.show_choose()

    def _offer(self) -> None:
        self._window.choose.offer(self._setup.suggest_passphrase())

    def _print(self, code: str) -> None:
        from iro_desktop.screens.unlock.printing import print_code

        print_code(self._window, code)

    def _create(self, chosen: str) -> None:
        view = self._window.choose
        try:
            self._setup.check_passphrase(chosen)
        except KnownProblem as weak:
            view.show_problem(weak.title, weak.what_to_do)
            return
        view.show_busy(True)
        self._jobs.run(
            lambda: self._setup.create(chosen), owner=self, then=self._created, failed=self._not_created
        )

    def _created(self, made: Made) -> None:
        self._made = made
        self._window.choose.show_busy(False)
        self._window.code.show_code(made.recovery_code, made.notice or "")
        self._window.show_code()

    def _not_created(self, problem: KnownProblem) -> None:
        self._window.choose.show_busy(False)
        self._window.choose.show_problem(problem.title, problem.what_to_do)

    def _told(self, about: AboutYou) -> None:
        self.ready.emit(self._made, about)
