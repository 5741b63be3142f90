"""Covers the screen and locks the app when its person is away."""

from PySide6.QtCore import QObject

from iro_desktop.app.idle_watch import IdleWatch, Limits
from iro_desktop.app.machine_watch import MachineWatch
from iro_desktop.app.pages import Pages

_MINUTE = 60.0
_IN_THE_ROOM = 2
"""How many times as long the lock waits in room mode."""


class Away(QObject):
    """Lives as long as the pages; `lock_wanted` of the shell is what it asks by."""

    def __init__(self, pages: Pages) -> None:
        super().__init__(pages)
        self._pages = pages
        shell = pages.shell
        self.idle = IdleWatch(self._limits, self)
        self.idle.cover_wanted.connect(shell.cover)
        self.idle.lock_wanted.connect(shell.lock_wanted)
        pages.saved.connect(self.idle.touch)
        self.machine = MachineWatch(shell)
        self.machine.left.connect(shell.lock_wanted)

    def _limits(self) -> Limits:
        settings, page = self._pages.look.settings, self._pages.shell.page()
        longer = _IN_THE_ROOM if page is not None and page.is_in_the_room() else 1
        return Limits(settings.cover_after * _MINUTE, settings.lock_after * _MINUTE * longer)
