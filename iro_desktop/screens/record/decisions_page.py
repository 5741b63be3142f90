"""All decisions in one place: what, who, by when, and which wish each answers."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from iro_desktop.domain.review import Answer, Decision, View
from iro_desktop.domain.typed_dates import example_of, not_understood, say_date
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.screens.forms.ui_record_decision import Ui_RecordDecisionForm
from iro_desktop.screens.forms.ui_record_decisions import Ui_RecordDecisionsForm
from iro_desktop.screens.record.day_words import by_said
from iro_desktop.screens.record.fitting import FittingPage, fit_rows
from iro_desktop.screens.record.said_label import show_said
from iro_desktop.screens.record.tab_order import tab_through
from iro_desktop.screens.widgets.name_completer import NameCompleter

_ANSWERS = ((Answer.AGREED, "Yes"), (Answer.NOT_YET, "Not yet"), (Answer.NO, "No"))


class DecisionCard(QFrame):
    """One decision. Filled once; after that the words in it are the typist's alone."""

    typed = Signal(str, str, object)
    """Decision, field, value."""
    removed = Signal(str)

    def __init__(
        self, decision: Decision, people: Iterable[str], today: date, working_days: WorkingDays
    ) -> None:
        super().__init__()
        self._today, self._working_days = today, working_days
        self.decision_id = decision.id
        self.form = form = Ui_RecordDecisionForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        form.answer_row.set_choices("Answer", [(a.value, words) for a, words in _ANSWERS])
        form.by_edit.setPlaceholderText(f"{example_of(today + timedelta(28))}, or in place")
        form.who_edit.setCompleter(NameCompleter(people, self))
        form.wish_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        form.wish_combo.setMinimumContentsLength(12)
        for box in (form.what_edit, form.why_edit, form.for_child_edit):
            box.set_lines(1, 6)
        self._fill(decision)
        self._tell()

    def fit(self, width: int) -> None:
        """Arrange the card's rows for a page of this width."""
        fit_rows(self, ((self.form.who_by_layout, 85), (self.form.wish_layout, 45)), width)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab reaches on the card, in the order in which the eye meets it."""
        form = self.form
        return (
            form.remove_button, form.what_edit, form.who_edit, form.by_edit, *form.answer_row.stops(),
            form.why_edit, form.wish_combo, form.for_child_edit,
        )  # fmt: skip

    def show_number(self, number: int) -> None:
        """Say which decision this is; its fields say so too."""
        self.form.title_label.setText(f"Decision {number}")
        names = {
            "what_edit": "what was decided", "who_edit": "who will do it", "by_edit": "by when",
            "why_edit": "why the answer is not yes", "for_child_edit": "in words for the child",
            "wish_combo": "answers the wish", "remove_button": "remove",
        }  # fmt: skip
        for name, words in names.items():
            getattr(self.form, name).setAccessibleName(f"Decision {number}: {words}")

    def show_wishes(self, wishes: tuple[View, ...], chosen: str) -> None:
        """Offer the wishes of the review; hidden while there are none."""
        combo = self.form.wish_combo
        combo.blockSignals(True)
        combo.clear()
        combo.addItem("no wish", "")
        for wish in wishes:
            combo.addItem(wish.wish, wish.id)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)
        for widget in (combo, self.form.wish_label):
            widget.setVisible(bool(wishes))

    def show_state(self, decision: Decision) -> None:
        """Show what follows from the fields: the date understood, what is still open, whether to say why."""
        form = self.form
        asked = decision.answer in (Answer.NOT_YET, Answer.NO)
        by = decision.by_on or (decision.by_words.strip() and not not_understood(decision.by_words))
        open_parts = [
            words
            for words, there in (
                ("what", decision.what.strip()),
                ("who", decision.who.strip()),
                ("by when", by),
                ("the answer", decision.answer is not Answer.OPEN),
                ("why", not asked or decision.why.strip()),
            )
            if not there
        ]
        form.gap_label.setText(f"still open: {', '.join(open_parts)}" if open_parts else "✓ complete")
        show_said(form.by_said_label, by_said(decision, self._today, self._working_days), form.by_edit)
        form.answer_row.set_value(decision.answer.value)
        form.why_label.setVisible(asked)
        form.why_edit.setVisible(asked)

    def _fill(self, decision: Decision) -> None:
        form = self.form
        form.what_edit.setPlainText(decision.what)
        form.who_edit.setText(decision.who)
        form.by_edit.setText(say_date(decision.by_on) if decision.by_on else decision.by_words)
        form.why_edit.setPlainText(decision.why)
        form.for_child_edit.setPlainText(decision.what_for_child)
        self.show_state(decision)

    def _tell(self) -> None:
        form = self.form
        for name, box in (
            ("what", form.what_edit),
            ("why", form.why_edit),
            ("what_for_child", form.for_child_edit),
        ):
            box.textChanged.connect(lambda n=name, b=box: self._say(n, b.toPlainText()))
        form.who_edit.textChanged.connect(lambda text: self._say("who", text))
        form.by_edit.textChanged.connect(lambda text: self._say("by", text))
        form.answer_row.chosen.connect(lambda value: self._say("answer", Answer(value)))
        form.wish_combo.activated.connect(lambda _i: self._say("view_id", form.wish_combo.currentData()))
        form.remove_button.clicked.connect(lambda: self.removed.emit(self.decision_id))

    def _say(self, name: str, value: object) -> None:
        self.typed.emit(self.decision_id, name, value)


class _WishRow(QWidget):
    """A wish that nothing answers yet, and the button that begins its answer."""

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.button = QPushButton("Answer it")
        self.button.setProperty("kind", "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.button)

    def show_wish(self, wish: str) -> None:
        """Show the wish as it is worded now."""
        self._words.setText(f"▲  “{wish}”")
        self.button.setAccessibleName(f"Answer it: {wish}")


class DecisionsPage(FittingPage):
    """The cards, and above them the wishes that nothing answers yet."""

    typed = Signal(str, str, object)
    add_wanted = Signal()
    remove_wanted = Signal(str)
    undo_wanted = Signal()
    answer_wanted = Signal(str)

    def __init__(self, people: Iterable[str], today: date, working_days: WorkingDays) -> None:
        super().__init__()
        self.form = Ui_RecordDecisionsForm()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self.setProperty("kind", "page")
        self._people, self._today, self._working_days = tuple(people), today, working_days
        self._width = 0
        self.cards: dict[str, DecisionCard] = {}
        self._wish_rows: dict[str, _WishRow] = {}
        self.form.undo_button.hide()
        self.form.add_button.clicked.connect(self.add_wanted)
        self.form.undo_button.clicked.connect(self.undo_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.add_wanted)

    def fit(self, width: int) -> None:
        """Arrange every card for this width."""
        self._width = width
        for card in self.cards.values():
            card.fit(width)

    def show_decisions(self, decisions: Iterable[Decision], wishes: tuple[View, ...]) -> None:
        """Show one card a decision, in their order. A card that is there keeps its words and its cursor."""
        known, there = tuple(decisions), list(self.cards)
        for gone in set(self.cards) - {d.id for d in known}:
            card = self.cards.pop(gone)
            self.form.cards_layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        for number, decision in enumerate(known, start=1):
            card = self.cards.get(decision.id) or self._new_card(decision, number - 1)
            card.show_number(number)
            card.show_wishes(wishes, decision.view_id)
            card.show_state(decision)
        self.cards = {decision.id: self.cards[decision.id] for decision in known}
        if list(self.cards) != there:
            self._order_tabs()

    def show_unanswered(self, wishes: tuple[View, ...]) -> None:
        """Show the wishes with no answer, each with a button that begins one."""
        for gone in set(self._wish_rows) - {w.id for w in wishes}:
            self._wish_rows[gone].hide()
            self._wish_rows.pop(gone).deleteLater()
        for wish in wishes:
            row = self._wish_rows.get(wish.id) or self._new_wish(wish.id)
            row.show_wish(wish.wish)
        self._order_tabs()
        self.form.wishes_card.setVisible(bool(wishes))

    def show_undo(self, possible: bool) -> None:
        """Offer to bring the removed decision back; the keyboard goes there when its own place is gone."""
        self.form.undo_button.setVisible(possible)
        if possible:
            self.form.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Return the wishes to answer, then the cards, then the ways to add and to undo."""
        wishes = [row.button for row in self._wish_rows.values()]
        fields = [stop for card in self.cards.values() for stop in card.stops()]
        return [*wishes, *fields, self.form.add_button, self.form.undo_button]

    def _order_tabs(self) -> None:
        tab_through(self.stops())

    def _new_card(self, decision: Decision, place: int) -> DecisionCard:
        card = DecisionCard(decision, self._people, self._today, self._working_days)
        card.typed.connect(self.typed)
        card.removed.connect(self.remove_wanted)
        self.cards[decision.id] = card
        self.form.cards_layout.insertWidget(place, card)
        card.fit(self._width)
        return card

    def _new_wish(self, view_id: str) -> _WishRow:
        row = _WishRow()
        row.button.clicked.connect(lambda: self.answer_wanted.emit(view_id))
        self._wish_rows[view_id] = row
        self.form.wishes_layout.addWidget(row)
        return row
