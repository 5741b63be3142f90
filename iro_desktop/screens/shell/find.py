"""Ctrl+K: any child in a few letters, from anywhere."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

Index = QModelIndex | QPersistentModelIndex


class FoundChildren(QAbstractListModel):
    """The children whose words hold every word typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[tuple[str, str], ...] = ()
        self._shown: tuple[tuple[str, str], ...] = ()

    def set_children(self, children: tuple[tuple[str, str], ...]) -> None:
        """Take the (id, words) of all children, in the order to show."""
        self._all = children
        self.look_for("")

    def look_for(self, typed: str) -> None:
        """Show only the children whose words hold all that was typed, in any case; nobody before that.

        The screen may face a child, who must not read the names of others.
        """
        parts = typed.casefold().split()
        self.beginResetModel()
        self._shown = tuple(
            child for child in self._all if parts and all(part in child[1].casefold() for part in parts)
        )
        self.endResetModel()

    def child_at(self, row: int) -> str:
        """Return the id of the child in this row; "" where there is none."""
        return self._shown[row][0] if 0 <= row < len(self._shown) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a child's words."""
        return self._shown[index.row()][1] if role == Qt.ItemDataRole.DisplayRole else None


class FindChild(QFrame):
    """A small list over the window: type, arrow, Enter; Esc closes it."""

    child_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("kind", "overlay")
        label = QLabel("&Find a child")
        label.setProperty("text_role", "label")
        self._edit = QLineEdit()
        self._edit.setPlaceholderText("Type a name")
        self._edit.setClearButtonEnabled(False)
        label.setBuddy(self._edit)
        self._model = FoundChildren(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setAccessibleName("Children found")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = QLabel()
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.addWidget(label)
        box.addWidget(self._edit)
        box.addWidget(self._list, 1)
        box.addWidget(self._none, 1)  # takes the list's room, so that the field stays where it is
        self._edit.textChanged.connect(self._look)
        self._list.clicked.connect(lambda index: self._choose(index.row()))
        self.hide()

    def set_children(self, children: tuple[tuple[str, str], ...]) -> None:
        """Take the (id, words) of all children, in the order to show."""
        self._model.set_children(children)

    def open(self) -> None:
        """Show the list, empty of words, with the keyboard in it."""
        self._edit.clear()
        self._look("")
        window = self._window
        width = min(window.width() - 48, self.fontMetrics().averageCharWidth() * 70)
        self.setGeometry((window.width() - width) // 2, 48, width, min(window.height() - 96, 480))
        self.show()
        self.raise_()
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_list(self) -> None:
        """Hide the list."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows while typing; Enter opens."""
        match event.key():
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self._list.currentIndex().row())
            case Qt.Key.Key_Escape:
                self.close_list()
            case _:
                super().keyPressEvent(event)

    def _look(self, typed: str) -> None:
        self._model.look_for(typed)
        found = self._model.rowCount()
        self._list.setVisible(found > 0)
        self._none.setVisible(found == 0)
        self._none.setText(
            "No child like that. Try part of the name." if typed.strip() else "Type part of a name."
        )
        self._list.setCurrentIndex(self._model.index(0, 0))

    def _move(self, step: int) -> None:
        row = max(0, min(self._model.rowCount() - 1, self._list.currentIndex().row() + step))
        self._list.setCurrentIndex(self._model.index(row, 0))

    def _choose(self, row: int) -> None:
        child = self._model.child_at(row)
        if child:
            self.close_list()
            self.child_wanted.emit(child)
