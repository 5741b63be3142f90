"""Opens or makes the caseload with an opened vault's key, and closes it behind a backup."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from iro_desktop.caseload import Caseload, CaseloadDamaged, renewal
from iro_desktop.caseload.head import Head
from iro_desktop.caseload.newly_known import renew_newly_known
from iro_desktop.caseload.wal import log_of
from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.device.durable_file import CannotWrite, replace_durably, set_aside
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import copy_keys_to
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.person import Profile
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.session import Session
from iro_desktop.sync.stand import PUT_BACK, stand_of, write_as_enrolled

_MISSED = "backup missed"
"""The desk's key for why the last closing made no backup."""
_OUR_FAULT = "Something went wrong inside iro_desktop"


class NotBackedUp(KnownProblem):
    """No copy of the caseload could be made: when it was closed, or while it was in use."""

    def __init__(self, why: str, *, in_use: bool = False) -> None:
        super().__init__(
            "No backup could be made" if in_use else "No backup was made when the app was closed",
            f"{why.rstrip('.')}. What was saved is safe in the caseload on this computer; only the spare "
            f"copy is missing. It is tried again {'soon' if in_use else 'whenever you close the app'}. "
            "If you see this twice, make room on the disk or tell your IT desk.",
        )


@dataclass(frozen=True)
class Keys:
    """What an opened vault gives: the data key and which device this is."""

    data_key: bytes
    device_id: str

    def __repr__(self) -> str:
        return "Keys(…)"


def make_caseload(paths: ProfilePaths, keys: Keys, clock: Clock) -> Session:
    """Make an empty caseload for freshly made keys. CaseloadExists if one is there."""
    caseload = Caseload.create(
        paths.caseload_file,
        keys.data_key,
        device=keys.device_id,
        person=keys.device_id,
        clock=clock,
        head=paths.head_file,
    )
    return _session(caseload, paths, keys, clock)


def open_caseload(paths: ProfilePaths, keys: Keys, clock: Clock) -> Session:
    """Open the existing caseload. Never makes one: CaseloadMissing and its like say why it does not open.

    Where damage was seen the last time, the file is looked through first: CaseloadDamaged if some is there.
    CaseloadBehind if it is older than when it was last used; `open_older_caseload` opens it nevertheless.
    """
    finish_renewal(paths, keys.data_key)
    caseload = Caseload.open(
        paths.caseload_file,
        keys.data_key,
        device=keys.device_id,
        person=keys.device_id,
        clock=clock,
        backups=paths.backups,
        head=paths.head_file,
    )
    _refuse_damaged(caseload, paths)
    return _session(caseload, paths, keys, clock)


def finish_renewal(paths: ProfilePaths, data_key: bytes) -> None:
    """Finish a renewal of the keys that was cut short, or clear away what came of one that never counted."""
    renewal.finish(paths.caseload_file, data_key, paths.head_file)


def open_older_caseload(paths: ProfilePaths, keys: Keys, clock: Clock) -> Session:
    """Open a caseload although it is older than when it was last used; what shows that it is stays.

    At the next sync the office is told that this laptop was put back, and gives back what it has.
    """
    accept_as_it_is(paths, keys.data_key)
    note_put_back(paths, keys, clock)
    return open_caseload(paths, keys, clock)


def note_put_back(paths: ProfilePaths, keys: Keys, clock: Clock) -> None:
    """See that the office is told at the next sync that this caseload is older than it was, if it has one."""
    session = open_caseload(paths, keys, clock)
    try:
        if stand_of(session.caseload) is not None:
            session.caseload.put_desk(PUT_BACK, True)
    finally:
        session.caseload.close()


def accept_as_it_is(paths: ProfilePaths, data_key: bytes) -> None:
    """Take the caseload's file, as it lies, for the latest from now on. The head of before is kept aside."""
    log = log_of(paths.caseload_file)
    if log.exists() and log.stat().st_size:
        shutil.copyfile(log, log.with_name(f"{log.name}.as-found"))
    if paths.head_file.exists():
        set_aside(paths.head_file, "older")
    Head.make(paths.head_file, paths.caseload_file, data_key)


def introduce(session: Session, profile: Profile) -> Session:
    """Keep who the IRO is, and return the session that knows it."""
    with session.caseload.unit_of_work() as work:
        work.save(profile)
        work.commit()
    return Session(
        session.caseload, session.clock, session.working_days, profile, demonstration=session.demonstration
    )


def _refuse_damaged(caseload: Caseload, paths: ProfilePaths) -> None:
    if not paths.damage_marker.exists():
        return
    try:
        if not caseload.is_sound():
            raise CaseloadDamaged
        paths.damage_marker.unlink(missing_ok=True)
    except BaseException:
        caseload.close()
        raise


def note_damage(paths: ProfilePaths) -> None:
    """See that the file is looked through before it is opened the next time."""
    with suppress(CannotWrite):  # then it is found again when it is met again
        replace_durably(paths.damage_marker, b"")


def close_caseload(session: Session, backups: Path | None, paths: ProfilePaths) -> None:
    """Close the caseload; with `backups`, make an encrypted, verified copy there first.

    The keys go beside the copy, wrapped: without them nobody could open it. A backup that fails never
    keeps the caseload from closing; NotBackedUp is raised after the closing, and is noted for
    `last_backup_missed` at the next opening.
    """
    try:
        if backups is not None:
            _back_up(session, backups, paths)
    finally:
        session.caseload.close()


def last_backup_missed(session: Session) -> NotBackedUp | None:
    """Return what to say where the last closing made no backup; None once one was made."""
    why = session.caseload.desk(_MISSED)
    return NotBackedUp(why) if isinstance(why, str) else None


def back_up_now(session: Session, paths: ProfilePaths) -> None:
    """Make an encrypted, verified copy while the caseload is in use. NotBackedUp if that fails."""
    _back_up(session, paths.backups, paths, in_use=True)


def _back_up(session: Session, backups: Path, paths: ProfilePaths, *, in_use: bool = False) -> None:
    try:
        session.caseload.back_up(backups)
        copy_keys_to(paths, backups)
    except Exception as failed:
        if isinstance(failed, CaseloadDamaged):
            note_damage(paths)
        why = failed.title if isinstance(failed, KnownProblem) else _OUR_FAULT
        if not in_use:
            with suppress(KnownProblem):  # a disk that takes no backup may not take this either
                session.caseload.put_desk(_MISSED, why)
        if not isinstance(failed, KnownProblem):
            raise
        if in_use and isinstance(failed, CaseloadDamaged):
            raise
        raise NotBackedUp(why, in_use=in_use) from None
    if session.caseload.desk(_MISSED) is not None:
        session.caseload.put_desk(_MISSED, None)


def _session(caseload: Caseload, paths: ProfilePaths, keys: Keys, clock: Clock) -> Session:
    try:
        profile = next(iter(caseload.list(Profile)), None) or Profile(id=keys.device_id)
        working_days = england_working_days(paths.bank_holiday_overrides)
        write_as_enrolled(caseload, stand_of(caseload))
        with suppress(KnownProblem):  # a disk that takes nothing: at the next opening
            renew_newly_known(caseload)
    except BaseException:
        caseload.close()
        raise
    return Session(caseload, clock, working_days, profile, demonstration=paths.is_demonstration)
