"""Turns our records of a child into the history that the next due date is worked out from."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from iro_desktop.domain.ages import birthday
from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.child_history import ChildHistory, Ended, HeldReview, Regime
from iro_desktop.domain.date_words import long_date, short_date
from iro_desktop.domain.period_of_care import REASONS_ENDED, PeriodOfCare, current_period
from iro_desktop.domain.review import Meeting, MeetingState, Review, ReviewKind
from iro_desktop.domain.timescales import STANDARD, TimescaleSettings, months_after

SAME_REVIEW_WITHIN = timedelta(days=7)
"""A review that only the return gives, this near to one recorded here, is that one under a wrong date."""
_NEVER_A_CARE_LEAVER = frozenset({"E11", "E12", "E2", "E3", "E15", "E16"})
_LEFT_FOR_A_HOME_OF_THEIR_OWN = frozenset({"E5", "E6"})
_LEFT_AS_AN_ADULT = frozenset({"E7", "E17"})


def history_of(
    child: Child,
    episodes: Iterable[Episode],
    reviews: Iterable[Review],
    meetings: Iterable[Meeting],
    settings: TimescaleSettings = STANDARD,
    *,
    today: date | None = None,
) -> ChildHistory:
    """Return the history of one child from our records; the records may be in any order, and dirty.

    Only reviews with a date held count. Meetings tell whether a review was a series; whatever else became
    of a meeting moves no due date. What the episodes date after `today` has not happened yet.
    """
    mine = [each for each in reviews if each.held_on and each.child_id == child.id]
    echoes = [each for each in mine if is_echo(each, mine)]
    mine = [each for each in mine if each not in echoes]
    held = _held_reviews(mine, _held_meetings(child.id, meetings), settings)
    echo_notes = _echo_notes(echoes, mine)
    own = [each for each in episodes if each.child_id == child.id and not each.replaced_by]
    period = current_period(own, today)
    if period is None:
        notes = ("The record holds no episode of care, so only the reviews in it could be counted from.",)
        return ChildHistory(date_of_birth=child.date_of_birth, reviews=held, notes=(*notes, *echo_notes))
    leaver = _left_care_on(period, child.date_of_birth, settings)
    return ChildHistory(
        became_looked_after=period.began_on,
        start_is_certain=period.start_is_certain,
        reviews_count_from=period.reviews_count_from,
        regime=_regime(period, leaver),
        ended=_ended(period) if leaver is None else None,
        left_care_on=leaver,
        date_of_birth=child.date_of_birth,
        reviews=held,
        notes=(*period.notes, *echo_notes),
    )


def _echo_notes(echoes: Iterable[Review], counted: Iterable[Review]) -> tuple[str, ...]:
    days = {one.held_on for one in counted}
    return tuple(
        f"The return also gives a review on {short_date(each.held_on)}, within a week of one recorded here: "
        "the two were counted as one."
        for each in echoes
        if each.held_on and each.held_on not in days
    )


def is_echo(review: Review, reviews: Iterable[Review]) -> bool:
    """Say whether a review that only the return gives is one that was recorded here, that day or near it."""
    day = review.held_on
    if day is None or _recorded_here(review):
        return False
    return any(
        other.child_id == review.child_id
        and other.held_on is not None
        and _recorded_here(other)
        and abs(other.held_on - day) <= SAME_REVIEW_WITHIN
        for other in reviews
    )


def _recorded_here(review: Review) -> bool:
    return bool(not review.source_key or review.started_at or review.finished_at)


def _regime(period: PeriodOfCare, left_care_on: date | None) -> Regime:
    if left_care_on:
        return Regime.PATHWAY
    return Regime.SHORT_BREAKS if period.short_breaks_only else Regime.CARE


def _left_care_on(period: PeriodOfCare, born: date | None, settings: TimescaleSettings) -> date | None:
    """Return the day a care leaver left, if the council's IROs review pathway plans; None for others."""
    ended_on, reason = period.ended_on, period.reason_ended
    if ended_on is None or period.short_breaks_only or settings.pathway_reviews_until_age <= 18:
        return None
    if reason in _NEVER_A_CARE_LEAVER:
        return None
    adult = reason in _LEFT_AS_AN_ADULT or (born is not None and ended_on >= birthday(born, 18))
    sixteen = born is None or ended_on >= birthday(born, 16)
    return ended_on if adult or (sixteen and reason in _LEFT_FOR_A_HOME_OF_THEIR_OWN) else None


def _ended(period: PeriodOfCare) -> Ended | None:
    if period.ended_on is None:
        return None
    reason = REASONS_ENDED.get(period.reason_ended)
    why = f"{period.reason_ended}: {reason}" if reason else period.reason_ended or "no reason recorded"
    return Ended(
        rule="CARE-ENDED",
        because=f"No review is due: the period of care ended on {long_date(period.ended_on)} ({why}).",
        on=period.ended_on,
    )


def _held_meetings(child_id: str, meetings: Iterable[Meeting]) -> dict[str, list[Meeting]]:
    """Return the meetings that took place, by review; a date held, or else the date it was booked for."""
    by_review: dict[str, list[Meeting]] = {}
    for each in meetings:
        if (
            each.child_id == child_id
            and each.state is MeetingState.HELD
            and (each.held_on or each.scheduled_on)
        ):
            by_review.setdefault(each.review_id, []).append(each)
    return by_review


def _held_reviews(
    reviews: Iterable[Review], meetings: Mapping[str, list[Meeting]], settings: TimescaleSettings
) -> tuple[HeldReview, ...]:
    """Return the reviews held, oldest first, one a day: ours before what the return says of that day."""
    by_day: dict[date, Review] = {}
    for review in reviews:
        known = by_day.get(review.held_on) if review.held_on else None
        if review.held_on and (known is None or known.source_key):
            by_day[review.held_on] = review
    return tuple(
        _held(review, held_on, meetings.get(review.id, []), settings)
        for held_on, review in sorted(by_day.items())
    )


def _held(review: Review, held_on: date, meetings: list[Meeting], settings: TimescaleSettings) -> HeldReview:
    days = [day for each in meetings if (day := each.held_on or each.scheduled_on)]
    last = max([held_on, *days])
    return HeldReview(
        held_on=held_on,
        kind=_stated_kind(review),
        due_on=_stated_due(review, held_on, settings),
        series=last > held_on or any(each.position for each in meetings),
        last_meeting_on=last if last > held_on else None,
    )


def _stated_kind(review: Review) -> ReviewKind | None:
    """Return the place somebody stated. "Subsequent" without a number is only what a record starts out as."""
    if review.kind is not ReviewKind.SUBSEQUENT:
        return review.kind
    match review.number:
        case None:
            return None
        case 1:
            return ReviewKind.FIRST
        case 2:
            return ReviewKind.SECOND
        case _:
            return ReviewKind.SUBSEQUENT


def _stated_due(review: Review, held_on: date, settings: TimescaleSettings) -> date | None:
    """Return the due date stored, unless the next one fell due before this review was held.

    A whole review is then missing, from the record or from the child's life; counting from the old date
    would make the next one overdue before it could be booked.
    """
    first = review.kind is ReviewKind.FIRST or review.number == 1
    next_months = (settings.second_review if first else settings.later_review).amount
    due_on = review.due_on
    return due_on if due_on is None or held_on < months_after(due_on, next_months) else None
