"""Decides what happens on the recording screen: keeps the review in step, saves it, finishes it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.participation import choices_on
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import (
    Decision,
    Presence,
    SectionState,
    SectionTopic,
)
from iro_desktop.domain.topics import title_of
from iro_desktop.domain.typed_dates import example_of, read_date, say_date
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.autosave import Autosave, Edits
from iro_desktop.screens.record.day_words import booked_said, held_said
from iro_desktop.screens.record.model import Changes, ReviewNotes
from iro_desktop.screens.record.screen import RecordScreen
from iro_desktop.services.finish_review import NotFinished, finish_review
from iro_desktop.services.missing import Missing, next_review_due, what_is_missing
from iro_desktop.services.record_review import open_review, start_review
from iro_desktop.services.restore_draft import save_or_amend
from iro_desktop.services.review_page import ReviewPage
from iro_desktop.services.session import Session

_DAY_WANTED = "Type the day on which it was held, for example {}. The next review is reckoned from it."
_TYPED_LATE = "Typed while the review was being finished."
Draft = dict[str, Any]
"""What is sealed when the machine locks before a save returned: "screen", "review_id", "child_id", "edits",
"place"."""


class RecordPresenter(QObject):
    """One review being recorded. `open_child` or `open` first; then the screen's intents."""

    saving = Signal()
    saved = Signal(object)
    """When everything typed was committed (aware datetime)."""
    seal_wanted = Signal(object)
    """A Draft: saving fails, so that the words should be sealed in a file as well."""
    finished = Signal(str)
    """The review is finished: its letter can be opened."""

    def __init__(
        self, jobs: Jobs, session: Session, view: RecordScreen, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._view = view
        self._notes: ReviewNotes | None = None
        self._removed: list[Decision] = []
        self._held_on_is_a_date = True
        self._on_finish_page = False
        self._next_due: DueDate | None = None
        self.autosave = Autosave(jobs, self._commit, self._where, self)
        self.autosave.saving.connect(self.saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._save_failed)

    # Opening and leaving

    def open_child(self, child_id: str) -> None:
        """Go on with the child's review in hand, or begin it."""
        session = self._session
        self._leave(lambda: self._load(lambda: open_review(session, start_review(session, child_id))))

    def open(self, review_id: str, place: Mapping[str, Any] | None = None) -> None:
        """Open a review, at a place where one is given."""
        self._leave(lambda: self._load(lambda: open_review(self._session, review_id), place))

    def draft(self) -> Draft | None:
        """Return what no commit has confirmed, to be sealed; None when all is on the disk."""
        edits = dict(self.autosave.pending())
        return self._draft_of(edits) if edits and self._notes is not None else None

    def flush(self, then: Callable[[Draft | None], None] = lambda _draft: None) -> None:
        """Save now; `then` gets None when all is on the disk, or the draft to seal."""
        self.autosave.flush(lambda _edits: then(self.draft()))

    def save_now(self) -> None:
        """Save what waits: Ctrl+S, or the screen is about to be hidden."""
        if self._notes is not None:
            self.autosave.flush()

    def flush_and_wait(self, milliseconds: int = 2000) -> Draft | None:
        """Save now, wait at most this long, and return the draft to seal, or None. For lock and close.

        Where all words are kept but not where the cursor is by now, the draft has no edits.
        """
        if self._notes is None:
            return None
        edits = dict(self.autosave.flush_and_wait(milliseconds))
        return None if self.autosave.settled() else self._draft_of(edits)

    @property
    def review_id(self) -> str:
        """Return the review on the screen, "" before one is opened."""
        return self._notes.review.id if self._notes else ""

    @property
    def child_id(self) -> str:
        """Return the child of the review on the screen, "" before one is opened."""
        return self._notes.review.child_id if self._notes else ""

    # What the screen tells

    def typed(self, topic: str, name: str, text: str) -> None:
        """Take what stands in a section's box."""
        where, notes = SectionTopic(topic), self._opened()
        wishes = notes.wishes()
        if changes := notes.set_section(where, name, text):
            self._keep(changes)
            self._view.show_section(where, notes.spoken(where))
            if notes.wishes() != wishes:
                self._view.show_decisions(notes)

    def mark(self, topic: str, state: str) -> None:
        """Take a section's mark: talked about, not needed, or open."""
        where, notes = SectionTopic(topic), self._opened()
        self._keep(notes.mark_section(where, SectionState(state)))
        self._view.show_section(where, notes.spoken(where))

    def decide(self, line: str, topic: str) -> None:
        """Make a line a decision, quietly: the cursor stays where it is."""
        notes = self._opened()
        decision, changes = notes.decide(line, SectionTopic(topic))
        if decision is None:
            self._view.show_news(
                "That line is a decision already." if line.strip() else "There is no line here."
            )
            return
        self._keep(changes)
        self._view.show_decisions(notes)
        self._view.show_news("Now a decision. Who and when can wait.")

    def add_decision(self) -> None:
        """Add an empty decision and go to it."""
        self._added(*self._opened().add_decision())

    def answer_wish(self, view_id: str) -> None:
        """Begin the decision that answers a wish, and go to it."""
        self._added(*self._opened().answer_wish(view_id))

    def decision_typed(self, decision_id: str, name: str, value: object) -> None:
        """Take one field of a decision."""
        notes = self._opened()
        if changes := notes.set_decision(decision_id, name, value):
            self._keep(changes)
            self._view.show_decision(notes.decisions[decision_id])
            if name == "view_id":
                self._view.show_decisions(notes)

    def remove_decision(self, decision_id: str) -> None:
        """Take a decision away; it can be brought back."""
        decision, changes = self._opened().remove_decision(decision_id)
        self._removed.append(decision)
        self._keep(changes)
        self._view.show_decisions(self._opened())
        self._view.show_undo(True)

    def undo_remove(self) -> None:
        """Bring the decision removed last back."""
        if self._removed:
            decision, changes = self._opened().restore_decision(self._removed.pop())
            self._view.show_undo(bool(self._removed))
            self._added(decision, changes)

    def choose_presence(self, attendance_id: str, presence: str) -> None:
        """Record whether somebody came."""
        notes = self._opened()
        self._keep(notes.set_presence(attendance_id, Presence(presence)))
        self._view.show_attender(notes.attenders[attendance_id])

    def add_attender(self, name: str, role: str) -> None:
        """Add somebody who came."""
        attender, changes = self._opened().add_attender(name, role)
        self._keep(changes)
        self._view.show_attender(self._opened().attenders[attender.attendance_id])

    def review_typed(self, name: str, value: object) -> None:
        """Take one field of the review itself."""
        notes = self._opened()
        self._keep(notes.set_review(name, value))
        if name in {"participation", "seen_alone", "how_views_known"}:
            self._show_participation()

    def reason_typed(self, code: str, reason: str) -> None:
        """Take the reason why something is missing."""
        self._keep(self._opened().set_reason(code, reason))

    def line_typed(self, name: str, text: str) -> None:
        """Take what stands in a line that has not been handed in."""
        self._keep(self._opened().set_line(name, text))

    def held_on_typed(self, text: str) -> None:
        """Take the day the review was held, once it is a date."""
        day, changes = self._opened().set_held_on(text)
        self._held_on_is_a_date = day is not None
        self._keep(changes)
        self._show_held_on(text)
        self._show_participation()

    def next_booked_typed(self, text: str) -> None:
        """Take the day the next review is booked for, or words that are none; nothing typed means none."""
        self._keep(self._opened().set_next_booked(text))
        self._show_next_booked()

    def park(self, text: str) -> None:
        """Keep a rough line for later."""
        note, changes = self._opened().park(text)
        if note is not None:
            self._keep(changes)
            self._view.show_parked(self._opened())
            self._view.show_news("Parked. Sort it later.")

    def sort_note(self, note_id: str, topic: str, column: str) -> None:
        """Move a parked note to the end of a box."""
        notes, where = self._opened(), SectionTopic(topic)
        text = notes.parked[note_id].text
        _all, changes = notes.sort(note_id, where, column)
        self._keep(changes)
        self._view.append_to_box(where, column, text)
        self._view.show_parked(notes)
        self._view.show_decisions(notes)
        self._view.show_section(where, notes.spoken(where))
        self._view.show_news(f"Moved to {title_of(where)}.")

    def drop_note(self, note_id: str) -> None:
        """Drop a parked note; it can be brought back."""
        notes = self._opened()
        if note_id in notes.parked:
            self._keep(notes.drop(note_id))
            self._view.show_parked(notes)

    def undo_drop(self) -> None:
        """Bring the parked note dropped last back."""
        notes = self._opened()
        if notes.dropped:
            self._keep(notes.bring_note_back())
            self._view.show_parked(notes)

    def page_opened(self, page: str) -> None:
        """Keep the place; list what is missing when it is the last page."""
        self._on_finish_page = page == "finish"
        self.autosave.note_place()
        if self._on_finish_page:
            self.autosave.flush(lambda _edits: self._list_missing())

    def place_moved(self) -> None:
        """Keep the place with the next save."""
        if self._notes is not None:
            self.autosave.note_place()

    def finish(self, reasons: Mapping[str, str]) -> None:
        """Save everything, then finish the review, or say what holds it back."""
        if not self._held_on_is_a_date:  # the day last understood is not what stands on the screen
            wanted = _DAY_WANTED.format(example_of(self._opened().page.today))
            self._view.show_problem(KnownProblem("The day of the review is not a date yet.", wanted))
            return

        def go_on(edits: Edits) -> None:
            if not edits:
                session, review_id = self._session, self.review_id
                self._jobs.run(
                    lambda: finish_review(session, review_id, reasons),
                    owner=self,
                    then=lambda _none: self.finished.emit(review_id),
                    failed=self._not_finished,
                )

        self.autosave.flush(go_on)

    # Inside

    def _opened(self) -> ReviewNotes:
        if self._notes is None:
            raise RuntimeError("no review is open")
        return self._notes

    def _keep(self, changes: Changes) -> None:
        self.autosave.put(changes)

    def _commit(self, edits: Edits, place: Any) -> Any:
        seen = self._opened().page.shown_through
        return save_or_amend(self._session, place["review_id"], edits, place, why=_TYPED_LATE, seen=seen)

    def _where(self) -> dict[str, Any]:
        return self._view.place() | {"screen": "record", "review_id": self.review_id}

    def _draft_of(self, edits: Edits) -> Draft:
        seen, place = self._opened().page.shown_through, self._view.place()
        return {
            "screen": "record",
            "review_id": self.review_id,
            "child_id": self.child_id,
            "edits": edits,
            "place": place,
            "seen": seen,
        }

    def _leave(self, then: Callable[[], None]) -> None:
        if self._notes is None:
            then()
            return
        self.autosave.flush(lambda edits: None if edits else then())

    def _load(self, work: Callable[[], ReviewPage], place: Mapping[str, Any] | None = None) -> None:
        self._jobs.run(
            work, owner=self, then=lambda page: self._show(page, place), failed=self._view.show_problem
        )

    def _show(self, page: ReviewPage, place: Mapping[str, Any] | None) -> None:
        self._notes = notes = ReviewNotes(page)
        self._removed.clear()
        self._next_due = None
        typed = page.review.held_on_typed
        self._held_on_is_a_date = not typed
        desk = page.desk if isinstance(page.desk, Mapping) else {}
        if place is None and (desk.get("screen"), desk.get("review_id")) == ("record", page.review.id):
            place = desk
        self._view.show_review(notes, place)
        self._view.show_decisions(notes)
        self._view.show_parked(notes)
        self._show_participation()
        self._show_held_on(typed or say_date(page.held_on))
        self._show_next_booked()

    def _show_participation(self) -> None:
        notes = self._opened()
        held_on = notes.meeting.held_on or notes.page.held_on
        self._view.show_participation(choices_on(held_on, notes.page.child.born_on), notes)

    def _show_held_on(self, typed: str) -> None:
        notes = self._opened()
        today = notes.page.today
        self._view.show_held_on(held_said(typed, read_date(typed, today), notes.review.due_on, today))

    def _show_next_booked(self) -> None:
        notes = self._opened()
        review, held_on = notes.review, notes.meeting.held_on or notes.page.held_on
        said = booked_said(review.next_booked_typed, review.next_booked_on, held_on, self._next_due)
        self._view.show_next_booked(said)

    def _added(self, decision: Decision, changes: Changes) -> None:
        self._keep(changes)
        self._view.show_decisions(self._opened())
        self._view.open_page("decisions", decision.id, "what" if not decision.what else "who")

    def _saved(self, at: object) -> None:
        self._view.clear_problem()
        self.saved.emit(at)
        if self._on_finish_page:
            self._list_missing()

    def _save_failed(self, problem: KnownProblem) -> None:
        kept = "Your words are still on the screen, and saving is tried again by itself. "
        self._view.show_problem(KnownProblem(problem.title, kept + problem.what_to_do))
        if draft := self.draft():
            self.seal_wanted.emit(draft)

    def _list_missing(self) -> None:
        session, review_id = self._session, self.review_id

        def listed(found: tuple[tuple[Missing, ...], DueDate]) -> None:
            missing, self._next_due = found
            self._view.show_missing(missing)
            self._show_next_booked()

        self._jobs.run(
            lambda: (what_is_missing(session, review_id), next_review_due(session, review_id)),
            owner=self,
            then=listed,
        )

    def _not_finished(self, problem: KnownProblem) -> None:
        if isinstance(problem, NotFinished):
            self._list_missing()
        self._view.show_problem(problem)
