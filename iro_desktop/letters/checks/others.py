"""The index of every child this laptop knows: what must not be found in somebody else's letter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from iro_desktop.letters.checks.addresses import doors, houses, streets
from iro_desktop.letters.checks.details import email_key, local_key, number_key, phone_key, postcode_key
from iro_desktop.letters.checks.folding import keys
from iro_desktop.letters.easy import is_word
from iro_desktop.letters.wordlists import words as word_set

Children = frozenset[str]
_LEAST_LETTERS = 2
_SLIP_LETTERS = 6
_JOINED_LETTERS = 4
"""From here on a name of two words is also looked for in one ("Zo-Zo", "zozo")."""
KIN = word_set(
    """
mum mummy mam mom mother dad daddy father brother sister nan nana gran granny grandma grandmother grandad
grandpa grandfather aunt aunty auntie uncle cousin step stepdad stepmum
"""
)
"""What any child may call somebody: no sign of who is meant."""


@dataclass(frozen=True)
class KnownChild:
    """What identifies one child: names by which the child or a brother or sister goes, and the details."""

    child_id: str
    given: tuple[str, ...] = ()
    """Given name, known as, and brothers' and sisters' names."""
    family: str = ""
    family_circle: tuple[str, ...] = ()
    """Whole names of carers, family and whoever is hidden: two words or more, or they are not looked for."""
    carers: tuple[str, ...] = ()
    """What carers are called: a first name may be anybody's, so it is looked for but does not stop."""
    numbers: tuple[str, ...] = ()
    born: date | None = None
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class OtherChildren:
    """An index over children. It holds every child; who is "other" is decided when a letter is checked."""

    words: Mapping[str, Children] = field(default_factory=dict)
    """Single words of names."""
    sequences: Mapping[str, Mapping[tuple[str, ...], Children]] = field(default_factory=dict)
    """Whole names of two words or more, by their first word."""
    slips: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What is left of a name of six letters or more without one letter -> the names."""
    unspaced: Mapping[str, Children] = field(default_factory=dict)
    """Names in scripts that write without spaces: looked for inside words."""
    numbers: Mapping[str, Children] = field(default_factory=dict)
    born: Mapping[date, Children] = field(default_factory=dict)
    phones: Mapping[str, Children] = field(default_factory=dict)
    phone_ends: Mapping[str, Children] = field(default_factory=dict)
    """The ends of phone numbers, without their area codes."""
    addresses: Mapping[str, Mapping[tuple[str, ...], Children]] = field(default_factory=dict)
    houses: Mapping[str, Mapping[tuple[str, ...], Children]] = field(default_factory=dict)
    streets: Mapping[str, Mapping[tuple[str, ...], Children]] = field(default_factory=dict)
    carers: Mapping[str, Children] = field(default_factory=dict)
    postcodes: Mapping[str, Children] = field(default_factory=dict)
    emails: Mapping[str, Children] = field(default_factory=dict)


def index_children(children: Iterable[KnownChild]) -> OtherChildren:
    """Return the index; about 20 ms for 1,300 children, so it is built once and kept."""
    builder = _Builder()
    for child in children:
        builder.add(child)
    return builder.done()


class _Builder:
    def __init__(self) -> None:
        self.tables: dict[str, dict[object, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(self, child: KnownChild) -> None:
        for name in child.given:
            self._name(name, child.child_id)
            if child.family and name:
                self._whole(keys(f"{name} {child.family}"), child.child_id)
        self._name(child.family, child.child_id)
        for name in child.family_circle:
            self._whole(keys(name), child.child_id)
        for name in child.carers:
            if len(key := keys(name)) == 1 and len(key[0]) >= _LEAST_LETTERS and key[0] not in KIN:
                self.tables["carers"][key[0]].add(child.child_id)
        self._details(child)

    def _name(self, name: str, child_id: str) -> None:
        words = keys(name)
        self._whole(words, child_id)
        for word in words:
            if any(_unspaced(character) for character in word):
                self.tables["unspaced"][word].add(child_id)
            elif len(word) >= _LEAST_LETTERS and (len(words) == 1 or word not in _PARTICLES):
                self.tables["words"][word].add(child_id)

    def _whole(self, words: tuple[str, ...], child_id: str) -> None:
        if len(words) > 1:
            self.tables["sequences"][words].add(child_id)
            if len(joined := "".join(words)) >= _JOINED_LETTERS and not is_word(joined):
                self.tables["words"][joined].add(child_id)

    def _details(self, child: KnownChild) -> None:
        found: list[tuple[str, object]] = [("numbers", number_key(text)) for text in child.numbers]
        found += [("phones", phone_key(text)) for text in child.phones]
        found += [("phone_ends", local_key(text)) for text in child.phones]
        found += [("postcodes", postcode_key(text)) for text in child.postcodes]
        found += [("emails", email_key(text)) for text in child.emails]
        for table, runs in (("addresses", doors), ("houses", houses), ("streets", streets)):
            found += [(table, run) for text in child.addresses for run in runs(text)]
        found += [("born", child.born)]
        for table, key in found:
            if key:
                self.tables[table][key].add(child.child_id)

    def done(self) -> OtherChildren:
        slips: dict[str, set[str]] = defaultdict(set)
        for word in self.tables["words"]:
            for left in without_one(str(word)) if len(str(word)) >= _SLIP_LETTERS else ():
                slips[left].add(str(word))
        plain = {
            name: {key: frozenset(ids) for key, ids in self.tables[name].items()}
            for name in (
                "words",
                "carers",
                "unspaced",
                "numbers",
                "born",
                "phones",
                "phone_ends",
                "postcodes",
                "emails",
            )
        }
        return OtherChildren(
            sequences=_by_first(self.tables["sequences"]),
            addresses=_by_first(self.tables["addresses"]),
            houses=_by_first(self.tables["houses"]),
            streets=_by_first(self.tables["streets"]),
            slips={left: frozenset(names) for left, names in slips.items()},
            **plain,  # type: ignore[arg-type]  # the keys of each table are of its own type, see _details
        )


def _by_first(table: dict[object, set[str]]) -> dict[str, dict[tuple[str, ...], Children]]:
    found: dict[str, dict[tuple[str, ...], Children]] = defaultdict(dict)
    for words, ids in table.items():
        if isinstance(words, tuple) and words:
            found[words[0]][words] = frozenset(ids)
    return dict(found)


def without_one(word: str) -> Iterator[str]:
    """Yield the word itself and every word left when one letter is taken out."""
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]


def _unspaced(character: str) -> bool:
    return (
        "\u0e00" <= character <= "\u0fff"
        or "\u1000" <= character <= "\u109f"
        or "\u3040" <= character <= "\uabff"
    )


_PARTICLES = word_set(
    "al bin da de del den der di do dos du el ibn la le mac mc o of san st ten the van von y"
)
