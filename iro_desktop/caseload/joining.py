"""When an autosave joins the record's last journal entry, and when it starts a version of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from iro_desktop.caseload.changes import FieldChange
from iro_desktop.records import Json


@dataclass(frozen=True)
class JoiningPolicy:
    """When an autosave joins the record's last journal entry instead of making one of its own.

    An entry is also a version that a person can go back to. Ten minutes keeps the history readable and
    the outbox small. But words that a later autosave deleted would vanish with no version left to
    show them, so an entry takes no more than `removed` deleted characters over its whole life (slips of
    the finger, less than a sentence): the save that would go past that starts a new entry, and the
    deleted words stay in the old one.
    A save that sets a moment (started, finished, saved) is an act, not typing: it never joins, so a
    Finish keeps its place after everything that it finished.
    """

    within: timedelta = timedelta(minutes=10)
    removed: int = 40


def removed_characters(fields: Mapping[str, FieldChange]) -> int:
    """Return how many characters of earlier text these changes take away."""
    return sum(_removed(change.was, change.now) for change in fields.values())


def _removed(was: Json, now: Json) -> int:
    if isinstance(was, list):
        kept = now if isinstance(now, list) else []
        return sum(len(item) for item in was if isinstance(item, str) and item not in kept)
    if not isinstance(was, str):
        return 0
    after = now if isinstance(now, str) else ""
    start = _same(was, after)
    most = min(len(was), len(after)) - start
    end = _same(was[::-1][:most], after[::-1][:most])
    return len(was) - start - end


def _same(one: str, other: str) -> int:
    """Return how many characters the two begin with in common, halving instead of comparing one by one."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def follows(earlier: Mapping[str, FieldChange], later: Mapping[str, FieldChange]) -> bool:
    """Return whether the later change begins where the earlier ended: the centre put nothing between."""
    return all(
        earlier[name].based_on == change.based_on and earlier[name].now == change.was
        for name, change in later.items()
        if name in earlier
    )


def together(earlier: Mapping[str, FieldChange], later: Mapping[str, FieldChange]) -> dict[str, FieldChange]:
    """Return both changes as one: from where the first began to where the second ended."""
    joined = dict(earlier)
    for name, change in later.items():
        first = earlier.get(name)
        joined[name] = FieldChange(first.based_on, first.was, change.now) if first else change
    return joined
