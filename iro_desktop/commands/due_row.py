"""Answers one row of a due-dates file: what happened to a child's reviews, and what somebody asks next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from iro_desktop.commands.due_words import (
    CARE_ENDS,
    CLOCKS,
    HELD_WORDS,
    KINDS_ASKED,
    LOST,
    PATHWAY_ENDS,
    SERIES_LATER,
    EventClock,
)
from iro_desktop.domain.child_history import ChildHistory, Ended, HeldReview, Regime
from iro_desktop.domain.date_words import long_date
from iro_desktop.domain.due_date import DueDate, no_date
from iro_desktop.domain.next_review import NOT_KNOWN, DoesNotFollow, next_due
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.review_clocks import (
    adjourned_complete_by,
    clock,
    pathway_assessment_by,
    series_complete_by,
)
from iro_desktop.domain.timescales import TimescaleSettings
from iro_desktop.domain.working_days import OutsideTheTable, WorkingDays

_SHORT_BREAKS = frozenset({ReviewKind.SHORT_BREAK_FIRST, ReviewKind.SHORT_BREAK_SUBSEQUENT})
_ONCE = (ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.SHORT_BREAK_FIRST)
_EARLIER = frozenset({"earlier", "previous", "prior", "before", "old"})
_DATES = "became_looked_after and previous_reviews"


class RowProblem(KnownProblem):
    """Something in one column that cannot be understood, or does not fit the rest of its row."""

    def __init__(self, column: str, title: str, what_to_do: str) -> None:
        super().__init__(title, what_to_do)
        self.column = column


@dataclass(frozen=True)
class Event:
    """One entry of previous_reviews: `date:kind[/due=date|/period=which|/reason=word]`."""

    on: date
    word: str
    due_on: date | None = None
    period: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """One child's history, entries of earlier periods of care left out, and what is asked about it."""

    began: date | None
    events: tuple[Event, ...]
    asked: str

    def days(self, *words: str) -> list[date]:
        """Return the days of the entries that are one of `words`."""
        return [each.on for each in self.events if each.word in words]


def row_of(began: date | None, events: Iterable[Event], asked: str) -> Row:
    """Return the row as it stands for the current period of care.

    An entry became_looked_after (care was re-entered) begins the current period, if it is later than the
    column. Entries whose period= says that they belong to an earlier one are left out.
    """
    everything = tuple(events)
    starts = [each.on for each in everything if each.word == "became_looked_after"]
    numbers = [int(each.period) for each in everything if each.period.isdecimal()]

    def is_earlier(period: str) -> bool:
        return int(period) < max(numbers) if period.isdecimal() else period in _EARLIER

    current = tuple(each for each in everything if not is_earlier(each.period))
    return Row(max([*starts, *([began] if began else [])], default=None), current, asked)


