"""Replaces a small file so that a crash or a power cut leaves the old one or the new one, whole."""

import contextlib
import os
import sys
from pathlib import Path

from iro_desktop.domain.problems import KnownProblem


class CannotWrite(KnownProblem):
    """The disk refused: full, read-only or gone. What was there before is unharmed."""


def replace_durably(path: Path, content: bytes) -> None:
    """Put `content` at `path`, on the disk before this returns; readable by its owner only.

    Raises CannotWrite, and leaves what was at `path` untouched, when the disk refuses.
    """
    temporary = path.with_name(f"{path.name}.{os.urandom(4).hex()}.new")
    try:
        _write_synced(temporary, content)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise CannotWrite(
            "The disk refused to keep a file.",
            "Nothing was changed. Make room on the disk, or ask IT whether it can be written to.",
        ) from None


def set_aside(path: Path, why: str = "damaged") -> Path:
    """Rename a file out of the way, never over another one; return its new name, which says `why`."""
    number = 1
    while (aside := path.with_name(f"{path.name}.{why}-{number}")).exists():
        number += 1
    path.rename(aside)
    sync_folder(path.parent)
    return aside


def sync_folder(folder: Path) -> None:
    """Make a rename or a removal in `folder` last through a power cut (Windows does so by itself)."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_synced(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
