"""Fills the child screen and turns what is wanted there into intents for the app."""

from PySide6.QtCore import QObject, Signal

from iro_desktop.jobs import Jobs
from iro_desktop.screens.child.people_presenter import PeoplePresenter
from iro_desktop.screens.child.view import ChildView
from iro_desktop.services.open_child import ChildPage, open_child
from iro_desktop.services.session import Session


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

    def refresh(self) -> None:
        """Open the child again; what is shown stays until the new is there."""
        self._jobs.run(lambda: open_child(self._session, self._child_id), owner=self, then=self._show)

    def _show(self, page: ChildPage) -> None:
        if not self.people.is_typed():  # else what stands in the fields is of the page before
            self.people.seen = page.shown_through
        self._page = page
        self._view.show_child(page)

    def _go_on(self) -> None:
        if self._page is None:
            return
        if self._page.begun_review_id:
            self.review_wanted.emit(self._page.begun_review_id)
        else:
            self.start_review_wanted.emit(self._child_id)
