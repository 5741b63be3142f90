"""The caseload's table: a calm list whose due dates carry their state as symbol, words and colour."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from iro_desktop.screens.caseload.model import STATE_ROLE, CaseloadModel, Column
from iro_desktop.screens.theme import TARGET, Colours, colours_now
from iro_desktop.screens.widgets.row_table import RowTable
from iro_desktop.services.list_caseload import DueState

Index = QModelIndex | QPersistentModelIndex
_PAD = 10


class DueDelegate(QStyledItemDelegate):
    """Paints a due date as a pill: the state's symbol and words in its colour on its wash."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell's ground as the style does, then the pill."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        words, styled.text = styled.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, option.widget)
        ink, wash = _colours_for(index.data(STATE_ROLE), colours_now())
        metrics = QFontMetrics(styled.font)
        width = min(metrics.horizontalAdvance(words) + 2 * _PAD, option.rect.width() - 8)
        height = min(metrics.height() + 6, option.rect.height() - 4)
        pill = QRectF(option.rect.x() + 4, option.rect.center().y() - height / 2 + 1, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(wash))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(ink))
        painter.setFont(styled.font)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width - 2 * _PAD) + 2)
        inside = pill.adjusted(_PAD, 0, -_PAD + 2, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of the pill and its surroundings."""
        metrics = QFontMetrics(option.font)
        width = metrics.horizontalAdvance(str(index.data() or "")) + 2 * _PAD + 10
        return QSize(width, metrics.height() + 12)


def _colours_for(state: object, colours: Colours) -> tuple[str, str]:
    return {
        DueState.LATE: (colours.red, colours.red_wash),
        DueState.SOON: (colours.amber, colours.amber_wash),
        DueState.UNKNOWN: (colours.amber, colours.amber_wash),
        DueState.FINE: (colours.green, colours.green_wash),
    }.get(DueState(str(state)), (colours.muted, colours.quiet))


class CaseloadTable(RowTable):
    """A table of whole rows. Enter opens; typing goes to the filter; Tab leaves."""

    open_wanted = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Children by next review", parent)
        self.setAlternatingRowColors(True)
        self.setSortingEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(Column.NEXT_REVIEW, DueDelegate(self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicator(Column.NEXT_REVIEW, Qt.SortOrder.AscendingOrder)
        header.setResizeContentsPrecision(40)
        self._needs: list[int] = []
        self.doubleClicked.connect(lambda _index: self.open_wanted.emit())
        self._set_row_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; hand what is typed to the filter."""
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        elif plain and text and text.isprintable() and not text.isspace():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows high enough when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()
            self.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share of the new width."""
        super().resizeEvent(event)
        self.share_width()

    def measure(self) -> None:
        """Find what each column needs for the rows there are, then share the width."""
        if self.model() is not None:
            header = self.horizontalHeader()
            header.ensurePolished()  # rows come before the window is shown, and headings are bold
            for column in Column:
                self.setColumnHidden(column, False)  # of a hidden column Qt says that it needs nothing
            self._needs = [max(self.sizeHintForColumn(c), header.sectionSizeHint(c)) + 8 for c in Column]
            self.share_width()

    def share_width(self) -> None:
        """Fit the columns to their contents; the last ones are left out where there is no room for them."""
        needs = self._needs
        if not needs:
            return
        room = self.viewport().width()
        fits = max((n for n in range(3, len(Column) + 1) if sum(needs[:n]) <= room), default=3)
        spare = max(0, room - sum(needs[:fits])) // fits
        model = self.model()
        if isinstance(model, CaseloadModel):
            model.show_columns(fits)
        for column in Column:
            self.setColumnHidden(column, column >= fits)
            self.setColumnWidth(column, needs[column] + spare)
        self.setColumnWidth(fits - 1, room - sum(needs[: fits - 1]) - spare * (fits - 1))

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(max(TARGET + 4, self.fontMetrics().height() + 16))
