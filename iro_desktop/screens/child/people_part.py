"""The people in a child's life, on the child's page: listed, and added or put right where they stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iro_desktop.domain.child import Person, PersonRole
from iro_desktop.screens.child.model import person_words
from iro_desktop.screens.forms.ui_child_person import Ui_ChildPersonForm
from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.flow import FlowLayout
from iro_desktop.screens.widgets.layouts import empty, words

_TEXTS = ("name", "role_words", "called")


class PersonForm(QFrame):
    """One person's fields. What is typed is told at once; there is nothing to hand in."""

    typed = Signal(str, str, str)
    """Person, field, words."""
    done = Signal()
    remove_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person_id = ""
        self.form = form = Ui_ChildPersonForm()
        form.setupUi(self)  # type: ignore[no-untyped-call]  # compiled forms are untyped
        for role in PersonRole:
            form.role_choice.addItem(role.value[0].upper() + role.value[1:], role.value)
        form.role_choice.setAccessibleName("What they are to the child")
        self.done_button, self.remove_button = QPushButton("Done"), QPushButton("Remove")
        self.remove_button.setProperty("kind", "quiet")
        row = FlowLayout(form.actions)
        row.addWidget(self.done_button)
        row.addWidget(self.remove_button)
        self._connect()

    def open(self, person: Person) -> None:
        """Show a person, the keyboard in the name."""
        form = self.form
        self.person_id = ""  # nothing that is filled in here is told
        for name in _TEXTS:
            getattr(form, f"{name}_edit").setText(getattr(person, name))
        form.role_choice.setCurrentIndex(form.role_choice.findData(person.role.value))
        self.person_id = person.id
        self.show()
        form.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        form = self.form
        edits = [form.name_edit, form.role_words_edit, form.called_edit]
        for name, edit in zip(_TEXTS, edits, strict=True):
            edit.textChanged.connect(lambda text, name=name: self._tell(name, text))
            edit.returnPressed.connect(self.done)
        form.role_choice.currentIndexChanged.connect(
            lambda _n: self._tell("role", str(form.role_choice.currentData()))
        )
        self.done_button.clicked.connect(self.done)
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self.person_id))

    def _tell(self, field: str, text: str) -> None:
        if self.person_id:
            self.typed.emit(self.person_id, field, text)


class PeoplePart(QWidget):
    """The list, the form of the one person being typed, and the ways to add and to undo."""

    typed = Signal(str, str, str)
    add_wanted = Signal()
    remove_wanted = Signal(str)
    undo_wanted = Signal()
    opened = Signal()
    """A person's fields are open: they may lie out of sight."""
    closed = Signal()
    """They are closed: what the list says is what one sees now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] | None = None
        self._none = words("Nobody is on record yet. Add them here, or bring in a people file.", "muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.person_form = PersonForm(self)
        self.person_form.hide()
        self.add_button, self.undo_button = QPushButton("Add a &person"), QPushButton("Undo")
        actions = QWidget(self)
        row = FlowLayout(actions)
        row.addWidget(self.add_button)
        row.addWidget(self.undo_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._none)
        whole.addLayout(self._list)
        whole.addWidget(actions)
        whole.addWidget(self.person_form)
        self.undo_button.hide()
        self._connect()

    def show_people(self, people: tuple[Person, ...]) -> None:
        """List them; what is being typed in the form stays as it is."""
        if people == self._people:
            return
        self._people = people
        empty(self._list)
        self._none.setVisible(not people)
        for person in people:
            self._list.addWidget(self._row(person))

    def open_person(self, person: Person) -> None:
        """Open somebody's fields, or empty ones for somebody new."""
        self.person_form.open(person)
        self.opened.emit()

    def is_open(self) -> bool:
        """Say whether somebody's fields are open."""
        return not self.person_form.isHidden()

    def close_person(self) -> bool:
        """Close the fields, the keyboard back at the list; return whether they were open."""
        if not self.is_open():
            return False
        self.person_form.hide()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        return True

    def show_removed(self, name: str | None) -> None:
        """Offer to bring back who was removed; None: there is nobody."""
        self.undo_button.setVisible(name is not None)
        if name is not None:
            self.undo_button.setText(f"Bring back {name}")
            self.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, f"{name} is removed.")

    def _connect(self) -> None:
        form = self.person_form
        form.typed.connect(self.typed)
        form.done.connect(self.close_person)
        form.remove_wanted.connect(self.remove_wanted)
        self.add_button.clicked.connect(self.add_wanted)
        self.undo_button.clicked.connect(self.undo_wanted)

    def _row(self, person: Person) -> QFrame:
        first, second = person_words(person)
        line, both = QFrame(), QVBoxLayout()
        both.setSpacing(0)
        for label in (words(first), words(second, "small")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            both.addWidget(label)
        edit = QPushButton("Edit")
        edit.setProperty("kind", "link")
        edit.setAccessibleName(f"Edit {first}")
        edit.clicked.connect(lambda: self.open_person(person))
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(both, 1)
        box.addWidget(edit)
        return line
