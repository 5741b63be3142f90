"""The child, where the child lives and has lived, and the people in the child's life."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from iro_desktop.domain.records import Record, searchable


class Sex(StrEnum):
    """Sex as the SSDA903 return gives it; "" where it is not known."""

    UNKNOWN = ""
    MALE = "M"
    FEMALE = "F"
    UNSPECIFIED = "U"


@dataclass(frozen=True, kw_only=True)
class Child(Record):
    """A child in care, or a care leaver. The root of everything with this child's scope."""

    source_key: str = ""
    """The council's own number for the child (SSDA903 CHILD)."""
    given_name: str = searchable()
    family_name: str = searchable()
    known_as: str = searchable()
    """The name the child uses; letters use nothing else."""
    date_of_birth: date | None = None
    sex: Sex = Sex.UNKNOWN
    ethnicity: str = ""
    upn: str = ""
    uasc_until: date | None = None
    """While the child is an unaccompanied asylum-seeking child: the day that status ceases."""
    is_mother: bool = False
    address: str = ""
    postcode: str = ""
    address_hidden: bool = False
    """The address must reach nobody without need and never a letter."""
    likes: str = searchable()
    """What the child likes, in a few words: the first thing an IRO reads before the door opens."""
    keeps_festivals: tuple[str, ...] = ()
    """Festivals the child keeps ("Easter", "Eid"): the only ones a letter may date things by."""
    careful: str = ""
    """What to be careful of. Never shown in room mode, never merged into a letter."""
    withheld: tuple[str, ...] = ()
    """Facts the child has not been told ("mum.health"): they may never reach a letter."""
    iro_name: str = ""
    source_values: tuple[str, ...] = ()
    """What the council's files last said, as "field=value", each field's own: an import writes a field only
    where its file says something new, so what an IRO wrote since stays."""

    @property
    def name_used(self) -> str:
        """Return the name the child uses: `known_as`, else the given name, else the council's number."""
        return self.known_as or self.given_name or self.source_key


class PersonRole(StrEnum):
    """What a person is to the child."""

    CARER = "carer"
    SOCIAL_WORKER = "social worker"
    TEAM_MANAGER = "team manager"
    TEACHER = "teacher"
    SCHOOL = "school"
    PARENT = "parent"
    SIBLING = "sibling"
    FAMILY = "family"
    HEALTH = "health"
    ADVOCATE = "advocate"
    INDEPENDENT_VISITOR = "independent visitor"
    PERSONAL_ADVISER = "personal adviser"
    FRIEND = "friend"
    IRO = "IRO"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Somebody (or a school) in this child's life. The same adult in two children's lives is two records."""

    child_id: str
    name: str = searchable()
    called: str = searchable()
    """What the child calls them ("Mum", "Jojo"); letters use it before the name."""
    role: PersonRole = PersonRole.OTHER
    role_words: str = ""
    """The role in the child's terms ("foster carer", "form tutor"), where the role alone is too wide."""
    phone: str = ""
    email: str = ""
    address: str = ""
    no_contact: bool = False
    """The child must not be put in touch with them; nothing about them goes into a letter."""
    hidden: bool = False
    """Their whereabouts must not be given away (a confidential placement or school)."""
    since: date | None = None
    until: date | None = None
    source_key: str = ""
    """Where it came from in the people file, so that a later file updates it; "" when typed here."""
    source_values: tuple[str, ...] = ()
    """As in Child."""


@dataclass(frozen=True, kw_only=True)
class Episode(Record):
    """One SSDA903 episode: a stretch with one legal status and one placement. Codes are DfE's."""

    child_id: str
    began_on: date | None = None
    """DECOM."""
    reason_new: str = ""
    """RNE: S start, L legal, P placement and carer, T placement, B, U."""
    legal_status: str = ""
    """LS."""
    category_of_need: str = ""
    """CIN."""
    placement: str = ""
    """PLACE."""
    placement_provider: str = ""
    ended_on: date | None = None
    """DEC."""
    reason_ended: str = ""
    """REC: X1 means that the next episode follows on; anything else ends the period of care."""
    reason_place_change: str = ""
    home_postcode: str = ""
    placement_postcode: str = ""
    urn: str = ""
    source_key: str = ""
    source_values: tuple[str, ...] = ()
    """As in Child."""
    replaced_by: str = ""
    """The id of the episode that a corrected return put in this one's place: this one counts no longer."""
