"""The main window: navigation, the trail of pages, the find list, what is saved, and the cover."""

from collections.abc import Callable, Collection
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.forms.ui_shell import Ui_ShellForm
from iro_desktop.screens.page import Page
from iro_desktop.screens.shell.bug import show_bug
from iro_desktop.screens.shell.cover import Cover
from iro_desktop.screens.shell.find import FindChild
from iro_desktop.screens.shell.keys import KeysPage, PagesKeys
from iro_desktop.screens.shell.last_focus import still_there
from iro_desktop.screens.shell.offers import Offers
from iro_desktop.screens.shell.panes import enter_pane
from iro_desktop.screens.shell.trails import Trails
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.enter_key import enter_clicks
from iro_desktop.screens.widgets.focus_ring import FocusRing
from iro_desktop.screens.widgets.icons import icon

TITLE = "IRO desktop"
"""The window's title, always: a child's name never stands in a task bar."""
_TWICE = 700
"""Milliseconds within which a second Esc hides everything."""


class Shell(QWidget):
    """The window around every page. It decides only where the user is; pages decide the rest."""

    lock_wanted = Signal()
    child_wanted = Signal(str)
    """A child was chosen in the find list."""
    office_wanted = Signal()
    """The words about the office in the status bar were clicked."""
    closing = Signal()
    """The window is being closed; every page has been told to write down what was typed."""

    def __init__(self, *, demonstration: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(800, 480)
        self.resize(1366, 720)
        self._form = Ui_ShellForm()
        self._body = QWidget()
        self._form.setupUi(self._body)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._form.demonstration_strip.setVisible(demonstration)
        self._cover = Cover()
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._body)
        self._layers.addWidget(self._cover)
        self._find = FindChild(self._body)
        self._places: list[QPushButton] = []  # no QButtonGroup: Tab would reach only the checked one
        self._trails = Trails(self._close_page)
        self._kept_focus: dict[Page, QWidget] = {}
        self._closed_early: set[Page] = set()
        self._offers = Offers(self._form.offer_bar, self.page, self._focus_page)
        self.other_keys: PagesKeys = ()
        self._last_escape = QElapsedTimer()
        self._office_urgent = False
        self._ring = FocusRing(self._body)
        self._dress()
        self._connect()
        self._shortcuts()

    # -- places and pages -------------------------------------------------------------------------------
    def add_place(self, key: str, words: str, icon_name: str, factory: Callable[[], Page]) -> None:
        """Add a place to the navigation: Ctrl+1 for the first, Ctrl+2 ... Its page is made when visited."""
        number = len(self._places) + 1
        button = QPushButton(icon(icon_name), words)
        button.setProperty("kind", "navigation")
        button.setCheckable(True)
        button.setToolTip(f"Ctrl+{number}")
        button.clicked.connect(lambda: self.visit(key))
        self._places.append(button)
        button.setObjectName(f"place_{key}")
        self._form.navigation_box.insertWidget(number - 1, button)
        self._trails.add_place(key, factory)
        QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda: self.visit(key))

    def visit(self, key: str) -> None:
        """Go to a place, to where it was left; from within it, to its first page."""
        self._leave()
        page = self._trails.visit(key)
        self._check_place()
        self._show(page)

    def _check_place(self) -> None:
        for button in self._places:
            button.setChecked(button.objectName() == f"place_{self._trails.place}")

    def open_page(self, page: Page) -> None:
        """Open a page from the one shown. The shell owns it from now on and deletes it on the way back."""
        self._leave()
        self._trails.push(page)
        self._show(page)

    def open_afresh(self, place: str, page: Page) -> None:
        """Open a page straight from the root of a place; all that was opened there is closed."""
        self._leave()
        self._trails.go_to_root(place)
        self._trails.push(page)
        self._check_place()
        self._show(page)

    def back(self) -> None:
        """Close the page shown and return to the one it was opened from."""
        self._leave()
        if self._trails.back():
            self._show(self._trails.pages()[-1])

    def return_to(self, page: Page) -> None:
        """Show a page that was opened before, closing what was opened from it."""
        self._leave()
        self._closed_early.discard(page)
        self._trails.return_to(page)
        self._check_place()
        self._show(page)

    def close_other_places(self) -> None:
        """Close all pages but those of the place shown; what they hold is written down first."""
        self._trails.close_others()

    def opened_from(self, pages: Collection[Page]) -> tuple[Page, ...]:
        """Return those of these pages that are open, and all that was opened from them."""
        return self._trails.opened_from(pages)

    def take_away(self, pages: Collection[Page]) -> None:
        """Close these pages and all that was opened from them; nothing of them can be written any more."""
        shown = self.page()
        self._trails.take_away(pages)
        if shown is not self.page():
            self._show(self._trails.pages()[-1])

    def holds(self, page: Page) -> bool:
        """Say whether a page is open: shown, or waiting in a trail."""
        return page in self._trails.everything()

    def let_go(self, page: Page) -> None:
        """Delete a page that was closed while it held words, now that it holds none."""
        if page in self._closed_early:
            self._closed_early.discard(page)
            page.deleteLater()

    def page(self) -> Page | None:
        """Return the page shown; None before the first."""
        pages = self._trails.pages()
        return pages[-1] if pages else None

    def set_children(self, children: tuple[tuple[str, str], ...]) -> None:
        """Take the (id, words) of all children for the find list, in the order to show."""
        self._find.set_children(children)

    # -- what it says ------------------------------------------------------------------------------------
    def show_saved(self, at: datetime) -> None:
        """Say that all that was typed is on disk; call it only once the transaction has committed."""
        self._say_saved(f"✓ Saved {at.astimezone():%H:%M}")

    def show_saving(self) -> None:
        """Say that something typed is not on disk yet."""
        self._say_saved("… Saving")

    def show_unsaved(self) -> None:
        """Say in the status bar that saving failed; the page says why. Stays until a save succeeds."""
        self._say_saved("▲ Not saved yet")

    def show_problem(self, problem: KnownProblem) -> None:
        """Show a known problem above the page, without stopping anybody."""
        self._form.message_bar.show_problem(problem)

    def show_next(self, problem: KnownProblem) -> None:
        """Show a known problem above the page, after what is shown there now."""
        self._form.message_bar.show_next(problem)

    def show_news(self, title: str, body: str = "", *, caution: bool = False) -> None:
        """Show above the page what went well, or what to be careful of."""
        self._form.message_bar.show_news(title, body, caution=caution)

    def show_office(self, words: str, *, urgent: bool = False) -> None:
        """Say in the status bar how this laptop stands with the office.

        A screen reader hears only what is `urgent` or undoes it: not each sync that begins and ends.
        """
        button = self._form.office_button
        button.setEnabled(True)
        if button.text() == words:
            return
        button.setText(words)
        button.setAccessibleName(f"{words}: go to Office")
        if urgent or self._office_urgent:
            announce(self, words)
        self._office_urgent = urgent

    def offer(self, page: Page, words: str, button: str, act: Callable[[], None]) -> None:
        """Offer something below a page, whenever it is shown, until it is taken or withdrawn."""
        self._offers.put(page, words, button, act)

    def withdraw_offer(self, page: Page) -> None:
        """Offer nothing below a page any more."""
        self._offers.withdraw(page)

    def show_bug(self, reference: str) -> None:
        """Show the one dialog for a fault of ours, with the number to tell the IT desk."""
        show_bug(self, reference)

    def cover(self) -> None:
        """Hide everything behind a plain clock."""
        self._leave()
        self._find.hide()
        self._layers.setCurrentWidget(self._cover)
        self._cover.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Show the page again, the keyboard where it was."""
        self._layers.setCurrentWidget(self._body)
        self._focus_page()

    def covered(self) -> bool:
        """Say whether the clock is shown."""
        return self._layers.currentWidget() is self._cover

    # -- inside --------------------------------------------------------------------------------------------
    def _dress(self) -> None:
        form = self._form
        for button, name in (
            (form.back_button, "arrow-left"),
            (form.find_button, "search"),
            (form.keys_button, "keyboard"),
            (form.cover_button, "eye"),
            (form.lock_button, "lock"),
        ):
            button.setIcon(icon(name))
        form.crumb_label.setProperty("text_role", "label")
        form.navigation.setAccessibleName("Navigation")
        form.office_button.setEnabled(False)  # until there is an office to go to
        self._say_saved("✓ Nothing to save")

    def _connect(self) -> None:
        form = self._form
        form.back_button.clicked.connect(self.back)
        form.find_button.clicked.connect(self._find.open)
        form.keys_button.clicked.connect(self._open_keys)
        form.cover_button.clicked.connect(self.cover)
        form.lock_button.clicked.connect(self.lock_wanted)
        form.office_button.clicked.connect(self.office_wanted)
        form.message_bar.dismissed.connect(self._focus_page)
        self._cover.done.connect(self.uncover)
        self._find.child_wanted.connect(self.child_wanted)
        self._find.closed.connect(self._focus_page)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+K", self._find.open),
            ("Alt+Left", self.back),
            ("F1", self._open_keys),
            ("Ctrl+L", self.lock_wanted.emit),
            ("Ctrl+S", self._save_now),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
            ("Escape", self._escape),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _show(self, page: Page) -> None:
        pages = self._form.pages
        if pages.indexOf(page) < 0:
            pages.addWidget(page)
            page.crumb_changed.connect(self._show_trail)
        page.arrive()
        pages.setCurrentWidget(page)
        self._form.message_bar.hide()
        self._offers.show()
        self._show_trail()
        # Not page.focusWidget(): showing a page makes Qt choose one by itself.
        widget = still_there(self._kept_focus.pop(page, None), page) or page.start_widget() or page
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_trail(self) -> None:
        trail = self._trails.pages()
        self._form.crumb_label.setText("  ›  ".join(page.crumb() for page in trail))
        self._form.back_button.setEnabled(len(trail) > 1)
        self._fold()

    def _focus_page(self) -> None:
        page = self.page()
        if page is not None:
            widget = still_there(page.focusWidget(), page) or page.start_widget() or page
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        page = self.page()
        if page is not None:
            focus = page.focusWidget()
            if focus is not None:
                self._kept_focus[page] = focus
            page.leave()

    def _close_page(self, page: Page) -> None:
        self._kept_focus.pop(page, None)
        self._offers.withdraw(page)
        self._form.pages.removeWidget(page)
        page.hide()
        if page.holds_words:
            self._closed_early.add(page)  # still saving: deleting it would stop that
        else:
            page.deleteLater()

    def _open_keys(self) -> None:
        page = self.page()
        if page is not None and not isinstance(page, KeysPage):
            self.open_page(KeysPage(page.crumb(), page.keys(), self.other_keys))

    def _save_now(self) -> None:
        page = self.page()
        if page is not None:
            page.save_now()
        announce(self, f"{self._form.saved_label.text()}. {self._form.office_button.text()}")

    def _escape(self) -> None:
        again = self._last_escape.isValid() and self._last_escape.elapsed() < _TWICE
        self._last_escape.restart()
        if self.covered():
            self.uncover()
        elif again:
            self._last_escape.invalidate()
            self.cover()
        elif self._find.isVisible():
            self._find.close_list()
        elif isinstance(page := self.page(), KeysPage):
            self.back()
        elif page is not None:
            page.escape()

    def _next_pane(self, step: int) -> None:
        page = self.page()
        panes = [self._form.navigation, *(page.panes() if page else []), self._form.status_bar]
        focus = self.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), 0
        )
        for turn in range(1, len(panes) + 1):
            if enter_pane(panes[(here + step * turn) % len(panes)]):
                return

    def _say_saved(self, what: str) -> None:
        self._form.saved_label.setText(what)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the navigation on top when the window is narrow for the size of the text."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text makes a window narrow too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fold()

    def _fold(self) -> None:
        """Where the window is narrow for its text, navigation and find button are one row on top."""
        form = self._form
        narrow = self.width() < 44 * self.fontMetrics().height()
        ways = QBoxLayout.Direction
        form.middle.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        form.navigation_box.setDirection(ways.LeftToRight if narrow else ways.TopToBottom)
        policy = QSizePolicy.Policy
        form.navigation.setSizePolicy(policy.Preferred, policy.Fixed if narrow else policy.Preferred)
        edge = 4 if narrow else 12
        form.navigation_box.setContentsMargins(0, edge, edge if narrow else 0, edge)
        row = form.navigation_box if narrow else form.crumbs_row
        if row.indexOf(form.find_button) < 0:
            row.addWidget(form.find_button)
        form.find_button.setText("Find child" if narrow else "Find child  Ctrl+K")
        form.keys_button.setVisible(not narrow)
        form.cover_button.setVisible(not narrow)
        form.crumbs.setHidden(narrow and len(self._trails.pages()) < 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter click the button that has the keyboard."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let every page write down what was typed, then tell the app."""
        for page in self._trails.everything():
            page.leave()
        self.closing.emit()
        super().closeEvent(event)
