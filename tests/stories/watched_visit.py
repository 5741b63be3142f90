"""The demonstration's visit, watched: what is cut off, nameless or shown as a window that should not be.

Run by test_day.py: PROFILE OUTPUT PERCENT SCHEME. At each of the visit's pictures every size, scheme and text
size is tried on the screen there is. Prints one JSON object.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from iro_desktop.app.settings import Settings
from iro_desktop.app.start import application
from iro_desktop.demonstration import visit
from iro_desktop.demonstration.visitor import Visitor
from iro_desktop.device.process import end_process
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import machine_clock
from iro_desktop.screens.theme import Scheme, apply_theme
from tests.proofs import how_many
from tests.screens.access import nameless
from tests.screens.legibility import too_small

SIZES = (QSize(1366, 768), QSize(1093, 560))
DRESSES = ((Scheme.LIGHT, 100), (Scheme.DARK, 200), (Scheme.DARK, 100), (Scheme.LIGHT, 200))[: how_many(2, 4)]
OFFSCREEN = "This plugin does not support"

seen: dict[str, Any] = {"windows": [], "warnings": [], "faults": [], "screens": []}


class ShowWatcher(QObject):
    """Notes every window that is ever shown."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            name = type(watched).__name__
            if name not in seen["windows"]:
                seen["windows"].append(name)
        return False


class WatchingVisitor(Visitor):
    """Looks at every screen in every dress and size as it takes its picture."""

    settings = Settings(scheme="light")

    def picture(self, window: QWidget, name: str) -> None:
        super().picture(window, name)
        seen["screens"].append(name)
        usual = window.size()
        for dress in DRESSES:
            apply_theme(application(), *dress)
            for size in SIZES:
                window.resize(size + QSize(8, 8))  # a change of theme alone leaves the old heights
                QApplication.processEvents()
                window.resize(size)
                for _ in range(8):  # until every layout has settled
                    QApplication.processEvents()
                where = f"{name} {dress[0].value} {dress[1]}% {size.width()}x{size.height()}"
                found = [*too_small(window), *(f"nameless: {what}" for what in nameless(window))]
                seen["faults"] += [f"{where}: {what}" for what in found]
                assert self._pictures is not None
                file = self._pictures / "dresses" / f"{where.replace(' ', '-').replace('%', '')}.png"
                file.parent.mkdir(exist_ok=True)
                if found or how_many(0, 1):
                    window.grab().save(str(file))
        apply_theme(application(), Scheme(self.settings.scheme), self.settings.text_percent)
        window.resize(usual)
        self.rest(0.05)


def note_message(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    if not words.startswith(OFFSCREEN):
        seen["warnings"].append(words)


def main() -> None:
    """Play the visit and print what was seen."""
    profile, output, percent, scheme = sys.argv[1:5]
    qInstallMessageHandler(note_message)
    app = application()
    watcher = ShowWatcher(app)
    app.installEventFilter(watcher)
    WatchingVisitor.settings = Settings(int(percent), scheme)
    visit.Visitor = WatchingVisitor  # type: ignore[misc]  # the same visitor, looking closer
    visit.as_pdf = lambda _document: None  # type: ignore[assignment]  # LibreOffice is no part of this
    code = visit.play(ProfilePaths(Path(profile)), machine_clock(), Path(output), WatchingVisitor.settings)
    sys.stdout.write("\n" + json.dumps({"code": code, **seen}) + "\n")
    sys.stdout.flush()
    end_process(code)


if __name__ == "__main__":
    main()
