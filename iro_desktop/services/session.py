"""What every user action is given: the open caseload, the time, the calendar and whose caseload it is."""

from dataclasses import dataclass

from iro_desktop.caseload import Caseload
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.person import Profile
from iro_desktop.domain.working_days import WorkingDays


@dataclass(frozen=True)
class Session:
    """An unlocked caseload in use. Lives on the caseload lane; screens pass it on and never look inside."""

    caseload: Caseload
    clock: Clock
    working_days: WorkingDays
    profile: Profile
    demonstration: bool = False
