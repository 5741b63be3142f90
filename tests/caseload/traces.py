"""Looks for planted words in files, in every dress that a careless copy would leave them in."""

import base64
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.records import Record
from iro_desktop.records import shapes_of

_STAY = ("id", "child_id", "review_id", "letter_id")


def marker() -> str:
    return "Marker" + secrets.token_hex(9)


def marked_records() -> tuple[list[Record], list[str]]:
    """One record of every kind with a marker in each text field, and the markers."""
    records, markers = [], []
    for kind in RECORD_KINDS:
        given: dict[str, object] = {"id": f"{kind.__name__}-1"}
        for shape in shapes_of(kind):
            if shape.name in _STAY:
                given.setdefault(shape.name, "c1")
            elif shape.base in (str, tuple):
                markers.append(marker())
                given[shape.name] = markers[-1] if shape.base is str else (markers[-1], markers[-1][:12])
        records.append(kind(**given))  # type: ignore[arg-type]  # by shape
    return records, markers


def dresses(word: str) -> Iterator[bytes]:
    plain = word.encode("utf-8")
    yield plain
    yield word.encode("utf-16-le")
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for shift in range(3):
        skip = -shift % 3
        inner = plain[skip : skip + (len(plain) - skip) // 3 * 3]
        yield base64.b64encode(inner)


def found_in(paths: Iterable[Path], words: Iterable[str]) -> set[str]:
    """The words that appear in any of the files, in any dress."""
    contents = [path.read_bytes() for path in paths]
    return {
        word for word in words if any(dress in content for dress in dresses(word) for content in contents)
    }


def files_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
