"""Rule 1: no other child's names, numbers or places."""

from collections.abc import Callable, Iterator, Mapping

from iro_desktop.domain.child import PersonRole
from iro_desktop.letters.checks import addresses, details
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.folding import keys
from iro_desktop.letters.checks.name_scan import Allowed, names_in, others_of
from iro_desktop.letters.checks.others import Children
from iro_desktop.letters.checks.said_dates import dates, says_a_year

_NAME = (
    "“{words}” is the name of another child on this laptop. "
    "If it is somebody in this child’s life, add them to People."
)
_PERHAPS = "“{words}” may be the name of another child on this laptop. Please look."
_SLIP = "“{words}” is nearly the name of another child on this laptop. Please look."
_DETAIL = "“{words}” is {what} of another child on this laptop."
_CARER = "“{words}” is what another child’s carer is called. Is it somebody else? Please look."
_LOCAL = "“{words}” is how a phone number of another child on this laptop ends. Please look."
_STREET = "“{words}” is a street where another child lives. Please look."


def other_children(context: Context) -> Iterator[Finding]:
    """Rule 1. Names: STOP, a near miss CHECK. Numbers, dates of birth, phones, addresses: STOP."""
    scan = LeakScan(context)
    for part, start, text in context.paragraphs():
        for level, message, begin, end in scan.leaks(text):
            yield Finding(level, 1, message, part.name, start + begin, start + end)


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
            "emails": {details.email_key(text) for text in own},
            "numbers": {details.number_key(text) for text in own},
            "phone_ends": {details.local_key(text) for text in (*own, context.facts.writer.phone)},
        }
        self.own_places = {run for text in own for find in _PLACES_OF for run in find(text)}

    def leaks(self, text: str) -> Iterator[Leak]:
        """Yield what is found in `text`, each with its place."""
        for hit in names_in(text, self.index, self.allowed):
            message = _NAME if hit.level is Level.STOP else _PERHAPS
            message = _SLIP if hit.slip else _CARER if hit.carer else message
            yield hit.level, message.format(words=text[hit.start : hit.end]), hit.start, hit.end
        for what, start, end in self._details(text):
            yield Level.STOP, _DETAIL.format(words=text[start:end], what=what), start, end
        for key, start, end in details.local_numbers(text):
            if key not in self.own["numbers"] and self._other("phone_ends", key):
                yield Level.CHECK, _LOCAL.format(words=text[start:end]), start, end
        for start, end in self._places(text, self.index.streets, named=True):
            yield Level.CHECK, _STREET.format(words=text[start:end]), start, end

    def _details(self, text: str) -> Iterator[details.Place]:
        if not _may_tell(text):
            yield from self._addresses(text)
            return
        spans: list[tuple[int, int]] = []
        for key, start, end in details.phones(text):
            spans.append((start, end))
            if self._other("phones", key):
                yield "a phone number", start, end
        for day, start, end in dates(text):
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
        for table, named in ((self.index.addresses, False), (self.index.houses, True)):
            for start, end in self._places(text, table, named=named):
                yield "an address", start, end

    def _places(
        self, text: str, table: Mapping[str, Mapping[addresses.Run, Children]], *, named: bool
    ) -> Iterator[tuple[int, int]]:
        for run, start, end in addresses.runs_in(text, table):
            told = addresses.capitals(text[start:end]) or (
                table is self.index.streets and addresses.rare(run)
            )
            if run in self.own_places or (named and not told):
                continue
            if others_of(table[run[0]][run], self.child_id):
                yield start, end

    def _other(self, table: str, key: str) -> bool:
        held: Mapping[str, Children] = getattr(self.index, table)
        return key not in self.own[table] and others_of(held.get(key), self.child_id)


_PLACES_OF = (addresses.doors, addresses.houses, addresses.streets)
_Finder = Callable[[str], Iterator[details.Place]]
_TABLES: tuple[tuple[str, str, _Finder], ...] = (
    ("postcodes", "a postcode", details.postcodes),
    ("emails", "an email address", details.emails),
    ("numbers", "the council’s number", details.numbers),
)


def _may_tell(text: str) -> bool:
    """Tell whether a text can hold a number, a date or an email address at all: most cannot."""
    low = text.casefold()
    told = "@" in text or " at " in low or "(at)" in low or "[at]" in low
    return told or any(character.isdigit() for character in text) or says_a_year(text)


def _telling(table: str, key: str) -> bool:
    """Tell whether a number is long enough to mean one child: "2026" or "12" is also a year or a day."""
    return table != "numbers" or len(key) >= 5 or (len(key) >= 3 and not key.isdigit())


def allowed_names(context: Context) -> Allowed:
    """Return the names this letter may use: the child's, their people's, the writer's."""
    facts = context.facts
    whole = [name for name in facts.own_names.value if name] + [facts.writer.name]
    given, family = facts.own_names.value[:2], facts.own_names.value[2]
    whole += [f"{name} {family}" for name in given if name and family]
    places: list[str] = []
    for person in (value.value for value in facts.people):
        named = places if person.role is PersonRole.SCHOOL else whole
        named += [person.name, person.called]
    split = [keys(name) for name in whole]
    words = frozenset(word for name in split for word in (*name, "".join(name)))
    runs = frozenset(run for name in places for run in _runs_of(keys(name)))
    return Allowed(facts.source.child_id, words, frozenset(split) | runs, runs)


def _runs_of(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what a school may be called: its first words or its last, two or more, or its only word."""
    for count in range(min(len(name), 2), len(name) + 1):
        if count:
            yield from (name[:count], name[-count:])
