"""Makes copies of the caseload while it is in use: one an hour, and one as soon as there is none to go on."""

from datetime import timedelta

from iro_desktop.caseload.backup import moment_of, newest_first
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.services.open_caseload import back_up_now
from iro_desktop.services.session import Session

EVERY = timedelta(hours=1)


def copy_if_due(session: Session, paths: ProfilePaths) -> bool:
    """Make a copy if one is due, and return whether one was made. NotBackedUp if it could not be.

    Due is one where something was saved since the newest, and that is an hour old or of the future (a clock
    was put back); and at once where what is saved is not kept beside a copy.
    """
    spare = session.caseload.spare
    if not (spare.wants_backup or (spare.commits and _is_old(session, paths))):
        return False
    back_up_now(session, paths)
    return True


def _is_old(session: Session, paths: ProfilePaths) -> bool:
    newest = newest_first(paths.backups)[:1]
    made = moment_of(newest[0]) if newest else None
    age = EVERY if made is None else session.clock.now() - made
    return not timedelta(0) <= age < EVERY
