"""Joins the office to the window: the words in the status bar, its own place, F5, and what a sync changed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from iro_desktop.app.leaving import PACE, Leaving, Pace
from iro_desktop.app.network_watch import NetworkWatch
from iro_desktop.app.syncing import POLICY, Policy, Syncing, SyncWays
from iro_desktop.app.word_index import WordIndex
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.screens.page import Page
from iro_desktop.screens.shell.view import Shell
from iro_desktop.screens.sync.model import Standing, clock_words, status_words
from iro_desktop.screens.sync.presenter import SyncPresenter, Ways
from iro_desktop.screens.sync.view import SyncView
from iro_desktop.services.index_words import index_words
from iro_desktop.services.open_child import children_gone
from iro_desktop.services.session import Session

CHANGED_WORDS = "The office has changed something in this child's record."
"""Of a page that is open. No name: the screen may face another child."""


@dataclass(frozen=True)
class OfficeServices:
    """Everything of the office that the window calls."""

    sync: SyncWays
    screen: Ways
    policy: Policy = POLICY
    pace: Pace = PACE
    index: Callable[[Session], int] = index_words


@dataclass(frozen=True)
class _Watched:
    child: Callable[[], str]
    reload: Callable[[], None]


class OfficePages(QObject):
    """The office's part of the shell. `begin` with the first page, `close` before the caseload."""

    joined = Signal(object)
    """The Session to go on with."""
    gone = Signal(object)
    """The open pages (a tuple) of children who have been taken off this laptop; empty where none is open."""

    def __init__(
        self,
        shell: Shell,
        jobs: Jobs,
        session: Session,
        services: OfficeServices,
        sealed: Callable[[], Collection[str]],
    ) -> None:
        """`sealed`: the children of whom words are sealed that no record has yet."""
        super().__init__()
        self._shell, self._jobs, self._session, self._services = shell, jobs, session, services
        self._watched: dict[Page, _Watched] = {}
        self._presenter: SyncPresenter | None = None
        self._network: NetworkWatch | None = None
        self._told_clock = False
        self.leaving = Leaving(shell, sealed, services.pace)
        self.syncing = Syncing(jobs, session, services.sync, services.policy, kept=self.leaving.kept)
        self.syncing.state_changed.connect(self._show_standing)
        self.syncing.changed.connect(self._offer)
        self.leaving.sync_wanted.connect(self.syncing.sync_now)
        self._words = WordIndex(jobs, session, services.index)
        self.syncing.changed.connect(self._words.begin)
        shell.office_wanted.connect(lambda: shell.visit("office"))
        QShortcut(QKeySequence("F5"), shell, self.syncing.sync_now)
        self._show_standing(self.syncing.standing)

    def begin(self) -> None:
        """Find where things stand, and sync from now on."""
        self.syncing.start()
        self._words.begin()

    def close(self) -> None:
        """Stop at once: the process ends, and waits for no network."""
        self.syncing.close()
        self._words.close()

    def make(self) -> tuple[SyncView, SyncPresenter]:
        """Make the page of the place "office"."""
        view = SyncView()
        self._presenter = presenter = SyncPresenter(view, self._jobs, self._session, self._services.screen)
        presenter.sync_wanted.connect(self.syncing.sync_now)
        presenter.cancel_wanted.connect(self.syncing.cancel)
        presenter.settled.connect(self.syncing.noted_choice)
        presenter.joined.connect(self._joined)
        self.syncing.progress.connect(presenter.show_progress)
        presenter.show_standing(self.syncing.standing)
        return view, presenter

    def watch(self, page: Page, child: Callable[[], str], reload: Callable[[], None]) -> None:
        """Offer to `reload` a page when a sync has changed its child; nothing on it changes unasked."""
        self._watched[page] = _Watched(child, reload)
        page.destroyed.connect(lambda: self._watched.pop(page, None))

    # -- inside --------------------------------------------------------------------------------------------
    def _show_standing(self, standing: Standing) -> None:
        words = status_words(standing, self._session.clock.now())
        self._shell.show_office(words, urgent=bool(standing.state.needs_you) or standing.problem is not None)
        if self._presenter is not None:
            self._presenter.show_standing(standing)
        self.leaving.show(standing.state.leaving)
        self._tell(standing)
        if standing.state.enrolled and self._network is None:
            self._network = NetworkWatch(self)
            self._network.appeared.connect(self.syncing.network_appeared)

    def _tell(self, standing: Standing) -> None:
        """Tell once what a person has to know wherever they are: that the clock is wrong."""
        if standing.state.clock_off and not self._told_clock:
            self._told_clock = True
            self._shell.show_next(KnownProblem(*clock_words(standing.state.clock_off)))

    def _offer(self, children: frozenset[str]) -> None:
        for page, watched in self._watched.items():
            if watched.child() in children:
                self._shell.offer(page, CHANGED_WORDS, "Sho&w it", watched.reload)
        shown = self._shell.page()
        if isinstance(shown, CaseloadView):
            shown.arrive()
        session = self._session
        self._jobs.run(
            lambda: children_gone(session, children),
            owner=self,
            then=lambda gone: self._let_go(gone) if gone else None,
        )

    def _let_go(self, gone: frozenset[str]) -> None:
        """Have the pages of a child who is no longer here closed, and their name listed nowhere."""
        self.gone.emit(tuple(page for page, watched in self._watched.items() if watched.child() in gone))
        for caseload in self._shell.findChildren(CaseloadView):
            caseload.arrive()

    def _joined(self, session: Session) -> None:
        self._session = session
        self.joined.emit(session)
        self.syncing.use(session)
        self._words.use(session)
