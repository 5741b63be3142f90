"""Takes back a review that was started by mistake: says what goes, takes it on a second click, undoes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from iro_desktop.screens.widgets.announce import announce
from iro_desktop.screens.widgets.flow import FlowLayout
from iro_desktop.screens.widgets.layouts import words


class TakeBackPart(QFrame):
    """Under the button that goes on with a review. Hidden while no review is begun or was taken back."""

    asked = Signal()
    """What would go?"""
    wanted = Signal()
    undo_wanted = Signal()
    moved = Signal(QWidget)
    """The keyboard is on this button now: it has to be in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask_button = QPushButton("Started by mistake?")
        self.ask_button.setProperty("kind", "link")
        self.take_button, self.keep_button = QPushButton("Take it back"), QPushButton("Keep it")
        self.undo_button = QPushButton("Undo: bring the review back")
        self.words_label = words("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.words_label)
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self.ask_button, self.take_button, self.keep_button, self.undo_button):
            flow.addWidget(button)
        box.addWidget(row)
        self.ask_button.clicked.connect(self.asked)
        self.take_button.clicked.connect(self.wanted)
        self.keep_button.clicked.connect(self._keep)
        self.undo_button.clicked.connect(self.undo_wanted)
        self._show()

    def show_begun(self, begun: bool) -> None:
        """Offer to take back where a review is begun; what was offered before is over, but not an undo."""
        if begun or not self.undo_button.isVisibleTo(self):
            self._show(*([self.ask_button] if begun else []))

    def show_what_goes(self, sentence: str) -> None:
        """Say what goes, and wait for the second click; the keyboard is on the way that loses nothing."""
        self._show(self.take_button, self.keep_button, said=sentence)
        self._go_to(self.keep_button)

    def show_taken(self) -> None:
        """Say that it is done, and how to undo it."""
        self._show(self.undo_button, said="✓ Taken back. Its words stay in this computer's history.")
        self._go_to(self.undo_button)

    def show_back(self) -> None:
        """Forget the undo: the review is there again."""
        self._show(self.ask_button)
        self._go_to(self.ask_button)

    def show_problem(self, sentence: str) -> None:
        """Say why it cannot be."""
        self._show(*(each for each in (self.undo_button,) if each.isVisibleTo(self)), said=f"▲ {sentence}")

    def _keep(self) -> None:
        self._show(self.ask_button)
        self._go_to(self.ask_button)

    def _go_to(self, button: QPushButton) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(button)

    def _show(self, *buttons: QPushButton, said: str = "") -> None:
        self.words_label.setText(said)
        self.words_label.setVisible(bool(said))
        self.setVisible(any(buttons))
        for button in buttons:  # before any is hidden: one that has the keyboard gives it to its neighbour
            button.show()
        for button in (self.ask_button, self.take_button, self.keep_button, self.undo_button):
            button.setVisible(button in buttons)
        if said:
            announce(self, said)
