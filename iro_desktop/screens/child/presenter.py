"""Fills the child screen and turns what is wanted there into intents for the app."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from iro_desktop.jobs import Jobs
from iro_desktop.screens.child.people_presenter import PeoplePresenter
from iro_desktop.screens.child.view import ChildView
from iro_desktop.services.open_child import ChildPage, open_child
from iro_desktop.services.session import Session
from iro_desktop.services.take_back_review import TakenBack, bring_review_back, take_back_review, what_goes


class ChildPresenter(QObject):
    """One child's page, opened again whenever it is shown."""

    start_review_wanted = Signal(str)
    """The child's id: no review has been begun."""
    review_wanted = Signal(str)
    letter_wanted = Signal(str)

    def __init__(self, view: ChildView, jobs: Jobs, session: Session, child_id: str) -> None:
        super().__init__(view)
        self._view, self._jobs, self._session, self._child_id = view, jobs, session, child_id
        self._page: ChildPage | None = None
        self.people = PeoplePresenter(view.people, jobs, session, child_id, self)
        self.people.changed.connect(self.refresh)
        view.people.closed.connect(self.refresh)
        view.refresh_wanted.connect(self.refresh)
        view.go_on_wanted.connect(self._go_on)
        view.review_wanted.connect(self.review_wanted)
        view.letter_wanted.connect(self.letter_wanted)
        self._taken: TakenBack | None = None
        view.take_back.asked.connect(self._say_what_goes)
        view.take_back.wanted.connect(self._take_back)
        view.take_back.undo_wanted.connect(self._bring_back)

    def refresh(self) -> None:
        """Open the child again; what is shown stays until the new is there."""
        self._jobs.run(lambda: open_child(self._session, self._child_id), owner=self, then=self._show)

    def _show(self, page: ChildPage) -> None:
        if not self.people.is_typed():  # else what stands in the fields is of the page before
            self.people.seen = page.shown_through
        self._page = page
        self._view.show_child(page)

    # -- a review started by mistake -----------------------------------------------------------------------
    def _say_what_goes(self) -> None:
        review_id = self._begun()
        self._try(lambda: what_goes(self._session, review_id), self._view.take_back.show_what_goes)

    def _take_back(self) -> None:
        review_id = self._begun()

        def done(taken: TakenBack) -> None:
            self._taken = taken
            self._view.take_back.show_taken()
            self.refresh()

        self._try(lambda: take_back_review(self._session, review_id), done)

    def _bring_back(self) -> None:
        taken = self._taken
        if taken is None:
            return

        def done(_none: None) -> None:
            self._taken = None
            self._view.take_back.show_back()
            self.refresh()

        self._try(lambda: bring_review_back(self._session, taken), done)

    def _begun(self) -> str:
        return self._page.begun_review_id if self._page else ""

    def _try(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._jobs.run(
            work,
            owner=self,
            then=then,
            failed=lambda problem: self._view.take_back.show_problem(f"{problem.title} {problem.what_to_do}"),
        )

    def _go_on(self) -> None:
        if self._page is None:
            return
        if self._page.begun_review_id:
            self.review_wanted.emit(self._page.begun_review_id)
        else:
            self.start_review_wanted.emit(self._child_id)
