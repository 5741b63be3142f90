"""Where the letter's own data lies: beside the package in a checkout and in the frozen app alike."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def shipped(name: str) -> Path:
    """Return the path of a data file of letters ("bands.toml"); it is part of every installation."""
    return RESOURCES / "letters" / name
