"""Finds a child's current period of care in SSDA903 episodes, which are not always in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from iro_desktop.domain.child import Episode
from iro_desktop.domain.date_words import short_date

_CONTINUES = "X1"
_STARTED = "S"
_SHORT_BREAKS = frozenset({"V3", "V4"})
_A_STAY = "V3"
"""Short breaks of which the return gives every stay, each with its own start and end."""
_WENT_HOME = frozenset({"E4A", "E4B", "E8"})
_LONGEST_STAY = timedelta(days=17)
_LONGEST_TIME_BETWEEN_STAYS = timedelta(days=365)

REASONS_ENDED = {
    "E11": "adopted",
    "E12": "adopted",
    "E2": "died",
    "E3": "care taken over by another local authority",
    "E4A": "returned home, as planned",
    "E4B": "returned home, not planned",
    "E13": "went to live with others who hold no parental responsibility",
    "E41": "child arrangements order",
    "E43": "special guardianship order",
    "E44": "special guardianship order",
    "E45": "special guardianship order",
    "E46": "special guardianship order",
    "E47": "special guardianship order",
    "E48": "special guardianship order",
    "E5": "moved into independent living with support",
    "E6": "moved into independent living",
    "E7": "moved to adult social care",
    "E8": "another reason",
    "E9": "sentenced to custody",
    "E14": "remand ended",
    "E15": "age assessed as 18 or over",
    "E16": "moved abroad",
    "E17": "turned 18 and stayed with carers",
}
"""What the codes of REC say, in words for an explanation."""


@dataclass(frozen=True, kw_only=True)
class PeriodOfCare:
    """The current, or the last, time a child was looked after without a break."""

    began_on: date
    start_is_certain: bool
    reviews_count_from: date
    short_breaks_only: bool
    ended_on: date | None = None
    reason_ended: str = ""
    notes: tuple[str, ...] = ()


def current_period(episodes: Iterable[Episode], today: date | None = None) -> PeriodOfCare | None:
    """Return the last period of care that `episodes` show, or None where none has a date.

    A period is a chain of episodes joined by X1; a break, or an episode that begins with S, starts another.
    The stays of a series of short breaks are one period though the child goes home between (regulation 48).
    Without the episode that began it, the earliest day known stands in and the period says so. What a
    record dates after `today` has not happened yet: a child whose end of care is planned is still in care.
    """
    known = [each for each in episodes if each.began_on]
    dated = sorted(known if today is None else _by(today, known), key=_order)
    if not dated:
        return None
    first = next((n for n in range(len(dated) - 1, 0, -1) if not _follows(dated[n - 1], dated[n])), 0)
    earlier_end = max((each.ended_on for each in dated[:first] if each.ended_on), default=date.min)
    return _period(dated[first:], earlier_end)


def _by(today: date, episodes: Sequence[Episode]) -> list[Episode]:
    begun = [each for each in episodes if _order(each)[0] <= today] or episodes
    return [
        replace(each, ended_on=None, reason_ended="") if each.ended_on and each.ended_on > today else each
        for each in begun
    ]


def _order(episode: Episode) -> tuple[date, date]:
    return episode.began_on or date.min, episode.ended_on or date.max


def _follows(before: Episode, after: Episode) -> bool:
    """Say whether the child stayed in care from one episode to the next, or in one series of short breaks."""
    if _is_next_stay(before, after):
        return True
    if before.ended_on is None:
        return after.reason_new != _STARTED
    touches = _order(after)[0] <= before.ended_on
    if before.reason_ended == _CONTINUES:
        return touches or after.reason_new != _STARTED
    return touches and after.reason_new != _STARTED


def _is_next_stay(before: Episode, after: Episode) -> bool:
    if not _ended_as_a_stay(before) or after.legal_status != _A_STAY or before.ended_on is None:
        return False
    return _order(after)[0] - before.ended_on <= _LONGEST_TIME_BETWEEN_STAYS


def _ended_as_a_stay(episode: Episode) -> bool:
    """Say whether this was one stay of a series of short breaks, after which the child went home."""
    began, ended = _order(episode)
    is_stay = episode.legal_status == _A_STAY and episode.reason_ended in _WENT_HOME
    return is_stay and ended - began <= _LONGEST_STAY


def _period(chain: Sequence[Episode], earlier_end: date) -> PeriodOfCare:
    full = [each for each in chain if each.legal_status not in _SHORT_BREAKS]
    first = full[0] if full else chain[0]
    began_on = _order(first)[0]
    certain = first.reason_new == _STARTED or first is not chain[0]
    last = chain[-1]
    goes_on = last.reason_ended == _CONTINUES or (not full and _ended_as_a_stay(last))
    ended = last.ended_on is not None and not goes_on
    # A review held on the very day of a new start belongs to the period that ended that day.
    count_from = began_on + timedelta(days=earlier_end == began_on)
    return PeriodOfCare(
        began_on=began_on,
        start_is_certain=certain,
        reviews_count_from=count_from if certain else min(earlier_end, began_on),
        short_breaks_only=not full,
        ended_on=last.ended_on if ended else None,
        reason_ended=last.reason_ended if ended else "",
        notes=_oddities(chain, certain, began_on),
    )


def _oddities(chain: Sequence[Episode], certain: bool, began_on: date) -> tuple[str, ...]:
    notes = []
    if not certain:
        notes.append(
            "The record lacks the episode that began this period of care; "
            f"its earliest day, {short_date(began_on)}, stands in for the day it began."
        )
    for before, after in pairwise(chain):
        home_between = _is_next_stay(before, after)
        if before.ended_on and before.ended_on < _order(after)[0] and not home_between:
            notes.append(f"No episode covers the days after {short_date(before.ended_on)}.")
    last = chain[-1]
    if last.ended_on and _ended_as_a_stay(last) and all(each.legal_status in _SHORT_BREAKS for each in chain):
        notes.append(
            f"The last stay ended on {short_date(last.ended_on)}: counted as a series of short breaks that "
            "goes on. If the short breaks have ended, no review is due."
        )
    if last.ended_on and last.reason_ended == _CONTINUES:
        notes.append(
            f"The last episode ended on {short_date(last.ended_on)} with the code for “continues”, but none "
            "follows: counted as still looked after."
        )
    if last.ended_on is None and last.reason_ended not in {"", _CONTINUES}:
        notes.append("The last episode has a reason for ending but no date: counted as still looked after.")
    return tuple(notes)
