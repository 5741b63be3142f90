"""The application's icon: drawn by a script that is kept, and worn by its windows."""

import struct
import subprocess
import sys

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import draw_icon

ICO = ROOT / "resources" / "app-icon.ico"


def test_the_drawing_kept_is_what_the_script_draws() -> None:
    assert (ROOT / "resources" / "app-icon.svg").read_text(encoding="utf-8") == draw_icon.DRAWING


def test_the_icon_for_windows_has_every_size_as_a_picture() -> None:
    kept = ICO.read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", kept)
    assert (reserved, kind, count) == (0, 1, len(draw_icon.SIZES))
    for number, side in enumerate(draw_icon.SIZES):
        width, height, *_, size, place = struct.unpack_from("<BBBBHHII", kept, 6 + 16 * number)
        assert (width, height) == (side % 256, side % 256)
        assert kept[place : place + 8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack_from(">II", kept, place + 16) == (side, side)
        assert place + size <= len(kept)


def test_the_application_wears_it() -> None:
    code = (
        "from iro_desktop.screens.theme import dressed_application, show_icon\n"
        "app = dressed_application('iro')\n"
        "show_icon(app)\n"
        "icon = app.windowIcon()\n"
        "print(icon.isNull(), icon.pixmap(32, 32).toImage().pixelColor(3, 16).name())"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "#12527c"]
