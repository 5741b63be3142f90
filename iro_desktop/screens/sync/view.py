"""The screen about the office: joining it, where things stand, what needs a person, what waits."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from iro_desktop.screens.forms.ui_sync import Ui_SyncForm
from iro_desktop.screens.page import Page
from iro_desktop.screens.sync.model import (
    MattersModel,
    Standing,
    WaitingModel,
    heading_words,
    last_words,
    notice_words,
    problem_words,
    progress_words,
    waiting_words,
)
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.flow import FlowLayout
from iro_desktop.screens.widgets.layouts import restyle
from iro_desktop.screens.widgets.scroll_page import ScrollPage
from iro_desktop.services.office_types import Matter, WaitingItem

KEYS = (
    ("F5, Alt+S", "Sync now"),
    ("Alt+C", "Cancel the sync: what is through stays, the rest waits"),
    ("Enter", "In the list of what needs you: go to the answers"),
    ("←, →", "From answer to answer; Enter gives it"),
)
_LAID_OUT = 30
"""Milliseconds until text that was shown has found its height: one box's makes room for the next."""


class SyncView(Page):
    """Shows what it is told and emits what is wanted. Decides nothing."""

    refresh_wanted = Signal()
    join_wanted = Signal(str, str)
    """The address and the code, as typed."""
    sync_wanted = Signal()
    cancel_wanted = Signal()
    matter_wanted = Signal(str)
    """The key of the matter chosen in the list."""
    chosen = Signal(str, object)
    """A matter's key and the Choice."""
    wording_typed = Signal(str, str)
    """A matter's key and a wording of one's own."""
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self._form = form = Ui_SyncForm()
        form.setupUi(inner)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._matters, self._waiting = MattersModel(self), WaitingModel(self)
        form.matters_table.setModel(self._matters)
        form.matters_table.setAccessibleName("What needs you")
        form.waiting_table.setModel(self._waiting)
        form.waiting_table.setAccessibleName("What waits to be sent")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollPage(inner)
        box.addWidget(self._area)
        self._lay_out_actions()
        self._connect()
        self._standing = Standing()
        self._loaded = False
        self.show_field_problems("", "")
        self._show_parts()

    # -- the page ------------------------------------------------------------------------------------------
    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return "Office"

    def start_widget(self) -> QWidget:
        """Start at what needs a person, else at what there is to do."""
        form = self._form
        if not self._standing.state.enrolled:
            return form.address_edit
        if self._matters.rowCount():
            return form.matters_table
        return self._cancel if self._standing.running else self._sync

    def panes(self) -> list[QWidget]:
        """Return the parts that can be walked through."""
        form = self._form
        parts: list[QWidget] = [
            form.join_card, form.state_card, form.matters_table, form.matter_card, form.waiting_table
        ]  # fmt: skip
        return [part for part in parts if not part.isHidden()]

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return KEYS

    def arrive(self) -> None:
        """Ask for what waits now."""
        self._form.settled_label.hide()
        self.refresh_wanted.emit()

    def leave(self) -> None:
        """Have a wording that was begun written down."""
        self.save_wanted.emit()

    # -- joining -------------------------------------------------------------------------------------------
    def show_field_problems(self, address: str, code: str) -> None:
        """Say beside each field what is wrong with it; the first wrong one takes the keyboard."""
        form = self._form
        for label, said in ((form.address_problem, address), (form.code_problem, code)):
            label.setText(f"● {said}" if said else "")
            label.setVisible(bool(said))
        if address or code:
            self._take_keyboard(form.address_edit if address else form.code_edit)
            announce(self, f"{address} {code}".strip())

    def show_joining(self, busy: bool) -> None:
        """Show that the office is being asked, or no longer."""
        self._form.address_edit.setReadOnly(busy)  # not disabled: the keyboard would leave the page
        self._form.code_edit.setReadOnly(busy)
        self._join.setEnabled(not busy)
        self._join.setText("Joining…" if busy else "&Join the office")

    def show_address(self, address: str) -> None:
        """Show the address as it is asked for."""
        self._form.address_edit.setText(address)

    def forget_code(self) -> None:
        """Clear the code: it works once."""
        self._form.code_edit.clear()

    # -- where things stand --------------------------------------------------------------------------------
    def show_standing(self, standing: Standing, now: datetime) -> None:
        """Show where things stand."""
        self._standing = standing
        form = self._form
        form.heading_label.setText(heading_words(standing))
        form.last_label.setText(last_words(standing, now))
        form.waiting_label.setText(waiting_words(standing, self._waiting.rowCount()))
        problem = problem_words(standing)
        form.problem_label.setText(problem)
        form.problem_label.setProperty("tone", "soon" if standing.offline else "late")
        restyle(form.problem_label)
        form.notice_label.setText(notice_words(standing, now))
        if standing.state.revoked and not form.address_edit.text():
            form.address_edit.setText(standing.state.address)
        if standing.running and form.progress_bar.isHidden():
            form.progress_bar.setRange(0, 0)
            form.progress_label.setText(progress_words(0, 0, ""))
        self._show_parts()

    def show_progress(self, done: int, of: int, words: str) -> None:
        """Show how far the sync under way is."""
        bar = self._form.progress_bar
        bar.setRange(0, of)
        bar.setValue(done)
        self._form.progress_label.setText(progress_words(done, of, words))

    def show_waiting(self, items: tuple[WaitingItem, ...], now: datetime) -> None:
        """List what waits to be sent."""
        self._loaded = True
        table, row = self._form.waiting_table, self._form.waiting_table.currentIndex().row()
        self._waiting.set_items(items, now)
        if items:
            table.selectRow(max(0, min(row, len(items) - 1)))
        self._form.waiting_label.setText(waiting_words(self._standing, len(items)))
        self._show_parts()
        table.fit()

    def show_matters(self, matters: tuple[Matter, ...], key: str) -> None:
        """List what needs a person, the matter `key` chosen."""
        form = self._form
        selection = form.matters_table.selectionModel()
        selection.blockSignals(True)  # the choice is told in words, not felt by way of the table
        self._matters.show_rows(matters)
        form.matters_table.selectRow(self._matters.place_of(key))
        selection.blockSignals(False)
        form.matters_table.viewport().update()
        need = f"{len(matters):,} need you" if len(matters) != 1 else "1 needs you"
        form.matters_label.setText(f"▲ {need}: nothing is lost, every version is kept until you choose")
        self._show_parts()
        form.matters_table.fit()

    def show_matter(self, matter: Matter, now: datetime, wording: str) -> None:
        """Show one matter's card."""
        self._form.matter_card.show_matter(matter, now, wording)

    def go_to_answers(self) -> None:
        """Give the keyboard to the first answer and show the card whole, as far as there is room."""
        card = self._form.matter_card
        self._take_keyboard(card.start_widget())
        self._bring(card)

    def show_settling(self, busy: bool) -> None:
        """Take no second answer while the first is being written."""
        self._form.matter_card.setEnabled(not busy)

    def show_said(self, words: str, *, well: bool = True) -> None:
        """Say what became of an answer."""
        label = self._form.settled_label
        label.setText(words if well else f"● {words}")
        label.setProperty("tone", "fine" if well else "late")
        restyle(label)
        label.show()
        announce(self, words)

    def hide_said(self) -> None:
        """What was said of an answer holds no more."""
        self._form.settled_label.hide()

    def go_to_state(self) -> None:
        """Give the keyboard back to where things stand: there is nothing left to decide."""
        self._take_keyboard(self._sync)

    def shown_matter(self) -> Matter | None:
        """Return the matter whose card is shown."""
        return self._form.matter_card.matter()

    # -- inside --------------------------------------------------------------------------------------------
    def _lay_out_actions(self) -> None:
        form = self._form
        self._join, self._sync, self._cancel = (
            QPushButton("&Join the office"), QPushButton("&Sync now  F5"), QPushButton("&Cancel")
        )  # fmt: skip
        self._join.setProperty("kind", "primary")
        self._sync.setProperty("kind", "primary")
        FlowLayout(form.join_actions).addWidget(self._join)
        row = FlowLayout(form.state_actions)
        row.addWidget(self._sync)
        row.addWidget(self._cancel)

    def _connect(self) -> None:
        form = self._form
        self._join.clicked.connect(self._ask_to_join)
        form.address_edit.returnPressed.connect(form.code_edit.setFocus)
        form.code_edit.returnPressed.connect(self._ask_to_join)
        self._sync.clicked.connect(self.sync_wanted)
        self._cancel.clicked.connect(self.cancel_wanted)
        form.matters_table.selectionModel().currentRowChanged.connect(self._chose)
        form.matters_table.doubleClicked.connect(lambda _index: self.go_to_answers())
        form.matters_table.installEventFilter(self)
        form.matter_card.chosen.connect(self._answered)
        form.matter_card.wording_typed.connect(self._typed)
        form.matter_card.opened.connect(self._bring)

    def _bring(self, part: QWidget) -> None:
        """Bring a part into view once it is laid out, and at any rate what has the keyboard."""

        def bring() -> None:
            self._area.ensureWidgetVisible(part)
            focus = self.focusWidget()
            if focus is not None and part.isAncestorOf(focus):
                self._area.ensureWidgetVisible(focus, 0, 12)

        QTimer.singleShot(_LAID_OUT, self, bring)

    def _ask_to_join(self) -> None:
        self.join_wanted.emit(self._form.address_edit.text(), self._form.code_edit.text())

    def _chose(self) -> None:
        matter = self._matters.row_at(self._form.matters_table.currentIndex().row())
        if matter is not None:
            self.matter_wanted.emit(matter.key)

    def _answered(self, choice: object) -> None:
        matter = self.shown_matter()
        if matter is not None:
            self.chosen.emit(matter.key, choice)

    def _typed(self, text: str) -> None:
        matter = self.shown_matter()
        if matter is not None:
            self.wording_typed.emit(matter.key, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the list to the answers with Enter."""
        pressed = event.type() == QEvent.Type.KeyPress
        if watched is self._form.matters_table and pressed and _is_enter(event):
            self.go_to_answers()
            return True
        return super().eventFilter(watched, event)

    def _show_parts(self) -> None:
        """Show what applies now, and nothing else."""
        form, standing = self._form, self._standing
        joined, running = standing.state.enrolled, standing.running
        had = self.focusWidget()
        matters, waits = joined and self._matters.rowCount() > 0, joined and self._waiting.rowCount() > 0
        for part, shown in (
            (form.join_card, not joined or standing.state.revoked),
            (form.what_label, not joined),
            (form.state_card, joined),
            (form.problem_label, bool(form.problem_label.text())),
            (form.notice_label, bool(form.notice_label.text())),
            (form.progress_bar, running), (form.progress_label, running), (self._cancel, running),
            (form.matters_label, matters), (form.matters_table, matters), (form.matter_card, matters),
            (form.waiting_label, waits), (form.waiting_table, waits),
            (form.nothing_label, self._loaded and standing.in_step and not matters and not waits),
        ):  # fmt: skip
            part.setVisible(shown)
        self._sync.setEnabled(not running)
        if had in (self._sync, self._cancel):  # the button that was pressed has gone grey, or away
            self._take_keyboard(self._cancel if running else self._sync)
        elif had is not None and not had.isVisibleTo(self):  # the keyboard would leave the page
            self._take_keyboard(self.start_widget())

    def _take_keyboard(self, widget: QWidget) -> None:
        """Give it the keyboard, unless another page is shown: Qt would take it from what is typed there."""
        if self.isVisible():
            widget.setFocus()


def _is_enter(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
