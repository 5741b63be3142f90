"""Walks through the reviews held and says where the child stands: which review is next, counted from when.

The day the next review counts from is the earlier of the day the last was held and the day it was due by
law (SEED-MIN): counting from a late review is the miscalculation that makes the next one late as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.child_history import ChildHistory, HeldReview, Regime
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.timescales import Limit, TimescaleSettings, end_of, months_after
from iro_desktop.domain.working_days import WorkingDays

_PLACES = {
    ReviewKind.FIRST: 1,
    ReviewKind.SECOND: 2,
    ReviewKind.SUBSEQUENT: 3,
    ReviewKind.SHORT_BREAK_FIRST: 1,
    ReviewKind.SHORT_BREAK_SUBSEQUENT: 2,
}
_NOT_COUNTED: dict[Regime, set[ReviewKind | None]] = {
    Regime.CARE: {ReviewKind.SHORT_BREAK_FIRST, ReviewKind.SHORT_BREAK_SUBSEQUENT, ReviewKind.PATHWAY},
    Regime.SHORT_BREAKS: {ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.PATHWAY},
    Regime.PATHWAY: {None, *ReviewKind} - {ReviewKind.PATHWAY},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a child stands after the reviews held so far."""

    place: int = 0
    """How many were held, as far as the regulations tell them apart: 3 is "three or more" in care."""
    certain: bool = True
    """Whether the place was stated; otherwise it was worked out from the dates."""
    counts_from: date | None = None
    """The day the next review counts from; None before the first (the start of care does)."""
    last: HeldReview | None = None
    last_due: date | None = None
    """When the last review was due; None where the record does not let us say."""
    missed_since: date | None = None
    """When the review before the last was held, if at least one whole review is missing in between."""


@dataclass(frozen=True)
class Walk:
    """One way through the reviews: the limits that apply in turn (the last for ever), and the calendar."""

    regime: Regime
    limits: tuple[Limit, ...]
    start: date | None
    working_days: WorkingDays
    series_anchor: str

    def limit_after(self, place: int) -> Limit:
        """Return the limit of the review that comes after `place` reviews."""
        return self.limits[min(place, len(self.limits) - 1)]

    def through(self, reviews: Iterable[HeldReview], standing: Standing) -> Standing:
        """Return where the child stands after `reviews`, oldest first, having stood at `standing`."""
        for review in reviews:
            standing = self._hold(standing, review)
        return standing

    def _hold(self, before: Standing, review: HeldReview) -> Standing:
        due = self._due(before)
        place = self._place(before, review, due)
        if place != min(before.place + 1, len(self.limits)):
            due = None  # a review in between is not in the record, so nobody knows when this one was due
        missed = review.due_on is None and due is not None and self._whole_review_missed(place, due, review)
        due = review.due_on or due
        return Standing(
            place=place,
            certain=review.kind in _PLACES or (before.certain and before.place > 0),
            counts_from=self._counts_from(review, None if missed else due),
            last=review,
            last_due=due,
            missed_since=(before.last.held_on if before.last else self.start) if missed else None,
        )

    def _due(self, before: Standing) -> date | None:
        counts_from = before.counts_from or self.start
        return counts_from and end_of(self.limit_after(before.place), counts_from, self.working_days)

    def _place(self, before: Standing, review: HeldReview, due: date | None) -> int:
        """Return the review's place as stated; else as it follows; the first known one, by its date."""
        many = len(self.limits)
        stated = _PLACES.get(review.kind) if review.kind else None
        if stated:
            return min(stated, many)
        if before.place or not due or not self.start:
            return min(before.place + 1, many) if before.place else many
        in_time_to_be_first = self.start <= review.held_on < months_after(due, self.limits[1].amount)
        return 1 if in_time_to_be_first else many

    def _whole_review_missed(self, place: int, due: date, review: HeldReview) -> bool:
        return months_after(due, self.limit_after(place).amount) <= review.held_on

    def _counts_from(self, review: HeldReview, due: date | None) -> date:
        if review.series and self.series_anchor == "last":
            return review.last_meeting_on or review.held_on
        return min(review.held_on, due or review.held_on)


def walk_of(
    regime: Regime, start: date | None, working_days: WorkingDays, settings: TimescaleSettings
) -> Walk:
    """Return the walk under `regime` for a child whose care, or first placement, began on `start`."""
    limits: dict[Regime, tuple[Limit, ...]] = {
        Regime.CARE: (settings.first_review, settings.second_review, settings.later_review),
        Regime.SHORT_BREAKS: (settings.short_break_first, settings.short_break_later),
        Regime.PATHWAY: (settings.pathway_review,),
    }
    return Walk(regime, limits[regime], start, working_days, settings.series_anchor)


def counted_reviews(history: ChildHistory, regime: Regime) -> list[HeldReview]:
    """Return the reviews of this period of care that count under `regime`, oldest first.

    Short-break reviews do not count under regulation 33, nor do those of a pathway plan.
    """
    since = history.reviews_count_from or history.became_looked_after or date.min
    not_counted = _NOT_COUNTED[regime]
    kept = (each for each in history.reviews if each.held_on >= since and each.kind not in not_counted)
    return sorted(kept, key=lambda each: each.held_on)
