"""Who came, and how the child took part: the code of the return, in plain words."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from iro_desktop.domain.participation import PARTICIPATION_WORDS, needs_how_views_known
from iro_desktop.domain.review import Participation, Presence, Review
from iro_desktop.screens.forms.ui_record_who import Ui_RecordWhoForm
from iro_desktop.screens.record.choice_row import ChoiceRow
from iro_desktop.screens.record.day_words import how_said
from iro_desktop.screens.record.fitting import FittingPage, Rows
from iro_desktop.screens.record.kept_lines import keep_lines
from iro_desktop.screens.record.said_label import show_said
from iro_desktop.screens.record.tab_order import tab_through
from iro_desktop.services.review_page import Attender, ChildHeader

_PRESENCE: Final = (
    (Presence.PRESENT, "Came"),
    (Presence.PART, "For part"),
    (Presence.APOLOGIES, "Sent apologies"),
    (Presence.ABSENT, "Did not come"),
)
_SHORT: Final = {
    Participation.UNDER_FOUR: "Under 4",
    Participation.ATTENDED_SPOKE: "Came and spoke",
    Participation.ATTENDED_ADVOCATE_SPOKE: "Came; an advocate spoke",
    Participation.ATTENDED_NON_VERBAL: "Came; signs or symbols",
    Participation.ATTENDED_NO_CONTRIBUTION: "Came; gave no views",
    Participation.ABSENT_BRIEFED_ADVOCATE: "Absent; told advocate",
    Participation.ABSENT_SENT_VIEWS: "Absent; sent views",
    Participation.ABSENT_NO_VIEWS: "Absent; gave no views",
}
_TEXTS: Final = ("how_views_known", "not_seen_alone_why")


class WhoPage(FittingPage):
    """Participation, seen alone, and the people. Every choice is in sight and can be changed."""

    review_typed = Signal(str, object)
    presence_chosen = Signal(str, str)
    attender_wanted = Signal(str, str)
    line_typed = Signal(str, str)
    """The name of the field, and what stands in it of somebody not added yet."""

    def __init__(self, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecordWhoForm()
        self.form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self.setProperty("kind", "page")
        self._codes = QButtonGroup(self)
        self._room = True
        self._code_buttons: dict[Participation, QRadioButton] = {}
        self.people: dict[str, ChoiceRow] = {}
        self._fill(review)
        for name in _TEXTS:
            box = getattr(self.form, f"{name}_edit")
            box.textChanged.connect(lambda n=name, b=box: self.review_typed.emit(n, b.toPlainText()))
        self.form.room_edit.textChanged.connect(lambda text: self.review_typed.emit("room", text))
        self.form.seen_alone_row.chosen.connect(
            lambda value: self.review_typed.emit("seen_alone", value == "yes")
        )
        keep_lines([self.form.add_name_edit, self.form.add_role_edit], review, self.line_typed)
        self.form.add_button.clicked.connect(self._add)
        self.form.add_role_edit.returnPressed.connect(self._add)
        self.form.add_name_edit.returnPressed.connect(self._add)

    def rows(self) -> Rows:
        """Return the row that adds somebody."""
        return ((self.form.add_layout, 75),)

    def show_choices(self, codes: Iterable[Participation], chosen: Participation) -> None:
        """Offer the codes that the age on the day allows, and the one recorded even if it is not one."""
        offered = [c for c in PARTICIPATION_WORDS if c in {*codes, chosen}]
        for code in set(self._code_buttons) - set(offered):
            self._code_buttons.pop(code).deleteLater()
        for code in offered:
            button = self._code_buttons.get(code) or self._new_code(code)
            button.setChecked(code is chosen)
        self._order_tabs()

    def show_asked(self, review: Review, child: ChildHeader) -> None:
        """Ask how the views are known, and why the child was not seen alone, only where that is the case;
        say where the first goes, and which of its words an adult would say."""
        self.form.how_part.setVisible(needs_how_views_known(review.participation))
        self.form.why_part.setVisible(review.seen_alone is False)
        said = how_said(review.how_views_known, child)
        show_said(self.form.how_said_label, said, self.form.how_views_known_edit)

    def show_attenders(self, attenders: Iterable[Attender]) -> None:
        """Show one row a person; a row that is there is only brought up to date."""
        for attender in attenders:
            row = self.people.get(attender.attendance_id) or self._new_row(attender)
            row.set_value(attender.presence.value if attender.presence else None)
        self._order_tabs()

    def stops(self) -> list[QWidget]:
        """Return how the child took part, alone or not, the people, who else, and where."""
        form = self.form
        codes = [self._code_buttons[code] for code in PARTICIPATION_WORDS if code in self._code_buttons]
        people = [stop for row in self.people.values() for stop in row.stops()]
        return [
            *codes, form.how_views_known_edit, *form.seen_alone_row.stops(), form.not_seen_alone_why_edit,
            *people, form.add_name_edit, form.add_role_edit, form.add_button, form.room_edit,
        ]  # fmt: skip

    def _order_tabs(self) -> None:
        tab_through(self.stops())

    def _fill(self, review: Review) -> None:
        form = self.form
        form.seen_alone_row.set_choices(form.seen_label.text(), [("yes", "Yes"), ("no", "No")])
        seen = {True: "yes", False: "no", None: None}[review.seen_alone]
        form.seen_alone_row.set_value(seen)
        for name in _TEXTS:
            getattr(form, f"{name}_edit").setPlainText(getattr(review, name))
        form.room_edit.setText(review.room)

    def show_room(self, on: bool) -> None:
        """In the room no code of the return is on the screen."""
        self._room = on
        for code, button in self._code_buttons.items():
            button.setText(self._words_of(code))

    def _words_of(self, code: Participation) -> str:
        return _SHORT[code] if self._room else f"{_SHORT[code]} ({code.value})"

    def _new_code(self, code: Participation) -> QRadioButton:
        button = QRadioButton(self._words_of(code))
        button.setToolTip(PARTICIPATION_WORDS[code])
        button.setAccessibleDescription(PARTICIPATION_WORDS[code])
        button.clicked.connect(lambda: self.review_typed.emit("participation", code))
        self._codes.addButton(button)
        later = list(PARTICIPATION_WORDS)[list(PARTICIPATION_WORDS).index(code) :]
        before = sum(1 for other in self._code_buttons if other not in later)
        self.form.codes_layout.insertWidget(before, button)
        self._code_buttons[code] = button
        return button

    def _new_row(self, attender: Attender) -> ChoiceRow:
        row = ChoiceRow()
        row.set_choices(attender.name, [(p.value, words) for p, words in _PRESENCE])
        row.chosen.connect(lambda value: self.presence_chosen.emit(attender.attendance_id, value))
        label = QLabel(f"{attender.name}, {attender.role}" if attender.role else attender.name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        together = QVBoxLayout()
        together.setSpacing(0)
        together.addWidget(label)
        together.addWidget(row)
        self.form.people_layout.addLayout(together)
        self.people[attender.attendance_id] = row
        return row

    def _add(self) -> None:
        name = self.form.add_name_edit.text().strip()
        if name:
            self.attender_wanted.emit(name, self.form.add_role_edit.text().strip())
            self.form.add_name_edit.clear()
            self.form.add_role_edit.clear()
            self.form.add_name_edit.setFocus()
