"""Which versions of the exchange this program speaks, and what it says to one that speaks another."""

from dataclasses import dataclass
from enum import StrEnum

MAJOR, MINOR = 2, 0
SCHEMA = 1
"""The number of the record definitions; it grows with every released change of a kind or a field."""
SERVED_MAJORS = (MAJOR,)
"""The current major version and, once one has been released, the one before. (1 signed each change by itself
and was never released.)"""


class Meeting(StrEnum):
    """How a laptop's version meets the office's."""

    UNDERSTOOD = "understood"
    LAPTOP_TOO_OLD = "laptop_too_old"
    OFFICE_TOO_OLD = "office_too_old"


@dataclass(frozen=True, slots=True)
class ProtocolVersion:
    """A version as it stands in a request's header: "1.0"."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


CURRENT = ProtocolVersion(MAJOR, MINOR)


def read_version(text: str) -> ProtocolVersion | None:
    """Return the version a header names, or None if it names none."""
    major, dot, minor = text.partition(".")
    if not (dot and _is_number(major) and _is_number(minor)):
        return None
    return ProtocolVersion(int(major), int(minor))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def meet(laptop: ProtocolVersion, served: tuple[int, ...] = SERVED_MAJORS) -> Meeting:
    """Say whether the office, serving these majors, understands the laptop; within a major, always."""
    if laptop.major in served:
        return Meeting.UNDERSTOOD
    return Meeting.LAPTOP_TOO_OLD if laptop.major < max(served) else Meeting.OFFICE_TOO_OLD
