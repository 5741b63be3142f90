"""Keeps the people of a child's page as they are typed, and takes them off it and back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.child import Person
from iro_desktop.domain.identity import new_id
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.autosave import Autosave, Edits
from iro_desktop.screens.child.people_part import PeoplePart
from iro_desktop.services.keep_people import keep_people, person_key
from iro_desktop.services.remove_person import bring_person_back, remove_person
from iro_desktop.services.session import Session

Draft = dict[str, Any]


class PeoplePresenter(QObject):
    """The people of one child. What is typed is saved as on every screen: no button, no word lost."""

    saving = Signal()
    saved = Signal(object)
    """When everything typed was committed (aware datetime)."""
    seal_wanted = Signal(object)
    """A Draft: saving fails, so that the words should be sealed in a file as well."""
    changed = Signal()
    """The child's people are others now: list them again."""

    def __init__(
        self, view: PeoplePart, jobs: Jobs, session: Session, child_id: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._jobs, self._session, self._child_id = view, jobs, session, child_id
        self._removed: list[Person] = []
        self.seen: int | None = None
        """Up to which of the office's revisions the page was from which the people were last typed."""
        self.autosave = Autosave(jobs, self._commit, parent=self)
        self.autosave.saving.connect(self.saving)
        self.autosave.saved.connect(self.saved)
        self.autosave.committed.connect(lambda _at: self.changed.emit())
        self.autosave.failed.connect(lambda _problem: self.seal_wanted.emit(self.draft()))
        view.typed.connect(self._typed)
        view.add_wanted.connect(self._add)
        view.remove_wanted.connect(self._remove)
        view.undo_wanted.connect(self._undo)

    @property
    def child_id(self) -> str:
        """Return the child whose people they are."""
        return self._child_id

    def is_typed(self) -> bool:
        """Say whether somebody's fields are open, or words typed there are not on the disk yet."""
        return self._view.is_open() or bool(self.autosave.pending())

    def draft(self) -> Draft | None:
        """Return what no commit has confirmed, to be sealed; None when all is on the disk."""
        edits = dict(self.autosave.pending())
        if not edits:
            return None
        child = self._child_id
        return {"screen": "people", "review_id": child, "child_id": child, "edits": edits, "seen": self.seen}

    def flush_and_wait(self, milliseconds: int = 2000) -> Draft | None:
        """Save now, wait at most this long, and return the draft to seal, or None."""
        if self.autosave.pending():
            self.autosave.flush_and_wait(milliseconds)
        return self.draft()

    def _typed(self, person_id: str, field: str, text: str) -> None:
        self.autosave.put({person_key(person_id, field): text})

    def _add(self) -> None:
        self._view.open_person(Person(id=new_id(), child_id=self._child_id))

    def _remove(self, person_id: str) -> None:
        """Remove somebody once all that was typed of them is on the disk: undo brings all of it back."""
        self._view.close_person()

        def go_on(edits: Edits) -> None:
            if not edits:
                self._run(lambda: remove_person(self._session, self._child_id, person_id), self._gone)

        self.autosave.flush(go_on)

    def _gone(self, person: Person | None) -> None:
        if person is not None:
            self._removed.append(person)
            self._offer_undo()
        self.changed.emit()

    def _undo(self) -> None:
        if self._removed:
            person = self._removed.pop()
            self._run(lambda: bring_person_back(self._session, person), lambda _id: self.changed.emit())
            self._offer_undo()

    def _offer_undo(self) -> None:
        last = self._removed[-1] if self._removed else None
        self._view.show_removed((last.name or last.role.value) if last else None)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._jobs.run(work, owner=self, then=then)

    def _commit(self, edits: Edits, _place: Any) -> Any:
        return keep_people(self._session, self._child_id, edits, self.seen)
