"""The last page of a review: what is missing, each a click away, and the button that ends the recording."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.review import Review
from iro_desktop.domain.typed_dates import say_date
from iro_desktop.screens.forms.ui_record_finish import Ui_RecordFinishForm
from iro_desktop.screens.record.day_words import Said
from iro_desktop.screens.record.fitting import FittingPage, Rows
from iro_desktop.screens.record.said_label import show_said
from iro_desktop.screens.record.tab_order import tab_through
from iro_desktop.screens.widgets.layouts import restyle
from iro_desktop.services.missing import Missing, Place

_WIDEST_DAY = "Wed 30 May 2026 "
_EDGE = 12
"""Pixels of border and padding at either side of a line's text."""
_TEXTS = ("thanks", "iro_view", "challenge")


class MissingRow(QFrame):
    """One thing that is missing: a link to where it is put right, and a line for the reason."""

    def __init__(self, missing: Missing, reason: str) -> None:
        super().__init__()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.link = QPushButton("Go there")
        self.link.setProperty("kind", "link")
        self.reason = QLineEdit(reason, self)  # a parent first: shown without one it would be a window
        self.show_missing(missing)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self.link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.reason)

    def show_missing(self, missing: Missing) -> None:
        """Say what is missing now; the reason typed stays."""
        self.missing = missing
        marked = missing.required or missing.doubtful
        self.setProperty("tone", "soon" if marked else "none")
        restyle(self)
        self._words.setText(f"{'▲' if marked else '○'}  {missing.message}")
        self.link.setAccessibleName(f"Go there: {missing.message}")
        why = "why it stays so" if missing.doubtful else "why it is missing"
        self.reason.setAccessibleName(f"Reason {why}: {missing.message}")
        self.reason.setPlaceholderText(f"or say {why}")
        self.reason.setVisible(missing.required and not missing.blocking)


class FinishPage(FittingPage):
    """Held on, the thank-you, the IRO's own view, what is missing, and Finish."""

    review_typed = Signal(str, object)
    reason_typed = Signal(str, str)
    """The code of what is missing, and the reason."""
    held_on_typed = Signal(str)
    next_booked_typed = Signal(str)
    place_wanted = Signal(object)
    """A `Place`: where something missing is put right."""
    finish_wanted = Signal(dict)
    """The reasons, by the code of what is missing."""

    def __init__(
        self, review: Review, held_on: date, reasons: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.form = form = Ui_RecordFinishForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self.setProperty("kind", "page")
        self.missing: dict[str, MissingRow] = {}
        self._typed = dict(reasons)
        form.held_on_edit.setText(review.held_on_typed or say_date(held_on))
        booked = say_date(review.next_booked_on) if review.next_booked_on else review.next_booked_typed
        form.next_booked_edit.setText(booked)
        for name in _TEXTS:
            box = getattr(form, f"{name}_edit")
            box.setPlainText(getattr(review, name))
            box.textChanged.connect(lambda n=name, b=box: self.review_typed.emit(n, b.toPlainText()))
        form.held_on_edit.textChanged.connect(self.held_on_typed)
        form.next_booked_edit.textChanged.connect(self.next_booked_typed)
        form.finish_button.clicked.connect(lambda: self.finish_wanted.emit(self.reasons()))

    def rows(self) -> Rows:
        """Return the rows with a date."""
        return (self.form.held_layout, 60), (self.form.next_layout, 68)

    def fit(self, width: int) -> None:
        """Arrange the rows, and keep room for a whole day with its name."""
        super().fit(width)
        for edit in (self.form.held_on_edit, self.form.next_booked_edit):
            edit.setMinimumWidth(edit.fontMetrics().horizontalAdvance(_WIDEST_DAY) + 2 * _EDGE)

    def reasons(self) -> dict[str, str]:
        """Return the reasons typed so far."""
        return {code: row.reason.text() for code, row in self.missing.items() if row.reason.text().strip()}

    def stops(self) -> list[QWidget]:
        """Return the fields, then each thing missing with its reason, then Finish."""
        form = self.form
        rows = [stop for row in self.missing.values() for stop in (row.link, row.reason)]
        fields = [form.held_on_edit, form.thanks_edit, form.iro_view_edit, form.challenge_edit]
        return [*fields, form.next_booked_edit, *rows, form.finish_button]

    def show_held_on(self, said: Said) -> None:
        """Say how the day typed is understood, and whether it is in time."""
        show_said(self.form.held_said_label, said, self.form.held_on_edit)

    def show_next_booked(self, said: Said) -> None:
        """Say how the next day is understood."""
        show_said(self.form.next_said_label, said, self.form.next_booked_edit)

    def show_missing(self, missing: Iterable[Missing]) -> None:
        """List what is missing. A row that is there keeps the reason typed in it."""
        listed = {m.code: m for m in missing}
        for gone in set(self.missing) - set(listed):
            row = self.missing.pop(gone)
            self.form.missing_layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, (code, found) in enumerate(listed.items()):
            if code in self.missing:
                self.missing[code].show_missing(found)
            else:
                self.missing[code] = self._new_row(found)
            if self.form.missing_layout.indexOf(self.missing[code]) != place:
                self.form.missing_layout.insertWidget(place, self.missing[code])
        self.missing = {code: self.missing[code] for code in listed}
        tab_through(self.stops())
        asked = sum(1 for m in listed.values() if m.required)
        words = (
            "Nothing is missing. ✓"
            if not listed
            else f"To put right or explain: {asked}. Nice to have: {len(listed) - asked}."
        )
        self.form.missing_label.setText(words)

    def _new_row(self, missing: Missing) -> MissingRow:
        row = MissingRow(missing, self._typed.get(missing.code, ""))
        row.reason.textChanged.connect(lambda text: self._keep_reason(missing.code, text))
        row.link.clicked.connect(lambda: self._go(missing.where))
        return row

    def _keep_reason(self, code: str, reason: str) -> None:
        self._typed[code] = reason
        self.reason_typed.emit(code, reason)

    def _go(self, place: Place) -> None:
        self.place_wanted.emit(place)


class ReadBackPage(QWidget):
    """What the child said, large, and nothing else: to read out, or to turn the screen round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self._title = QLabel("This is what you told me:")
        self._title.setProperty("text_role", "heading")
        self._words = QLabel()
        self._words.setProperty("text_role", "title")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addStretch(1)

    def show_lines(self, lines: Iterable[str]) -> None:
        """Show the child's lines, one thought below another."""
        text = "\n\n".join(lines)
        self._words.setText(text or "Nothing is written yet.")
