"""The one obvious function: a child's history in, the next due date and its explanation out."""

from dataclasses import replace
from datetime import date

from iro_desktop.domain.ages import birthday
from iro_desktop.domain.child_history import ChildHistory, Regime
from iro_desktop.domain.date_words import long_date
from iro_desktop.domain.due_date import DueDate, no_date
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.record_history import history_of
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.review_reasons import (
    alternatives_to,
    leaver_anchor,
    left_aside,
    notes_on,
    review_anchor,
    rule_of,
    start_anchor,
)
from iro_desktop.domain.review_sequence import Standing, Walk, counted_reviews, walk_of
from iro_desktop.domain.timescales import STANDARD, TimescaleSettings, due_under
from iro_desktop.domain.working_days import OutsideTheTable, WorkingDays

__all__ = ["NOT_KNOWN", "DoesNotFollow", "history_of", "next_due"]

NOT_KNOWN = "NOT-KNOWN"
"""The rule of an answer that cannot be worked out from the record; its words say what is missing."""

_REGIMES = {
    ReviewKind.FIRST: Regime.CARE,
    ReviewKind.SECOND: Regime.CARE,
    ReviewKind.SUBSEQUENT: Regime.CARE,
    ReviewKind.SHORT_BREAK_FIRST: Regime.SHORT_BREAKS,
    ReviewKind.SHORT_BREAK_SUBSEQUENT: Regime.SHORT_BREAKS,
    ReviewKind.PATHWAY: Regime.PATHWAY,
}
_KINDS = {
    Regime.CARE: (ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.SUBSEQUENT),
    Regime.SHORT_BREAKS: (ReviewKind.SHORT_BREAK_FIRST, ReviewKind.SHORT_BREAK_SUBSEQUENT),
    Regime.PATHWAY: (ReviewKind.PATHWAY,),
}
_RELAXED = (date(2020, 4, 24), date(2020, 9, 25))
_RELAXED_NOTE = (
    "From 24 April to 25 September 2020 SI 2020/445 let a six-monthly review be held later where it "
    "could not be held in time."
)


class DoesNotFollow(KnownProblem):
    """The review somebody asks for cannot be the next one after the reviews held."""


def next_due(
    history: ChildHistory,
    working_days: WorkingDays,
    settings: TimescaleSettings = STANDARD,
    asked: ReviewKind | None = None,
) -> DueDate:
    """Return when the next review is due under the regulations, and why; or why none is.

    Regulation 33 of SI 2010/959 while looked after, 48 for short breaks, regulation 7 of SI 2010/2571 for
    a pathway plan. Never raises for a history, however odd: what cannot be answered comes back without a
    date under the rule NOT-KNOWN. `asked` names the review somebody expects next; one that cannot follow
    raises DoesNotFollow.
    """
    try:
        return _next_due(history, working_days, settings, asked)
    except OutsideTheTable as problem:
        return no_date(NOT_KNOWN, f"{problem.title} {problem.what_to_do}")


def _next_due(
    history: ChildHistory, working_days: WorkingDays, settings: TimescaleSettings, asked: ReviewKind | None
) -> DueDate:
    if history.ended:
        return no_date(history.ended.rule, history.ended.because, notes=history.notes)
    regime = _REGIMES[asked] if asked else history.regime
    if regime is Regime.PATHWAY:
        return _pathway(history, working_days, settings)
    walk = walk_of(regime, history.became_looked_after, working_days, settings)
    standing = walk.through(counted_reviews(history, regime), Standing())
    place = _asked_place(asked, regime, standing) if asked else standing.place
    due = _answer(history, walk, standing, place, settings)
    return _before_eighteen(history, due, regime, working_days, settings)


def _asked_place(asked: ReviewKind, regime: Regime, standing: Standing) -> int:
    """Return the place that the review asked for would follow, if it can be the next one."""
    place = _KINDS[regime].index(asked)
    follows = place == min(standing.place, len(_KINDS[regime]) - 1)
    if follows or (place and standing.place and not standing.certain):
        return place
    expected = _KINDS[regime][min(standing.place, len(_KINDS[regime]) - 1)]
    raise DoesNotFollow(
        f"After the reviews held, the next one is {_said(expected)}, not {_said(asked)}.",
        "Correct the reviews held, the start of care (reviews before it do not count), or the kind asked.",
    )


