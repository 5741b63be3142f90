"""Rule 3: nothing that leads to a hidden home, school or carer, nor a no-contact person's name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from iro_desktop.letters.checks import addresses, details
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.folding import keys, pieces
from iro_desktop.letters.checks.name_scan import names_in
from iro_desktop.letters.checks.others import KIN, KnownChild, OtherChildren, index_children
from iro_desktop.letters.checks.wrong_child import Leak, allowed_names
from iro_desktop.letters.easy import is_word
from iro_desktop.letters.wordlists import words

_HIDDEN = "“{words}” would give away a place or number that is hidden."
_NEAR = "“{words}” may give away where a hidden place is. Please look."
_NO_CONTACT = "“{words}” is somebody this child must not be put in touch with."
_SCHOOL_WORDS = words(
    """
school schools primary junior juniors infant infants secondary high academy college nursery pre preschool
community church of england c e ce cofe rc catholic special the and for girls boys free grammar sixth form
centre
"""
)
_JOINING = words("and the of")
(_SAINT,) = (word for word, _, _ in pieces("Saint"))
_TITLES = words("mr mrs ms miss mx dr prof rev sir dame")


def hidden_places(context: Context) -> Iterator[Finding]:
    """Rule 3: hidden addresses, phones and schools, and people with whom there is no contact: STOP.

    The town, the first half of a postcode, or an everyday word of a school's name by itself: CHECK.
    """
    scan = HiddenScan(context)
    for part, start, text in context.paragraphs():
        for level, message, begin, end in scan.leaks(text):
            yield Finding(level, 3, message, part.name, start + begin, start + end)


class HiddenScan:
    """Looks for what a safety flag hides: the places of hidden people, and no-contact people's names."""

    def __init__(self, context: Context) -> None:
        hidden = [fact.for_checking() for fact in context.kept_out.hidden]
        names = [fact.for_checking() for fact in context.kept_out.no_contact]
        self.allowed = allowed_names(context)
        self.places = _index_of(hidden)
        self.towns = {run for text in hidden for run in addresses.towns(text)}
        halves = {match[1].upper() for text in hidden for match in _OUTWARD.finditer(text)}
        codes = {re.sub(r"(?<=[A-Z])(?=\d)", " ?", half) for half in halves}
        self.codes = re.compile(rf"\b(?:{'|'.join(sorted(codes))})\b", re.I) if codes else None
        self.names = [_words(text) for text in hidden if _is_name(text)]
        self.schools = [short for name in self.names for short in _shorts(name)]
        self.people = [run for name in names for run in self._ways(name)]
        others = replace(self.allowed, words=self.allowed.words | _TITLES | KIN)
        self.word_names = (index_children([KnownChild("no contact", given=tuple(names))]), others)

    def _ways(self, name: str) -> Iterator[tuple[str, ...]]:
        """Yield how a no-contact person may be named: in whole, by either name, by title and family name."""
        whole = keys(name)
        if not set(whole) <= self.allowed.words:
            yield whole
        bare = tuple(word for word in whole if word not in _TITLES)
        yield from ((title, bare[-1]) for title in _TITLES if len(bare) > 1)
        for word in bare[:1] + bare[-1:]:
            told = len(word) > 1 and word not in self.allowed.words
            if told and (word in KIN or not is_word(word)):
                yield (word,)

    def leaks(self, text: str) -> Iterator[Leak]:
        """Yield the level, the message and the place of each find."""
        for start, end in self._certain(text):
            yield Level.STOP, _HIDDEN.format(words=text[start:end]), start, end
        for start, end in self._near(text):
            yield Level.CHECK, _NEAR.format(words=text[start:end]), start, end
        for _, start, end in _runs(text, self.people):
            yield Level.STOP, _NO_CONTACT.format(words=text[start:end]), start, end
        for hit in names_in(text, *self.word_names):
            yield hit.level, _NO_CONTACT.format(words=text[hit.start : hit.end]), hit.start, hit.end

    def _certain(self, text: str) -> Iterator[tuple[int, int]]:
        held: tuple[tuple[Iterator[details.Place], Mapping[str, object]], ...] = (
            (details.phones(text), self.places.phones),
            (details.postcodes(text), self.places.postcodes),
            (details.emails(text), self.places.emails),
        )
        for found, table in held:
            yield from ((start, end) for key, start, end in found if key in table)
        yield from ((start, end) for _, start, end in addresses.runs_in(text, self.places.addresses))
        for named in (self.places.houses, self.places.streets):
            for run, start, end in addresses.runs_in(text, named):
                if addresses.capitals(text[start:end]) or addresses.rare(run):
                    yield start, end
        yield from ((start, end) for _, start, end in _runs(text, self.names))
        for run, start, end in _runs(text, self.schools):
            if addresses.capitals(text[start:end]) and not all(is_word(word) for word in run):
                yield start, end

    def _near(self, text: str) -> Iterator[tuple[int, int]]:
        for run, start, end in _runs(text, [*self.towns, *self.schools]):
            told = addresses.capitals(text[start:end])
            everyday = run in self.towns or all(is_word(word) for word in run)
            if (everyday and told) or (not told and addresses.rare(run)):
                yield start, end
        ends = self.places.phone_ends
        yield from ((start, end) for key, start, end in details.local_numbers(text) if key in ends)
        if self.codes:
            yield from (match.span() for match in self.codes.finditer(text))


_OUTWARD = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?) ?\d[A-Za-z]{2}\b")


def _runs(text: str, sought: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    for run in dict.fromkeys(sought):
        if run:
            yield from addresses.runs_in(text, {run[0]: {run: None}}, _JOINING)


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name as `addresses.runs_in` finds them in a text."""
    return tuple(word for word, _, _ in pieces(name) if word not in _JOINING)


def _shorts(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what a school is called for short ("hillside", "st mary's"), where that says anything."""
    short = tuple(word for word in name if word not in _SCHOOL_WORDS)
    if len(short) < len(name) and sum(map(len, short)) >= 4:
        yield short
    for saint, called in pairwise(name):
        if saint == _SAINT and called not in _SCHOOL_WORDS:
            yield saint, called
            yield saint, called.removesuffix("s")


def _is_name(text: str) -> bool:
    return not any(character.isdigit() for character in text) and "@" not in text


def _index_of(texts: list[str]) -> OtherChildren:
    return index_children(
        [
            KnownChild(
                "hidden",
                phones=tuple(t for t in texts if len(details.phone_key(t)) >= 9),
                addresses=tuple(t for t in texts if "@" not in t),
                postcodes=tuple(key for t in texts for key, _, _ in details.postcodes(t)),
                emails=tuple(t for t in texts if "@" in t),
            )
        ]
    )
