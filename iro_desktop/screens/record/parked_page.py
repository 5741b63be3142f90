"""Rough notes that wait to be sorted: typed anywhere during the review, put in their place afterwards."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.review import ParkedNote, Review, SectionTopic
from iro_desktop.domain.topics import TOPIC_WORDS
from iro_desktop.screens.forms.ui_record_parked import Ui_RecordParkedForm
from iro_desktop.screens.record.fitting import FittingPage, Rows
from iro_desktop.screens.record.kept_lines import keep_lines
from iro_desktop.screens.widgets.choice_box import ChoiceBox
from iro_desktop.screens.widgets.flow import FlowLayout

COLUMNS = (
    ("said", "What they said"),
    ("going_well", "Going well"),
    ("worried", "Worried"),
    ("what_next", "What next"),
)


class ParkedPage(FittingPage):
    """One card a note, with the two choices that put it in its place."""

    park_wanted = Signal(str)
    line_typed = Signal(str, str)
    """The name of the field, and what stands in it unparked."""
    sort_wanted = Signal(str, str, str)
    """Note, topic, column."""
    drop_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecordParkedForm()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self.setProperty("kind", "page")
        self._cards: dict[str, QFrame] = {}
        self._undo = QPushButton("Undo: bring the dropped note back")
        self._undo.hide()
        self._undo.clicked.connect(self.undo_wanted)
        self.form.notes_layout.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignLeft)
        keep_lines([self.form.new_edit], review, self.line_typed)
        self.form.park_button.clicked.connect(self._park)
        self.form.new_edit.returnPressed.connect(self._park)

    def rows(self) -> Rows:
        """Return the row that takes a note."""
        return ((self.form.new_layout, 35),)

    def show_notes(self, notes: Iterable[ParkedNote], *, undo: bool = False) -> None:
        """Show the notes that wait, and whether one that was dropped can be brought back."""
        self._undo.setVisible(undo)
        waiting = {note.id: note for note in notes}
        sorted_by_key = False
        for gone in set(self._cards) - set(waiting):
            card = self._cards.pop(gone)
            sorted_by_key = sorted_by_key or card.isAncestorOf(QApplication.focusWidget() or self)
            self.form.notes_layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        for note in waiting.values():
            if note.id not in self._cards:
                self._cards[note.id] = self._new_card(note)
                self.form.notes_layout.insertWidget(len(self._cards) - 1, self._cards[note.id])
        if sorted_by_key:
            self._go_on()

    def _go_on(self) -> None:
        """Have the keyboard go on to the next note, not out of the page."""
        following = next(iter(self._cards.values()), None)
        choice = following.findChild(ChoiceBox) if following is not None else None
        (choice or self.form.new_edit).setFocus()

    def _park(self) -> None:
        text = self.form.new_edit.text()
        if text.strip():
            self.park_wanted.emit(text)
            self.form.new_edit.clear()

    def _new_card(self, note: ParkedNote) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        label = QLabel(note.text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        topics = _combo([(t.value, words.title) for t, words in TOPIC_WORDS.items()], "Section for this note")
        columns = _combo(COLUMNS, "Column for this note")
        columns.setCurrentIndex(
            columns.findData("what_next")
        )  # a thought of the IRO's: no words of the child
        sort = QPushButton("Put it there")
        sort.setAccessibleName(f"Put it there: {note.text}")
        sort.clicked.connect(
            lambda: self.sort_wanted.emit(
                note.id, SectionTopic(topics.currentData()).value, columns.currentData()
            )
        )
        row = FlowLayout()
        drop = QPushButton("Drop it")
        drop.setProperty("kind", "quiet")
        drop.setAccessibleName(f"Drop it: {note.text}")
        drop.clicked.connect(lambda: self.drop_wanted.emit(note.id))
        for widget in (topics, columns, sort, drop):
            row.addWidget(widget)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(label)
        layout.addLayout(row)
        return card


def _combo(choices: Iterable[tuple[str, str]], name: str) -> ChoiceBox:
    combo = ChoiceBox()
    combo.setAccessibleName(name)
    combo.setAccessibleDescription(name)
    for value, words in choices:
        combo.addItem(words, value)
    return combo
