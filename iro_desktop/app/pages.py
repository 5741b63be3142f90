"""Builds the pages of an open caseload and takes the user from one to the next."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from iro_desktop.app.all_keys import ALL_KEYS
from iro_desktop.app.coming_back import WHERE, PutBack, put_back
from iro_desktop.app.drafts import Drafts
from iro_desktop.app.key_pages import KeyPages
from iro_desktop.app.look import Look
from iro_desktop.app.office_pages import OfficePages, OfficeServices
from iro_desktop.app.reassigned import Holder, save_all, take_away
from iro_desktop.app.trace import note, note_painted
from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs
from iro_desktop.records import Json
from iro_desktop.screens.caseload.presenter import CaseloadPresenter
from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.screens.child.people_presenter import PeoplePresenter
from iro_desktop.screens.child.presenter import ChildPresenter
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.import_files.presenter import ImportPresenter
from iro_desktop.screens.import_files.view import ImportView
from iro_desktop.screens.letter.presenter import LetterPresenter
from iro_desktop.screens.letter.view import LetterScreenView
from iro_desktop.screens.letter.wiring import connect_letter
from iro_desktop.screens.page import Page
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.view import RecordView
from iro_desktop.screens.record.wiring import connect_record
from iro_desktop.screens.settings.presenter import SettingsPresenter
from iro_desktop.screens.settings.view import SettingsView
from iro_desktop.screens.shell.view import Shell
from iro_desktop.screens.sync.presenter import SyncPresenter
from iro_desktop.screens.sync.view import SyncView
from iro_desktop.screens.widgets.composition import finish_composition
from iro_desktop.services.known_children import known_children
from iro_desktop.services.late_words import WordsHandedIn, WordsKeptSealed, hand_in
from iro_desktop.services.open_caseload import Keys
from iro_desktop.services.record_review import start_review
from iro_desktop.services.session import Session

Draft = Mapping[str, Any]
_AT_LEISURE = 1500
"""Milliseconds after the first list: the eye is still on it."""


class Writer(Protocol):
    """A presenter that holds words."""

    def flush_and_wait(self, milliseconds: int = 2000) -> Draft | None:
        """Save now; return what the disk did not take in that time."""
        ...

    def draft(self) -> Draft | None:
        """Return what no commit has confirmed, None when all is on the disk."""
        ...


class Pages(QObject):
    """The shell, its pages, and what they hold that is not on the disk yet."""

    settings_made = Signal(object)
    """A SettingsView, for what else there is to set."""
    saved = Signal()
    """Somebody's words have reached the disk."""
    came_back = Signal()
    """Sealed words are back in their places, and so is the person."""

    def __init__(
        self,
        session: Session,
        keys: Keys,
        paths: ProfilePaths,
        runner: Jobs,
        log: Log,
        *,
        held: Sequence[bytes] = (),
        office: OfficeServices | None = None,
    ) -> None:
        """Without `office`, there is none: everything stays on this laptop."""
        super().__init__()
        self.session = session
        self.shell = Shell(demonstration=session.demonstration)
        self.shell.other_keys = ALL_KEYS
        self.drafts = Drafts(paths, keys.data_key, held)
        self.keys = KeyPages(self.shell, runner, paths, log, keys.data_key)
        self._paths = paths
        self.look = Look(paths)
        self._runner = runner
        self._log = log
        self._writers: list[Holder] = []
        self._open: list[tuple[str, str]] = []
        self._pages: dict[tuple[str, str], Page] = {}
        self._leaving = False
        self._all_known = False
        self.ask_where: Callable[[str], Path | None] | None = None
        """Answers where a letter shall lie, in place of the system's dialog: for a scripted visit."""
        self.shell.add_place("caseload", "Caseload", "users", self._make_caseload)
        self.shell.add_place("import", "Bring in files", "folder-input", self._make_import)
        self.shell.add_place("settings", "Settings", "settings", self._make_settings)
        self.shell.child_wanted.connect(self.open_child)
        self.office: OfficePages | None = None
        if office is not None:
            self.office = OfficePages(self.shell, runner, session, office, self.drafts.children)
            self.shell.add_place("office", "Office", "refresh-cw", self._make_office)
            self.office.joined.connect(self._go_on_as)
            self.office.gone.connect(self._take_away)
            self.office.syncing.stepping.connect(lambda: save_all(self._writers))

    def begin(self) -> None:
        """Show the caseload, put sealed words back, and return to where a lock or a crash interrupted."""
        self.shell.visit("caseload")
        self._runner.run(lambda: put_back(self.session, self.drafts), owner=self, then=self._come_back)
        if self.office is not None:
            self.office.begin()

    def put_away(self, *, remember: bool) -> bool:
        """Get every typed word onto the disk before the process ends; return whether a draft was sealed.

        What a commit cannot take within its time is sealed in a file instead. With `remember`, the next
        start comes back to the pages that are open.
        """
        sealed, self._leaving = False, True
        if self.office is not None:
            self.office.close()
        for writer in list(self._writers):
            draft = writer.flush_and_wait(800)
            if draft is not None and (remember or draft["edits"]):
                sealed = self._seal(draft, remember=remember) or sealed
        self._keep_where(self._where() if remember else [])
        return sealed

    # -- going places --------------------------------------------------------------------------------------
    def open_child(self, child_id: str) -> None:
        """Open a child's page from the caseload: nothing of a former child stays open or on the screen."""
        note("child_wanted")
        if self._return_to("child", child_id):
            return
        view = ChildView()
        presenter = ChildPresenter(view, self._runner, self.session, child_id)
        presenter.start_review_wanted.connect(self.start_review)
        presenter.review_wanted.connect(self.open_review)
        presenter.letter_wanted.connect(self.open_letter)
        view.crumb_changed.connect(lambda: note_painted("child_shown", view))
        self._heed_office(view, lambda: child_id, presenter.refresh)
        self._watch(view, presenter.people, ("people", child_id))
        self._show(view, "child", child_id)

    def start_review(self, child_id: str) -> None:
        """Begin the child's review, or go on with the one in hand."""

        def begun(review_id: str) -> None:
            if self._shown("child", child_id):  # else the user has gone elsewhere: perhaps to another child
                self.open_review(review_id)

        self._runner.run(lambda: start_review(self.session, child_id), owner=self, then=begun)

    def open_review(self, review_id: str) -> None:
        """Open a review to record it, or to read it once it is finished."""
        if self._return_to("review", review_id):
            return
        view = RecordView()
        presenter = RecordPresenter(self._runner, self.session, view, view)
        connect_record(view, presenter)
        presenter.finished.connect(self._finished)
        self._watch(view, presenter, ("record", review_id))
        self._heed_office(view, lambda: presenter.child_id, lambda: presenter.open(review_id, view.place()))
        presenter.open(review_id)
        self._show(view, "review", review_id)
        self._log.write("review_started", review=review_id)

    def open_letter(self, review_id: str) -> None:
        """Open the letter of a review."""
        if self._return_to("letter", review_id):
            return
        view = LetterScreenView(where=self.ask_where)
        presenter = LetterPresenter(self._runner, self.session, view, view)
        connect_letter(view, presenter)
        self._watch(view, presenter, ("letter", review_id))
        presenter.open(review_id)
        self._show(view, "letter", review_id)

    def _make_caseload(self) -> Page:
        view = CaseloadView()
        presenter = CaseloadPresenter(view, self._runner, self.session)
        presenter.child_wanted.connect(self.open_child)
        presenter.import_wanted.connect(lambda: self.shell.visit("import"))
        presenter.listed.connect(self.shell.set_children)
        presenter.listed.connect(lambda _: note_painted("caseload_shown", view))
        presenter.listed.connect(self._listed)
        return view

    def _listed(self, _children: object) -> None:
        """Once the first list is there, and nobody waits for the caseload, see to what letters will need."""
        if not self._all_known:
            self._all_known = True
            QTimer.singleShot(_AT_LEISURE, self, self._know_the_children)

    def _know_the_children(self) -> None:
        """Build the index that letters are checked against before the first letter needs it."""
        if not self._leaving:
            self._runner.run(
                lambda: known_children(self.session), owner=self, then=lambda _: None, failed=self._later
            )

    def _make_import(self) -> Page:
        view = ImportView()
        presenter = ImportPresenter(view, self._runner, self.session)
        presenter.caseload_wanted.connect(lambda: self.shell.visit("caseload"))
        return view

    def _make_settings(self) -> Page:
        view = SettingsView(self.look.choices)
        view.chosen.connect(self.look.wear)
        self.keys.attend(view)
        presenter = SettingsPresenter(view, self._runner, self.session)
        self._watch(view, presenter, ("settings", ""))
        self.settings_made.emit(view)
        return view

    def _make_office(self) -> Page:
        if self.office is None:
            raise RuntimeError("there is no office")
        view, presenter = self.office.make()
        self._watch(view, presenter, ("office", ""))
        return view

    def _heed_office(self, view: Page, child: Callable[[], str], reload: Callable[[], None]) -> None:
        if self.office is not None:
            self.office.watch(view, child, reload)

    def _go_on_as(self, session: Session) -> None:
        """Go on with another session: what was opened with the old one is closed, its words saved."""
        self.session = session
        self.shell.close_other_places()

    def _finished(self, review_id: str) -> None:
        self._log.write("review_finished", review=review_id)
        if self._shown("review", review_id):
            self.shell.back()
            self.open_letter(review_id)

    def _shown(self, kind: str, key: str) -> bool:
        page = self.shell.page()
        return page is not None and page is self._pages.get((kind, key))

    def _return_to(self, kind: str, key: str) -> bool:
        """Go to a page that is open: a second of the same would show, and save, what the first had."""
        entry = (kind, key)
        page = self._pages.get(entry)
        if page is None:
            return False
        self.shell.return_to(page)
        self._open.remove(entry)
        self._open.append(entry)
        self._keep_where(self._where())
        return True

    def _show(self, page: Page, kind: str, key: str) -> None:
        entry = (kind, key)
        self._open.append(entry)
        self._pages[entry] = page
        page.destroyed.connect(lambda: self._closed(entry))
        if kind == "child":
            self.shell.open_afresh("caseload", page)
        else:
            self.shell.open_page(page)
        self._keep_where(self._where())

    def _closed(self, entry: tuple[str, str]) -> None:
        self._pages.pop(entry, None)
        if entry in self._open and not self._leaving:
            self._open.remove(entry)
            self._keep_where(self._where())

    # -- words -----------------------------------------------------------------------------------------------
    def _watch(
        self,
        view: RecordView | LetterScreenView | ChildView | SettingsView | SyncView,
        writer: RecordPresenter | LetterPresenter | PeoplePresenter | SettingsPresenter | SyncPresenter,
        page: tuple[str, str],
    ) -> None:
        self._writers.append(writer)
        if self.office is not None and not isinstance(writer, (SettingsPresenter, SyncPresenter)):
            self.office.leaving.watch(view, lambda: writer.child_id, writer)
        writer.destroyed.connect(lambda: self._writers.remove(writer))
        writer.saving.connect(self.shell.show_saving)
        writer.saved.connect(lambda at: self._saved(at, view, page))
        writer.autosave.failed.connect(lambda _: self.shell.show_unsaved())
        writer.seal_wanted.connect(self._seal)
        view.save_wanted.connect(lambda: self._make_safe(writer, view))

    def _make_safe(self, writer: Writer, view: Page) -> None:
        """Wait for the disk before the page may go; what it does not take is sealed, and the page kept."""
        finish_composition()
        draft = writer.flush_and_wait(2000)
        view.holds_words = draft is not None
        if draft is not None:
            self._seal(draft)

    def _take_away(self, pages: tuple[Page, ...]) -> None:
        take_away(self.shell, pages, self._writers, self._seal, self._hand_in)

    def _hand_in(self, late: list[dict[str, Any]]) -> None:
        """Let words that no record takes any more go to the office all the same; sealed until then."""

        def work() -> None:
            for draft in late:
                hand_in(self.session, draft)

        def done(_none: None) -> None:
            for draft in late:
                self.drafts.committed(draft["screen"], draft["review_id"])
            self.shell.show_problem(WordsHandedIn())
            if self.office is not None:
                self.office.syncing.noted_choice()

        self._runner.run(work, owner=self, then=done, failed=self.shell.show_problem)

    def _seal(self, draft: Draft, *, remember: bool = True) -> bool:
        """Seal words, and where one is with them: the caseload may not be able to keep that either."""
        where = [list(entry) for entry in self._where()] if remember else []
        return self.drafts.seal({**draft, "where": where, "at": self.session.clock.now().isoformat()})

    def _where(self) -> list[tuple[str, str]]:
        """Return the pages that are open, but for those that only wait for their last save."""
        return [entry for entry in self._open if self.shell.holds(self._pages[entry])]

    def _saved(self, at: datetime, view: Page, page: tuple[str, str]) -> None:
        self.drafts.committed(*page)
        self.saved.emit()
        if self.office is not None:
            self.office.syncing.noted_save()
        view.holds_words = False
        self.shell.let_go(view)
        if all(writer.draft() is None for writer in self._writers):
            self.shell.show_saved(at)

    # -- coming back ---------------------------------------------------------------------------------------
    def _keep_where(self, pages: list[tuple[str, str]]) -> None:
        where: Json = [[kind, key] for kind, key in pages]
        self._runner.run(
            lambda: self.session.caseload.put_desk(WHERE, where),
            owner=self,
            then=lambda _: None,
            failed=self._later,
        )

    def _later(self, _problem: KnownProblem) -> None:
        """Not to know where one was costs a click; the words are what matters."""

    def _come_back(self, found: PutBack) -> None:
        for entry in _of_one_child(found.where if isinstance(found.where, list) else []):
            match entry:
                case ["child", str(key)]:
                    self.open_child(key)
                case ["review", str(key)]:
                    self.open_review(key)
                case ["letter", str(key)]:
                    self.open_letter(key)
                case _:
                    continue
        for _ in range(found.restored):
            self._log.write("draft_restored")
        if found.restored:
            self.shell.show_news("Your last words are back.", "They were sealed when the app was locked.")
        for problem in found.problems:
            if isinstance(problem, (WordsHandedIn, WordsKeptSealed)):
                self._log.write("draft_late")
            else:
                self._log.write("draft_damaged")
            self.shell.show_next(problem)
        self.came_back.emit()


def _of_one_child(where: list[Any]) -> list[Any]:
    """Return the last child's page and those opened from it: of two children only one may show."""
    children = [
        place for place, entry in enumerate(where) if isinstance(entry, list) and entry[:1] == ["child"]
    ]
    return where[children[-1] :] if children else where
