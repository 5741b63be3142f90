"""The screen that brings files in: choose, watch it go, read what became of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.report import ImportReport
from iro_desktop.screens.forms.ui_import_files import Ui_ImportFilesForm
from iro_desktop.screens.import_files.model import (
    COUNT_HEADINGS,
    RemarksModel,
    count_rows,
    done_words,
    remarks_words,
    report_text,
)
from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.flow import FlowLayout
from iro_desktop.screens.widgets.icons import icon
from iro_desktop.screens.widgets.layouts import empty, words
from iro_desktop.screens.widgets.scroll_page import ScrollPage

Ask = Callable[[], list[Path]]
KEYS = (
    ("Alt+F, Alt+D", "Choose files, choose a folder"),
    ("Alt+S", "Stop: nothing is changed"),
    ("Alt+G", "Afterwards: go to the caseload"),
)


class ImportView(Page):
    """Asks for files, shows progress and the report. Decides nothing."""

    files_chosen = Signal(object)
    """The paths chosen: a list of Path."""
    stop_wanted = Signal()
    caseload_wanted = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, ask_files: Ask | None = None, ask_folder: Ask | None = None
    ) -> None:
        """Ask by `ask_files` and `ask_folder` in place of the system's dialogs, for a scripted visit."""
        super().__init__(parent)
        inner = QWidget()
        self._form = form = Ui_ImportFilesForm()
        form.setupUi(inner)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        self._ask_files, self._ask_folder = ask_files or self._files, ask_folder or self._folder
        self._report: ImportReport | None = None
        self._model = RemarksModel(self)
        form.remarks_table.setModel(self._model)
        self._counts = QGridLayout(form.counts_place)
        self._counts.setContentsMargins(0, 0, 0, 0)
        self._counts.setHorizontalSpacing(24)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollPage(inner)
        box.addWidget(self._area)
        self._lay_out_actions()
        for part in (form.busy_card, form.report_card, form.problem_label, form.chosen_label):
            part.hide()

    # -- the page ------------------------------------------------------------------------------------------
    def crumb(self) -> str:
        """Return the page's words in the trail."""
        return "Bring in files"

    def start_widget(self) -> QWidget:
        """Start at the choice of files."""
        return self._choose

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return KEYS

    # -- what it shows -------------------------------------------------------------------------------------
    def ask_council(self, council: str, iro: str) -> None:
        """Ask for the council's name unless it is known; offer to bring in only this IRO's children."""
        form = self._form
        form.council_label.setVisible(not council)
        form.council_edit.setVisible(not council)
        form.mine_check.setVisible(bool(iro))

    def council(self) -> str:
        """Return the council's name as typed."""
        return self._form.council_edit.text().strip()

    def only_mine(self) -> bool:
        """Return whether only this IRO's children are wanted."""
        return self._form.mine_check.isChecked() and not self._form.mine_check.isHidden()

    def show_busy(self, names: list[str]) -> None:
        """Show that files are being read."""
        form = self._form
        form.chosen_label.setText(", ".join(names))
        form.chosen_label.show()
        form.busy_label.setText("Reading the files…")
        form.busy_bar.setRange(0, 0)
        form.choose_card.setEnabled(False)
        form.busy_card.show()
        form.report_card.hide()
        form.problem_label.hide()
        form.cancel_button.setEnabled(True)
        form.cancel_button.setFocus()
        announce(self, form.busy_label.text())

    def show_progress(self, done: int, of: int) -> None:
        """Show how far it is."""
        if of:
            self._form.busy_bar.setRange(0, of)
            self._form.busy_bar.setValue(done)
            self._form.busy_label.setText(f"Bringing in: {done:,} of {of:,} records")

    def show_stopping(self) -> None:
        """Show that it is being stopped."""
        self._form.busy_label.setText("Stopping…")
        self._form.cancel_button.setEnabled(False)

    def show_problem(self, problem: KnownProblem) -> None:
        """Show why nothing was brought in."""
        self._idle()
        self._form.problem_label.setText(f"{problem.title} {problem.what_to_do}")
        self._form.problem_label.show()
        self._choose.setFocus()
        announce(self, self._form.problem_label.text())

    def show_report(self, report: ImportReport) -> None:
        """Show what became of the files."""
        self._idle()
        self._report = report
        form = self._form
        form.done_label.setText(done_words(report))
        form.remarks_label.setText(remarks_words(report))
        self._show_counts(report)
        self._model.set_report(report)
        form.remarks_table.setVisible(bool(report.remarks))
        form.advice_label.setVisible(bool(report.remarks))
        form.report_card.show()
        form.remarks_table.fit()
        form.remarks_table.selectRow(0)
        self._go.setFocus()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self._go))  # once it is laid out
        announce(self, f"{form.done_label.text()} {form.remarks_label.text()}")

    # -- inside --------------------------------------------------------------------------------------------
    def _lay_out_actions(self) -> None:
        form = self._form
        self._choose = QPushButton(icon("folder-input"), "Choose &files…")
        folder = QPushButton("Choose a fol&der…")
        self._go = QPushButton("&Go to the caseload")
        self._go.setProperty("kind", "primary")
        self._copy = QPushButton(icon("copy"), "&Copy the report")
        choose_row, report_row = FlowLayout(form.choose_actions), FlowLayout(form.report_actions)
        for row, button in ((choose_row, self._choose), (choose_row, folder),
                            (report_row, self._go), (report_row, self._copy)):  # fmt: skip
            row.addWidget(button)
        self._choose.clicked.connect(lambda: self._take(self._ask_files()))
        folder.clicked.connect(lambda: self._take(self._ask_folder()))
        self._go.clicked.connect(self.caseload_wanted)
        self._copy.clicked.connect(self._copy_report)
        form.cancel_button.clicked.connect(self.stop_wanted)
        form.remarks_table.selectionModel().currentRowChanged.connect(self._show_advice)

    def _take(self, paths: list[Path]) -> None:
        if paths:
            self.files_chosen.emit(paths)

    def _files(self) -> list[Path]:
        kinds = "Council files (*.csv *.tsv *.xml *.xlsx *.xls);;All files (*)"
        names, _kind = QFileDialog.getOpenFileNames(self, "Bring in files", "", kinds)
        return [Path(name) for name in names]

    def _folder(self) -> list[Path]:
        name = QFileDialog.getExistingDirectory(self, "Bring in a folder")
        return [Path(name)] if name else []

    def _idle(self) -> None:
        self._form.choose_card.setEnabled(True)
        self._form.busy_card.hide()

    def _show_counts(self, report: ImportReport) -> None:
        empty(self._counts)
        for row, cells in enumerate([COUNT_HEADINGS, *count_rows(report)]):
            for column, text in enumerate(cells):
                label = words(text, "label" if column == 0 else "muted" if row == 0 else "", wrap=False)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._counts.addWidget(label, row, column, side)
        self._counts.setColumnStretch(len(COUNT_HEADINGS), 1)

    def _show_advice(self) -> None:
        remark = self._model.row_at(self._form.remarks_table.currentIndex().row())
        self._form.advice_label.setText(f"{remark.reason} {remark.what_to_do}" if remark else "")

    def _copy_report(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(report_text(self._report))
            self._copy.setText("✓ Copied")
            announce(self, "Copied")
