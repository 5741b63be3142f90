"""What a change of keys goes through: who asks is proved first, and nothing changes before the end."""

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.keys.model import Act, KeyWays
from iro_desktop.screens.keys.view import KeysView


class KeysPresenter(QObject):
    """One act on one page."""

    renew_wanted = Signal(object, str, str)
    """What `prove` returned, the passphrase, and the new recovery code, which the person has."""

    def __init__(self, view: KeysView, jobs: Jobs, ways: KeyWays, act: Act) -> None:
        super().__init__(view)
        self._view, self._jobs, self._ways, self._act = view, jobs, ways, act
        self._proof: object = None
        self._typed = self._code = ""
        view.prove.given.connect(self._prove)
        view.choose.chosen.connect(self._choose)
        view.choose.other_words_wanted.connect(self._offer)
        view.code.kept.connect(self._kept)
        view.code.print_wanted.connect(self._print)

    def _prove(self, typed: str) -> None:
        self._view.prove.show_busy(True)
        self._typed = typed if self._act is Act.RENEW else ""
        self._jobs.run(
            lambda: self._ways.prove(typed), owner=self, then=self._proved, failed=self._not_proved
        )

    def _not_proved(self, problem: KnownProblem) -> None:
        self._view.prove.show_busy(False)
        self._view.prove.show_problem(problem.title, problem.what_to_do)

    def _proved(self, proof: object) -> None:
        self._proof = proof
        self._view.prove.show_busy(False)
        self._view.prove.forget()
        if self._act is Act.PASSPHRASE:
            self._offer()
            self._view.show_choose()
        elif self._act is Act.COUNCIL:
            self._jobs.run(
                lambda: self._ways.agree_to_council(proof),
                owner=self,
                then=lambda _: self._view.show_done(),
                failed=self._not_proved,
            )
        else:
            self._code = self._ways.new_code()
            self._view.show_code(self._code)

    def _offer(self) -> None:
        self._view.choose.offer(self._ways.suggest_passphrase())

    def _choose(self, chosen: str) -> None:
        view = self._view.choose
        try:
            self._ways.check_passphrase(chosen)
        except KnownProblem as weak:
            view.show_problem(weak.title, weak.what_to_do)
            return
        view.show_busy(True)
        self._jobs.run(
            lambda: self._ways.change_passphrase(self._proof, chosen),
            owner=self,
            then=lambda _: self._view.show_done(),
            failed=self._not_chosen,
        )

    def _not_chosen(self, problem: KnownProblem) -> None:
        self._view.choose.show_busy(False)
        self._view.choose.show_problem(problem.title, problem.what_to_do)

    def _kept(self) -> None:
        if self._act is Act.RENEW:
            self.renew_wanted.emit(self._proof, self._typed, self._code)
            return
        self._jobs.run(
            lambda: self._ways.keep_code(self._proof, self._code),
            owner=self,
            then=lambda _: self._view.show_done(),
            failed=self._not_kept,
        )

    def _not_kept(self, problem: KnownProblem) -> None:
        """Show the same code again: the person has it, and it may yet be kept."""
        self._view.show_code(self._code)
        self._view.code.show_problem(problem.title, problem.what_to_do)

    def _print(self, code: str) -> None:
        from iro_desktop.screens.widgets.print_code import print_code

        print_code(self._view, code)
