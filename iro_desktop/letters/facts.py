"""What may go into a letter, and nothing else: every value says which child and which review it is from."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Generic, TypeVar

from iro_desktop.domain.child import PersonRole
from iro_desktop.domain.review import Answer, Participation, Presence

T = TypeVar("T")


class WrongChild(Exception):  # noqa: N818 - says what happened, as the practice does
    """Values of two children, or of two reviews, met in one letter: a bug or a damaged caseload."""


class WithheldFact(Exception):  # noqa: N818 - says what happened
    """Something tried to turn a withheld fact into text."""


@dataclass(frozen=True)
class Source:
    """Where a value comes from. `review_id` is "" for what belongs to the child whatever the review."""

    child_id: str
    review_id: str = ""


@dataclass(frozen=True)
class Value(Generic[T]):
    """A value that a letter may merge, with where it came from."""

    value: T
    source: Source


class Withheld:
    """A fact the child has not been told. It can be compared with a text, but never becomes text itself."""

    __slots__ = ("_fact",)

    def __init__(self, fact: str) -> None:
        self._fact = fact

    def __repr__(self) -> str:
        return "Withheld(...)"

    def __str__(self) -> str:
        raise WithheldFact("a withheld fact cannot be merged")

    def __format__(self, _spec: str) -> str:
        raise WithheldFact("a withheld fact cannot be merged")

    def for_checking(self) -> str:
        """Return the fact to look for in a finished letter; only `letters.checks` may ask."""
        return self._fact


@dataclass(frozen=True)
class PersonFact:
    """Somebody in the child's life as a letter may name them: no address, phone or email is even here."""

    id: str
    name: str
    called: str
    role: PersonRole
    role_words: str
    current: bool


@dataclass(frozen=True)
class SaidFact:
    """Something the child said: word for word, or a wish, or a line the IRO noted."""

    view_id: str
    words: str = ""
    wish: str = ""
    noted: str = ""


@dataclass(frozen=True)
class CameFact:
    """Somebody who came, came for part, or sent apologies. `person_id` is "" for a name typed."""

    person_id: str
    name: str
    presence: Presence


@dataclass(frozen=True)
class DecisionFact:
    """A decision: what, who, by when, why, and which wish it answers."""

    what: str
    what_for_child: str
    answer: Answer
    who: str
    by_on: date | None
    by_words: str
    why: str
    view_id: str


@dataclass(frozen=True)
class Writer:
    """The IRO who signs. Belongs to no child."""

    name: str
    phone: str
    local_helpline: str = ""


@dataclass(frozen=True)
class LetterFacts:
    """Everything a letter is composed from. Refuses (WrongChild) a value from elsewhere when it is made."""

    source: Source
    writer: Writer
    name_used: Value[str]
    own_names: Value[tuple[str, ...]]
    sex: Value[str]
    festivals: Value[tuple[str, ...]]
    held_on: Value[date | None]
    participation: Value[Participation]
    how_views_known: Value[str]
    thanks: Value[str]
    iro_view: Value[str]
    challenge: Value[str]
    next_on: Value[date | None]
    people: tuple[Value[PersonFact], ...]
    said: tuple[Value[SaidFact], ...]
    going_well: tuple[Value[str], ...]
    worries: tuple[Value[str], ...]
    decisions: tuple[Value[DecisionFact], ...]
    attenders: tuple[Value[PersonFact], ...] = ()
    """Who came or sent apologies and is not among the child's people. Explained, but clears no name for
    rule 1."""
    came: tuple[Value[CameFact], ...] = ()
    """Who was there and who sent apologies: nobody the child has no contact with. Clears no name either."""

    def __post_init__(self) -> None:
        if not self.source.child_id or not self.source.review_id:
            raise WrongChild("a letter belongs to one child and one review")
        for value in self._values():
            refuse_other(value.source, self.source)

    def _values(self) -> Iterator[Value[object]]:
        for each in fields(self):
            held = getattr(self, each.name)
            for value in held if isinstance(held, tuple) else (held,):
                if isinstance(value, Value):
                    yield value


def refuse_other(source: Source, letter: Source) -> None:
    """Raise WrongChild unless `source` is the letter's child and either its review or no review."""
    if source.child_id != letter.child_id or source.review_id not in {"", letter.review_id}:
        raise WrongChild("a value of another child or another review")


@dataclass(frozen=True)
class KeptOut:
    """What must not be found in the finished letter. Given to the checks only, never to the composer."""

    withheld: tuple[Withheld, ...] = ()
    no_contact: tuple[Withheld, ...] = ()
    """Names (and what they are called) of people the child must not be put in touch with."""
    hidden: tuple[Withheld, ...] = ()
    """Addresses, postcodes, phones, emails and school names that would give away a hidden place."""
    notes: tuple[Withheld, ...] = ()
    """The record's own notes and warnings, of which no run of words may be pasted in."""
    own_details: tuple[str, ...] = field(default=(), repr=False)
    """This child's and their people's own numbers and addresses: no sign of another child."""
    own_dates: frozenset[date] = frozenset()
