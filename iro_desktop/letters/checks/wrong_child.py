"""Rules 1 and 3: no other child's names, numbers or places, and no hidden place or no-contact person."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from iro_desktop.letters.checks import details
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.folding import keys, pieces
from iro_desktop.letters.checks.name_scan import Allowed, names_in, others_of
from iro_desktop.letters.checks.others import Children, KnownChild, OtherChildren, index_children

_NAME = (
    "“{words}” is the name of another child on this laptop. "
    "If it is somebody in this child’s life, add them to People."
)
_PERHAPS = "“{words}” may be the name of another child on this laptop. Please look."
_SLIP = "“{words}” is nearly the name of another child on this laptop. Please look."
_DETAIL = "“{words}” is {what} of another child on this laptop."
_HIDDEN = "“{words}” would give away a place or number that is hidden."
_NO_CONTACT = "“{words}” is somebody this child must not be put in touch with."


def other_children(context: Context) -> Iterator[Finding]:
    """Rule 1. Names: STOP, a near miss CHECK. Numbers, dates of birth, phones, addresses: STOP."""
    scan = LeakScan(context)
    for part, start, text in context.paragraphs():
        for level, message, begin, end in scan.leaks(text):
            yield Finding(level, 1, message, part.name, start + begin, start + end)


def hidden_places(context: Context) -> Iterator[Finding]:
    """Rule 3: hidden addresses, phones and schools, and people with whom there is no contact."""
    scan = HiddenScan(context)
    for part, start, text in context.paragraphs():
        for message, begin, end in scan.leaks(text):
            yield Finding(Level.STOP, 3, message, part.name, start + begin, start + end)


Leak = tuple[Level, str, int, int]


class LeakScan:
    """Looks for other children in any text of one letter: a paragraph, or a part of the finished file."""

    def __init__(self, context: Context) -> None:
        self.index, self.child_id = context.others, context.draft.source.child_id
        self.allowed = allowed_names(context)
        own = context.kept_out.own_details
        self.own_dates = context.kept_out.own_dates
        self.own: dict[str, set[str]] = {
            "phones": {details.phone_key(text) for text in own}
            | {details.phone_key(context.facts.writer.phone)},
            "postcodes": {key for text in own for key, _, _ in details.postcodes(text)},
            "emails": {text.casefold() for text in own},
            "numbers": {details.number_key(text) for text in own},
        }
        self.own_addresses = {details.first_line(text) for text in own}

    def leaks(self, text: str) -> Iterator[Leak]:
        """Yield what is found in `text`, each with its place."""
        for hit in names_in(text, self.index, self.allowed):
            message = _SLIP if hit.slip else _NAME if hit.level is Level.STOP else _PERHAPS
            yield hit.level, message.format(words=text[hit.start : hit.end]), hit.start, hit.end
        for what, start, end in self._details(text):
            yield Level.STOP, _DETAIL.format(words=text[start:end], what=what), start, end

    def _details(self, text: str) -> Iterator[details.Place]:
        if not any(character.isdigit() for character in text) and "@" not in text:
            yield from self._addresses(text)
            return
        spans: list[tuple[int, int]] = []
        for key, start, end in details.phones(text):
            spans.append((start, end))
            if self._other("phones", key):
                yield "a phone number", start, end
        for day, start, end in details.dates(text):
            spans.append((start, end))
            if day not in self.own_dates and others_of(self.index.born.get(day), self.child_id):
                yield "the date of birth", start, end
        for table, what, find in _TABLES:
            for key, start, end in find(text):
                inside = table == "numbers" and any(a <= start and end <= b for a, b in spans)
                if not inside and self._other(table, key) and _telling(table, key):
                    yield what, start, end
        yield from self._addresses(text)

    def _addresses(self, text: str) -> Iterator[details.Place]:
        for words, start, end in sequences_in(text, self.index.addresses):
            ids = self.index.addresses[words[0]][words]
            if words not in self.own_addresses and others_of(ids, self.child_id):
                yield "an address", start, end

    def _other(self, table: str, key: str) -> bool:
        held: Mapping[str, Children] = getattr(self.index, table)
        return key not in self.own[table] and others_of(held.get(key), self.child_id)


_Finder = Callable[[str], Iterator[details.Place]]
_TABLES: tuple[tuple[str, str, _Finder], ...] = (
    ("postcodes", "a postcode", details.postcodes),
    ("emails", "an email address", details.emails),
    ("numbers", "the council’s number", details.numbers),
)


def _telling(table: str, key: str) -> bool:
    """Tell whether a number is long enough to mean one child: "2026" or "12" is also a year or a day."""
    return table != "numbers" or len(key) >= 5 or (len(key) >= 3 and not key.isdigit())


def sequences_in(
    text: str, table: Mapping[str, Mapping[tuple[str, ...], Children]]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield every run of words of `text` that is in `table`, with its place."""
    found = pieces(text)
    for position, (word, start, _) in enumerate(found):
        for words in table.get(word, ()):
            heard = found[position : position + len(words)]
            if tuple(piece for piece, _, _ in heard) == words:
                yield words, start, heard[-1][2]


