"""The files somebody points at: found, read whole, and turned from bytes into text without ever failing."""

import codecs
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from iro_desktop.domain.problems import KnownProblem

LARGEST_FILE = 100 * 1024 * 1024
_SUFFIXES = {".csv", ".tsv", ".xml", ".xlsx", ".xls"}
"""What is taken from a folder; a file named by itself may be called anything."""
_MARKS = (  # the four-byte marks first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class FileNotReadable(KnownProblem):
    """A path that does not exist, is not allowed, or holds no file to import."""


@dataclass(frozen=True)
class SourceFile:
    """A file as given: the last part of its path, and its bytes (none past the largest size read)."""

    name: str
    data: bytes
    too_big: bool = False


def source_files(paths: Iterable[Path]) -> tuple[SourceFile, ...]:
    """Read the files named and, of each folder named, its files in the order of their names.

    Raises FileNotReadable where a path is missing or may not be read, or where nothing is left to import.
    """
    found: list[SourceFile] = []
    for path in paths:
        try:
            names = _inside(path) if path.is_dir() else [path]
            found += [_read(name) for name in names]
        except OSError as error:
            raise FileNotReadable(
                "A file or folder to import cannot be read.",
                f"Check that {path.name} exists and that you may read it ({error.strerror}).",
            ) from error
    if not found:
        raise FileNotReadable(
            "There is nothing to import.", "Name the CSV files, or a folder that holds them."
        )
    return tuple(_told_apart(found))


def _told_apart(files: list[SourceFile]) -> list[SourceFile]:
    """Number the files that share a name (two folders' header.csv), so that a report can tell them apart."""
    seen: Counter[str] = Counter()
    named = []
    for file in files:
        seen[file.name] += 1
        again = seen[file.name] > 1
        named.append(replace(file, name=f"{file.name} ({seen[file.name]})") if again else file)
    return named


def _inside(folder: Path) -> list[Path]:
    files = [path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in _SUFFIXES]
    return sorted(files, key=lambda path: path.name.casefold())


def _read(path: Path) -> SourceFile:
    if path.stat().st_size > LARGEST_FILE:
        return SourceFile(path.name, b"", too_big=True)
    return SourceFile(path.name, path.read_bytes())


def text_of(data: bytes) -> str:
    """Return `data` as text: by its byte order mark, else UTF-16 by its pattern, else UTF-8, else cp1252.

    Bytes that no encoding explains become U+FFFD; nothing raises.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if encoding_guess := _utf16_without_mark(data[:4096]):
        return data.decode(encoding_guess, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _utf16_without_mark(start: bytes) -> str:
    """Tell UTF-16 by where its zero bytes stand: in ASCII text, every second byte is one."""
    half = len(start) // 2
    if half < 8:
        return ""
    if start[1::2].count(0) > 0.6 * half and start[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.6 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""