def _said(kind: ReviewKind) -> str:
    return f"“{kind}”"


def _answer(
    history: ChildHistory, walk: Walk, standing: Standing, place: int, settings: TimescaleSettings
) -> DueDate:
    anchor = review_anchor(standing) or start_anchor(history.became_looked_after, walk.regime)
    if anchor is None:
        because = "No date can be given: the day the child became looked after is not in the record."
        return no_date(NOT_KNOWN, because, notes=history.notes)
    limit = walk.limit_after(place)
    due = due_under(
        limit,
        anchor,
        walk.working_days,
        rule=rule_of(limit, standing, settings),
        kind=_KINDS[walk.regime][min(place, len(_KINDS[walk.regime]) - 1)],
        alternatives=alternatives_to(limit, standing, walk),
        notes=(*history.notes, *left_aside(history, walk.regime), *notes_on(standing)),
    )
    relaxed = limit is settings.later_review and due.due_on and _RELAXED[0] <= due.due_on <= _RELAXED[1]
    return replace(due, notes=(*due.notes, _RELAXED_NOTE)) if relaxed else due


def _pathway(history: ChildHistory, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    """Return when the pathway plan is next reviewed: 6 months after its last review, or the last in care."""
    in_care = walk_of(Regime.CARE, history.became_looked_after, working_days, settings)
    before = in_care.through(counted_reviews(history, Regime.CARE), Standing())
    start = before.counts_from or history.pathway_plan_on or history.left_care_on
    walk = walk_of(Regime.PATHWAY, start, working_days, settings)
    plans = counted_reviews(history, Regime.PATHWAY)
    standing = walk.through(plans, replace(before, place=1)) if plans else before
    anchor = review_anchor(standing) or leaver_anchor(history)
    if anchor is None:
        because = "No date can be given: neither a review nor the day care ended is in the record."
        return no_date(NOT_KNOWN, because, notes=history.notes)
    limit = settings.pathway_review
    due = due_under(
        limit,
        anchor,
        working_days,
        rule=rule_of(limit, standing, settings),
        kind=ReviewKind.PATHWAY,
        alternatives=alternatives_to(limit, standing, walk),
        notes=(*history.notes, *notes_on(standing)),
    )
    return _until_the_last_birthday(history, due, settings)


def _before_eighteen(
    history: ChildHistory,
    due: DueDate,
    regime: Regime,
    working_days: WorkingDays,
    settings: TimescaleSettings,
) -> DueDate:
    """Return `due`, unless the child turns 18 first: then the pathway plan's review, or why there is none.

    Short breaks make nobody a care leaver, so after them there is none.
    """
    eighteen = history.date_of_birth and birthday(history.date_of_birth, 18)
    if not eighteen or not due.due_on or not due.anchor or due.due_on < eighteen:
        return due
    breaks = regime is Regime.SHORT_BREAKS
    if breaks or settings.pathway_reviews_until_age <= 18 or due.anchor.held_on is None:
        because = f"No further review falls due before the 18th birthday on {long_date(eighteen)}."
        return no_date("CARE-ENDED", because, notes=history.notes)
    note = f"From the 18th birthday on {long_date(eighteen)} it is the pathway plan that is reviewed."
    return _pathway(replace(history, notes=(*history.notes, note)), working_days, settings)


def _until_the_last_birthday(history: ChildHistory, due: DueDate, settings: TimescaleSettings) -> DueDate:
    age = settings.pathway_reviews_until_age
    until = history.date_of_birth and birthday(history.date_of_birth, age)
    if not until or not due.due_on or due.due_on < until:
        return due
    because = f"No further pathway plan review falls due before the birthday at {age} on {long_date(until)}."
    return no_date("PATHWAY-ENDED", because, notes=history.notes)
