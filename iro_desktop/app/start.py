"""The app process, from its first line to its exit code. What is not needed for the first paint waits."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from iro_desktop.app.desktop import Desktop
from iro_desktop.app.settings import SETTINGS_FILE, read_settings
from iro_desktop.app.trace import note
from iro_desktop.device.handover import take_back
from iro_desktop.device.process import AFTER_CRASH, heed_signals
from iro_desktop.device.profile import profile_of
from iro_desktop.domain.clock import machine_clock
from iro_desktop.screens.theme import Scheme, apply_theme, dressed_application


def application() -> QApplication:
    """Return the Qt application, speaking British English whatever the machine speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else dressed_application(sys.argv[0])
    app.setApplicationName("iro_desktop")
    app.setQuitOnLastWindowClosed(False)  # Desktop ends the app, after the last word is on the disk
    return app


def main(argv: Sequence[str]) -> int:
    """Run the app process on the profile that `argv` names; return QUIT or LOCKED for the launcher."""
    note("started")
    app = application()
    paths = profile_of(argv)
    paths.prepare()
    settings = read_settings(paths.root / SETTINGS_FILE)
    apply_theme(app, Scheme(settings.scheme), settings.text_percent)
    desktop = Desktop(
        app,
        paths,
        machine_clock(),
        after_crash=AFTER_CRASH in argv,
        take_back=lambda: take_back(argv),
    )
    heed_signals(desktop.end_asked.emit)
    desktop.start()
    return desktop.run()
