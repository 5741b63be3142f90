"""Decides on the screen about the office: joins it, lists what waits, and takes a person's answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs, Lane
from iro_desktop.screens.autosave import Autosave, Edits
from iro_desktop.screens.sync.model import Standing
from iro_desktop.screens.sync.view import SyncView
from iro_desktop.services.enrol_laptop import CheckTheAddress
from iro_desktop.services.office_types import Choice, Matter, MatterKind, Pick, WaitingItem
from iro_desktop.services.session import Session
from iro_desktop.services.settle_wording import keep_wording, kept_wording

_SETTLED = {
    Pick.DISMISS: "✓ Put away. It stays in the history.",
    Pick.AGREE: "✓ They go with the next sync, once nothing of theirs is unsent.",
}
_CHOSEN = "✓ Chosen, and sent with the next sync. The other versions stay in the history."


@dataclass(frozen=True)
class Ways:
    """The services that the screen calls; all but `ask` run on the caseload's lane."""

    what_waits: Callable[[Session], tuple[WaitingItem, ...]]
    matters: Callable[[Session], tuple[Matter, ...]]
    settle: Callable[[Session, Matter, Choice], None]
    """Refuses, by a KnownProblem, what is no longer as the person saw it."""
    imported_as: Callable[[Session], str]
    """Returns the council's name under which children were imported here, "" if none were."""
    ask: Callable[[str, str, str], Any]
    """Asks the office at an address, with a code, to enrol this laptop; returns the membership. Refuses
    before the code is used if children were imported here under another name than the office's."""
    join: Callable[[Session, Any], Session]