def answer(row: Row, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    """Return the date asked for; RowProblem where the row does not say enough, or contradicts itself."""
    questions: dict[str, Callable[[Row, WorkingDays, TimescaleSettings], DueDate]] = {
        "adjourned_complete_by": _adjourned,
        "series_complete_by": _series,
        "pathway_assessment": _assessment,
        "early": _early,
        "none": _none,
    }
    try:
        if row.asked in CLOCKS:
            return _clock(CLOCKS[row.asked], row, working_days, settings)
        return questions.get(row.asked, _review)(row, working_days, settings)
    except OutsideTheTable as problem:
        raise RowProblem(_DATES, problem.title, problem.what_to_do) from None
    except DoesNotFollow as problem:
        raise RowProblem("kind_of_next", problem.title, problem.what_to_do) from None


def _review(row: Row, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    asked = KINDS_ASKED.get(row.asked)
    due = next_due(_history(row, asked), working_days, settings, asked)
    if due.rule == NOT_KNOWN:
        column = _DATES if row.began else "became_looked_after"
        raise RowProblem(column, due.no_date_because, "Give the date as YYYY-MM-DD.")
    return due


def _none(row: Row, *_: object) -> DueDate:
    ended = _ended(row, {}, any_reason=True)
    if ended is None:
        raise RowProblem(
            "kind_of_next",
            "The row says that nothing is due, but no entry of previous_reviews says why.",
            "Add what ended it, such as 2018-07-26:cancelled/reason=left_care, or ask for a review.",
        )
    return no_date(ended.rule, ended.because)


def _early(row: Row, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    ordinary = _review(replace(row, asked=""), working_days, settings)
    because = (
        "Regulation 33(3) sets no number of days for an early review: hold it as soon as it is needed. "
        f"The next one in any case: {ordinary.summary()}"
    )
    return no_date("REG33-3", because, "regulation 33(3), SI 2010/959")


def _adjourned(row: Row, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    lost = _last_lost(row.events)
    if not lost:
        raise RowProblem(
            "previous_reviews",
            "No meeting was stood down or adjourned.",
            "Add the slot that was lost, such as 2018-09-04:adjourned/due=2018-09-05.",
        )
    days = [each.on for each in lost]
    due_on = next((each.due_on for each in reversed(lost) if each.due_on), None)
    return adjourned_complete_by(min(days), max(days), working_days, settings, due_on)


def _series(row: Row, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    firsts = row.days("series_first")
    if not firsts:
        raise RowProblem(
            "previous_reviews",
            "No first meeting of a series is given.",
            "Add it, such as 2021-12-14:series_first/due=2021-12-15.",
        )
    return series_complete_by(max(firsts), working_days, settings)


def _assessment(row: Row, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    sixteen = max(row.days("turned_16"), default=None)
    eligible = max(row.days("became_eligible"), default=None)
    if sixteen is None and eligible is None:
        raise RowProblem(
            "previous_reviews",
            "Neither the 16th birthday nor the day the child became eligible is given.",
            "Add one, such as 2018-11-30:turned_16 or 2019-03-01:became_eligible.",
        )
    if sixteen and not eligible and row.began and row.began > sixteen:
        raise RowProblem(
            "previous_reviews",
            "The child became looked after when already 16, so the birthday is not what this counts from.",
            "Add the day the child became an eligible child, such as 2019-03-01:became_eligible.",
        )
    return pathway_assessment_by(sixteen, eligible, working_days, settings)


def _clock(asked: EventClock, row: Row, working_days: WorkingDays, settings: TimescaleSettings) -> DueDate:
    days = [row.began] if row.began and "became_looked_after" in asked.starts else []
    for word in asked.starts:
        days = days or row.days(word)
    if not days:
        raise RowProblem(
            "previous_reviews",
            "The day this is counted from is not given.",
            f"Add it, such as 2018-12-21:{asked.starts[0]}.",
        )
    return clock(asked.limit(settings), max(days), asked.words, working_days)


def _history(row: Row, asked: ReviewKind | None) -> ChildHistory:
    reviews = _held_reviews(row.events)
    _refuse_the_same_place_twice(reviews, row.began)
    regime = _regime(reviews, row.began)
    pathway = asked is ReviewKind.PATHWAY or (asked is None and regime is Regime.PATHWAY)
    return ChildHistory(
        became_looked_after=row.began,
        regime=regime,
        ended=_ended(row, PATHWAY_ENDS if pathway else CARE_ENDS),
        left_care_on=max(row.days("left_care", "turned_18"), default=None),
        pathway_plan_on=max(row.days("pathway_plan"), default=None),
        reviews=tuple(reviews),
    )


def _refuse_the_same_place_twice(reviews: Iterable[HeldReview], began: date | None) -> None:
    kinds = [each.kind for each in reviews if each.held_on >= (began or date.min)]
    for kind in _ONCE:
        if kinds.count(kind) > 1:
            raise RowProblem(
                "previous_reviews",
                f"More than one “{kind}” review was held in the same period of care.",
                "Correct the kind of one; or give the day care was re-entered as became_looked_after.",
            )


def _regime(reviews: Iterable[HeldReview], began: date | None) -> Regime:
    """Return the rules that the last review of this period was held under."""
    counted = [each for each in reviews if each.held_on >= (began or date.min)]
    kind = max(counted, key=lambda each: each.held_on).kind if counted else None
    if kind in _SHORT_BREAKS:
        return Regime.SHORT_BREAKS
    return Regime.PATHWAY if kind is ReviewKind.PATHWAY else Regime.CARE


def _held_reviews(events: Iterable[Event]) -> list[HeldReview]:
    """Return the reviews held; a due date stated on a slot that was lost is that of the one held instead."""
    held: list[HeldReview] = []
    stated: date | None = None
    for each in events:
        if each.word in SERIES_LATER:
            if not held or not held[-1].series:
                raise RowProblem(
                    "previous_reviews",
                    f"“{each.word}” stands where no series has begun.",
                    "Put the first meeting before it, such as 2021-12-14:series_first.",
                )
            due_on = held[-1].due_on or each.due_on
            held[-1] = replace(held[-1], last_meeting_on=each.on, due_on=due_on)
        elif each.word in HELD_WORDS:
            due_on, series = each.due_on or stated, each.word == "series_first"
            held.append(HeldReview(held_on=each.on, kind=HELD_WORDS[each.word], due_on=due_on, series=series))
            stated = None
        else:
            stated = each.due_on or stated
    return held


def _ended(row: Row, reasons: dict[str, str], *, any_reason: bool = False) -> Ended | None:
    """Return why no review is due after the last one held: care ended, or it was cancelled as not needed.

    What ended on the very day that care began ended the period before.
    """
    since = max(row.days(*HELD_WORDS, *SERIES_LATER), default=date.min)
    for each in reversed(row.events):
        if each.on < since or each.on <= (row.began or date.min):
            continue
        if each.word == "cancelled" and (any_reason or each.reason in reasons):
            why = CARE_ENDS.get(each.reason) or each.reason.replace("_", " ") or "no reason given"
            because = f"No review is due: the one set for {long_date(each.on)} was cancelled ({why})."
            return Ended(rule="CANCELLED", because=because, on=each.on)
        if each.word in {"left_care", "turned_18", "turned_21"} and (any_reason or each.word in reasons):
            because = f"No review is due: the child {CARE_ENDS[each.word]} on {long_date(each.on)}."
            return Ended(rule="CARE-ENDED", because=because, on=each.on)
    return None


def _last_lost(events: Iterable[Event]) -> list[Event]:
    """Return the slots stood down or adjourned on the way to the latest review that lost any."""
    latest: list[Event] = []
    current: list[Event] = []
    for each in events:
        if each.word in HELD_WORDS:
            current = []
        elif each.word in LOST:
            current.append(each)
            latest = current
    return latest
