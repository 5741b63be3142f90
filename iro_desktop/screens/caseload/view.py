"""The caseload screen: type to filter, Enter to open, and the sum behind the chosen date."""

from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.date_words import brief_date
from iro_desktop.screens.caseload.model import CaseloadModel, Column, Counts, Show, count
from iro_desktop.screens.forms.ui_caseload import Ui_CaseloadForm
from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.choice_box import ChoiceBox
from iro_desktop.screens.widgets.flow import FlowLayout
from iro_desktop.screens.widgets.layouts import words
from iro_desktop.screens.widgets.scroll_page import ScrollPage
from iro_desktop.services.list_caseload import CaseloadRow

_SORTS = (
    ("Next review", Column.NEXT_REVIEW),
    ("Child", Column.CHILD),
    ("Age", Column.AGE),
    ("Where", Column.HOME),
    ("Social worker", Column.SOCIAL_WORKER),
)
_LOW, _VERY_LOW = 26, 16
"""A page lower than so many lines of its text has room for the list and little else; then for less."""
KEYS = (
    ("Any letter", "Filter: child, carer, social worker, school, town"),
    ("Up, Down", "Choose a child, also while typing"),
    ("Enter", "Open the child"),
    ("Esc", "Clear the filter"),
    ("Alt+O, Alt+W, Alt+A", "Overdue, within a week, all"),
    ("Alt+S", "Sort"),
    ("Alt+Y", "Show or hide why the date is what it is"),
)