def allowed_names(context: Context) -> Allowed:
    """Return the names this letter may use: the child's, their people's, the writer's."""
    facts = context.facts
    whole = [name for name in facts.own_names.value if name] + [facts.writer.name]
    given, family = facts.own_names.value[:2], facts.own_names.value[2]
    whole += [f"{name} {family}" for name in given if name and family]
    for person in (value.value for value in facts.people):
        whole += [person.name, person.called]
    split = [keys(name) for name in whole]
    words = frozenset(word for name in split for word in name)
    return Allowed(facts.source.child_id, words, frozenset(split))


class HiddenScan:
    """Looks for what a safety flag hides: the places of hidden people, and no-contact people's names."""

    def __init__(self, context: Context) -> None:
        hidden = [fact.for_checking() for fact in context.kept_out.hidden]
        self.places = _index_of(hidden)
        self.names = [text for text in hidden if _is_name(text)]
        allowed = allowed_names(context).words
        self.people = [
            name
            for fact in context.kept_out.no_contact
            for name in (fact.for_checking(), *fact.for_checking().split()[:1])
            if not set(keys(name)) <= allowed
        ]

    def leaks(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the message and the place of each find."""
        for key, start, end in details.phones(text):
            if key in self.places.phones:
                yield _HIDDEN.format(words=text[start:end]), start, end
        for key, start, end in details.postcodes(text):
            if key in self.places.postcodes:
                yield _HIDDEN.format(words=text[start:end]), start, end
        for key, start, end in details.emails(text):
            if key in self.places.emails:
                yield _HIDDEN.format(words=text[start:end]), start, end
        for _, start, end in sequences_in(text, self.places.addresses):
            yield _HIDDEN.format(words=text[start:end]), start, end
        for names, message in ((self.names, _HIDDEN), (self.people, _NO_CONTACT)):
            yield from _named(text, names, message)


def _named(text: str, names: Iterable[str], message: str) -> Iterator[tuple[str, int, int]]:
    for name in dict.fromkeys(names):
        sought = keys(name)
        table = {sought[0]: {sought: frozenset("x")}} if sought else {}
        for _, start, end in sequences_in(text, table):
            yield message.format(words=text[start:end]), start, end


def _is_name(text: str) -> bool:
    return not any(character.isdigit() for character in text) and "@" not in text


def _index_of(texts: Iterable[str]) -> OtherChildren:
    texts = list(texts)
    return index_children(
        [
            KnownChild(
                "hidden",
                phones=tuple(t for t in texts if len(details.phone_key(t)) >= 9),
                addresses=tuple(t for t in texts if not _is_name(t) and "@" not in t),
                postcodes=tuple(key for t in texts for key, _, _ in details.postcodes(t)),
                emails=tuple(t for t in texts if "@" in t),
            )
        ]
    )
