"""The limits an IRO works to, as values a council's policy can change, and the one way they are counted."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from iro_desktop.domain.due_date import Alternative, Anchor, DueDate, Unit
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.working_days import OutsideTheTable, Skipped, WorkingDays

__all__ = [
    "STANDARD",
    "DueDate",
    "Limit",
    "TimescaleSettings",
    "due_under",
    "end_of",
    "months_after",
]

_CARE_PLANNING = "SI 2010/959"


@dataclass(frozen=True)
class Limit:
    """So many working days or months after (or before) something; `plan_days` as some systems count it."""

    rule: str
    source: str
    amount: int
    unit: Unit = Unit.WORKING_DAYS
    before: bool = False
    plan_days: int = 0


@dataclass(frozen=True)
class TimescaleSettings:
    """Every limit and every reading that a council, or a correction of ours, may have to change."""

    first_review: Limit = Limit("REG33-1", f"regulation 33(1), {_CARE_PLANNING}", 20)
    second_review: Limit = Limit(
        "REG33-2a", f"regulation 33(2), {_CARE_PLANNING}", 3, Unit.MONTHS, plan_days=91
    )
    later_review: Limit = Limit(
        "REG33-2b", f"regulation 33(2), {_CARE_PLANNING}", 6, Unit.MONTHS, plan_days=183
    )
    short_break_first: Limit = Limit(
        "REG48-3", f"regulation 48, {_CARE_PLANNING}", 3, Unit.MONTHS, plan_days=91
    )
    short_break_later: Limit = Limit(
        "REG48-3", f"regulation 48, {_CARE_PLANNING}", 6, Unit.MONTHS, plan_days=183
    )
    pathway_review: Limit = Limit("CLREG-7", "regulation 7, SI 2010/2571", 6, Unit.MONTHS, plan_days=183)
    pathway_assessment: Limit = Limit("REG42-1", f"regulation 42(1), {_CARE_PLANNING}", 3, Unit.MONTHS)
    iro_appointed: Limit = Limit("LOCAL-IRO-5WD", "local practice; by law before the first review", 5)
    plan_available: Limit = Limit("HB-PLAN-3WD", "IRO practice", 3, before=True)
    decisions: Limit = Limit("HB-DEC-5WD", "IRO Handbook", 5)
    answer_to_decisions: Limit = Limit("HB-TM-5WD", "IRO Handbook; silence means agreed", 5)
    record: Limit = Limit("HB-REC-15WD", "IRO Handbook", 15)
    distribution: Limit = Limit("HB-DIST-20WD", "IRO Handbook", 20)
    adjourned: Limit = Limit("HB-ADJ-20WD", "IRO Handbook", 20)
    series: Limit = Limit("HB-SERIES-20WD", "IRO practice", 20)
    informal_alert: Limit = Limit("CE-INF-5WD", "council's dispute process", 5)
    formal_alert: Limit = Limit("CE-FORM-10WD", "council's dispute process", 10)
    dispute: Limit = Limit("HB-DISP-20WD", "IRO Handbook", 20)
    series_anchor: Literal["first", "last"] = "first"
    """Which meeting of a series the next review counts from."""
    ssda903_review_date: Literal["first", "last"] = "first"
    """Which meeting of a series the SSDA903 return names; the council's data team knows."""
    adjourned_counts_from: Literal["original", "adjournment"] = "original"
    pathway_reviews_until_age: int = 21
    """Care leavers' pathway plans are reviewed until this birthday; 18 where IROs do not review them."""


STANDARD = TimescaleSettings()
_LAST_DAY = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def months_after(start: date, months: int) -> date:
    """Return the same day number `months` later, or the last day of a month that has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OutsideTheTable(date.max, date.min, date.max)
    if start.day <= 28:
        return date(year, month + 1, start.day)
    last = _LAST_DAY[month] + (month == 1 and isleap(year))
    return date(year, month + 1, min(start.day, last))


def end_of(limit: Limit, start: date, working_days: WorkingDays) -> date:
    """Return the last day of `limit` counted from `start` (day 0), without saying why."""
    return _count(limit, start, working_days)[0]


def due_under(
    limit: Limit,
    anchor: Anchor,
    working_days: WorkingDays,
    *,
    rule: str = "",
    kind: ReviewKind | None = None,
    alternatives: tuple[Alternative, ...] = (),
    notes: tuple[str, ...] = (),
) -> DueDate:
    """Return the date `limit` ends on, counted from `anchor`, with everything it was worked out from.

    Nothing rolls forward: a limit that ends on a weekend or bank holiday stays there. `rule` replaces the
    limit's own id where more than one rule was at work ("REG33-2b+SEED-MIN").
    """
    due_on, skipped = _count(limit, anchor.on, working_days)
    by_days = anchor.on + timedelta(days=limit.plan_days) if limit.plan_days else due_on
    return DueDate(
        rule=rule or limit.rule,
        source=limit.source,
        due_on=due_on,
        anchor=anchor,
        amount=limit.amount,
        unit=limit.unit,
        before=limit.before,
        skipped=skipped,
        plan_by=min(due_on, by_days),
        plan_days=limit.plan_days,
        last_working_day=working_days.last_on_or_before(due_on),
        not_working_because=working_days.why_not_working(due_on) or "",
        kind=kind,
        alternatives=alternatives,
        notes=notes,
    )


def _count(limit: Limit, start: date, working_days: WorkingDays) -> tuple[date, tuple[Skipped, ...]]:
    if limit.unit is Unit.MONTHS:
        return months_after(start, limit.amount), ()
    counted = (working_days.before if limit.before else working_days.after)(start, limit.amount)
    return counted.day, counted.skipped
