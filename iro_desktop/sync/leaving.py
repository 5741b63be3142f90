"""The children who are no longer this person's: who goes off the laptop unasked, and who only if agreed."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from iro_desktop.caseload import Caseload
from iro_desktop.records import Json
from iro_desktop.sync.stand import Stand

PURGED_UNASKED = 3
"""More children than this at once are taken off a laptop only when a person has agreed."""
AGREED = "office.purge agreed"
"""The desk's key for the children whom a person has let go. Not in the Stand: a run holds that in hand."""


def agreed(caseload: Caseload) -> frozenset[str]:
    """Return the children of whom a person has agreed that they go."""
    kept = caseload.desk(AGREED)
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()


def asked_about(stand: Stand, agreed_to: Collection[str]) -> tuple[str, ...]:
    """Return the children who go only once a person agrees: kept, readable and writable, until then.

    All where many go at once; and always those whom the office may only have forgotten.
    """
    many = len(stand.lost) > PURGED_UNASKED
    return tuple(child for child in stand.lost if (many or child in stand.doubted) and child not in agreed_to)


def leaving(stand: Stand, agreed_to: Collection[str]) -> frozenset[str]:
    """Return the children who go as soon as nothing of theirs waits here."""
    return frozenset(stand.lost) - frozenset(asked_about(stand, agreed_to))


def doubt_all(stand: Stand) -> Stand:
    """Return the stand of one whose office was put back: it may have forgotten whom it had given."""
    return replace(stand, doubted=tuple(sorted({*stand.doubted, *stand.children, *stand.lost})))


def believe(stand: Stand, given: Iterable[str]) -> Stand:
    """Return the stand once the office, as it is now, has given these children."""
    given_now = set(given)
    return replace(stand, doubted=tuple(child for child in stand.doubted if child not in given_now))


def still_agreed(caseload: Caseload, settled: Collection[str]) -> dict[str, Json]:
    """Return, to be laid on the desk, what is agreed without those who are gone or given again."""
    before = agreed(caseload)
    left: list[Json] = [*sorted(before.difference(settled))]
    return {AGREED: left} if before.intersection(settled) else {}
