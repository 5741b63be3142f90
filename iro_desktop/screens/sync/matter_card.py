"""The card that asks a person: every version beside the others, who and when, and the answers as buttons."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.word_differences import Piece, Where, word_differences
from iro_desktop.screens.sync.model import (
    Offer,
    by_words,
    edited,
    explain,
    in_order,
    may_edit,
    offers,
    side_title,
    to_edit,
)
from iro_desktop.screens.sync.version_text import VersionText, folded, only_words
from iro_desktop.screens.widgets.flow import FlowLayout
from iro_desktop.screens.widgets.layouts import empty, words
from iro_desktop.screens.widgets.text_box import TextBox
from iro_desktop.services.office_types import Matter, MatterKind

_BESIDE = 34
"""Average letters that each version needs to stand beside another."""


class MatterCard(QFrame):
    """Shows one matter. ←/→ go from answer to answer, Enter gives it."""

    chosen = Signal(object)
    """The Choice."""
    wording_typed = Signal(str)
    """What stands in the box for a wording of one's own: to be kept until it is used."""

    opened = Signal(object)
    """A widget of the card has been opened and has the keyboard: it has to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._matter: Matter | None = None
        self._now: datetime | None = None
        self._texts: list[tuple[VersionText, tuple[Piece, ...], bool]] = []
        self._where, self._why, self._note = words("", "large"), words(""), words("", "muted")
        self._sides = QHBoxLayout()
        self._sides.setSpacing(16)
        self._whole = QPushButton("S&how all of each version")
        self._whole.setCheckable(True)
        self._whole.setProperty("kind", "chip")
        self._whole.toggled.connect(lambda _on: self._write())
        self._actions = QWidget()
        self._row = FlowLayout(self._actions)
        self._answers: list[QPushButton] = []
        self._make_editor()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(8)
        for part in (self._where, self._why, self._note):
            box.addWidget(part)
        box.addLayout(self._sides)
        box.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._actions)
        box.addWidget(self._editor)

    # -- what it shows -------------------------------------------------------------------------------------
    def show_matter(self, matter: Matter, now: datetime, wording: str = "") -> None:
        """Show a matter; `wording` is what was typed for it before, and opens the box for it."""
        same = self._matter is not None and self._matter.key == matter.key
        editing = same and self.editing()
        self._matter, self._now = matter, now
        self._where.setText(" · ".join(part for part in (matter.child, matter.where) if part))
        self._why.setText(explain(matter))
        self._note.setText(matter.note)
        self._note.setVisible(bool(matter.note) and matter.kind is not MatterKind.PURGE)
        self._show_sides(matter, now)
        self._show_answers(matter)
        if not editing:
            self._editor.setVisible(bool(wording))
            self._put(wording)
        self.setEnabled(True)

    def matter(self) -> Matter | None:
        """Return the matter shown."""
        return self._matter

    def editing(self) -> bool:
        """Say whether the box for a wording of one's own is open."""
        return not self._editor.isHidden()

    def start_widget(self) -> QWidget:
        """Return the first answer: what the keyboard goes to."""
        return self._answers[0] if self._answers else self

    # -- inside --------------------------------------------------------------------------------------------
    def _make_editor(self) -> None:
        self._editor = QFrame(self)
        self._wording = TextBox(least=3, most=16)
        label = words("&Your wording, kept as you type", "label")
        label.setBuddy(self._wording)
        use, stop = QPushButton("&Use this wording"), QPushButton("&Put this box away")
        use.setProperty("kind", "primary")
        use.clicked.connect(self._use_wording)
        stop.clicked.connect(self._stop_editing)
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(use)
        row.addWidget(stop)
        box = QVBoxLayout(self._editor)
        box.setContentsMargins(0, 4, 0, 0)
        for part in (label, self._wording, buttons):
            box.addWidget(part)
        self._editor.hide()
        self._wording.textChanged.connect(self._typed)

    def _show_sides(self, matter: Matter, now: datetime) -> None:
        empty(self._sides)
        self._texts = []
        long = False
        for number, side in in_order(matter):
            text = VersionText()
            pieces = _compared(matter, number)
            struck = len(matter.sides) > 2 and number > 0
            self._texts.append((text, pieces, struck))
            differs = any(piece.where is not Where.BOTH for piece in pieces)
            long = long or (
                differs and any(p.where is Where.BOTH and folded(p.text) != p.text for p in pieces)
            )
            column = QVBoxLayout()
            column.setSpacing(4)
            title, by = side_title(matter, number), by_words(side, now)
            text.setAccessibleName(f"{title}: {by}")
            column.addWidget(words(title, "label"))
            column.addWidget(words(by, "muted"))
            column.addWidget(text)
            if only := only_words(pieces, struck=struck):
                text.setAccessibleDescription(only)
                column.addWidget(words(only, "small"))
            column.addStretch(1)
            self._sides.addLayout(column, 1)
        self._whole.setVisible(long)
        self._write()
        self._fold()

    def _write(self) -> None:
        for text, pieces, struck in self._texts:
            whole = self._whole.isChecked() or all(piece.where is Where.BOTH for piece in pieces)
            text.show_pieces(pieces, struck=struck, whole=whole)

    def _show_answers(self, matter: Matter) -> None:
        had = next((n for n, button in enumerate(self._answers) if button.hasFocus()), -1)
        empty(self._row)
        self._answers = []
        for offer in offers(matter):
            self._add_answer(offer.words, primary=offer.primary).clicked.connect(
                lambda _on=False, offer=offer: self._choose(offer)
            )
        if may_edit(matter):
            self._add_answer("&Edit…").clicked.connect(self._edit)
        if 0 <= had < len(self._answers):
            self._answers[had].setFocus()

    def _add_answer(self, text: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self._actions)
        button.setProperty("kind", "primary" if primary else "")
        button.installEventFilter(self)
        self._row.addWidget(button)
        button.show()
        self._answers.append(button)
        return button

    def _choose(self, offer: Offer) -> None:
        self.chosen.emit(offer.choice)

    def _edit(self) -> None:
        if self._matter is not None and not self._wording.toPlainText():
            self._put(to_edit(self._matter))
        self._editor.show()
        self._wording.setFocus()
        self.opened.emit(self._editor)

    def _use_wording(self) -> None:
        if self._matter is not None:
            self.chosen.emit(edited(self._matter, self._wording.toPlainText()))

    def _put(self, text: str) -> None:
        """Put text into the box that nobody typed: there is nothing to keep of it."""
        self._wording.blockSignals(True)
        self._wording.setPlainText(text)
        self._wording.blockSignals(False)

    def _stop_editing(self) -> None:
        self._editor.hide()
        self.start_widget().setFocus()

    def _typed(self) -> None:
        if self._matter is not None:
            self.wording_typed.emit(self._wording.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go round the answers with ← and →."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._answers:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if step:
                here = next(n for n, button in enumerate(self._answers) if button is watched)
                self._answers[(here + step) % len(self._answers)].setFocus()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions one above the other where they would be narrow."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        beside = self.width() >= _BESIDE * letter * max(1, len(self._texts))
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if beside else ways.TopToBottom)


def _compared(matter: Matter, number: int) -> tuple[Piece, ...]:
    """Return a version's pieces beside another: of two, beside the other one; of more, beside the current."""
    sides = matter.sides
    removed = matter.kind is MatterKind.DELETED  # a record beside its absence: no words to compare
    if removed or len(sides) < 2 or (len(sides) > 2 and number == 0):
        return tuple(Piece(Where.BOTH, text) for text in (sides[number].words,) if text)
    other = sides[1] if number == 0 else sides[0]
    return word_differences(sides[number].words, other.words)
