"""The composition root of the desktop: builds the rooms and wires the screens; nothing else does."""

from iro_desktop.app import quick_imports  # first: for the imports of all others
from iro_desktop.app.start import main

__all__ = ["main", "quick_imports"]
