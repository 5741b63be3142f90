"""Who was there and who sent apologies: which of the attendances a letter may tell, and in what sentences."""

from collections.abc import Iterable, Iterator, Sequence

from iro_desktop.domain.child import Child, Person, PersonRole
from iro_desktop.domain.review import Attendance, Presence
from iro_desktop.letters.bands import Wording
from iro_desktop.letters.facts import CameFact, LetterFacts, Source, Value
from iro_desktop.letters.people import Cast, first_name, join

_TOLD = (Presence.PRESENT, Presence.PART, Presence.APOLOGIES)
_IN_A_SENTENCE = {"young": 3, "middle": 4}
"""How many names a sentence holds; elsewhere five. More are told in a sentence of their own."""


def who_came(
    child: Child, people: Iterable[Person], attendances: Iterable[Attendance], writer: str
) -> Iterator[Value[CameFact]]:
    """Yield who came, came for part, or sent apologies, in the recorded order. Who stayed away without a
    word is not told of. Never the child or the writer, nor anybody the child has no contact with, a place
    that is hidden, or a name that is withheld, however it was typed."""
    known = {person.id: person for person in people}
    unsaid = [*child.withheld, *_unsaid_names(known.values())]
    own = {name.casefold() for name in (writer, child.known_as, child.given_name, _whole(child)) if name}
    for one in sorted(attendances, key=lambda one: (one.position, one.id)):
        person = known.get(one.person_id)
        name = person.name or person.called if person else one.name.partition(",")[0].strip()
        if one.presence not in _TOLD or not name or name.casefold() in own:
            continue
        if (person is None and one.person_id) or (person is not None and _is_kept_out(person)):
            continue
        if any(_same(name, other) for other in unsaid):
            continue
        fact = CameFact(person.id if person else "", name, one.presence)
        yield Value(fact, Source(one.child_id, one.review_id))


def _unsaid_names(people: Iterable[Person]) -> Iterator[str]:
    for person in people:
        if _is_kept_out(person):
            yield from (name for name in (person.name, person.called) if name.strip())


def _is_kept_out(person: Person) -> bool:
    return person.no_contact or (person.hidden and person.role is PersonRole.SCHOOL)


def _whole(child: Child) -> str:
    return f"{child.given_name} {child.family_name}".strip()


def _same(name: str, other: str) -> bool:
    """Tell whether `name` may be the one that must not be told: the whole of it, or a part."""
    ours, theirs = name.casefold().split(), other.casefold().split()
    if not theirs:
        return False
    within = any(ours == theirs[at : at + len(ours)] for at in range(len(theirs)))
    return within or any(theirs == ours[at : at + len(theirs)] for at in range(len(ours)))


def attendance_lines(facts: LetterFacts, cast: Cast, wording: Wording, family: str) -> list[str]:
    """Return the sentences that say who came, who came for part, and who sent apologies."""
    told = {presence: _names(facts, cast, presence) for presence in _TOLD}
    most = _IN_A_SENTENCE.get(family, 5)
    lines = [_said(wording, "came", told[Presence.PRESENT], most)]
    lines.append(_said(wording, "came_part", told[Presence.PART], most))
    lines.append(_said(wording, "apologies", told[Presence.APOLOGIES], most))
    text = " ".join(line for line in lines if line)
    return [text] if text else []


def _names(facts: LetterFacts, cast: Cast, presence: Presence) -> list[str]:
    shown = dict(cast.shown)
    typed = {person.name.casefold(): shown[person.id] for person in cast.people}
    names = []
    for came in (value.value for value in facts.came if value.value.presence is presence):
        short = shown.get(came.person_id) or typed.get(came.name.casefold())
        names.append(short or _typed_name(came.name, shown.values()))
    return list(dict.fromkeys(names))


def _typed_name(name: str, taken: Iterable[str]) -> str:
    """Return the first name of somebody typed, unless somebody else in the letter is called so."""
    short = first_name(name)
    return name if short.casefold() in {other.casefold() for other in taken} else short


def _said(wording: Wording, key: str, names: Sequence[str], most: int) -> str:
    groups = [names[at : at + most] for at in range(0, len(names), most)]
    keys = [key, *["came_too" if key == "came" else key] * len(groups)]
    sentences = (wording.say(which, who=join(group)) for which, group in zip(keys, groups, strict=False))
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences if sentence)