class CaseloadView(Page):
    """Shows the rows it is given. Emits what is wanted; decides nothing about dates."""

    child_wanted = Signal(str)
    import_wanted = Signal()
    refresh_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form = Ui_CaseloadForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._model = CaseloadModel(self)
        form.table.setModel(self._model)
        self._rows: tuple[CaseloadRow, ...] = ()
        self._today = date.min
        self._filter = QLineEdit()
        self._sort = ChoiceBox()
        self._show_choice = ChoiceBox()
        """The chips once more, as one box: for a window with no room for them."""
        self._chips: dict[Show, QPushButton] = {}  # no QButtonGroup: Tab would reach only the checked one
        self._show = Show.ALL
        self._measured_in_part = False
        self._why_check = QCheckBox("Show wh&y")
        self._why_check.setToolTip("Show under the list how the chosen child's date was worked out")
        self._why_asked = False
        self._some_unknown = False
        self._lay_out_tools()
        self._why = words("")
        self._why_area = _reading_area(self._why)
        why_box = QVBoxLayout(form.why_place)
        why_box.setContentsMargins(0, 0, 0, 0)
        why_box.addWidget(self._why_area)
        self._connect()

    # -- the page ------------------------------------------------------------------------------------------
    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return "Caseload"

    def start_widget(self) -> QWidget:
        """Start in the list: arrows and Enter work at once, and typing filters."""
        return self._form.table if self._rows else self._form.empty_button

    def panes(self) -> list[QWidget]:
        """Return the tools, the list and the reason for the date."""
        return [self._form.tools_row, self._form.body]

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return KEYS

    def arrive(self) -> None:
        """Ask for fresh rows."""
        self.refresh_wanted.emit()

    def escape(self) -> bool:
        """Clear the filter first."""
        if not self._filter.text() and self._show is Show.ALL:
            return False
        self._filter.clear()
        self._choose_chip(Show.ALL)
        self._form.table.setFocus()
        return True

    # -- what it shows -------------------------------------------------------------------------------------
    def show_rows(self, rows: tuple[CaseloadRow, ...], today: date) -> None:
        """Show the caseload as it stands today; the chosen child stays chosen."""
        chosen = self.chosen()
        first = not self._rows
        self._rows, self._today = rows, today
        self._model.set_rows(rows, today)
        self._name_chips(count(rows))
        self._measure()
        self._choose(self._model.place_of(chosen.child_id) if chosen else 0)
        self._say_counts()
        if first and self.isVisible():
            self.start_widget().setFocus()

    def chosen(self) -> CaseloadRow | None:
        """Return the row under the cursor."""
        return self._model.row_at(self._form.table.currentIndex().row())

    # -- inside --------------------------------------------------------------------------------------------
    def _lay_out_tools(self) -> None:
        # The list scrolls: where a window is low, the tools above it keep their height.
        self._form.body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        row = FlowLayout(self._form.tools_row)
        self._filter.setPlaceholderText("Type a name, a town, a carer …")
        self._sort.setAccessibleName("Sort by")
        self._show_choice.setAccessibleName("Show")
        for show in Show:
            self._show_choice.addItem("", show)
        for text, column in _SORTS:
            self._sort.addItem(text, column)
        for widget in (
            _named("&Filter", self._filter),
            *map(self._chip, Show),
            self._show_choice,
            _named("&Sort by", self._sort),
            self._why_check,
        ):
            row.addWidget(widget)
        self._name_chips(Counts(0, 0, 0, 0))

    def _chip(self, show: Show) -> QPushButton:
        chip = QPushButton()
        chip.setCheckable(True)
        chip.setProperty("kind", "chip")
        self._chips[show] = chip
        chip.clicked.connect(lambda: self._choose_chip(show))
        return chip

    def _connect(self) -> None:
        form = self._form
        self._filter.textChanged.connect(lambda _text: self._narrow())
        self._filter.returnPressed.connect(self._open)
        self._filter.installEventFilter(self)  # the arrows walk the list while typing
        self._sort.currentIndexChanged.connect(self._sort_chosen)
        self._why_check.clicked.connect(self._ask_why)
        self._show_choice.activated.connect(lambda _n: self._choose_chip(self._show_choice.currentData()))
        form.table.open_wanted.connect(self._open)
        form.table.typed.connect(self._type_on)
        form.table.selectionModel().currentRowChanged.connect(self._show_why)
        form.empty_button.clicked.connect(self._empty_clicked)

    def _narrow(self) -> None:
        told = self._model.tells_why()
        self._model.narrow(self._filter.text(), self._show)
        if told or self._model.tells_why() or self._measured_in_part:
            self._measure()
        self._choose(0)
        self._say_counts()

    def _measure(self) -> None:
        """Fit the columns to the rows shown; where those are not all, again when others are."""
        self._measured_in_part = bool(self._filter.text()) or self._show is not Show.ALL
        self._form.table.measure()

    def _choose_chip(self, show: Show) -> None:
        self._show = show
        for each, chip in self._chips.items():
            chip.setChecked(each is show)
        self._show_choice.setCurrentIndex(self._show_choice.findData(show))
        self._narrow()

    def _sort_chosen(self, number: int) -> None:
        self._form.table.sortByColumn(self._sort.itemData(number), Qt.SortOrder.AscendingOrder)
        self._choose(0)

    def _choose(self, place: int) -> None:
        index = self._model.index(max(0, place), 0)
        self._form.table.setCurrentIndex(index)
        self._show_why(index)

    def _type_on(self, text: str) -> None:
        self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self._filter.insert(text)

    def _open(self) -> None:
        row = self.chosen()
        if row is not None:
            self.child_wanted.emit(row.child_id)

    def _show_why(self, _index: QModelIndex) -> None:
        row = self.chosen()
        self._form.why_title.setText(f"Why this date: {row.name}" if row else "")
        self._why.setText(row.due.explanation(self._today) if row else "")
        self._fit_why()

    def _name_chips(self, counts: Counts) -> None:
        names = {
            Show.ALL: f"&All {counts.children}",
            Show.LATE: f"● &Overdue {counts.late}",
            Show.WEEK: f"▲ &Within a week {counts.week}",
            Show.NOT_DUE: f"– &None due {counts.not_due}",
            Show.UNKNOWN: f"? &Date not known {counts.unknown}",
        }
        self._some_unknown = counts.unknown > 0
        for place, (show, text) in enumerate(names.items()):
            self._chips[show].setText(text)
            self._chips[show].setChecked(show is self._show)
            self._show_choice.setItemText(place, text.replace("&", ""))
        self._fold_chips()

    def _fold_chips(self) -> None:
        low = self.lower_than(_VERY_LOW)
        for show, chip in self._chips.items():
            unused = show is Show.UNKNOWN and not self._some_unknown and self._show is not show
            chip.setVisible(not low and not unused)
        self._show_choice.setVisible(low)

    def _say_counts(self) -> None:
        counts, shown = count(self._rows), self._model.rowCount()
        told = "1 child" if counts.children == 1 else f"{counts.children} children"
        told += f" · {counts.late} overdue · {counts.week} within a week"
        told += f" · {counts.unknown} with no date known" if counts.unknown else ""
        if shown != counts.children:
            told += f" · {shown} shown"
            announce(self, f"{shown} shown")
        self._form.count_label.setText(told if self._rows else "")
        self._form.tools_row.setVisible(bool(self._rows))
        self._show_empty(shown)

    def _show_empty(self, shown: int) -> None:
        form = self._form
        form.body.setCurrentWidget(form.list_page if shown else form.empty_page)
        if shown:
            return
        if not self._rows:
            form.empty_label.setText(
                "No children here yet. They come from your council's office (see Office), "
                "or from files that you bring in."
            )
            form.empty_button.setText("Bring in files…")
        else:
            form.empty_label.setText(self._nothing_words())
            form.empty_button.setText("Show all")

    def _nothing_words(self) -> str:
        if self._filter.text():
            return f"No child matches “{self._filter.text()}”."
        coming = [row.due.due_on for row in self._rows if row.due.due_on and row.due.due_on >= self._today]
        until = f" All done until {brief_date(min(coming), self._today)}." if coming else ""
        return f"Nothing here.{until}"

    def _empty_clicked(self) -> None:
        if self._rows:
            self.escape()
        else:
            self.import_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk the list while the keyboard is in the filter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self._model.rowCount() - 1
                self._choose(min(last, self._form.table.currentIndex().row() + step))
                return True
        return super().eventFilter(watched, event)

    def fit_room(self) -> None:
        """Where the window is low for its text, leave to the list what room there is."""
        low = self.lower_than(_LOW)
        self._fold_chips()
        self._form.count_label.setVisible(not low)
        self._filter.setMinimumWidth(self.fontMetrics().averageCharWidth() * (22 if low else 32))
        if not self._why_asked:
            self._why_check.setChecked(not low)
        self._fit_why()

    def _ask_why(self) -> None:
        self._why_asked = True
        self._fit_why()

    def _fit_why(self) -> None:
        self._form.why_card.setVisible(self._why_check.isChecked())
        width = max(100, self._form.table.width() - 60)
        needs = self._why.heightForWidth(width)
        self._why_area.setFixedHeight(min(needs, 4 * self.fontMetrics().lineSpacing()) + 6)


def _named(words: str, field: QWidget) -> QWidget:
    """Return a field with its label, which a line's end never parts."""
    label = QLabel(words)
    label.setBuddy(field)
    pair = QWidget()
    box = QHBoxLayout(pair)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(label)
    box.addWidget(field)
    return pair


def _reading_area(label: QLabel) -> ScrollPage:
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.setContentsMargins(0, 0, 8, 0)
    box.addWidget(label)
    box.addStretch(1)
    return ScrollPage(inner)
