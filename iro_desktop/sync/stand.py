"""Where a laptop stands with its office: on the caseload's desk, moved with what moved it."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from iro_desktop.caseload import Caseload
from iro_desktop.records import Json

OFFICE = "office"
"""The desk's key for the membership. It holds the device's secret key, in the encrypted file only."""
STAND = "office.stand"
CERTIFICATES = "office.certificates"
PEOPLE = "office.people"
"""The desk's key for what the council's people are called, by id: to say whose words are whose."""
PUT_BACK = "office.put back"
"""The desk's key that is true where an older caseload was opened: the office is told at the next sync."""


@dataclass(frozen=True)
class Filling:
    """Whole records under way: of these scopes ("child:..."), from after this record on."""

    scopes: tuple[str, ...]
    after: str = ""
    revision: int | None = None
    """Where the office stood when the first page was read."""
    first: bool = False
    """Whether the place in the log is where this began: a first fill, or after a restored office."""


@dataclass(frozen=True)
class Stand:
    """What a laptop remembers of its office between two runs."""

    device: str
    """Its name, with its incarnation."""
    person: str
    epoch: int
    revision: int = 0
    role: str = ""
    scope_hash: str = ""
    scope_revision: int = 0
    allocation_revision: int = 0
    """The scope's revision that new changes carry: the newest of which nothing lost is left here."""
    children: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """No longer this person's, and not yet taken off the laptop."""
    not_given: tuple[str, ...] = ()
    """Children about whom something waits here and who were never this person's, under this scope."""
    filling: Filling | None = None
    own_too: bool = False
    restoring: bool = False
    """Put back from a backup: the office's log is read again before anything more is sent."""
    doubted: tuple[str, ...] = ()
    """Held when the office was put back from a backup, and not given since: it may only have forgotten."""
    revoked: bool = False
    handed_in: int = 0
    """How many changes a revoked laptop has handed in, sealed; up to which sequence, and when."""
    handed_in_through: int = 0
    handed_in_at: str = ""
    clock_off: int = 0
    """By how many seconds this laptop's clock was found to be ahead; 0 within a few minutes."""
    in_step_at: str = ""
    set_aside: dict[str, str] = field(default_factory=dict)
    """By change, why the office could not apply it."""

    def as_json(self) -> Json:
        """Return it as it lies on the desk."""
        return _jsonable(asdict(self))

    @classmethod
    def from_json(cls, kept: Json) -> "Stand":
        """Return what `as_json` wrote; a newer version's additions are passed over."""
        said: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {}
        known = {one.name: said[one.name] for one in fields(cls) if one.name in said}
        for name in ("children", "lost", "not_given", "doubted"):
            known[name] = tuple(known.get(name, ()))
        if isinstance(filling := known.get("filling"), dict):
            known["filling"] = Filling(**{**filling, "scopes": tuple(filling["scopes"])})
        return cls(**known)


def _jsonable(value: Any) -> Json:
    if isinstance(value, dict):
        return {key: _jsonable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(one) for one in value]
    return value  # type: ignore[no-any-return]  # a Stand holds nothing else


def stand_of(caseload: Caseload) -> Stand | None:
    """Return where this laptop stands, None where it has no office."""
    kept = caseload.desk(STAND)
    return None if kept is None else Stand.from_json(kept)


def called(caseload: Caseload, person: str) -> str:
    """Return what somebody of the council is called; "" where it is not known."""
    kept = caseload.desk(PEOPLE)
    found = kept.get(person) if isinstance(kept, dict) else None
    return found if isinstance(found, str) else ""


def write_as_enrolled(caseload: Caseload, stand: Stand | None) -> None:
    """Let the caseload write under the names that the office gave, if there is one."""
    if stand is not None:
        caseload.write_as(stand.device, stand.person, stand.allocation_revision, stand.revision)
