"""Decides what the unlock and first-use forms do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.unlock.model import AboutYou, Doors, Made, Mending, NeedsMending, Setup

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
        self._broken: NeedsMending | None = None
        self._mending = Mending()
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
        if isinstance(problem, NeedsMending):
            self._offer_mending(problem)
            return
        view.show_wrong(problem.title, problem.what_to_do)
        view.wait(int(getattr(problem, "wait_seconds", 0)))

    def _opened_by_code(self, opened: object) -> None:
        first, self._by_code = self._by_code is None, opened
        self._window.unlock.show_busy(False)
        if first:  # the code may be given again, where the caseload did not open and the person went back
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
        if isinstance(problem, NeedsMending):
            self._offer_mending(problem)
        else:
            self._window.choose.show_problem(problem.title, problem.what_to_do)

    # -- a caseload that does not open -------------------------------------------------------------------
    def _offer_mending(self, problem: NeedsMending) -> None:
        view = self._window.mend
        if self._broken is None:
            view.mend_wanted.connect(self._mend)
            view.older_wanted.connect(self._open_older)
            view.stop_wanted.connect(self._stop_mending)
            view.back_wanted.connect(self._window.show_unlock)
        self._broken = problem
        view.show_problem(problem.title, problem.copies, problem.older)
        self._window.show_mend()

    def _mend(self) -> None:
        broken = self._broken
        if broken is None:
            return
        self._mending = mending = Mending()
        self._window.mend.show_busy(mending)
        self._jobs.run(
            lambda: self._doors.mend(broken.keys, mending),
            owner=self,
            then=self.opened.emit,
            failed=self._not_mended,
        )

    def _open_older(self) -> None:
        broken = self._broken
        if broken is not None:
            self._window.mend.hold()
            self._jobs.run(
                lambda: self._doors.open_older(broken.keys),
                owner=self,
                then=self.opened.emit,
                failed=self._not_mended,
            )

    def _stop_mending(self) -> None:
        self._mending.stop()

    def _not_mended(self, problem: KnownProblem) -> None:
        self._window.mend.show_busy(None)
        self._window.mend.show_wrong(problem.title, problem.what_to_do)


class FirstUsePresenter(QObject):
    """Makes a caseload: passphrase, recovery code, who the IRO is. Begins with any of the three."""

    ready = Signal(object, object)
    """What `create` returned, or what it went on with, and an AboutYou; the window can be closed."""

    def __init__(self, window: UnlockWindow, jobs: Jobs, setup: Setup) -> None:
        super().__init__(window)
        self._window, self._jobs, self._setup = window, jobs, setup
        self._made: Made | None = None

    def begin(self) -> None:
        """Ask for a passphrase, then go on to the code."""
        self._window.choose.chosen.connect(self._create)
        self._window.choose.other_words_wanted.connect(self._offer)
        self._offer()
        self._window.show_choose()

    def show_code(self, made: Made) -> None:
        """Show the recovery code until it has been typed back, then ask who the IRO is."""
        self._made = made
        code = self._window.code
        code.kept.connect(self._kept)
        code.print_wanted.connect(self._print)
        code.show_code(made.recovery_code, made.notice or "")
        self._window.show_code()

    def show_about(self, made: Made) -> None:
        """Ask who the IRO is."""
        self._made = made
        self._window.about.told.connect(self._told)
        self._window.show_about()

    def _offer(self) -> None:
        self._window.choose.offer(self._setup.suggest_passphrase())

    def _print(self, code: str) -> None:
        from iro_desktop.screens.widgets.print_code import print_code

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
        self._window.choose.show_busy(False)
        self.show_code(made)

    def _kept(self) -> None:
        made = self._made
        if made is not None:
            self._jobs.run(lambda: self._setup.code_kept(made), owner=self, then=lambda _none: None)
            self.show_about(made)

    def _not_created(self, problem: KnownProblem) -> None:
        self._window.choose.show_busy(False)
        self._window.choose.show_problem(problem.title, problem.what_to_do)

    def _told(self, about: AboutYou) -> None:
        self.ready.emit(self._made, about)
