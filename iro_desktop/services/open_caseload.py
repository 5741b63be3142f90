"""Opens or makes the caseload with an opened vault's key, and closes it behind a backup."""

from dataclasses import dataclass
from pathlib import Path

from iro_desktop.caseload import Caseload
from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import copy_keys_to
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.person import Profile
from iro_desktop.services.session import Session
from iro_desktop.sync.stand import stand_of, write_as_enrolled


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
        paths.caseload_file, keys.data_key, device=keys.device_id, person=keys.device_id, clock=clock
    )
    return _session(caseload, paths, keys, clock)


def open_caseload(paths: ProfilePaths, keys: Keys, clock: Clock) -> Session:
    """Open the existing caseload. Never makes one: CaseloadMissing and its like say why it does not open."""
    caseload = Caseload.open(
        paths.caseload_file, keys.data_key, device=keys.device_id, person=keys.device_id, clock=clock
    )
    return _session(caseload, paths, keys, clock)


def introduce(session: Session, profile: Profile) -> Session:
    """Keep who the IRO is, and return the session that knows it."""
    with session.caseload.unit_of_work() as work:
        work.save(profile)
        work.commit()
    return Session(
        session.caseload, session.clock, session.working_days, profile, demonstration=session.demonstration
    )


def close_caseload(session: Session, backups: Path | None, paths: ProfilePaths) -> None:
    """Close the caseload; with `backups`, make an encrypted, verified copy there first.

    The keys go beside the copy, wrapped: without them nobody could open it. A backup that fails never
    keeps the caseload from closing; its problem is raised after the closing.
    """
    try:
        if backups is not None:
            session.caseload.back_up(backups)
            copy_keys_to(paths, backups)
    finally:
        session.caseload.close()


def _session(caseload: Caseload, paths: ProfilePaths, keys: Keys, clock: Clock) -> Session:
    try:
        profile = next(iter(caseload.list(Profile)), None) or Profile(id=keys.device_id)
        working_days = england_working_days(paths.bank_holiday_overrides)
        write_as_enrolled(caseload, stand_of(caseload))
    except BaseException:
        caseload.close()
        raise
    return Session(caseload, clock, working_days, profile, demonstration=paths.is_demonstration)
