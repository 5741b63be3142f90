"""The index of every child this laptop knows, kept while the caseload is open and renewed when it changes."""

from collections import defaultdict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from iro_desktop.caseload import Caseload
from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.letter import LetterPart, LetterPartName
from iro_desktop.domain.placements import postcodes_of
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Decision, Review, ReviewSection, View
from iro_desktop.letters.checks.others import KnownChild, OtherChildren, index_children
from iro_desktop.letters.checks.passages import Passages
from iro_desktop.letters.people import first_name
from iro_desktop.services.session import Session

_STANDING = frozenset(
    {
        LetterPartName.GREETING,
        LetterPartName.WHO_I_AM,
        LetterPartName.IF_YOU_DISAGREE,
        LetterPartName.NEXT_REVIEW,
        LetterPartName.REACH_ME,
        LetterPartName.WHO_IS_WHO,
        LetterPartName.WHO_GETS_THIS,
    }
)
"""Parts in which a writer says the same to every child: their words are no sign of a copy."""
_CIRCLE = frozenset({PersonRole.CARER, PersonRole.PARENT, PersonRole.FAMILY, PersonRole.FRIEND})
_TEXTS: tuple[type[Record], ...] = (LetterPart, Review, View, ReviewSection, Decision)


@dataclass
class Known:
    """What letters are checked against, and up to which commit it is true."""

    children: OtherChildren
    passages: Passages
    position: int


_kept: "WeakKeyDictionary[Caseload, Known]" = WeakKeyDictionary()


def known_children(session: Session) -> Known:
    """Return the index over all children of the caseload, the letter's own among them.

    Built once (call this after unlocking, so that no letter waits for it) and renewed by what was
    committed since.
    """
    caseload = session.caseload
    known = _kept.get(caseload)
    if known is None:
        position, _ = caseload.changed_since(0)
        known = _kept[caseload] = Known(_index(caseload), _passages(caseload), position)
        return known
    known.position, changes = caseload.changed_since(known.position)
    if any(change.touches(Child, Person, Episode) for change in changes):
        known.children = _index(caseload)
    for kind, record_id in {key for change in changes for key in change.saved | change.removed}:
        if kind in _TEXTS:
            _put(known.passages, record_id, caseload.get(kind, record_id))
    return known


def _index(caseload: Caseload) -> OtherChildren:
    people: dict[str, list[Person]] = defaultdict(list)
    for person in caseload.list(Person):
        people[person.child_id].append(person)
    episodes: dict[str, list[Episode]] = defaultdict(list)
    for episode in caseload.list(Episode):
        episodes[episode.child_id].append(episode)
    return index_children(
        _known(child, people[child.id], episodes[child.id]) for child in caseload.list(Child)
    )


def _known(child: Child, people: list[Person], episodes: list[Episode]) -> KnownChild:
    siblings = [name for person in people if person.role is PersonRole.SIBLING for name in _names(person)]
    return KnownChild(
        child.id,
        given=tuple(dict.fromkeys((child.known_as, child.given_name, *siblings))),
        family=child.family_name,
        family_circle=tuple(
            person.name for person in people if person.role in _CIRCLE or person.hidden or person.no_contact
        ),
        carers=tuple(
            name
            for person in people
            if person.role is PersonRole.CARER
            for name in (person.called, first_name(person.name))
        ),
        numbers=(child.source_key, child.upn),
        born=child.date_of_birth,
        phones=tuple(person.phone for person in people if person.phone),
        addresses=tuple(text for text in (child.address, *(person.address for person in people)) if text),
        postcodes=(child.postcode, *postcodes_of(episodes)),
        emails=tuple(person.email for person in people if person.email),
    )


def _names(person: Person) -> tuple[str, ...]:
    """Return a brother's or sister's name: the whole, and its first word alone."""
    return (person.name, person.name.split()[0]) if person.name.strip() else ()


def _passages(caseload: Caseload) -> Passages:
    passages = Passages()
    for kind in _TEXTS:
        for record in caseload.list(kind):
            _put(passages, record.id, record)
    return passages


def _put(passages: Passages, record_id: str, record: Record | None) -> None:
    match record:
        case LetterPart():
            text = "" if record.part in _STANDING else record.text
        case Review():
            text = "\n".join((record.thanks, record.iro_view, record.challenge))
        case View():
            text = record.words
        case ReviewSection():
            text = "\n".join((record.going_well, record.worried))
        case Decision():
            text = "\n".join((record.what_for_child, record.why))
        case _:
            text = ""
    passages.put(record_id, record.scope.id if record else "", text)
