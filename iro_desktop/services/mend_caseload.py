"""Finds damage in the caseload's file, and puts it together again from its copies."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from iro_desktop.caseload import (
    Caseload,
    CaseloadBehind,
    CaseloadDamaged,
    CaseloadMissing,
    CaseloadProblem,
    CaseloadWillNotOpen,
)
from iro_desktop.caseload.backup import moment_of, newest_first
from iro_desktop.caseload.head import Head
from iro_desktop.caseload.renewal import finish, forget_former
from iro_desktop.caseload.restoring import NothingToRestore, Restored, restore
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.renewal import former_keys
from iro_desktop.device.vault_file import keys_of
from iro_desktop.domain.clock import Clock
from iro_desktop.services.open_caseload import Keys, note_damage, note_put_back
from iro_desktop.services.session import Session

MENDABLE = (CaseloadDamaged, CaseloadMissing, CaseloadWillNotOpen, CaseloadBehind)
"""What putting together again can help against."""


@dataclass(frozen=True)
class Copies:
    """The copies of the caseload on this computer, from which it can be put together."""

    count: int
    newest: datetime | None


def copies(paths: ProfilePaths) -> Copies:
    """Return how many copies there are, and when the newest was made."""
    found = newest_first(paths.backups)
    return Copies(len(found), moment_of(found[0]) if found else None)


def copies_in_words(found: Copies) -> str:
    """Return what a person is told about the copies; "" if there is none."""
    if found.newest is None:
        return ""
    seen = found.newest.astimezone()
    made = f"{seen:%H:%M} on {seen.day} {seen:%B}"
    if found.count == 1:
        return f"There is one copy here, of {made}."
    return f"There are {found.count} copies here, the newest of {made}."


def look_through(session: Session, paths: ProfilePaths) -> None:
    """Read the whole file; CaseloadDamaged, and noted for the next opening, if a part of it is damaged."""
    if not session.caseload.is_sound():
        note_damage(paths)
        raise CaseloadDamaged


def mend_caseload(
    paths: ProfilePaths, keys: Keys, clock: Clock, step: Callable[[int, int], None] = lambda *_: None
) -> str:
    """Put the caseload together again, and return in words what came back. The damaged file is kept.

    NothingToRestore if no copy can be used; then nothing has changed. `step` (copies tried, of how many)
    may raise to cancel.
    """
    former = former_keys(keys_of(paths, keys.data_key), keys.data_key)
    for key in (keys.data_key, *former):
        with suppress(NothingToRestore):
            restored = restore(
                paths.caseload_file,
                key,
                backups=paths.backups,
                aside=paths.kept_aside,
                at=clock.now(),
                step=step,
            )
            if key != keys.data_key:
                _bring_under(paths, key, keys, clock)
            elif not _is_latest(paths, key):
                Head.make(paths.head_file, paths.caseload_file, key)
                note_put_back(paths, keys, clock)
            paths.damage_marker.unlink(missing_ok=True)
            return _in_words(restored, clock)
    raise NothingToRestore


def _is_latest(paths: ProfilePaths, key: bytes) -> bool:
    """Return whether the caseload is as it was after the last commit: its head says so."""
    try:
        Head.of(paths.head_file, paths.caseload_file, key).close()
    except CaseloadProblem:
        return False
    return True


def _bring_under(paths: ProfilePaths, former: bytes, keys: Keys, clock: Clock) -> None:
    """Put a caseload that was made from a backup of an earlier key under the key of now.

    Killed before its end, the caseload does not open, and is put together again.
    """
    device = keys.device_id
    caseload = Caseload.open(paths.caseload_file, former, device=device, person=device, clock=clock)
    try:
        caseload.renew(keys.data_key, lambda _done, _of: None, paths.head_file)
    finally:
        caseload.close()
    finish(paths.caseload_file, keys.data_key, paths.head_file)
    note_put_back(paths, keys, clock)
    forget_former(paths.caseload_file)


def _in_words(restored: Restored, clock: Clock) -> str:
    made, until = _moment(restored.made, clock), _moment(restored.until, clock)
    if restored.commits:
        came = f"It is as it was at {until}, when something was last saved: the copy of {made} and all since."
    else:
        came = f"It is as it was at {made}, when the copy was made. Look whether anything later is missing."
    kept = " The damaged file is kept on this computer; tell your IT desk." if restored.kept_aside else ""
    return f"{came}{kept}"


def _moment(at: datetime, clock: Clock) -> str:
    seen = at.astimezone()
    day = "" if seen.date() == clock.today() else f" on {seen.day} {seen:%B}"
    return f"{seen:%H:%M}{day}"
