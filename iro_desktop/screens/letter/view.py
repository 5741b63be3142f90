"""The letter window: parts to edit, the page as it will be, and the checks; folded where room is short."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QListWidgetItem, QSizePolicy, QWidget

from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.forms.ui_letter import Ui_LetterForm
from iro_desktop.screens.letter.part_box import PartBox
from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.typing import let_type
from iro_desktop.services.write_letter import Finding, LetterView, Level, gravest_first

BAND_WORDS: Final = {
    Band.UNDER_5: "under 5, read by a carer",
    Band.FIVE_TO_8: "5 to 8",
    Band.NINE_TO_12: "9 to 12",
    Band.THIRTEEN_TO_15: "13 to 15",
    Band.SIXTEEN_TO_17: "16 and 17",
    Band.ADULT: "18 and over",
    Band.EASY_READ: "easy read",
}
SIGNS: Final = {Level.STOP: "■ STOP", Level.CHECK: "▲ Look", Level.TIP: "○ Tip"}
_TONES: Final = {Level.STOP: "late", Level.CHECK: "soon", Level.TIP: "none"}
_FOLD_CHECKS_BELOW = 140
_FOLD_PAGE_BELOW = 85
"""Widths in average letters: at 11pt about 1,200 px and 720 px."""
KEYS: Final = (
    ("F7", "next finding"),
    ("F8", "put the finding right"),
    ("Ctrl+Shift+S", "save as Word"),
)


class LetterScreenView(Page):
    """Emits what the IRO does and shows what it is told to; see `LetterPresenter`."""

    typed = Signal(str, str)
    """Part, text."""
    band_chosen = Signal(str)
    pictures_chosen = Signal(bool)
    restore_wanted = Signal(str)
    next_finding_wanted = Signal()
    finding_chosen = Signal(int)
    fix_wanted = Signal()
    stand_wanted = Signal(str)
    reason_typed = Signal(str)
    word_wanted = Signal()
    place_moved = Signal()
    save_wanted = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, where: Callable[[str], Path | None] | None = None
    ) -> None:
        super().__init__(parent)
        self.form = Ui_LetterForm()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._where = where
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(documents))
        self._name = ""
        self._last = ""
        self._in_reason = False
        """Whether the reason for a STOP has the keyboard, or had it last."""
        self.boxes: dict[str, PartBox] = {}
        self.form.parts_page.setProperty("kind", "page")
        for band, words in BAND_WORDS.items():
            self.form.band_combo.addItem(words, band.value)
        self.form.finding_card.hide()
        for pane in (self.form.parts_area, self.form.paper):  # they scroll: let the rest keep its height
            pane.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.form.whole_layout.setStretchFactor(self.form.panes_layout, 1)
        combo = self.form.band_combo
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        self._connect()

    # What it is told to show

    def show_letter(self, letter: LetterView, typing: frozenset[str], *, afresh: bool) -> None:
        """Show the letter. A box being typed in, or not saved yet, is never touched."""
        self._name = letter.child_name_used
        self.form.title_label.setText(f"Letter to {letter.child_name_used}")
        self._show_choices(letter)
        if afresh:
            self._clear_boxes()
        self._show_parts(letter, typing)
        self.form.paper.show_page(letter.page_html)
        self._show_checks(letter)
        self.crumb_changed.emit()

    def put_back(self, part: LetterPartName, text: str) -> None:
        """Replace a part's text as one step that can be undone."""
        self.boxes[part.value].replace_all(text)

    def show_finding(self, finding: Finding | None, number: int, of: int, reason: str) -> None:
        """Put the cursor at the words, say what about them, and show the reason typed so far."""
        card = self.form.finding_card
        card.setVisible(finding is not None)
        if finding is None:
            if not self.form.checks_list.count():
                self.form.counts_label.setText("Nothing found. ✓")
            return
        card.setProperty("tone", _TONES[finding.level])
        card.style().unpolish(card)
        card.style().polish(card)
        words = f"{SIGNS[finding.level]} {number} of {of}: {finding.message}"
        if finding.let_stand:
            words = row_words(finding)
        if finding.fix is not None:
            words += f"\nInstead: “{finding.fix}”"
        self.form.finding_label.setText(words)
        self.form.fix_button.setVisible(finding.fix is not None)
        self.form.stand_button.setVisible(finding.may_stand and not finding.let_stand)
        self._show_reason(reason, finding.may_stand and not finding.let_stand)
        announce(self, words)
        if finding.part is not None and (box := self.boxes.get(finding.part.value)):
            box.select(finding.start, finding.end)
            self._reveal(box)

    def hide_finding(self) -> None:
        """What was said about the words is true no more."""
        self.form.finding_card.hide()

    def show_reason_wrong(self, words: str) -> None:
        """Say beside the reason why it is not kept; the keyboard stays in it."""
        self.form.reason_wrong.setText(f"▲ {words}")
        self.form.reason_wrong.show()
        self.form.reason_edit.setFocus()
        announce(self, words)

    def replace_words(self, finding: Finding, was: str) -> bool:
        """Put the fix in place as one undoable step; False where the text is no longer `was`."""
        box = self.boxes.get(finding.part.value) if finding.part else None
        if box is None or box.text() != was or finding.fix is None:
            return False
        box.replace(finding.start, finding.end, finding.fix)
        return True

    def ask_where(self, suggested: str) -> Path | None:
        """Ask where the Word file shall lie: the machine's own dialog, or what was given for a test."""
        if self._where is not None:
            return self._where(suggested)
        beside = str(self._folder / suggested)
        chosen, _kind = QFileDialog.getSaveFileName(self, "Save as Word", beside, "Word (*.docx)")
        if not chosen:
            return None
        self._folder = Path(chosen).parent
        return Path(chosen).with_suffix(".docx")

    def show_news(self, title: str, body: str) -> None:
        """Say what went well."""
        self.form.message_bar.show_news(title, body)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what went wrong and what to do; typing goes on."""
        self.form.message_bar.show_problem(problem)

    def clear_problem(self) -> None:
        """Saving works again: the message about it goes, news stay."""
        if self.form.message_bar.property("tone") == "late":
            self.form.message_bar.dismiss()

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Put the cursor where it was."""
        box = self.boxes.get(str(place.get("field", ""))) or next(iter(self.boxes.values()), None)
        if box is not None:
            box.select(int(place.get("anchor", place.get("position", 0))), int(place.get("position", 0)))
            self._reveal(box)

    def go_to_reason(self, position: int) -> None:
        """Put the cursor into the reason for the STOP shown."""
        self._ask_reason()
        self.form.reason_edit.setCursorPosition(position)

    def place(self) -> dict[str, Any]:
        """Return where the cursor is: in a part, and in the reason for a STOP if it is there."""
        box, place = self.boxes.get(self._last), {}
        if box is not None:
            cursor = box.form.text_edit.textCursor()
            place = {"field": self._last, "position": cursor.position(), "anchor": cursor.anchor()}
        if self._in_reason:
            place["reason_position"] = self.form.reason_edit.cursorPosition()
        return place

    # What the shell asks

    def crumb(self) -> str:
        """Return "Letter to" and the name the child uses."""
        return f"Letter to {self._name}" if self._name else "Letter"

    def start_widget(self) -> QWidget | None:
        """Return the box where the cursor was."""
        box = self.boxes.get(self._last)
        return box.form.text_edit if box else None

    def panes(self) -> list[QWidget]:
        """Return the parts, the page and the checks, as far as they show."""
        form = self.form
        return [w for w in (form.parts_area, form.paper, form.checks_list) if w.isVisible()]

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this screen."""
        return KEYS

    def leave(self) -> None:
        """Save at once."""
        self.save_wanted.emit()

    def let_type(self, allowed: bool) -> None:
        """Take what is typed and chosen, or no longer; page and findings can be looked at all the while."""
        let_type(self, allowed, spare=(self.form.page_button, self.form.next_button))

    # Inside

    def _connect(self) -> None:
        form = self.form
        form.band_combo.activated.connect(lambda _i: self.band_chosen.emit(form.band_combo.currentData()))
        form.pictures_check.clicked.connect(self.pictures_chosen)
        form.word_button.clicked.connect(self.word_wanted)
        form.next_button.clicked.connect(self.next_finding_wanted)
        form.fix_button.clicked.connect(self.fix_wanted)
        form.stand_button.clicked.connect(self._ask_reason)
        form.reason_edit.textChanged.connect(self.reason_typed)
        form.reason_button.clicked.connect(lambda: self.stand_wanted.emit(form.reason_edit.text()))
        form.reason_edit.returnPressed.connect(lambda: self.stand_wanted.emit(form.reason_edit.text()))
        form.checks_list.itemActivated.connect(
            lambda _i: self.finding_chosen.emit(form.checks_list.currentRow())
        )
        form.checks_list.itemClicked.connect(
            lambda _i: self.finding_chosen.emit(form.checks_list.currentRow())
        )
        form.page_button.toggled.connect(lambda _on: self.fit_room())
        for key, wanted in (
            ("F7", self.next_finding_wanted), ("F8", self.fix_wanted), ("Ctrl+Shift+S", self.word_wanted),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(wanted)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._in_reason = now is self.form.reason_edit
        for name, box in self.boxes.items():
            if now is not None and box.isAncestorOf(now):
                self.form.parts_area.ensureWidgetVisible(now, 0, 24)
                if self._last != name:
                    self._last = name
                    self.place_moved.emit()

    def _reveal(self, box: PartBox) -> None:
        if self.form.page_button.isChecked():
            self.form.page_button.setChecked(False)
        box.form.text_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.parts_area.ensureWidgetVisible(box, 0, 24)

    def _clear_boxes(self) -> None:
        for box in self.boxes.values():
            self.form.parts_layout.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes.clear()
        self._last = ""
        self.form.message_bar.dismiss()
        self.form.finding_card.hide()

    def _show_choices(self, letter: LetterView) -> None:
        combo = self.form.band_combo
        combo.setCurrentIndex(combo.findData(letter.letter.band.value))
        self.form.pictures_check.setChecked(letter.letter.pictures)

    def _show_parts(self, letter: LetterView, typing: frozenset[str]) -> None:
        names = [part.part.value for part in letter.parts]
        for gone in set(self.boxes) - set(names):
            box = self.boxes.pop(gone)
            box.hide()
            box.deleteLater()
        for place, part in enumerate(letter.parts):
            name = part.part.value
            if name not in self.boxes:
                self.boxes[name] = self._new_box(name)
                self.form.parts_layout.insertWidget(place, self.boxes[name])
            self.boxes[name].show_part(part, keep_text=name in typing)

    def _new_box(self, name: str) -> PartBox:
        box = PartBox()
        box.typed.connect(lambda text: self.typed.emit(name, text))
        box.restore_wanted.connect(lambda: self.restore_wanted.emit(name))
        return box

    def _show_checks(self, letter: LetterView) -> None:
        findings = gravest_first(letter.findings)
        still = [f.level for f in findings if not f.let_stand]
        counts = [f"{SIGNS[level]} {still.count(level)}" for level in SIGNS]
        if stood := len(findings) - len(still):
            counts.append(f"✓ Let stand {stood}")
        self.form.counts_label.setText("   ".join(counts))
        rows, row = self.form.checks_list, self.form.checks_list.currentRow()
        rows.clear()
        for finding in findings:
            rows.addItem(QListWidgetItem(row_words(finding)))
        rows.setCurrentRow(min(row, rows.count() - 1))
        meter = letter.reading
        self.form.reading_label.setText(
            f"{meter.words} words, longest sentence {meter.longest}, unfamiliar {meter.unfamiliar:.0%}"
        )
        if not findings:
            self.form.finding_card.hide()

    def _show_reason(self, reason: str, may_stand: bool) -> None:
        self.form.reason_edit.blockSignals(True)  # nobody typed this now
        self.form.reason_edit.setText(reason)
        self.form.reason_edit.blockSignals(False)
        self._open_reason(bool(reason) and may_stand)

    def _open_reason(self, on: bool) -> None:
        self.form.reason_edit.setVisible(on)
        self.form.reason_button.setVisible(on)
        self.form.reason_wrong.hide()

    def _ask_reason(self) -> None:
        self._open_reason(True)
        self.form.reason_edit.setFocus()

    def fit_room(self) -> None:
        """Fold checks, then the page, where there is no room for them beside the parts."""
        form = self.form
        letters = self.width() // max(1, self.fontMetrics().averageCharWidth())
        page_folded = letters < _FOLD_PAGE_BELOW
        form.checks_pane.setVisible(letters >= _FOLD_CHECKS_BELOW)
        form.page_button.setVisible(page_folded)
        form.title_label.setVisible(not page_folded)  # the trail above says it too
        on_page = page_folded and form.page_button.isChecked()
        form.parts_area.setVisible(not on_page)
        form.paper.setVisible(not page_folded or on_page)


def row_words(finding: Finding) -> str:
    """Return what the list says of a finding."""
    if finding.let_stand:
        return f"✓ let stand: {finding.let_stand}\n{finding.message}"
    return f"{SIGNS[finding.level]}: {finding.message}"
