"""Where the files lie that the screens are drawn with: beside the package, in a checkout and when frozen."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
