"""The visual language: colours, type and spacing, as one palette and one small style sheet over Fusion."""

import sys
from enum import StrEnum
from string import Template
from typing import NamedTuple
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from iro_desktop.screens.resources import RESOURCES


class Scheme(StrEnum):
    """Which colours; SYSTEM follows the machine."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Colours(NamedTuple):
    """Every colour a screen may use, by what it is for. Each ink is readable on each ground and wash."""

    ground: str
    surface: str
    ink: str
    muted: str
    primary: str
    primary_hover: str
    on_primary: str
    border: str
    line: str
    quiet: str
    red: str
    red_wash: str
    amber: str
    amber_wash: str
    green: str
    green_wash: str
    focus: str = "#FFB000"


LIGHT = Colours(
    ground="#F7F8FA", surface="#FFFFFF", ink="#16202B", muted="#4A5766",
    primary="#12527C", primary_hover="#0D3F60", on_primary="#FFFFFF",
    border="#7C8997", line="#DDE2E8", quiet="#E8EEF3",
    red="#A61B1B", red_wash="#FDECEC", amber="#7A4B00", amber_wash="#FFF4DC",
    green="#1C6138", green_wash="#E6F4EA",
)  # fmt: skip
DARK = Colours(
    ground="#171C22", surface="#1E242B", ink="#EEF2F6", muted="#B4C0CC",
    primary="#8CC7F0", primary_hover="#B0D9F6", on_primary="#10202C",
    border="#74828F", line="#363F49", quiet="#2A323B",
    red="#FF9C97", red_wash="#3A2022", amber="#FFCB70", amber_wash="#362B18",
    green="#8ADBA5", green_wash="#1B3124",
)  # fmt: skip

POINTS = {"small": 10, "body": 11, "large": 13, "heading": 16, "title": 20, "room": 14, "clock": 72}
"""The type scale in points at 100%."""
STYLE = "Fusion"
"""Qt's own style under the style sheet: the same on every system."""
TARGET = 32
"""The smallest height of anything to click, in pixels; 44 in room mode."""
_FIRST_WINDOW = 100
"""Milliseconds after which the first window is surely painted."""


def colours_of(palette: QPalette) -> Colours:
    """Return the colours that go with a palette: ours, or at high contrast the system's own."""
    window = palette.color(QPalette.ColorRole.Window)
    for ours in (LIGHT, DARK):
        if window == QColor(ours.ground):
            return ours
    return _system_colours(palette)


def colours_now() -> Colours:
    """Return the colours in use: for what paints itself. A widget's own palette may be its style sheet's."""
    return colours_of(QGuiApplication.palette())


def dressed_application(name: str) -> QApplication:
    """Make the application with the theme's style under it; `name` is the program's.

    Asked for like this the style costs nothing: what `setStyle` returns makes PySide6 build QStyle first.
    """
    app = QApplication([name, "-style", STYLE])
    app.setProperty("style", STYLE)
    return app


def show_icon(app: QApplication) -> None:
    """Give every window the app's icon; after the first paint, because a drawing takes long to load."""
    app.setWindowIcon(QIcon(str(RESOURCES / "app-icon.svg")))


def apply_theme(app: QApplication, scheme: Scheme = Scheme.SYSTEM, scale: int = 100) -> None:
    """Dress the whole application. `scale` is the text size in percent, 100 to 200.

    May be called again at any time; open windows change at once. A moment later it follows the
    system: when that asks for high contrast, the system's own colours are used and ours are not.
    """
    follower = _followers.get(app)  # not findChild, for which PySide6 builds the classes of all it meets
    if follower is None:
        follower = _followers[app] = _SystemFollower(app)
    follower.dress(scheme, max(100, min(200, scale)))


_followers: "WeakKeyDictionary[QApplication, _SystemFollower]" = WeakKeyDictionary()


