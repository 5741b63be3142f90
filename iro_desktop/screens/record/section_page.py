"""One topic of the review: the child's own box above, three columns below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.review import ReviewSection, SectionState, SectionTopic, View
from iro_desktop.screens.forms.ui_record_section import Ui_RecordSectionForm
from iro_desktop.screens.record.fitting import FittingPage, fit_rows
from iro_desktop.screens.record.model import SECTION_BOXES
from iro_desktop.screens.record.note_box import NoteBox, SpokenLines
from iro_desktop.services.review_page import SectionPage as SectionFacts

_LINES = {"said": (3, 8), "going_well": (5, 12), "worried": (5, 12), "what_next": (5, 12), "note": (2, 8)}
_COLUMN_ENS = 17
"""A column narrower than this many average letters is hard to type in: then they stand one below another."""


class SectionPage(FittingPage):
    """The boxes of one topic. Made once and kept: undo, cursor and scroll live as long as the screen."""

    typed = Signal(str, str, str)
    """Topic, box, text."""
    marked = Signal(str, str)
    """Topic, state."""

    def __init__(self, facts: SectionFacts, child_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topic = facts.topic
        self.form = Ui_RecordSectionForm()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self.setProperty("kind", "page")
        self.boxes: dict[str, NoteBox] = {name: getattr(self.form, f"{name}_edit") for name in SECTION_BOXES}
        self._highlighter = SpokenLines(self.boxes["said"])
        self._show_facts(facts, child_name)
        self._fill(facts.record)
        for name, box in self.boxes.items():
            box.textChanged.connect(lambda name=name, box=box: self._tell(name, box))
        self.form.discussed_check.clicked.connect(lambda on: self._mark(SectionState.DISCUSSED, on))
        self.form.not_needed_check.clicked.connect(lambda on: self._mark(SectionState.NOT_APPLICABLE, on))

    def show_spoken(self, views: tuple[View, ...]) -> None:
        """Say how many lines are quotes and wishes."""
        quotes = sum(1 for v in views if v.words)
        wishes = sum(1 for v in views if v.wish)
        parts = [_count(quotes, "quote"), _count(wishes, "wish")]
        hint = '" begins a quote, Wish: a wish'
        self.form.spoken_label.setText(", ".join(p for p in parts if p) or hint)

    def show_room(self, on: bool) -> None:
        """In the room: nothing that was not said here today."""
        self.form.private_part.setVisible(not on)

    def set_read_only(self, on: bool) -> None:
        """A finished review is read, not typed in."""
        for box in self.boxes.values():
            box.setReadOnly(on)
        self.form.discussed_check.setEnabled(not on)
        self.form.not_needed_check.setEnabled(not on)

    def fit(self, width: int) -> None:
        """Put the columns side by side, or one below another where they would be too narrow."""
        columns = 3 * _COLUMN_ENS * self.boxes["said"].fontMetrics().averageCharWidth()
        letters = columns // max(1, self.fontMetrics().averageCharWidth())
        fit_rows(self, ((self.form.columns_layout, letters), (self.form.state_layout, 40)), width)
        for name in ("going_well", "worried", "what_next"):
            self.boxes[name].set_lines(5 if width >= columns else 2, 12)

    def _show_facts(self, facts: SectionFacts, child_name: str) -> None:
        self.form.question_label.setText(facts.question)
        self.form.said_label.setText(f"{child_name} said…")
        for name, box in self.boxes.items():
            box.setAccessibleName(f"{facts.title}: {box.accessibleName()}")
            box.set_lines(*_LINES[name])
        last = facts.last
        columns = (last.said, last.going_well, last.worried, last.what_next) if last else ()
        titles = ("Said", "Going well", "Worried", "What next")
        texts = [f"{title}: {text}" for title, text in zip(titles, columns, strict=False) if text]
        self.form.last_label.setTextFormat(Qt.TextFormat.PlainText)
        self.form.last_label.setText("\n".join(texts))
        self.form.last_card.setVisible(bool(texts))

    def _fill(self, record: ReviewSection) -> None:
        for name, box in self.boxes.items():
            box.setPlainText(getattr(record, name))
        self.form.discussed_check.setChecked(record.state is SectionState.DISCUSSED)
        self.form.not_needed_check.setChecked(record.state is SectionState.NOT_APPLICABLE)

    def _tell(self, name: str, box: NoteBox) -> None:
        self.typed.emit(self.topic.value, name, box.toPlainText())

    def _mark(self, state: SectionState, on: bool) -> None:
        self.form.discussed_check.setChecked(on and state is SectionState.DISCUSSED)
        self.form.not_needed_check.setChecked(on and state is SectionState.NOT_APPLICABLE)
        self.marked.emit(self.topic.value, (state if on else SectionState.OPEN).value)


def page_name(topic: SectionTopic) -> str:
    """Return the name under which the screen knows a section's page."""
    return f"section {topic.value}"


def _count(number: int, what: str) -> str:
    plural = {"quote": "quotes", "wish": "wishes"}[what]
    return "" if not number else f"1 {what}" if number == 1 else f"{number} {plural}"
