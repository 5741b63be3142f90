"""Walks every widget of a window and names the text that does not fit its rectangle.

Use: `assert too_small(window) == []` once the window is shown, at each text size and scheme.
"""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

_SLACK = 1
"""Pixels of rounding that nobody sees."""


def too_small(window: QWidget) -> list[str]:
    """Return one line for every visible text that is cut off: what it is and by how much."""
    found: list[str] = []
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            found += _label(widget)
        elif isinstance(widget, QAbstractButton):
            found += _button(widget)
        elif isinstance(widget, QComboBox | QLineEdit):
            found += _one_line(widget)
        elif isinstance(widget, QHeaderView):
            found += _header(widget)
        elif isinstance(widget, QTableView):
            found += _table(widget)
    return found + _squeezed(window)


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}"


def _verdict(widget: QWidget, what: str, needs: QSize, has: QSize) -> list[str]:
    if needs.width() <= has.width() + _SLACK and needs.height() <= has.height() + _SLACK:
        return []
    return [
        f"{_name(widget)}: {what!r} needs {needs.width()}x{needs.height()}, has {has.width()}x{has.height()}"
    ]


def _label(label: QLabel) -> list[str]:
    text = label.text()
    if not text.strip():
        return []
    if not label.wordWrap():
        return _verdict(label, text[:40], label.sizeHint(), label.size())
    plain = QTextDocumentFragment.fromHtml(text).toPlainText() if "<" in text else text
    metrics = QFontMetrics(label.font())
    longest = max(metrics.horizontalAdvance(word) for word in plain.replace("\u200b", " ").split())
    needs = QSize(longest, label.heightForWidth(label.width()))
    return _verdict(label, text[:40], needs, QSize(label.contentsRect().width(), label.height()))


def _button(button: QAbstractButton) -> list[str]:
    text = button.text().replace("&", "")
    if not text:
        return []
    if isinstance(button, QPushButton):
        option = QStyleOptionButton()
        option.initFrom(button)
        option.text = button.text()
        room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button).size()
        needs = QFontMetrics(button.font()).size(Qt.TextFlag.TextShowMnemonic, button.text())
        if not button.icon().isNull():
            needs += QSize(button.iconSize().width() + 4, 0)
        return _verdict(button, text, needs, room)
    return _verdict(button, text, button.sizeHint(), button.size())


def _one_line(field: QComboBox | QLineEdit) -> list[str]:
    height = QFontMetrics(field.font()).height()
    has = field.contentsRect().height()
    return _verdict(field, "a line", QSize(0, height), QSize(0, has))


def _header(header: QHeaderView) -> list[str]:
    found = []
    model = header.model()
    for section in range(header.count()):
        words = model.headerData(section, header.orientation(), Qt.ItemDataRole.DisplayRole)
        if header.isSectionHidden(section) or not words:
            continue
        needs = header.sectionSizeFromContents(section)
        horizontal = header.orientation() == Qt.Orientation.Horizontal
        along = header.sectionSize(section)
        has = QSize(along, header.height()) if horizontal else QSize(header.width(), along)
        found += _verdict(header, str(words), needs, has)
    return found


def _table(table: QTableView) -> list[str]:
    found = []
    model = table.model()
    for row in range(min(model.rowCount(QModelIndex()), 200)):
        for column in range(model.columnCount(QModelIndex())):
            index = model.index(row, column)
            room = table.visualRect(index).size()
            if table.isColumnHidden(column) or table.isRowHidden(row) or not room.height():
                continue
            needs = _cell(table, index)
            found += _verdict(table, str(index.data() or "")[:40], needs, room)
    return found


def _cell(table: QTableView, index: QModelIndex) -> QSize:
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect = table.visualRect(index)
    needs = table.itemDelegateForIndex(index).sizeHint(option, index)
    if table.wordWrap() or index.data(Qt.ItemDataRole.ToolTipRole):
        needs.setWidth(0)  # wraps, or is shown whole on asking
    return needs


def _squeezed(window: QWidget) -> list[str]:
    """Name the widgets that stick out of the widget they lie in, where nothing scrolls."""
    found = []
    for widget in window.findChildren(QWidget):
        parent = widget.parentWidget()
        if not widget.isVisible() or parent is None or not isinstance(widget, QLabel | QAbstractButton):
            continue
        inside = QRect(widget.pos(), widget.size())
        if parent.rect().isValid() and not parent.rect().adjusted(-2, -2, 2, 2).contains(inside):
            found.append(f"{_name(widget)} sticks out of {_name(parent)}")
    return found
