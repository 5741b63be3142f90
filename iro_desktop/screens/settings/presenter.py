"""Keeps who the IRO is as it is typed in the settings."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.person import Profile
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.autosave import Autosave, Edits
from iro_desktop.screens.settings.view import SettingsView
from iro_desktop.services.about_you import change_about_you, shown_with
from iro_desktop.services.session import Session

Draft = dict[str, Any]
NAME_NEEDED = "▲ Your name is needed: letters are signed with it. The one before stays until you type it."


class SettingsPresenter(QObject):
    """Fills About you whenever the settings are shown, and saves what is typed there."""

    saving = Signal()
    saved = Signal(object)
    """When everything typed was committed (aware datetime)."""
    seal_wanted = Signal(object)
    """A Draft: saving fails, so that the words should be sealed in a file as well."""

    def __init__(self, view: SettingsView, jobs: Jobs, session: Session) -> None:
        super().__init__(view)
        self._view, self._jobs, self._session = view, jobs, session
        self._seen: int | None = None
        self.autosave = Autosave(jobs, self._commit, parent=self)
        self.autosave.saving.connect(self.saving)
        self.autosave.saved.connect(self.saved)
        self.autosave.failed.connect(lambda _problem: self.seal_wanted.emit(self.draft()))
        view.refresh_wanted.connect(self._refresh)
        view.about_typed.connect(self._typed)

    def draft(self) -> Draft | None:
        """Return what no commit has confirmed, to be sealed; None when all is on the disk."""
        edits = dict(self.autosave.pending())
        return {"screen": "settings", "review_id": "", "edits": edits, "seen": self._seen} if edits else None

    def flush_and_wait(self, milliseconds: int = 2000) -> Draft | None:
        """Save now, wait at most this long, and return the draft to seal, or None."""
        if self.autosave.pending():
            self.autosave.flush_and_wait(milliseconds)
        return self.draft()

    def _refresh(self) -> None:
        self._jobs.run(lambda: shown_with(self._session), owner=self, then=self._show)

    def _show(self, found: tuple[Profile, int | None]) -> None:
        if not self.autosave.pending():  # what is being typed is newer
            about, self._seen = found
            self._view.show_about(about)
            self._view.show_name_said("")

    def _typed(self, field: str, text: str) -> None:
        if field == "name":
            self._view.show_name_said("" if text.strip() else NAME_NEEDED)
        self.autosave.put({field: text})

    def _commit(self, edits: Edits, _place: Any) -> Any:
        return change_about_you(self._session, edits, self._seen)
