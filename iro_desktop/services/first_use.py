"""First use: which step of it comes next, so that one cut short is gone on with at the next start."""

from enum import StrEnum

from iro_desktop.domain.child import Child
from iro_desktop.services.session import Session

_DESK_KEY = "first use"


class Step(StrEnum):
    """What is to be done next."""

    CODE = "code"
    """To keep the recovery code: nobody has shown yet that they have it."""
    ABOUT = "about"
    """To say who the IRO is."""
    DONE = ""


def next_step(session: Session) -> Step:
    """Return the step at which first use was left; DONE for a caseload that was introduced or filled."""
    if session.profile.name:
        return Step.DONE
    left = session.caseload.desk(_DESK_KEY)
    if isinstance(left, str):
        return Step(left)
    return Step.DONE if session.caseload.list(Child) else Step.CODE


def leave_at(session: Session, step: Step) -> None:
    """Note that everything before `step` is done."""
    session.caseload.put_desk(_DESK_KEY, step.value)
