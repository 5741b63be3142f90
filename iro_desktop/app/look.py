"""How this person wants the app: shown at once in every window, and kept for the next start."""

from PySide6.QtWidgets import QApplication

from iro_desktop.app.settings import SETTINGS_FILE, Settings, keep_settings, read_settings
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.screens.settings.model import Choices
from iro_desktop.screens.theme import Scheme, apply_theme


class Look:
    """The settings of one profile."""

    def __init__(self, paths: ProfilePaths) -> None:
        self._file = paths.root / SETTINGS_FILE
        self.settings = read_settings(self._file)

    @property
    def choices(self) -> Choices:
        """Return what the settings screen shows."""
        now = self.settings
        return Choices(now.text_percent, now.scheme, now.cover_after, now.lock_after)

    def wear(self, choices: Choices) -> None:
        """Show what was chosen, and keep it."""
        before, self.settings = self.settings, Settings(*choices)
        app = QApplication.instance()
        if isinstance(app, QApplication) and before.look != self.settings.look:
            apply_theme(app, Scheme(choices.scheme), choices.text_percent)
        keep_settings(self._file, self.settings)