class _SystemFollower(QObject):
    """Dresses the application again when the system changes its mind.

    It asks the system only when the first window is up: to ask, Qt sets up all its enumerations, a tenth
    of the time to that window. Till then the style's own palette tells dark from light.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app, self._scheme, self._scale = app, Scheme.SYSTEM, 100
        self._untouched = app.palette()  # asking the style for it would build all of QStyle's enumerations
        self._high_contrast: bool | None = None

    def dress(self, scheme: Scheme, scale: int) -> None:
        self._scheme, self._scale = scheme, scale
        app = self._app
        _use_style(app)
        app.setFont(ui_font(scale))
        system = self._untouched if self._high_contrast is None else app.style().standardPalette()
        colours = _system_colours(system) if self._high_contrast else _chosen(scheme, system)
        app.setPalette(system if self._high_contrast else palette_for(colours))
        app.setStyleSheet(style_sheet(colours, scale))
        if self._high_contrast is None:
            QTimer.singleShot(_FIRST_WINDOW, self, self._follow)

    def _follow(self) -> None:
        if self._high_contrast is None:
            hints = self._app.styleHints()
            hints.colorSchemeChanged.connect(lambda _scheme: self.dress(self._scheme, self._scale))
            hints.accessibility().contrastPreferenceChanged.connect(lambda _contrast: self._ask())
        self._ask()

    def _ask(self) -> None:
        wanted = wants_high_contrast(self._app)
        before, self._high_contrast = bool(self._high_contrast), wanted
        if wanted != before:
            self.dress(self._scheme, self._scale)


def _use_style(app: QApplication) -> None:
    """Put Fusion under the style sheet, unless `dressed_application` has."""
    if app.property("style") != STYLE:
        app.setStyle(STYLE)
        app.setProperty("style", STYLE)


def wants_high_contrast(app: QApplication) -> bool:
    """Say whether the system asks for more contrast than any palette of ours gives."""
    hints = app.styleHints()  # held: what accessibility() gives dies with the wrapper it came from
    return hints.accessibility().contrastPreference().name == "HighContrast"


def ui_font(scale: int) -> QFont:
    """Return the interface font: Segoe UI on Windows, elsewhere Open Sans, which is shipped."""
    family = "Segoe UI"
    if sys.platform != "win32":
        family = "Open Sans"
        if family not in QFontDatabase.families():
            for name in ("OpenSans-Regular.ttf", "OpenSans-Semibold.ttf"):
                QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))
    font = QFont(family)
    font.setPointSizeF(POINTS["body"] * scale / 100)
    return font


def palette_for(colours: Colours) -> QPalette:
    """Return Qt's palette for our colours, so that what the style sheet leaves alone fits too."""
    role = QPalette.ColorRole
    palette = QPalette()
    by_role = {
        role.Window: colours.ground, role.WindowText: colours.ink, role.Base: colours.surface,
        role.AlternateBase: colours.ground, role.Text: colours.ink, role.Button: colours.surface,
        role.ButtonText: colours.ink, role.BrightText: colours.red, role.Highlight: colours.primary,
        role.HighlightedText: colours.on_primary, role.Link: colours.primary, role.Accent: colours.primary,
        role.LinkVisited: colours.primary, role.ToolTipBase: colours.surface, role.ToolTipText: colours.ink,
        role.PlaceholderText: colours.muted, role.Light: colours.surface, role.Midlight: colours.quiet,
        role.Mid: colours.line, role.Dark: colours.border, role.Shadow: colours.border,
    }  # fmt: skip
    for which, colour in by_role.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


def _chosen(scheme: Scheme, system: QPalette) -> Colours:
    if scheme is Scheme.SYSTEM:
        return DARK if system.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT
    return DARK if scheme is Scheme.DARK else LIGHT


def _system_colours(palette: QPalette) -> Colours:
    role = QPalette.ColorRole
    surface, ink = palette.color(role.Base).name(), palette.color(role.Text).name()
    primary, on_primary = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    return Colours(
        ground=palette.color(role.Window).name(), surface=surface, ink=ink, muted=ink,
        primary=primary, primary_hover=primary, on_primary=on_primary, border=ink, line=ink, quiet=surface,
        red=ink, red_wash=surface, amber=ink, amber_wash=surface, green=ink, green_wash=surface,
        focus=primary,
    )  # fmt: skip


def style_sheet(colours: Colours, scale: int = 100) -> str:
    """Return the one style sheet in these colours, at a text size in percent."""
    values: dict[str, str] = colours._asdict()
    values.update({f"{name}_pt": f"{points * scale / 100:g}pt" for name, points in POINTS.items()})
    size, dot = 16 * scale // 100, 5 * scale // 100
    values |= {"indicator": str(size), "icon": str(22 * scale // 100), "drop": str(size + 8)}
    values |= {"round": str(size // 2 + 2), "dot": str(dot), "hole": str(size + 4 - 2 * dot)}
    values |= {"icons": (RESOURCES / "icons").as_posix()}
    values |= {"ink_tone": _tone(colours.ink), "tick_tone": _tone(colours.on_primary)}
    return Template((RESOURCES / "style.qss").read_text("utf-8")).substitute(values)


def _tone(colour: str) -> str:
    """Say which of the two drawings a style sheet can show goes with a colour: it cannot tint them."""
    return "light" if QColor(colour).lightness() > 127 else "dark"
