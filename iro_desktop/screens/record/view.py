"""The recording window: sections on the left, one page of boxes on the right, nothing in between."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from iro_desktop.domain.childs_words import as_quote, as_said_back, as_wish
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Participation, SectionTopic, View
from iro_desktop.domain.topics import TOPIC_WORDS
from iro_desktop.screens.forms.ui_record import Ui_RecordForm
from iro_desktop.screens.page import Page
from iro_desktop.screens.record.day_words import Said
from iro_desktop.screens.record.decisions_page import DecisionsPage
from iro_desktop.screens.record.finish_page import FinishPage, ReadBackPage
from iro_desktop.screens.record.keys import KEYS
from iro_desktop.screens.record.last_pages import last_pages
from iro_desktop.screens.record.model import ReviewNotes
from iro_desktop.screens.record.note_box import NoteBox
from iro_desktop.screens.record.parked_page import ParkedPage
from iro_desktop.screens.record.section_page import SectionPage, page_name
from iro_desktop.screens.record.tab_path import tab_as_seen
from iro_desktop.screens.record.who_page import WhoPage
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.layouts import restyle
from iro_desktop.screens.widgets.typing import let_type
from iro_desktop.services.missing import Missing, Place
from iro_desktop.services.review_page import Attender

P = TypeVar("P", bound=QWidget)

_LAST_PAGES: Final = {
    "decisions": "Decisions", "who": "Who came", "parked": "Parked notes", "finish": "Finish",
}  # fmt: skip
_LOW: Final = 14
"""A page lower than this many lines of its text has room for the boxes and little else."""
READ_BACK: Final = "read back"
FIRST_PAGE: Final = page_name(SectionTopic.CHILD)


class RecordView(Page):
    """Emits what the IRO does and shows what it is told to; see `RecordPresenter`."""

    typed = Signal(str, str, str)
    marked = Signal(str, str)
    decide_wanted = Signal(str, str)
    park_wanted = Signal(str)
    add_decision_wanted = Signal()
    answer_wanted = Signal(str)
    decision_typed = Signal(str, str, object)
    remove_wanted = Signal(str)
    undo_wanted = Signal()
    presence_chosen = Signal(str, str)
    attender_wanted = Signal(str, str)
    review_typed = Signal(str, object)
    reason_typed = Signal(str, str)
    line_typed = Signal(str, str)
    held_on_typed = Signal(str)
    next_booked_typed = Signal(str)
    sort_wanted = Signal(str, str, str)
    drop_wanted = Signal(str)
    undo_drop_wanted = Signal()
    page_opened = Signal(str)
    place_moved = Signal()
    finish_wanted = Signal(dict)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecordForm()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._notes: ReviewNotes | None = None
        self._room = True
        self._before = FIRST_PAGE
        self._taking = True
        self._connect()
        self._set_keys()

    def is_in_the_room(self) -> bool:
        """Say whether room mode is on."""
        return self._room

    # What it is told to show

    def show_review(self, notes: ReviewNotes, place: Mapping[str, Any] | None) -> None:
        """Show a review from the start: fresh pages, the child's own box first, or the place given."""
        place = place or {}
        self.form.pages.remove_all()
        self.form.message_bar.dismiss()
        self._notes = notes
        self._room = bool(place.get("room", True))
        self._show_header(notes)
        self.form.sections_list.set_pages(
            {page_name(t): words.title for t, words in TOPIC_WORDS.items()} | _LAST_PAGES
        )
        for topic in TOPIC_WORDS:
            self._sign(topic)
        self._make_last_pages(notes)
        self._show_room()
        page = str(place.get("page", FIRST_PAGE))
        self._open(
            page if page in self.form.sections_list.names() else FIRST_PAGE, str(place.get("field", ""))
        )
        self.form.pages.go_to(place)
        self.crumb_changed.emit()

    def show_section(self, topic: SectionTopic, spoken: tuple[View, ...]) -> None:
        """Bring a section's sign in the list and its count of quotes up to date."""
        self._sign(topic)
        page = self.form.pages.page(page_name(topic))
        if isinstance(page, SectionPage):
            page.show_spoken(spoken)

    def show_decisions(self, notes: ReviewNotes) -> None:
        """Bring cards, wishes and counts up to date."""
        page = self._page("decisions", DecisionsPage)
        in_order = sorted(notes.decisions.values(), key=lambda d: (d.position, d.id))
        page.show_decisions(in_order, notes.wishes())
        page.show_unanswered(notes.unanswered())
        self.form.sections_list.show_count("decisions", len(in_order))
        tab_as_seen(self.form)
        self.form.decisions_button.setText(f"Decisions: {len(in_order)}")

    def show_decision(self, decision: Decision) -> None:
        """Bring one card's signs up to date."""
        if card := self._page("decisions", DecisionsPage).cards.get(decision.id):
            card.show_state(decision)

    def show_undo(self, possible: bool) -> None:
        """Offer to bring the removed decision back."""
        self._page("decisions", DecisionsPage).show_undo(possible)

    def show_parked(self, notes: ReviewNotes) -> None:
        """Bring the parked notes up to date."""
        self._page("parked", ParkedPage).show_notes(notes.parked.values(), undo=bool(notes.dropped))
        self.form.sections_list.show_count("parked", len(notes.parked))
        self.form.parked_button.setText(f"Parked notes: {len(notes.parked)}")

    def show_attender(self, attender: Attender) -> None:
        """Show one more person, or what is now known of one."""
        self._page("who", WhoPage).show_attenders([attender])

    def show_participation(self, choices: tuple[Participation, ...], notes: ReviewNotes) -> None:
        """Offer the codes that may be chosen, and ask what follows from the one chosen."""
        page = self._page("who", WhoPage)
        page.show_choices(choices, notes.review.participation)
        page.show_asked(notes.review, notes.page.child)

    def show_held_on(self, said: Said) -> None:
        """Say how the day of the review is understood."""
        self._page("finish", FinishPage).show_held_on(said)

    def show_next_booked(self, said: Said) -> None:
        """Say how the day of the next review is understood."""
        self._page("finish", FinishPage).show_next_booked(said)

    def show_missing(self, missing: tuple[Missing, ...]) -> None:
        """List what is missing."""
        self._page("finish", FinishPage).show_missing(missing)
        tab_as_seen(self.form)

    def append_to_box(self, topic: SectionTopic, column: str, text: str) -> None:
        """Add text at the end of a box as if typed; a page not made yet will show it when it is."""
        page = self.form.pages.page(page_name(topic))
        if isinstance(page, SectionPage):
            page.boxes[column].append_lines(text)

    def show_news(self, words: str) -> None:
        """Say quietly what just happened."""
        self.form.news_label.setText(words)
        announce(self, words)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what went wrong and what to do; typing goes on."""
        self.form.message_bar.show_problem(problem)

    def clear_problem(self) -> None:
        """It went right again."""
        self.form.message_bar.dismiss()

    def open_page(self, page: str, record_id: str = "", field: str = "") -> None:
        """Open a page with the cursor at a field of it."""
        name = f"{field}_edit" if field else ""
        self._open(page, f"{record_id}/{name}" if record_id and name and page == "decisions" else name)

    def go_to_missing(self, place: Place) -> None:
        """Open the page where something missing is put right."""
        on_card = place.page == "decisions" and place.field != "wish"
        self.open_page(
            place.page, place.record_id if on_card else "", place.field if place.field != "wish" else ""
        )

    def let_type(self, allowed: bool) -> None:
        """Take what is typed, or no longer; one may go from page to page all the while."""
        self._taking = allowed
        let_type(self.form.pages, allowed)
        self._show_finish_button()

    def place(self) -> dict[str, Any]:
        """Return where the cursor is: page, field, cursor, scroll, room mode."""
        return self.form.pages.place() | {"room": self._room}

    # What the shell asks

    def crumb(self) -> str:
        """Return whose review it is, by the name the child uses."""
        return f"{self._notes.page.child.name}’s review" if self._notes else ""

    def start_widget(self) -> QWidget | None:
        """Return the field where the cursor was."""
        return self.form.pages.field(self.form.pages.shown, str(self.form.pages.place()["field"]))

    def panes(self) -> list[QWidget]:
        """Return the list, the page and the row of buttons."""
        return [self.form.sections_list, self.form.pages, self.form.finish_button]

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this screen."""
        return KEYS

    def escape(self) -> bool:
        """Come back from reading back, to the same cursor."""
        if self.form.pages.shown != READ_BACK:
            return False
        self._open(self._before)
        return True

    def leave(self) -> None:
        """Save at once: the screen is about to be hidden, or Ctrl+S was pressed."""
        self.save_wanted.emit()

    # What the IRO does

    def _connect(self) -> None:
        form = self.form
        form.sections_list.page_chosen.connect(self._show_page)
        form.sections_list.entered_page.connect(form.pages.enter)
        form.decisions_button.clicked.connect(lambda: self._open("decisions"))
        form.parked_button.clicked.connect(lambda: self._open("parked"))
        form.finish_button.clicked.connect(lambda: self._open("finish", "thanks_edit"))
        form.room_check.toggled.connect(self._room_toggled)
        form.read_back_button.clicked.connect(self._read_back)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _set_keys(self) -> None:
        form = self.form
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+Down": lambda: self._open(form.sections_list.neighbour(1)),
            "Ctrl+Up": lambda: self._open(form.sections_list.neighbour(-1)),
            "Ctrl+D": self._decide,
            "Ctrl+B": self._park,
            "Ctrl+Q": partial(self._change_line, as_quote),
            "Ctrl+W": partial(self._change_line, as_wish),
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _decide(self) -> None:
        if typing := self._typing_in():
            page, box = typing
            self.decide_wanted.emit(box.current_line(), page.topic.value)

    def _park(self) -> None:
        typing = self._typing_in()
        if typing and (line := typing[1].textCursor().block().text()).strip():
            self.park_wanted.emit(line)
            typing[1].change_line("")

    def _change_line(self, change: Callable[[str], str]) -> None:
        typing = self._typing_in()
        if typing and typing[1] is typing[0].boxes["said"]:
            line = typing[1].textCursor().block().text()
            if line.strip():
                typing[1].change_line(change(line))

    def _typing_in(self) -> tuple[SectionPage, NoteBox] | None:
        box, page = QApplication.focusWidget(), self.form.pages.page(self.form.pages.shown)
        if isinstance(page, SectionPage) and isinstance(box, NoteBox) and not box.isReadOnly():
            return page, box
        return None

    def _room_toggled(self, on: bool) -> None:
        self._room = on
        self._show_room()
        self.place_moved.emit()

    def _read_back(self) -> None:
        if self.escape() or self._notes is None:
            return
        said = (line.strip() for s in self._notes.sections.values() for line in s.said.splitlines())
        self._page(READ_BACK, ReadBackPage).show_lines(as_said_back(line) for line in said if line)
        self._before = self.form.pages.shown
        self._show_page(READ_BACK)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.form.pages.follow_focus(now):
            self.place_moved.emit()

    # Pages

    def _open(self, name: str, field: str = "") -> None:
        self._show_page(name)
        self.form.pages.enter(field)

    def _show_page(self, name: str) -> None:
        if name == self.form.pages.shown:
            return
        if name not in self.form.pages:
            self._make_section(name)
        self.form.sections_list.choose(name)
        self.form.pages.show_page(name)
        tab_as_seen(self.form)
        self._show_finish_button()
        self.form.news_label.setText(self._standing_news())
        if name != READ_BACK:
            self.page_opened.emit(name)

    def _make_section(self, name: str) -> None:
        notes = self._notes
        if notes is None:
            return
        facts = next(s for s in notes.page.sections if page_name(s.topic) == name)
        page = SectionPage(replace(facts, record=notes.sections[facts.topic]), notes.page.child.name)
        page.set_read_only(notes.review.finished_at is not None)
        page.show_room(self._room)
        page.show_spoken(notes.spoken(facts.topic))
        page.typed.connect(self.typed)
        page.marked.connect(self.marked)
        self.form.pages.add_page(name, page)
        if not self._taking:
            let_type(page, False)

    def _make_last_pages(self, notes: ReviewNotes) -> None:
        for name, page in last_pages(self, notes).items():
            page.setEnabled(notes.review.finished_at is None)
            self.form.pages.add_page(name, page)
        self.form.pages.add_page(READ_BACK, ReadBackPage())

    def _page(self, name: str, kind: type[P]) -> P:
        page = self.form.pages.page(name)
        if not isinstance(page, kind):
            raise TypeError(f"the page {name} is no {kind.__name__}")
        return page

    def _sign(self, topic: SectionTopic) -> None:
        if self._notes is not None:
            self.form.sections_list.show_progress(page_name(topic), self._notes.progress(topic))

    def _show_finish_button(self) -> None:
        """Not on the last page: there the button that ends the recording is the one."""
        open_still = self._notes is not None and self._notes.review.finished_at is None
        self.form.finish_button.setVisible(open_still and self._taking and self.form.pages.shown != "finish")

    def _standing_news(self) -> str:
        finished = self._notes is not None and self._notes.review.finished_at is not None
        return "This review is finished: it can be read, and amended." if finished else ""

    def _show_header(self, notes: ReviewNotes) -> None:
        child, review = notes.page.child, notes.review
        age = f", {child.age}" if child.age is not None else ""
        self.form.child_label.setText(f"{child.name}{age}")
        self.form.review_label.setText(f"Review {review.number}" if review.number else "Review")
        self._show_finish_button()
        self.form.news_label.setText(self._standing_news())

    def _show_room(self) -> None:
        self.form.room_check.blockSignals(True)
        self.form.room_check.setChecked(self._room)
        self.form.room_check.blockSignals(False)
        for page in self.form.pages.all_pages():
            if isinstance(page, (SectionPage, WhoPage)):
                page.show_room(self._room)
        self.setProperty("room", self._room)
        restyle(self)

    def fit_room(self) -> None:
        """Where the window is low for its text, leave to the boxes what room there is: one row of buttons.

        The name stands in the trail then, and the list of sections has the ways that are left out.
        """
        form, low = self.form, self.lower_than(_LOW)
        row, place = (form.footer_layout, 3) if low else (form.header_layout, 2)
        if row.indexOf(form.room_check) < 0:
            row.insertWidget(place, form.read_back_button)
            row.insertWidget(place + 1, form.room_check)
        for widget in (form.child_label, form.review_label, form.decisions_button, form.parked_button):
            widget.setVisible(not low)

    def sizeHint(self) -> QSize:
        """Ask for the smallest laptop's window."""
        return QSize(1000, 560)
