"""The window of the unlock and first-use forms: one card in the middle, and nothing about any child."""

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.screens.unlock.view import UnlockView
from iro_desktop.screens.widgets.enter_key import enter_clicks
from iro_desktop.screens.widgets.layouts import words
from iro_desktop.screens.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:  # loaded on demand: the first paint does not wait for them
    from iro_desktop.screens.unlock.first_use import AboutYouView
    from iro_desktop.screens.unlock.mend import MendView
    from iro_desktop.screens.widgets.choose_passphrase import ChoosePassphraseView
    from iro_desktop.screens.widgets.recovery_code import RecoveryCodeView

F = TypeVar("F", bound=QWidget)

_CARD = 30
"""The card's width in heights of a line of text."""


class UnlockWindow(QWidget):
    """Holds `unlock`, `choose`, `code`, `about`, `mend`, one shown at a time; all but the first on demand."""

    def __init__(self, *, demonstration: str = "") -> None:
        super().__init__()
        self.setWindowTitle("IRO desktop")
        self.setMinimumSize(640, 420)
        self.resize(1093, 620)
        self._strip = QFrame(self)  # a parent first: shown without one it would be a window
        self._strip.setProperty("kind", "demonstration")
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(16, 4, 16, 4)
        self._marker = words(demonstration, wrap=False)  # wrapping costs time before the first paint
        row.addWidget(self._marker)  # centred by the style sheet: Qt's enumerations take long to set up
        self._strip.setVisible(bool(demonstration))
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._area = _area_around(self._card)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._strip)
        box.addWidget(self._area, 1)
        self.unlock = UnlockView()
        self._forms: list[QWidget] = []
        self._put(self.unlock)
        self._painted = False

    @cached_property
    def choose(self) -> "ChoosePassphraseView":
        """Return the form for a new passphrase."""
        from iro_desktop.screens.widgets.choose_passphrase import ChoosePassphraseView

        return self._put(ChoosePassphraseView())

    @cached_property
    def code(self) -> "RecoveryCodeView":
        """Return the page with the recovery code."""
        from iro_desktop.screens.widgets.recovery_code import RecoveryCodeView

        return self._put(RecoveryCodeView())

    @cached_property
    def about(self) -> "AboutYouView":
        """Return the form about the IRO."""
        from iro_desktop.screens.unlock.first_use import AboutYouView

        return self._put(AboutYouView())

    @cached_property
    def mend(self) -> "MendView":
        """Return the form about a caseload that does not open."""
        from iro_desktop.screens.unlock.mend import MendView

        return self._put(MendView())

    def show_mend(self) -> None:
        """Say that the caseload does not open, and offer what can be done."""
        self._show(self.mend, self.mend.start)

    def show_unlock(self) -> None:
        """Ask for the passphrase."""
        self._show(self.unlock, self.unlock.start)

    def show_choose(self) -> None:
        """Ask for a new passphrase."""
        self._show(self.choose, self.choose.start)

    def show_code(self) -> None:
        """Show the recovery code."""
        self._show(self.code, self.code.start)

    def show_about(self) -> None:
        """Ask who the IRO is."""
        self._show(self.about, self.about.start)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the focus once the window is there: its ring takes as long to set up as all the rest."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        from iro_desktop.screens.widgets.focus_ring import FocusRing

        FocusRing(self)

    def _put(self, form: F) -> F:
        self._forms.append(form)
        form.hide()
        self._inside.addWidget(form)
        return form

    def _show(self, form: QWidget, start: QWidget) -> None:
        # No focus proxies: with them Tab skips what lies before the proxy.
        for other in self._forms:
            other.setVisible(other is form)
        self._area.verticalScrollBar().setValue(0)
        start.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter click the button that has the keyboard."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card as wide as its text needs, and never wider than the window."""
        super().resizeEvent(event)
        advance = self._marker.fontMetrics().horizontalAdvance(self._marker.text())
        self._marker.setWordWrap(advance > self.width() - 40)
        self._card.setFixedWidth(min(_CARD * self.fontMetrics().height(), self.width() - 48))

    def sizeHint(self) -> QSize:
        """Return a size that holds the card."""
        return QSize(1093, 620)


def _area_around(card: QWidget) -> ScrollPage:
    inner = QWidget()
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(card)
    middle.addStretch(1)
    box = QVBoxLayout(inner)
    box.setContentsMargins(16, 16, 16, 16)
    box.addStretch(1)
    box.addLayout(middle)
    box.addStretch(2)
    return ScrollPage(inner)
