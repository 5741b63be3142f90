"""How things get their ids: time-ordered for what is written here, derived for what is imported."""

import secrets
import time
from uuid import UUID, uuid5

_IMPORTED = UUID("6f1d3c52-8a0e-5b47-9c36-2d0c1f7be904")
"""Namespace of ids derived from a council's own keys. It may never change: laptops and the centre
derive the same id for the same child from it."""


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=value))


def imported_id(council: str, source: str, key: str) -> str:
    """Return the UUIDv5 of a thing imported from `source` (for example "ssda903/child") under `key`.

    The same council, source and key give the same id on every laptop and at the centre, so importing
    twice, or in two places, makes one record.
    """
    return str(uuid5(_IMPORTED, f"{council}\x1f{source}\x1f{key}"))


def part_id(whole_id: str, part: str) -> str:
    """Return the id of a thing that its owner can have only one of: a review's section on "home".

    It is derived (UUIDv5), so two devices that both begin that section make one record, not two.
    """
    return str(uuid5(UUID(whole_id), part))
