"""The colours can be read by everybody: WCAG 2.2 contrast, computed."""

import re
import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.screens import theme
from iro_desktop.screens.theme import DARK, LIGHT, Colours, Scheme, apply_theme, colours_of, style_sheet
from tests.conftest import ROOT

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFB000", "#FFFFFF") == pytest.approx(1.8, abs=0.05)
    assert contrast(LIGHT.ink, LIGHT.surface) == pytest.approx(16.5, abs=0.1)


@BOTH
def test_every_text_colour_is_readable_where_it_is_used(colours: Colours) -> None:
    for ink in (colours.ink, colours.muted, colours.primary):
        for ground in (colours.ground, colours.surface, colours.quiet):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ink, wash in (
        (colours.red, colours.red_wash),
        (colours.amber, colours.amber_wash),
        (colours.green, colours.green_wash),
    ):
        for ground in (wash, colours.ground, colours.surface, colours.quiet):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(colours.on_primary, colours.primary) >= 4.5
    assert contrast(colours.on_primary, colours.primary_hover) >= 4.5


@BOTH
def test_controls_and_focus_stand_out(colours: Colours) -> None:
    for ground in (colours.ground, colours.surface):
        assert contrast(colours.border, ground) >= 3
        assert max(contrast(colours.focus, ground), contrast(colours.ink, ground)) >= 3
    assert contrast(colours.ink, colours.border) >= 3, "the ink line replaces the border line under focus"


@BOTH
def test_the_style_sheet_uses_no_other_colour(colours: Colours) -> None:
    allowed = {value.upper() for value in colours}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", style_sheet(colours))) <= allowed


@pytest.mark.parametrize(("scheme", "colours"), [(Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)])
def test_the_theme_dresses_the_application(qapp: QApplication, scheme: Scheme, colours: Colours) -> None:
    apply_theme(qapp, scheme, 150)
    assert colours_of(qapp.palette()) == colours
    assert qapp.font().pointSizeF() == pytest.approx(16.5)
    apply_theme(qapp, scheme, 900)
    assert qapp.font().pointSizeF() == 22, "text size stops at 200%"


def test_high_contrast_is_the_systems_own_and_comes_back(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 100)
    (follower,) = [child for child in qapp.children() if isinstance(child, theme._SystemFollower)]
    monkeypatch.setattr(theme, "wants_high_contrast", lambda _app: True)
    follower._ask()
    assert colours_of(qapp.palette()) not in (LIGHT, DARK)
    assert LIGHT.primary not in qapp.styleSheet()
    apply_theme(qapp, Scheme.DARK, 150)
    assert colours_of(qapp.palette()) not in (LIGHT, DARK), "a choice of ours does not undo the system's"
    monkeypatch.setattr(theme, "wants_high_contrast", lambda _app: False)
    follower._ask()
    assert colours_of(qapp.palette()) == DARK


def test_the_first_dress_asks_the_system_once_the_loop_runs() -> None:
    """In a process of its own: there is one application in each."""
    program = (
        "from PySide6.QtWidgets import QApplication; from PySide6.QtTest import QTest;"
        "from iro_desktop.screens import theme; app = QApplication([]);"
        "theme.wants_high_contrast = lambda app: True; theme.apply_theme(app);"
        "ours = lambda: theme.colours_now() in (theme.LIGHT, theme.DARK); before = ours();"
        "[QTest.qWait(10) for _ in range(1000) if ours()]; print(before, ours())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.split() == ["True", "False"]


def test_a_palette_that_is_not_ours_gives_its_own_colours(qapp: QApplication) -> None:
    system = QPalette(QColor("#000000"), QColor("#000000"))
    system.setColor(QPalette.ColorRole.Text, QColor("#FFFF00"))
    colours = colours_of(system)
    assert colours.ink == colours.red == colours.border == "#ffff00"
