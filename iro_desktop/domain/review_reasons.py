"""Why a review's date is what it is: what it counts from, under which rules, and what others could say."""

from datetime import date

from iro_desktop.domain.child_history import ChildHistory, Regime
from iro_desktop.domain.date_words import long_date, number_of, short_date
from iro_desktop.domain.due_date import Alternative, Anchor, CountedFrom, Reading
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.review_sequence import Standing, Walk, counted_reviews
from iro_desktop.domain.timescales import Limit, TimescaleSettings, end_of

_ORDINALS = {1: "first", 2: "second"}


def start_anchor(start: date | None, regime: Regime) -> Anchor | None:
    """Return the start of care, or the first placement, as the day to count from."""
    if start is None:
        return None
    if regime is Regime.SHORT_BREAKS:
        words = "the day of the first short-break placement"
        return Anchor(on=start, counted_from=CountedFrom.FIRST_PLACEMENT, words=words)
    words = "the day the child became looked after"
    return Anchor(on=start, counted_from=CountedFrom.BECAME_LOOKED_AFTER, words=words)


def review_anchor(standing: Standing) -> Anchor | None:
    """Return the day the next review counts from and why that one, or None where none was held yet."""
    last, on = standing.last, standing.counts_from
    if last is None or on is None:
        return None
    name = _name(standing)
    if on < last.held_on:
        counted_from = CountedFrom.WAS_DUE
        words = (
            f"when {name} was due; it was held later, on {long_date(last.held_on)}, and the next one "
            "counts from the day it was due"
        )
    elif last.series:
        counted_from = CountedFrom.FIRST_OF_SERIES if on == last.held_on else CountedFrom.LAST_OF_SERIES
        end = "first" if on == last.held_on else "last"
        words = f"the {end} meeting of the series that made up {name}"
    else:
        counted_from, words = CountedFrom.HELD, f"when {name} was held"
    return Anchor(
        on=on, counted_from=counted_from, words=words, held_on=last.held_on, due_on=standing.last_due
    )


def _name(standing: Standing) -> str:
    last, ordinal = standing.last, _ORDINALS.get(standing.place)
    if last and last.kind is ReviewKind.EARLY:
        return f"an early review that counts as the {ordinal}" if ordinal else "an early review"
    if last and last.kind in {ReviewKind.SHORT_BREAK_FIRST, ReviewKind.SHORT_BREAK_SUBSEQUENT}:
        return "the last review under short breaks"
    if last and last.kind is ReviewKind.PATHWAY:
        return "the last review of the pathway plan"
    return f"the {ordinal or 'last'} review"


def rule_of(limit: Limit, standing: Standing, settings: TimescaleSettings) -> str:
    """Return the ids of the rules at work: REG33-3+ before, +SERIES-..., +SEED-MIN after the limit's own."""
    last, on = standing.last, standing.counts_from
    if last is None or on is None:
        return limit.rule
    rule = f"REG33-3+{limit.rule}" if last.kind is ReviewKind.EARLY else limit.rule
    if last.series:
        rule += f"+SERIES-{settings.series_anchor.upper()}"
    return f"{rule}+SEED-MIN" if on < last.held_on else rule


def alternatives_to(limit: Limit, standing: Standing, walk: Walk) -> tuple[Alternative, ...]:
    """Return the dates that other readings give; the due date itself stays as it is."""
    last, on = standing.last, standing.counts_from
    if last is None or on is None:
        return ()
    found = [*_early_alternatives(standing)]

    def add(start: date, reading: Reading, words: str) -> None:
        due_on = end_of(limit, start, walk.working_days)
        found.append(Alternative(due_on=due_on, reading=reading, words=words.format(long_date(due_on))))

    if on < last.held_on:
        add(last.held_on, Reading.LITERAL, "Counting from the day it was held would wrongly give {}.")
    if standing.missed_since and standing.last_due:
        add(standing.last_due, Reading.STRICT, "From the day that review was due it would have been {}.")
    if last.series and last.last_meeting_on:
        other = last.held_on if on == last.last_meeting_on else last.last_meeting_on
        which = "first" if other == last.held_on else "last"
        add(other, Reading.SERIES, f"From the {which} meeting of the series it would be {{}}.")
    return tuple(found)


def _early_alternatives(standing: Standing) -> list[Alternative]:
    last, due = standing.last, standing.last_due
    if last is None or last.kind is not ReviewKind.EARLY or due is None or due <= last.held_on:
        return []
    ordinal = _ORDINALS.get(standing.place)
    if ordinal:
        words = (
            f"To be safe, still hold one by {long_date(due)}, when the {ordinal} review was due before the "
            "early one took its place."
        )
        return [Alternative(due_on=due, reading=Reading.CAUTIOUS, words=words)]
    words = f"Without the early review it would have been {long_date(due)}."
    return [Alternative(due_on=due, reading=Reading.WITHOUT_EARLY, words=words)]


def left_aside(history: ChildHistory, regime: Regime) -> list[str]:
    """Return the sentence that says how many reviews of the history did not count, if any."""
    count = len(history.reviews) - len(counted_reviews(history, regime))
    return (
        [f"Not counted: {number_of(count, 'review')} of an earlier period or under other rules."]
        if count
        else []
    )


def notes_on(standing: Standing) -> list[str]:
    """Return what was missing among the reviews that counted, as sentences."""
    notes = []
    if standing.missed_since and standing.last:
        notes.append(
            f"Between {short_date(standing.missed_since)} and {short_date(standing.last.held_on)} a whole "
            "review is missing from the record, so the next one counts from the day the last was held."
        )
    elif standing.last and standing.last_due is None:
        notes.append(
            "The record does not say when that review was due, so the next counts from the day it was held."
        )
    return notes


def leaver_anchor(history: ChildHistory) -> Anchor | None:
    """Return what a care leaver's first review counts from, where none is in the record: plan, or leaving."""
    if history.pathway_plan_on:
        words = "the day the pathway plan was made (no review is in the record)"
        return Anchor(on=history.pathway_plan_on, counted_from=CountedFrom.EVENT, words=words)
    if history.left_care_on is None:
        return None
    words = "the day care ended (no review is in the record)"
    return Anchor(on=history.left_care_on, counted_from=CountedFrom.CARE_ENDED, words=words)
