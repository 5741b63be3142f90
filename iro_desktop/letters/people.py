"""What the people in a letter are called, and which of them it must explain."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from iro_desktop.domain.child import PersonRole
from iro_desktop.letters.facts import LetterFacts, PersonFact
from iro_desktop.letters.wordlists import words

_TITLES = words(
    """
mr mrs ms miss mx dr prof rev sir dame sister father imam rabbi aunt auntie uncle nan nana gran
grandma grandad granny
"""
)  # fmt: skip
_FAMILY = frozenset({PersonRole.PARENT, PersonRole.SIBLING, PersonRole.FAMILY, PersonRole.FRIEND})
_ALWAYS = (PersonRole.CARER, PersonRole.SOCIAL_WORKER)
_ORDER = list(PersonRole)
_ROLE_WORDS = {
    PersonRole.CARER: "foster carer",
    PersonRole.SOCIAL_WORKER: "social worker",
    PersonRole.TEAM_MANAGER: "social worker's manager",
    PersonRole.TEACHER: "teacher",
    PersonRole.SCHOOL: "school",
    PersonRole.ADVOCATE: "advocate",
    PersonRole.INDEPENDENT_VISITOR: "grown-up friend who visits you",
    PersonRole.PERSONAL_ADVISER: "personal adviser",
    PersonRole.HEALTH: "health worker",
}
_TYPED_ROLES = {
    "sw": PersonRole.SOCIAL_WORKER,
    "social worker": PersonRole.SOCIAL_WORKER,
    "allocated social worker": PersonRole.SOCIAL_WORKER,
    "tm": PersonRole.TEAM_MANAGER,
    "team manager": PersonRole.TEAM_MANAGER,
    "carer": PersonRole.CARER,
    "carers": PersonRole.CARER,
    "foster carer": PersonRole.CARER,
    "foster carers": PersonRole.CARER,
    "teacher": PersonRole.TEACHER,
    "designated teacher": PersonRole.TEACHER,
    "advocate": PersonRole.ADVOCATE,
    "pa": PersonRole.PERSONAL_ADVISER,
    "personal adviser": PersonRole.PERSONAL_ADVISER,
}
_TYPED_WORDS = {
    "council": "the council",
    "the council": "the council",
    "la": "the council",
    "local authority": "the council",
    "iro": "I",
    "school": "your school",
    "parents": "your parents",
    "birth parents": "your parents",
    "child": "you",
    "young person": "you",
    "yp": "you",
    "all": "everyone",
    "everyone": "everyone",
}


@dataclass(frozen=True)
class Cast:
    """The people of one child as a letter names them."""

    people: tuple[PersonFact, ...]
    shown: dict[str, str]
    """Person id to the name shown: what the child calls them, else their first name."""

    def named(self, role: PersonRole) -> list[str]:
        """Return the names shown of everybody who holds a role now, in recorded order."""
        return [self.shown[person.id] for person in self.people if person.role is role and person.current]

    def who(self, typed: str, own_names: Iterable[str]) -> str:
        """Return a decision's "who" for the child: "SW" is the social worker's name, "LA" the council."""
        names = {name.casefold() for name in own_names if name}
        told = [
            self._one(part, names) for part in re.split(r"\s*(?:,|;|&|/|\band\b)\s*", typed.strip()) if part
        ]
        return join(list(dict.fromkeys(told)))

    def _one(self, typed: str, own_names: set[str]) -> str:
        low = re.sub(r"^(?:his|her|their|the|your) ", "", typed.casefold().strip(" ."))
        if low in own_names:
            return "you"
        if low in _TYPED_WORDS:
            return _TYPED_WORDS[low]
        role = _TYPED_ROLES.get(low)
        if role:
            return join(self.named(role)) or f"your {_ROLE_WORDS[role]}"
        for person in self.people:
            if low in {person.name.casefold(), person.called.casefold()} - {""}:
                return self.shown[person.id]
        return typed.strip()

    def explained(self, text: str) -> list[tuple[list[str], str]]:
        """Return (names, role) for who is who: whoever this text names, and always carers and social worker.

        Family is left out: a child knows who Mum is. People of one role come together.
        """
        rows: dict[str, list[str]] = {}
        for person in sorted(self.people, key=lambda person: _ORDER.index(person.role)):
            name = self.shown[person.id]
            wanted = (person.role in _ALWAYS and person.current) or names(text, name)
            if wanted and person.role not in _FAMILY and (role := role_of(person)):
                rows.setdefault(role, [])
                if name not in rows[role]:
                    rows[role].append(name)
        return [(shown, role) for role, shown in rows.items()]


def cast_of(facts: LetterFacts) -> Cast:
    """Return the cast of a letter; two people with one first name keep their whole names."""
    people = tuple(
        value.value for value in (*facts.people, *facts.attenders) if value.value.name or value.value.called
    )
    short = {person.id: person.called or _short(person) for person in people}
    own = facts.name_used.value.casefold()
    by_short: dict[str, set[str]] = {}
    for person in people:
        by_short.setdefault(short[person.id].casefold(), set()).add((person.name or person.called).casefold())
    clash = {name for name, whole in by_short.items() if len(whole) > 1} | {own}
    shown = {
        person.id: person.name
        if short[person.id].casefold() in clash and not person.called
        else short[person.id]
        for person in people
    }
    return Cast(people, shown)


def _short(person: PersonFact) -> str:
    return person.name.strip() if person.role is PersonRole.SCHOOL else first_name(person.name)


def first_name(name: str) -> str:
    """Return the first name of an adult, or title and family name ("Mr Hall")."""
    words = name.split()
    if len(words) < 2:
        return name.strip()
    if words[0].casefold().rstrip(".") in _TITLES:
        return f"{words[0]} {words[-1]}"
    return words[0]


def role_of(person: PersonFact) -> str:
    """Return what somebody is to the child, in words that follow "your"; "" where the record does not say."""
    return person.role_words.strip() or _ROLE_WORDS.get(person.role, "")


def names(text: str, name: str) -> bool:
    """Tell whether `text` names somebody, as a whole word."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def join(words: Sequence[str]) -> str:
    """Return "Jo", "Jo and Mark" or "Jo, Mark and Priya"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
