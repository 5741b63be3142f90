"""Finds names the way a reader would: whole words, any case, but "will" and "hope" only as names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iro_desktop.letters.checks.broken_names import broken_names
from iro_desktop.letters.checks.finding import Level
from iro_desktop.letters.checks.folding import Token, fold, tokens
from iro_desktop.letters.checks.others import Children, OtherChildren, without_one
from iro_desktop.letters.easy import is_word
from iro_desktop.letters.wordlists import words

_FUNCTION = words(
    """
a an and any are as at be been but by can did do does done for from go got had has have he her hers
him his how i if in into is it its just me more my no not now of off on or our out over own she so
some than that the their them then there these they this to too under until up us was we were what
when where which who why will with would you your yours again all also am
"""
) - {"will"}
_MONTHS = words("april may june august march january")
_BEFORE_MONTH = words(
    """
in by of until till since before after from during early mid late this next last every each to end
"""
)
_SEASONS = words("spring summer autumn winter")
_TIMES = words("term terms holiday holidays break half halfterm day bank fair fete")
_DOES = words(
    """
was is has had said says told tells asked asks came comes went goes likes liked wants wanted lives
lived loves loved plays played thinks thought feels felt knows knew does did got gets made makes
also who
"""
)
_PLACE = words(
    """
road street avenue lane close drive crescent court place square gardens terrace grove park hill row mews
school primary academy college hospital surgery centre station church library theatre cinema
"""
)
_NOT_A_NAME_BEFORE = words("you we i they he she it the a an to me us your my our")
_BEFORE_NAME = words(
    """
with saw met named about hugged miss missed invited tell told ask asked near than friend mate brother sister
cousin
"""
)


@dataclass(frozen=True)
class Allowed:
    """Names this letter may use: the child's own, their people's and the writer's."""

    child_id: str
    words: frozenset[str]
    wholes: frozenset[tuple[str, ...]]
    schools: frozenset[tuple[str, ...]] = frozenset()
    """The child's schools, as they may be called. St Mary's is allowed, and Mary is not for that."""


@dataclass(frozen=True)
class NameHit:
    """A name found: where, and how sure."""

    start: int
    end: int
    level: Level
    slip: bool = False
    carer: bool = False


def names_in(text: str, index: OtherChildren, allowed: Allowed) -> Iterator[NameHit]:
    """Yield every name of another child in `text`: STOP where it is one, CHECK where it may be one."""
    found = tokens(text)
    schools = _schools_in(found, allowed)
    taken = set(schools)
    for position in range(len(found)):
        length = _whole_at(found, position, index.sequences, allowed)
        if length and not schools.issuperset(range(position, position + length)):
            taken.update(range(position, position + length))
            yield NameHit(found[position].start, found[position + length - 1].end, Level.STOP)
    for position, token in enumerate(found):
        if position in taken or token.key in allowed.words:
            continue
        level = _level_of(text, found, position, index, allowed)
        if level:
            yield NameHit(token.start, token.end, level)
        elif _is_slip(token, index, allowed) or _is_plural(found, position, index, allowed):
            yield NameHit(token.start, token.end, Level.CHECK, slip=True)
        elif _is_carer(token, index, allowed):
            yield NameHit(token.start, token.end, Level.CHECK, carer=True)
    yield from _broken_in(text, found, index, allowed)
    yield from _unspaced_in(text, index, allowed)


def _schools_in(found: tuple[Token, ...], allowed: Allowed) -> set[int]:
    """Return which words stand in the name of one of the child's schools."""
    heard = tuple(token.key for token in found)
    return {
        position
        for run in allowed.schools
        for first in range(len(heard) - len(run) + 1)
        if heard[first : first + len(run)] == run
        for position in range(first, first + len(run))
    }


def others_of(ids: Children | None, child_id: str) -> bool:
    """Tell whether anybody but this child is meant."""
    return ids is not None and any(other != child_id for other in ids)


def _whole_at(
    found: tuple[Token, ...],
    position: int,
    sequences: Mapping[str, Mapping[tuple[str, ...], Children]],
    allowed: Allowed,
) -> int:
    """Return how many words of another child's whole name begin here (0 for none)."""
    for whole, ids in sequences.get(found[position].key, {}).items():
        heard = found[position : position + len(whole)]
        if tuple(token.key for token in heard) != whole or whole in allowed.wholes:
            continue
        told = all(token.capital for token in heard) or not all(is_word(token.key) for token in heard)
        if told and others_of(ids, allowed.child_id):
            return len(whole)
    return 0


