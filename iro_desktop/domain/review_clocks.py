"""The clocks around a review and a dispute: working days before or after a day that is known."""

from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.date_words import long_date
from iro_desktop.domain.due_date import Alternative, Anchor, CountedFrom, DueDate, Reading
from iro_desktop.domain.timescales import STANDARD, Limit, TimescaleSettings, due_under, end_of
from iro_desktop.domain.working_days import WorkingDays


@dataclass(frozen=True, kw_only=True)
class ReviewClocks:
    """What falls due around one review: before the day booked, and after the day held."""

    plan_by: DueDate | None = None
    """When the updated plan has to be with the IRO."""
    decisions_by: DueDate | None = None
    record_by: DueDate | None = None
    distribute_by: DueDate | None = None


def clocks_around(
    working_days: WorkingDays,
    *,
    booked_on: date | None = None,
    held_on: date | None = None,
    settings: TimescaleSettings = STANDARD,
) -> ReviewClocks:
    """Return the limits around a review, in working days (IRO Handbook and practice).

    The plan 3 before the day booked, or else held; decisions within 5, the record within 15 and its
    distribution within 20 after the day held.
    """
    meeting = booked_on or held_on
    held = "the day the review was held"

    def after(limit: Limit) -> DueDate | None:
        return clock(limit, held_on, held, working_days) if held_on else None

    plan = clock(settings.plan_available, meeting, "the day of the review", working_days) if meeting else None
    return ReviewClocks(
        plan_by=plan,
        decisions_by=after(settings.decisions),
        record_by=after(settings.record),
        distribute_by=after(settings.distribution),
    )


def clock(limit: Limit, on: date, words: str, working_days: WorkingDays) -> DueDate:
    """Return `limit` counted from `on`; `words` name that day ("the day of the review")."""
    return due_under(limit, Anchor(on=on, counted_from=CountedFrom.EVENT, words=words), working_days)


def adjourned_complete_by(
    original: date,
    adjourned_on: date,
    working_days: WorkingDays,
    settings: TimescaleSettings = STANDARD,
    due_on: date | None = None,
) -> DueDate:
    """Return the last day to finish a review that was adjourned or stood down (HB-ADJ-20WD).

    20 working days after the day it was `original`ly scheduled for; the date counted from the adjournment
    (or from the slot last lost) stands beside it. Neither cures lateness against the statutory `due_on`.
    """
    limit = settings.adjourned
    words = {"original": "the day first scheduled", "adjournment": "the day of the adjournment"}
    days = {"original": original, "adjournment": adjourned_on}
    chosen = settings.adjourned_counts_from
    other = "adjournment" if chosen == "original" else "original"
    other_end = end_of(limit, days[other], working_days)
    also = f"Counted from {words[other]}, {long_date(days[other])}, it would be {long_date(other_end)}."
    cure = "Finishing by then does not make a review on time that was held after its statutory date"
    alternatives = (Alternative(due_on=other_end, reading=Reading.ADJOURNED, words=also),)
    return due_under(
        limit,
        Anchor(on=days[chosen], counted_from=CountedFrom.EVENT, words=words[chosen]),
        working_days,
        alternatives=alternatives if days[other] != days[chosen] else (),
        notes=(f"{cure}, {long_date(due_on)}." if due_on else f"{cure}.",),
    )


def series_complete_by(
    first_meeting: date, working_days: WorkingDays, settings: TimescaleSettings = STANDARD
) -> DueDate:
    """Return the last day to finish a series, counted from its first meeting (HB-SERIES-20WD)."""
    return clock(settings.series, first_meeting, "the first meeting of the series", working_days)


def pathway_assessment_by(
    turned_16: date | None,
    became_eligible: date | None,
    working_days: WorkingDays,
    settings: TimescaleSettings = STANDARD,
) -> DueDate:
    """Return when an eligible child's needs must be assessed: 3 months after the later of two days.

    The 16th birthday, and the day the child became eligible (regulation 42(1), SI 2010/959); one of them
    must be given.
    """
    days = [day for day in (turned_16, became_eligible) if day]
    if not days:
        raise ValueError("neither the 16th birthday nor the day the child became eligible is given")
    on = max(days)
    words = "the 16th birthday" if on == turned_16 else "the day the child became an eligible child"
    return clock(settings.pathway_assessment, on, words, working_days)
