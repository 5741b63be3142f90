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

GONE = "office.gone"
"""The desk's key for the children who have left, by each the scope's revision that made them this person's.
Words that come too late for a record are sent under it. It names nobody; nothing else of a child is kept."""


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


def leaving_now(caseload: Caseload, stand: Stand, kept: Collection[str]) -> frozenset[str]:
    """Return the children who go now: nothing of theirs waits here, and they are not among `kept`."""
    going = leaving(stand, agreed(caseload)) | come_late(caseload, stand)
    return going - caseload.office_desk.unsent_children() - set(kept)


def without(stand: Stand, going: Collection[str]) -> Stand:
    """Return the stand once these children have left: with the last of them, the newest scope holds."""
    left = tuple(child for child in stand.lost if child not in going)
    acknowledged = stand.allocation_revision if left else stand.scope_revision
    return replace(believe(stand, going), lost=left, allocation_revision=acknowledged)


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


def acknowledged_for(caseload: Caseload, child: str) -> int | None:
    """Return the scope's revision by which a child who has left was this person's; None if none is known."""
    found = _gone(caseload).get(child)
    return found if isinstance(found, int) else None


def come_late(caseload: Caseload, stand: Stand) -> set[str]:
    """Return the children who had left and about whom words have been handed in since."""
    return caseload.office_desk.written_about(set(_gone(caseload)).difference(stand.children))


def gone_now(caseload: Caseload, stand: Stand, going: Collection[str]) -> dict[str, Json]:
    """Return, to be laid on the desk with their going, what has to be known of children who leave."""
    before = _gone(caseload)
    new = {child: before.get(child, stand.allocation_revision) for child in going}
    return {GONE: {**before, **new}, **still_agreed(caseload, going)}


def given_now(caseload: Caseload, given: Collection[str]) -> dict[str, Json]:
    """Return, to be laid on the desk, what is forgotten once these children are this person's (again)."""
    before = _gone(caseload)
    left = {child: one for child, one in before.items() if child not in given}
    return {**({GONE: left} if left != before else {}), **still_agreed(caseload, given)}


def _gone(caseload: Caseload) -> dict[str, Json]:
    kept = caseload.desk(GONE)
    return kept if isinstance(kept, dict) else {}


def still_agreed(caseload: Caseload, settled: Collection[str]) -> dict[str, Json]:
    """Return, to be laid on the desk, what is agreed without those who are gone or given again."""
    before = agreed(caseload)
    left: list[Json] = [*sorted(before.difference(settled))]
    return {AGREED: left} if before.intersection(settled) else {}
