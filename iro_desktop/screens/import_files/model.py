"""An import's report as the screen shows it: counts in words, and the remarks as a table."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from iro_desktop.intake.remarks import Place, Remark
from iro_desktop.intake.report import ImportReport
from iro_desktop.intake.wording import Severity

Index = QModelIndex | QPersistentModelIndex
COUNT_HEADINGS = ("", "New", "Updated", "As before", "Not brought in")
_HEADINGS = ("File", "Line", "Column", "What")


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


class RemarksModel(QAbstractTableModel):
    """What was not brought in first, then what somebody should look at; in the order of the files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._remarks: tuple[Remark, ...] = ()

    def set_report(self, report: ImportReport) -> None:
        """Take a report's remarks."""
        self.beginResetModel()
        self._remarks = _ordered(report)
        self.endResetModel()

    def remark_at(self, row: int) -> Remark | None:
        """Return the remark in a row, or None."""
        return self._remarks[row] if 0 <= row < len(self._remarks) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many remarks there are."""
        return 0 if parent.isValid() else len(self._remarks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; asked longer, the whole remark with what to do."""
        remark = self._remarks[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{remark.reason} {remark.what_to_do}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        mark = "●" if remark.severity is Severity.REJECTED else "▲"
        cells = (remark.file, str(remark.line or ""), remark.column, f"{mark} {remark.reason}")
        return cells[index.column()]


def _ordered(report: ImportReport) -> tuple[Remark, ...]:
    return (*report.rejected, *report.noted)
