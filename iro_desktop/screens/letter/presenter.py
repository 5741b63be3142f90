"""Decides what happens on the letter screen: saves the parts, keeps page and checks live, makes the file."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from iro_desktop.domain.half_typed import lines_of, with_line
from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.autosave import Autosave, Edits
from iro_desktop.services.letter_edits import REASONS, letter_place, reason_name, save_letter_edits
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import (
    Finding,
    LetterHeldBack,
    LetterView,
    Level,
    ReasonTooShort,
    SavedLetter,
    choose_band,
    choose_pictures,
    gravest_first,
    let_stop_stand,
    open_letter,
    refuse_held_back,
    restore_part,
    save_as_word,
)

Draft = dict[str, Any]
"""What is sealed when the machine locks before a save returned: "screen", "review_id", "edits", "place"."""


class _Problem(Enum):
    """What the message above the letter is about, where it goes by itself once it is true no more."""

    SAVE = "save"
    HELD_BACK = "held back"


class LetterScreen(Protocol):
    """What the presenter asks of the window; a test gives it one without."""

    def show_letter(self, letter: LetterView, typing: frozenset[str], *, afresh: bool) -> None:
        """Show the letter; the parts in `typing` keep what stands in their boxes."""

    def put_back(self, part: LetterPartName, text: str) -> None:
        """Replace a part's text as one step that can be undone."""

    def show_finding(self, finding: Finding | None, number: int, of: int, reason: str) -> None:
        """Put the cursor at the words, say what about them, and show the reason typed so far.

        None: there is nothing to find.
        """

    def hide_finding(self) -> None:
        """What was said about the words is true no more."""

    def show_reason_wrong(self, words: str) -> None:
        """Say beside the reason why it is not kept."""

    def replace_words(self, finding: Finding, was: str) -> bool:
        """Put the fix in place as one undoable step; False where the text is no longer `was`."""

    def ask_where(self, suggested: str) -> Path | None:
        """Ask where the Word file shall lie; None where the IRO thinks better of it."""

    def show_news(self, title: str, body: str) -> None:
        """Say what went well."""

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what went wrong and what to do."""

    def clear_problem(self) -> None:
        """It went right again."""

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Put the cursor where it was."""

    def go_to_reason(self, position: int) -> None:
        """Put the cursor into the reason for the STOP shown."""

    def place(self) -> dict[str, Any]:
        """Return where the cursor is."""


