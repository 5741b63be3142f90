"""The child screen. What must not be read over a shoulder stays hidden until it is asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.date_words import short_date
from iro_desktop.screens.child.model import (
    ReviewsModel,
    booked_words,
    careful_details,
    careful_words,
    clocks_words,
    heading,
    likes_words,
    promise_words,
)
from iro_desktop.screens.child.people_part import PeoplePart
from iro_desktop.screens.child.take_back_part import TakeBackPart
from iro_desktop.screens.due_signs import due_words
from iro_desktop.screens.forms.ui_child import Ui_ChildForm
from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.flow import FlowLayout
from iro_desktop.screens.widgets.icons import icon
from iro_desktop.screens.widgets.layouts import empty, restyle, words
from iro_desktop.screens.widgets.reveal import Reveal
from iro_desktop.screens.widgets.scroll_page import ScrollPage
from iro_desktop.screens.widgets.typing import let_type
from iro_desktop.services.open_child import ChildPage

_STORY_LINES = 12
KEYS = (
    ("Ctrl+R", "Start the review, or go on with it"),
    ("Enter", "In the list of reviews: open the one chosen"),
    ("Alt+O, Alt+T", "Open the chosen review, or its letter"),
    ("Alt+W", "Show or hide what to be careful of"),
    ("Alt+A", "Show or hide the address"),
    ("Alt+P", "Add a person to the child's people"),
)


class ChildView(Page):
    """Shows one ChildPage. Emits which review or letter is wanted."""

    refresh_wanted = Signal()
    go_on_wanted = Signal()
    """Start the next review, or go on with the one begun."""
    review_wanted = Signal(str)
    letter_wanted = Signal(str)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self._form = form = Ui_ChildForm()
        form.setupUi(inner)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._page: ChildPage | None = None
        self._reviews = ReviewsModel(self)
        form.reviews_table.setModel(self._reviews)
        self._start = QPushButton("Start review  Ctrl+R")
        self._start.setProperty("kind", "primary")
        self._open = QPushButton("&Open review")
        self._letter = QPushButton("Le&tter")
        self.take_back = TakeBackPart()
        self._lay_out_actions()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollPage(inner)
        self._reveal = Reveal(self._area)
        box.addWidget(self._area)
        self._connect()

    # -- the page ------------------------------------------------------------------------------------------
    def crumb(self) -> str:
        """Return the child's name and age."""
        return heading(self._page) if self._page else ""

    def start_widget(self) -> QWidget:
        """Start on the way into the review."""
        return self._start

    def panes(self) -> list[QWidget]:
        """Return the next review, the reviews and the rest."""
        form = self._form
        return [form.next_card, form.reviews_card, form.home_card, form.people_card]

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return KEYS

    def arrive(self) -> None:
        """Ask for the child as they are now; hide again what was revealed."""
        self._form.careful_button.setChecked(False)
        self._reveal_address(False)
        self.refresh_wanted.emit()

    def leave(self) -> None:
        """Save at once what was typed of the people."""
        self.save_wanted.emit()

    def escape(self) -> bool:
        """Close the person that is open; what was typed of them is kept."""
        return self._form.people.close_person()

    def let_type(self, allowed: bool) -> None:
        """Take what is typed of the people and begin a review, or no longer; all else can be opened."""
        let_type(self.people, allowed)
        self._start.setEnabled(allowed)
        self.take_back.setEnabled(allowed)

    @property
    def people(self) -> PeoplePart:
        """Return the part that keeps the people."""
        people: PeoplePart = self._form.people
        return people

    # -- what it shows -------------------------------------------------------------------------------------
    def show_child(self, page: ChildPage) -> None:
        """Show a child."""
        self._page = page
        form = self._form
        form.name_label.setText(heading(page))
        form.likes_label.setText(likes_words(page))
        form.likes_label.setVisible(bool(likes_words(page)))
        form.home_label.setText(page.home or "Where the child lives is not on record.")
        form.address_button.setVisible(bool(page.child.address))
        self._show_careful()
        self._show_next(page)
        self._show_lists(page)
        self.crumb_changed.emit()

    # -- inside --------------------------------------------------------------------------------------------
    def _lay_out_actions(self) -> None:
        self._start.setIcon(icon("play", self._start.palette().ColorRole.HighlightedText))
        self._open.setIcon(icon("notebook-pen"))
        self._letter.setIcon(icon("mail"))
        next_row = FlowLayout(self._form.next_actions)
        next_row.addWidget(self._start)
        self._form.next_box.addWidget(self.take_back)
        reviews_row = FlowLayout(self._form.reviews_actions)
        reviews_row.addWidget(self._open)
        reviews_row.addWidget(self._letter)
        self._form.address_label.hide()

    def _connect(self) -> None:
        form = self._form
        self._start.clicked.connect(self.go_on_wanted)
        fields = self.people.person_form
        self.people.opened.connect(lambda: self._reveal.seek(fields, fields.form.name_edit))
        self.take_back.moved.connect(lambda button: self._reveal.seek(self.take_back, button))
        QShortcut(QKeySequence("Ctrl+R"), self, self._start.click)
        self._open.clicked.connect(self._open_chosen)
        form.reviews_table.open_wanted.connect(self._open_chosen)
        self._letter.clicked.connect(self._letter_of_chosen)
        form.careful_button.toggled.connect(lambda _on: self._show_careful())
        form.address_button.clicked.connect(lambda: self._reveal_address(form.address_label.isHidden()))

    def _show_careful(self) -> None:
        form, page = self._form, self._page
        if page is None:
            return
        shown = form.careful_button.isChecked()
        summary, details = careful_words(page), careful_details(page)
        form.careful_strip.setVisible(bool(summary))
        form.careful_label.setText(f"{summary}\n{details}" if shown and details else summary)
        form.careful_button.setText("Hi&de" if shown else "Sho&w")
        form.careful_button.setVisible(bool(details))

    def _reveal_address(self, shown: bool) -> None:
        form = self._form
        form.address_label.setVisible(shown)
        form.address_button.setText("Hide the &address" if shown else "Show the &address")
        if self._page is not None and shown:
            child = self._page.child
            form.address_label.setText("\n".join(part for part in (child.address, child.postcode) if part))
        else:
            form.address_label.clear()

    def _show_next(self, page: ChildPage) -> None:
        form = self._form
        form.due_label.setText(due_words(page.state, page.due.due_on, page.today))
        form.due_label.setProperty("tone", str(page.state))
        restyle(form.due_label)
        for label, text in (
            (form.booked_label, booked_words(page)),
            (form.why_label, page.due.explanation(page.today)),
            (form.clocks_label, clocks_words(page)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        begun = bool(page.begun_review_id)
        self.take_back.show_begun(begun)
        self._start.setText("Continue review  Ctrl+R" if begun else "Start review  Ctrl+R")

    def _show_lists(self, page: ChildPage) -> None:
        form = self._form
        form.people.show_people(page.people)
        _fill(form.promises_list, form.promises_none, [promise_words(each) for each in page.promises])
        story = [(line.words, short_date(line.on)) for line in page.story[:_STORY_LINES]]
        _fill(form.story_list, form.story_none, story)
        self._reviews.show_rows(page.reviews)
        form.reviews_none.setVisible(not page.reviews)
        for widget in (form.reviews_table, self._open, self._letter):
            widget.setVisible(bool(page.reviews))
        form.reviews_table.fit()
        form.reviews_table.selectRow(0)

    def _chosen(self) -> str:
        line = self._reviews.row_at(self._form.reviews_table.currentIndex().row())
        return line.review.id if line else ""

    def _open_chosen(self) -> None:
        if self._chosen():
            self.review_wanted.emit(self._chosen())

    def _letter_of_chosen(self) -> None:
        if self._chosen():
            self.letter_wanted.emit(self._chosen())

    def fit_room(self) -> None:
        """Put the two columns under each other where the window is narrow for its text."""
        narrow = self.width() < 40 * self.fontMetrics().height()
        ways = QBoxLayout.Direction
        self._form.columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


def _fill(layout: QLayout, none: QWidget, lines: list[tuple[str, str]]) -> None:
    """Show each line as its words and, muted under them, what belongs to it."""
    empty(layout)
    none.setVisible(not lines)
    for first, second in lines:
        line = QFrame()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(words(first))
        both.addWidget(words(second, "small"))
        box.addLayout(both, 1)
        box.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(line)