class SyncPresenter(QObject):
    """One screen about the office. A wording that is typed is kept like every other word."""

    sync_wanted = Signal()
    cancel_wanted = Signal()
    settled = Signal()
    """An answer is in the caseload: the counts are old, and there is something to send."""
    joined = Signal(object)
    """The Session to go on with: this laptop belongs to an office now."""
    saving = Signal()
    saved = Signal(object)
    seal_wanted = Signal(object)

    def __init__(self, view: SyncView, jobs: Jobs, session: Session, ways: Ways) -> None:
        super().__init__(view)
        self._view, self._jobs, self._session, self._ways = view, jobs, session, ways
        self._standing = Standing()
        self._matters: tuple[Matter, ...] = ()
        self._key = ""
        self._settling = self._joining = self._going_on = False
        self._said_at: datetime | None = None
        """When something was said of an answer that has not been sent yet."""
        self.autosave = Autosave(jobs, self._keep, parent=self)
        self.autosave.saving.connect(self.saving)
        self.autosave.saved.connect(self.saved)
        self.autosave.failed.connect(lambda _problem: self.seal_wanted.emit(self.draft()))
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.refresh_wanted.connect(self.refresh)
        view.join_wanted.connect(self._join)
        view.sync_wanted.connect(self.sync_wanted)
        view.cancel_wanted.connect(self.cancel_wanted)
        view.matter_wanted.connect(self._open)
        view.chosen.connect(self._settle)
        view.wording_typed.connect(lambda key, text: self.autosave.put({key: text}))
        view.save_wanted.connect(self.autosave.flush)

    # -- what the app tells --------------------------------------------------------------------------------
    def show_standing(self, standing: Standing) -> None:
        """Take where things stand; list again what waits when that has changed."""
        before, self._standing = self._standing, standing
        self._view.show_standing(standing, self._now())
        synced, said = standing.state.last_synced, self._said_at
        if said and synced and synced >= said and not (standing.state.to_send or standing.problem):
            self._said_at = None
            self._view.hide_said()
        if before.state != standing.state and self._view.isVisible():
            self.refresh()

    def show_progress(self, done: int, of: int, words: str) -> None:
        """Take how far a sync is."""
        self._view.show_progress(done, of, words)

    def refresh(self) -> None:
        """List what waits and what needs a person; the card shown stays while its matter is the same."""
        if not self._standing.state.enrolled:
            return
        session, ways = self._session, self._ways
        self._jobs.run(
            lambda: (ways.what_waits(session), ways.matters(session)),
            owner=self,
            then=lambda found: self._show(*found),
        )

    # -- words typed ---------------------------------------------------------------------------------------
    def flush_and_wait(self, milliseconds: int = 2000) -> dict[str, Any] | None:
        """Save a wording now; return what the disk did not take in that time."""
        self.autosave.flush_and_wait(milliseconds)
        return self.draft()

    def draft(self) -> dict[str, Any] | None:
        """Return the wordings that no commit has confirmed; None when all are on the disk."""
        waiting = dict(self.autosave.pending())
        return {"screen": "office", "review_id": "", "edits": waiting} if waiting else None

    def _keep(self, edits: Edits, _place: Any) -> datetime:
        at = self._session.clock.now()
        for key, text in edits.items():
            at = keep_wording(self._session, key, text)
        return at

    # -- joining -------------------------------------------------------------------------------------------
    def _join(self, address: str, code: str) -> None:
        address, code = address.strip(), code.strip()
        no_address = "" if address else "Type the office's address. Your council's IT desk knows it."
        no_code = "" if code else "Type the code that your manager or IT desk gave you for this laptop."
        self._view.show_field_problems(no_address, no_code)
        if no_address or no_code or self._joining:
            return
        if "://" not in address:
            address = f"https://{address}"
            self._view.show_address(address)
        self._joining = True
        self._view.show_joining(True)
        session, ways = self._session, self._ways
        self._jobs.run(
            lambda: ways.imported_as(session),
            owner=self,
            then=lambda named: self._ask(address, code, named),
            failed=self._not_joined,
        )

    def _ask(self, address: str, code: str, named: str) -> None:
        ask = self._ways.ask
        self._jobs.run(
            lambda: ask(address, code, named),
            owner=self, then=self._enrolled, failed=self._not_joined, lane=Lane.NETWORK,
        )  # fmt: skip

    def _enrolled(self, membership: object) -> None:
        session, join = self._session, self._ways.join
        self._jobs.run(
            lambda: join(session, membership), owner=self, then=self._joined, failed=self._not_joined
        )

    def _joined(self, session: Session) -> None:
        self._joining = False
        self._session = session
        self._view.show_joining(False)
        self._view.forget_code()
        self.joined.emit(session)

    def _not_joined(self, problem: KnownProblem) -> None:
        self._joining = False
        self._view.show_joining(False)
        said = f"{problem.title} {problem.what_to_do}"
        address = isinstance(problem, CheckTheAddress)
        self._view.show_field_problems(said if address else "", "" if address else said)

    # -- deciding ------------------------------------------------------------------------------------------
    def _show(self, items: tuple[WaitingItem, ...], matters: tuple[Matter, ...]) -> None:
        self._view.show_waiting(items, self._now())
        self._show_matters(matters)

    def _show_matters(self, matters: tuple[Matter, ...]) -> None:
        before = [matter.key for matter in self._matters]
        self._matters = matters
        if matters and self._matter(self._key) is None:
            place = before.index(self._key) if self._key in before else 0
            self._key = matters[
                min(place, len(matters) - 1)
            ].key  # the next one takes the place of one settled
        self._view.show_matters(matters, self._key)
        matter = self._matter(self._key)
        if matter is not None and matter != self._view.shown_matter():
            self._open(self._key)

    def _matter(self, key: str) -> Matter | None:
        return next((matter for matter in self._matters if matter.key == key), None)

    def _open(self, key: str) -> None:
        """Show a matter's card, with the wording that was begun for it."""
        self._key = key
        session = self._session
        self.autosave.flush()
        self._jobs.run(
            lambda: kept_wording(session, key), owner=self, then=lambda text: self._opened(key, text)
        )

    def _opened(self, key: str, wording: str) -> None:
        matter = self._matter(key)
        if matter is not None and key == self._key:
            self._view.show_matter(matter, self._now(), wording)
            if self._going_on:
                self._going_on = False
                self._view.go_to_answers()

    def _settle(self, key: str, choice: Choice) -> None:
        shown = self._view.shown_matter()
        if self._settling or shown is None or shown.key != key:
            return
        self._settling = True
        self._view.show_settling(True)
        session, ways = self._session, self._ways
        self.autosave.flush()
        self._jobs.run(
            lambda: ways.settle(session, shown, choice),
            owner=self,
            then=lambda _none: self._has_settled(shown, choice),
            failed=self._not_settled,
        )

    def _has_settled(self, matter: Matter, choice: Choice) -> None:
        self._settling = False
        if choice.text:
            self.autosave.put({matter.key: ""})  # it is in the record now
        said = _CHOSEN if matter.kind is MatterKind.CONFLICT else _SETTLED.get(choice.pick, _CHOSEN)
        self._view.show_said(said)
        self._said_at = self._now()
        self._going_on = len(self._matters) > 1  # the next card, once it is there, takes the keyboard
        self._show_matters(tuple(left for left in self._matters if left.key != matter.key))
        if not self._matters:
            self._view.go_to_state()
        self.settled.emit()

    def _not_settled(self, problem: KnownProblem) -> None:
        self._settling, self._said_at = False, None
        self._view.show_settling(False)
        self._view.show_said(f"{problem.title} {problem.what_to_do}", well=False)
        self.refresh()

    def _now(self) -> datetime:
        return self._session.clock.now()