class LetterPresenter(QObject):
    """One letter. `open` first; then the screen's intents."""

    saving = Signal()
    saved = Signal(object)
    seal_wanted = Signal(object)
    word_saved = Signal(object)
    """A SavedLetter."""

    def __init__(
        self, jobs: Jobs, session: Session, view: LetterScreen, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._session, self._view = jobs, session, view
        self._letter: LetterView | None = None
        self._review_id = ""
        self._latest: LetterView | None = None
        self._at = -1
        self._seen: int | None = None
        self._reasons = ""
        self._problem: _Problem | None = None
        self.autosave = Autosave(jobs, self._commit, self._where, self)
        self.autosave.saving.connect(self.saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.committed.connect(self._show_latest)
        self.autosave.failed.connect(self._save_failed)

    def open(self, review_id: str, place: Mapping[str, Any] | None = None) -> None:
        """Open the letter of a review (begun the first time), at a place where one is given."""
        session = self._session
        self._load(
            review_id, lambda: (open_letter(session, review_id), place or letter_place(session, review_id))
        )

    def draft(self) -> Draft | None:
        """Return what no commit has confirmed, to be sealed; None when all is on the disk."""
        edits = dict(self.autosave.pending())
        return self._draft_of(edits) if edits else None

    def flush(self, then: Callable[[Draft | None], None] = lambda _draft: None) -> None:
        """Save now; `then` gets None when all is on the disk, or the draft to seal."""
        self.autosave.flush(lambda _edits: then(self.draft()))

    def save_now(self) -> None:
        """Save what waits: Ctrl+S, or the screen is about to be hidden."""
        if self._letter is not None:
            self.autosave.flush()

    def flush_and_wait(self, milliseconds: int = 2000) -> Draft | None:
        """Save now, wait at most this long, and return the draft to seal, or None. For lock and close.

        Where all words are kept but not where the cursor is by now, the draft has no edits.
        """
        if self._letter is None:
            return None
        edits = dict(self.autosave.flush_and_wait(milliseconds))
        return None if self.autosave.settled() else self._draft_of(edits)

    @property
    def child_id(self) -> str:
        """Return the child whose letter it is, "" before one is opened."""
        return self._letter.letter.child_id if self._letter else ""

    # What the screen tells

    def typed(self, part: str, text: str) -> None:
        """Take what stands in a part's box."""
        self.autosave.put({part: text})

    def reason_typed(self, reason: str) -> None:
        """Take what stands beside the STOP shown, before it is handed in."""
        if finding := self._current():
            self._keep_reason(finding, reason)

    def choose_band(self, band: str) -> None:
        """Pitch the letter to another band."""
        letter_id, session = self._opened().letter.id, self._session
        self._after_saving(lambda: choose_band(session, letter_id, Band(band)))

    def choose_pictures(self, pictures: bool) -> None:
        """Have pictures, or not."""
        letter_id, session = self._opened().letter.id, self._session
        self._after_saving(lambda: choose_pictures(session, letter_id, pictures=pictures))

    def restore(self, part: str) -> None:
        """Put the composed text of a part back."""
        letter_id, session, name = self._opened().letter.id, self._session, LetterPartName(part)

        def shown(letter: LetterView) -> None:
            text = next((p.text for p in letter.parts if p.part is name), "")
            self._view.put_back(name, text)
            self._show(letter)

        self._after_saving(lambda: restore_part(session, letter_id, name), shown)

    def next_finding(self) -> None:
        """Go to the next finding, the gravest first, round and round; past those that were let stand."""
        if still := self._still_open():
            self._go_to((self._at + 1) % still)
        else:
            self._at = -1
            self._view.show_finding(None, 0, 0, "")

    def choose_finding(self, number: int) -> None:
        """Go to one finding of the list."""
        self._go_to(number)

    def apply_fix(self) -> None:
        """Put the fix of the finding shown in place, and go on to the next."""
        finding = self._current()
        if finding is None or finding.fix is None or finding.part is None:
            return
        was = next((p.text for p in self._opened().parts if p.part is finding.part), "")
        if self._view.replace_words(finding, was):
            self._at -= 1
            self.autosave.flush(lambda edits: None if edits else self.next_finding())
        else:
            self._view.show_problem(KnownProblem("The words have changed since.", "Press F7 to look again."))

    def let_stand(self, reason: str) -> None:
        """Let the STOP shown stand, for a reason."""
        finding = self._current()
        if finding is not None:
            letter_id, session = self._opened().letter.id, self._session
            self._after_saving(
                lambda: let_stop_stand(session, letter_id, finding, reason), self._stands, self._not_let_stand
            )

    def save_as_word(self) -> None:
        """Save everything, then make the Word file, or show what holds it back."""

        def go_on(edits: Edits) -> None:
            if edits:
                return
            letter_id, session = self._opened().letter.id, self._session
            self._jobs.run(
                lambda: refuse_held_back(session, letter_id),
                owner=self,
                then=lambda _sound: self._ask_where(),
                failed=self._word_refused,
            )

        self.autosave.flush(go_on)

    def place_moved(self) -> None:
        """Keep the place with the next save."""
        if self._letter is not None:
            self.autosave.note_place()

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, the gravest first, those that were let stand last."""
        return gravest_first(self._opened().findings)

    # Inside

    def _still_open(self) -> int:
        return sum(1 for finding in self.findings() if not finding.let_stand)

    def _go_to(self, number: int) -> None:
        self._at = number
        finding = self.findings()[number]
        reason = lines_of(self._reasons).get(reason_name(finding), "")
        self._view.show_finding(finding, number + 1, self._still_open(), reason)

    def _keep_reason(self, finding: Finding, reason: str) -> None:
        self._reasons = with_line(self._reasons, reason_name(finding), reason)
        self.autosave.put({REASONS: self._reasons})

    def _come_back(self, place: Mapping[str, Any]) -> None:
        """Put the cursor where it was; in the reason for a STOP, if that STOP is still there."""
        self._view.go_to(place)
        names = [reason_name(finding) for finding in self.findings()]
        if place.get("reason_of") in names:
            self._go_to(names.index(place["reason_of"]))
            self._view.go_to_reason(int(place.get("reason_position", 0)))

    def _stands(self, letter: LetterView) -> None:
        """Show that the STOP is let stand, and go on to the next finding."""
        if finding := self._current():
            self._keep_reason(finding, "")
        self._show(letter)
        self._at -= 1
        self.next_finding()

    def _not_let_stand(self, problem: KnownProblem) -> None:
        if isinstance(problem, ReasonTooShort):
            self._view.show_reason_wrong(problem.what_to_do)
        else:
            self._view.show_problem(problem)

    def _ask_where(self) -> None:
        path = self._view.ask_where(self._opened().suggested_file_name)
        if path is not None:
            self._make_word(path)

    def _opened(self) -> LetterView:
        if self._letter is None:
            raise RuntimeError("no letter is open")
        return self._letter

    def _current(self) -> Finding | None:
        findings = self.findings()
        return findings[self._at] if 0 <= self._at < len(findings) else None

    def _commit(self, edits: Edits, place: Any) -> datetime:
        letter_id = self._opened().letter.id
        self._latest = save_letter_edits(
            self._session, self._review_id, letter_id, edits, place, seen=self._seen
        )
        return self._session.clock.now()

    def _where(self) -> dict[str, Any]:
        return self._place() | {"screen": "letter", "review_id": self._review_id}

    def _place(self) -> dict[str, Any]:
        place, finding = self._view.place(), self._current()
        if "reason_position" in place and finding is not None:
            place["reason_of"] = reason_name(finding)
        return place

    def _draft_of(self, edits: Edits) -> Draft:
        return {
            "screen": "letter",
            "review_id": self._review_id,
            "child_id": self.child_id,
            "edits": edits,
            "place": self._place(),
            "seen": self._seen,
        }

    def _load(self, review_id: str, work: Callable[[], tuple[LetterView, Mapping[str, Any] | None]]) -> None:
        def shown(found: tuple[LetterView, Mapping[str, Any] | None]) -> None:
            letter, place = found
            self._review_id, self._letter, self._at = review_id, letter, -1
            self._seen = letter.shown_through  # of the boxes, which only opening fills
            self._reasons = letter.letter.reasons_so_far
            self._view.show_letter(letter, frozenset(), afresh=True)
            self._come_back(place or {"field": LetterPartName.THANKS.value})

        self._jobs.run(work, owner=self, then=shown, failed=self._view.show_problem)

    def _after_saving(
        self,
        work: Callable[[], LetterView],
        then: Callable[[LetterView], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        def go_on(edits: Edits) -> None:
            if not edits:
                refused = failed or self._view.show_problem
                self._jobs.run(work, owner=self, then=then or self._show, failed=refused)

        self.autosave.flush(go_on)

    def _show(self, letter: LetterView) -> None:
        shown = self._current() if self._letter is not None else None
        self._letter = letter
        self._view.show_letter(letter, frozenset(self.autosave.pending()), afresh=False)
        alike = [(f.rule, f.message) for f in self.findings()]
        if shown is not None and (shown.rule, shown.message) not in alike:
            self._view.hide_finding()
        stops = any(f.level is Level.STOP and not f.let_stand for f in self.findings())
        if self._problem is _Problem.HELD_BACK and not stops:
            self._clear(_Problem.HELD_BACK)

    def _show_latest(self, _at: object) -> None:
        if self._latest is not None:
            self._show(self._latest)

    def _saved(self, at: object) -> None:
        self._clear(_Problem.SAVE)
        self.saved.emit(at)

    def _clear(self, problem: "_Problem") -> None:
        """Take a message back that is true no more; another that stands in its place stays."""
        if self._problem is problem:
            self._view.clear_problem()
            self._problem = None

    def _save_failed(self, problem: KnownProblem) -> None:
        self._problem = _Problem.SAVE
        kept = "Your words are still on the screen, and saving is tried again by itself. "
        self._view.show_problem(KnownProblem(problem.title, kept + problem.what_to_do))
        if draft := self.draft():
            self.seal_wanted.emit(draft)

    def _make_word(self, path: Path) -> None:
        letter_id, session = self._opened().letter.id, self._session
        self._jobs.run(
            lambda: save_as_word(session, letter_id, path),
            owner=self,
            then=self._word_made,
            failed=self._word_refused,
        )

    def _word_made(self, made: SavedLetter) -> None:
        where = re.sub(r"([/\\])", "\\1\u200b", str(made.path))  # a long path may break after each folder
        self._view.show_news(f"Saved: {where}", "A copy is kept, encrypted, in your caseload.")
        self.word_saved.emit(made)

    def _word_refused(self, problem: KnownProblem) -> None:
        if isinstance(problem, LetterHeldBack):
            stops = "\n".join(f"■ {finding.message}" for finding in problem.findings)
            problem = KnownProblem(problem.title, f"{problem.what_to_do}\n{stops}")
            self._problem = _Problem.HELD_BACK
            self._at = -1
            self.next_finding()
        self._view.show_problem(problem)