def _level_of(
    text: str, found: tuple[Token, ...], position: int, index: OtherChildren, allowed: Allowed
) -> Level | None:
    token = found[position]
    ids = index.words.get(token.key)
    if not others_of(ids, allowed.child_id):
        return None
    if token.key in _FUNCTION or len(token.key) < 2:
        return None
    if not is_word(token.key):
        return Level.STOP
    return _word_name(text, found, position)


def _word_name(text: str, found: tuple[Token, ...], position: int) -> Level | None:
    """Judge a name that is also a word: by its capital, and at the start of a sentence by what follows."""
    token = found[position]
    before = found[position - 1].key if position else ""
    after = found[position + 1] if position + 1 < len(found) else None
    follows = after.key if after else ""
    if not token.capital:
        beside_you = before == "and" and position > 1 and found[position - 2].key in {"you", "me", "i"}
        named = before in _BEFORE_NAME or beside_you or follows == "who" or (token.first and follows in _DOES)
        return Level.CHECK if named else None
    if not token.possessive and _is_a_time(text, token, before, follows):
        return None
    place = bool(after and after.capital and follows in _PLACE and not token.possessive)  # "King Street"
    if place or not token.first:
        return Level.CHECK if place else Level.STOP
    if follows in _NOT_A_NAME_BEFORE:
        return None
    joined = follows == "and" and position + 2 < len(found)
    with_another = joined and (found[position + 2].capital or found[position + 2].key in {"you", "your"})
    if token.possessive or with_another or follows in _DOES:
        return Level.STOP
    named = after is not None and after.capital and follows != "i"
    return Level.STOP if named and not _asks(text, token) else Level.CHECK


def _is_a_time(text: str, token: Token, before: str, follows: str) -> bool:
    """Tell whether a month or a season is meant: "in May", "12 May", "the Summer term"."""
    if token.key in _SEASONS:
        return before in _BEFORE_MONTH | {"the"} or follows in _TIMES
    return token.key in _MONTHS and (
        before in _BEFORE_MONTH or follows in _TIMES or _beside_a_number(text, token)
    )


def _asks(text: str, token: Token) -> bool:
    """Tell whether a question begins with this word: "Will Mum come?"."""
    return token.key == "will" and re.match(r"[^.!?\n]*\?", text[token.end :]) is not None


def _beside_a_number(text: str, token: Token) -> bool:
    before, after = text[: token.start].rstrip(), text[token.end :].lstrip()
    return re.search(r"\d(?:st|nd|rd|th)?$", before) is not None or after[:1].isdigit()


def _is_carer(token: Token, index: OtherChildren, allowed: Allowed) -> bool:
    """Tell whether this is what another child's carer is called: what is left of a copied letter."""
    told = token.capital and (not is_word(token.key) or not token.first)
    return told and others_of(index.carers.get(token.key), allowed.child_id)


def _is_plural(found: tuple[Token, ...], position: int, index: OtherChildren, allowed: Allowed) -> bool:
    """Tell whether a family is named: "the Smiths", "the Joneses"."""
    token = found[position]
    if not (token.capital and position and found[position - 1].key == "the" and token.key.endswith("s")):
        return False
    stems = {token.key[:-1], token.key.removesuffix("es")} - allowed.words
    return any(others_of(index.words.get(stem), allowed.child_id) for stem in stems)


def _is_slip(token: Token, index: OtherChildren, allowed: Allowed) -> bool:
    if len(token.key) < 5 or (is_word(token.key) and (token.first or not token.capital)):
        return False
    for left in without_one(token.key):
        for name in index.slips.get(left, ()):
            if name in allowed.words or not others_of(index.words.get(name), allowed.child_id):
                continue
            if one_slip(token.key, name):
                return True
    return False


def one_slip(left: str, right: str) -> bool:
    """Tell whether two different words are one slip apart: a letter more, less, other, or two swapped."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    one, two = left[start:], right[start:]
    return (
        one[1:] == two
        or one == two[1:]
        or one[1:] == two[1:]
        or (one[:2] == two[1::-1] and one[2:] == two[2:])
    )


def _broken_in(
    text: str, found: tuple[Token, ...], index: OtherChildren, allowed: Allowed
) -> Iterator[NameHit]:
    for key, first, end, sure in broken_names(text, found):
        if key not in allowed.words and others_of(index.words.get(key), allowed.child_id):
            level = Level.STOP if sure else Level.CHECK
            yield NameHit(found[first].start, found[end - 1].end, level, slip=not sure)


def _unspaced_in(text: str, index: OtherChildren, allowed: Allowed) -> Iterator[NameHit]:
    if not index.unspaced:
        return
    whole = fold(text)
    for name, ids in index.unspaced.items():
        if name not in allowed.words and others_of(ids, allowed.child_id) and name in whole:
            start = max(text.find(name), 0)
            yield NameHit(start, start + len(name), Level.STOP)
