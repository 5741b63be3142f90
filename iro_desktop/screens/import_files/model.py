"""An import's report as the screen shows it: counts in words, and the remarks as a table."""

from PySide6.QtCore import Qt

from iro_desktop.intake.remarks import Place, Remark
from iro_desktop.intake.report import ImportReport
from iro_desktop.intake.wording import Severity
from iro_desktop.screens.widgets.row_table import Index, RowsModel

COUNT_HEADINGS = ("", "New", "Updated", "As before", "Not brought in")


def count_rows(report: ImportReport) -> list[tuple[str, ...]]:
    """Return a row of words and numbers for each kind of record."""
    rows = []
    for place in Place:
        counts = report.counts[place]
        numbers = (counts.created, counts.updated, counts.unchanged, counts.rejected)
        rows.append((place.value.capitalize(), *(f"{number:,}" for number in numbers)))
    return rows


def done_words(report: ImportReport) -> str:
    """Return in one sentence what became of the files."""
    changed = sum(counts.created + counts.updated for counts in report.counts.values())
    if not report.files:
        return "None of these files is one that is brought in. Nothing was changed."
    if not changed:
        return "✓ Everything in these files was here already. Nothing was changed."
    return f"✓ Done: {changed:,} records are new or updated."


def remarks_words(report: ImportReport) -> str:
    """Return how many remarks there are."""
    if not report.remarks:
        return "✓ Nothing in the files needs looking at."
    rejected, noted = len(report.rejected), len(report.noted)
    return f"To look at: {rejected:,} not brought in, {noted:,} brought in with a question"


def report_text(report: ImportReport) -> str:
    """Return the whole report as text for the data team: files, lines and columns, no value and no name."""
    lines = ["\t".join(row) for row in (COUNT_HEADINGS, *count_rows(report))]
    lines += ["", "File\tLine\tColumn\tWhat\tWhat to do"]
    lines += [f"{r.file}\t{r.line or ''}\t{r.column}\t{r.reason}\t{r.what_to_do}" for r in _ordered(report)]
    return "\n".join(lines) + "\n"


class RemarksModel(RowsModel[Remark]):
    """What was not brought in first, then what somebody should look at; in the order of the files."""

    headings = ("File", "Line", "Column", "What")

    def set_report(self, report: ImportReport) -> None:
        """Take a report's remarks."""
        self.show_rows(_ordered(report))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; asked longer, the whole remark with what to do."""
        remark = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{remark.reason} {remark.what_to_do}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        mark = "●" if remark.severity is Severity.REJECTED else "▲"
        cells = (remark.file, str(remark.line or ""), remark.column, f"{mark} {remark.reason}")
        return cells[index.column()]


def _ordered(report: ImportReport) -> tuple[Remark, ...]:
    return (*report.rejected, *report.noted)
