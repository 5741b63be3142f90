"""Draws the application's icon: resources/app-icon.svg, and app-icon.ico for the program on Windows.

    python tools/draw_icon.py

A letter with a tick on the application's own blue: what somebody said, written down and answered.
"""

import os
import struct
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SIZES = (16, 24, 32, 48, 64, 128, 256)
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 64 64">
  <rect x="2" y="2" width="60" height="60" rx="13" fill="#12527C"/>
  <rect x="11" y="17" width="42" height="30" rx="4" fill="#FFFBF0"/>
  <path d="M13 20 L32 35 L51 20" fill="none" stroke="#12527C" stroke-width="4"
        stroke-linecap="round" stroke-linejoin="round"/>
  <circle cx="48" cy="47" r="11" fill="#FFB000" stroke="#12527C" stroke-width="3"/>
  <path d="M43 47 L47 51 L54 43" fill="none" stroke="#16202B" stroke-width="4"
        stroke-linecap="round" stroke-linejoin="round"/>
</svg>
"""


def picture(side: int) -> bytes:
    """Return the drawing as a PNG of so many pixels a side."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(DRAWING.encode())).render(painter)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "PNG")  # type: ignore[call-overload]  # the stubs want bytes where Qt takes a str
    return bytes(kept.data().data())


def icon(pictures: dict[int, bytes]) -> bytes:
    """Return an .ico file of PNGs by their side: a header, a row of 16 bytes for each, then the pictures."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(header) + 16 * len(pictures)
    rows = b""
    for side, png in pictures.items():
        rows += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(png), place)
        place += len(png)
    return header + rows + b"".join(pictures.values())


def main() -> None:
    """Write both files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    (RESOURCES / "app-icon.svg").write_text(DRAWING, encoding="utf-8")
    (RESOURCES / "app-icon.ico").write_bytes(icon({side: picture(side) for side in SIZES}))
    application.quit()


if __name__ == "__main__":
    main()
