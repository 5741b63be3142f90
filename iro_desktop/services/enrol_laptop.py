"""Makes this laptop the office's: by a one-time code, and from then on everything written here is sent."""

import json
from dataclasses import asdict, replace

from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.person import Profile
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.incoming import CHILD
from iro_desktop.records import Json
from iro_desktop.services.session import Session
from iro_desktop.sync.enrolling import Membership, enrol
from iro_desktop.sync.problems import BadAddress, NotTrusted, OfficeBusy, OfficeNotReached
from iro_desktop.sync.stand import CERTIFICATES, OFFICE, STAND, Stand, stand_of, write_as_enrolled


class AlreadyEnrolled(KnownProblem):
    """The caseload belongs to an office, and to one person of it."""


class CheckTheAddress(KnownProblem):
    """What was typed is no address of an office, or no office is reached there."""


def imported_as(session: Session) -> str:
    """Return the council's name that is part of the ids of children who were imported here; "" where none
    were. `ask_to_enrol` wants it."""
    council = session.profile.council or next(
        (profile.council for profile in session.caseload.list(Profile) if profile.council), ""
    )
    children = (child for child in session.caseload.list(Child) if child.source_key)
    made_here = any(child.id == imported_id(council, CHILD, child.source_key) for child in children)
    return council if council and made_here else ""


def ask_to_enrol(address: str, code: str, authority: str = "", *, imported_as: str = "") -> Membership:
    """Enrol with a code and return the membership, for `join_office`. On the network's thread.

    Raises a KnownProblem: CheckTheAddress where no office is reached there; the code is mistyped, used up or
    expired, the office is not the council's, or it imports under another name than the children here were
    `imported_as`.
    """
    try:
        return enrol(address, code, authority, imported_as=imported_as)
    except BadAddress as problem:
        raise CheckTheAddress(problem.title, f"Check the address. {problem.what_to_do}") from None
    except (OfficeBusy, NotTrusted):
        raise
    except OfficeNotReached as problem:
        raise CheckTheAddress(
            problem.title, "Check the address and this laptop's network; if both are right, tell IT."
        ) from None


def join_office(session: Session, membership: Membership) -> Session:
    """Keep the membership in the encrypted caseload, and return the session of the person it names.

    What was written here before goes on under the office's names and is sent with the next sync. Raises
    AlreadyEnrolled if the caseload is another person's at the office, or another council's.
    """
    before = membership_of(session)
    if before is not None and (before.council, before.person) != (membership.council, membership.person):
        raise AlreadyEnrolled(
            "This caseload already belongs to an office.",
            "One caseload is one person's at one office. Ask your office for a code in that person's name.",
        )
    caseload = session.caseload
    stand = replace(
        stand_of(caseload) or Stand(membership.device, membership.person, membership.epoch),
        device=membership.device,
        revoked=False,
        handed_in=0,
        handed_in_through=0,
        handed_in_at="",
    )
    caseload.office_desk.go_on_as(
        membership.device,
        membership.person,
        {OFFICE: asdict(membership), STAND: stand.as_json(), CERTIFICATES: _own_key(membership)},
    )
    write_as_enrolled(caseload, stand)
    return replace(session, profile=_profile_of(session, membership))


def membership_of(session: Session) -> Membership | None:
    """Return what makes this laptop an office's; None where it is nobody's."""
    kept = session.caseload.desk(OFFICE)
    return Membership(**kept) if isinstance(kept, dict) else None  # type: ignore[arg-type]  # its own fields


def _own_key(membership: Membership) -> Json:
    certificate = json.loads(membership.certificate)
    return {membership.device: [certificate["device_key"], membership.person]}


def _profile_of(session: Session, membership: Membership) -> Profile:
    """Let the person be known by the office's id, and imports have the office's ids: under its spelling of
    the council's name. Who they said they are stays."""
    old = session.profile
    new = replace(
        old,
        id=membership.person,
        name=old.name or membership.person_name,
        council=membership.import_name or old.council,
    )
    if old.id != new.id:
        session.caseload.office_desk.make_local(old.id)
    with session.caseload.unit_of_work() as work:
        work.save(new)
        work.commit()
    return new
