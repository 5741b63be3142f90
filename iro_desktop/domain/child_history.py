"""What the next due date depends on: when care began, under which rules, and the reviews held."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from iro_desktop.domain.review import ReviewKind


class Regime(StrEnum):
    """Which regulations a child's reviews fall under."""

    CARE = "care"
    """Looked after: regulation 33 of SI 2010/959."""
    SHORT_BREAKS = "short breaks"
    """A series of short breaks, not in care: regulation 48."""
    PATHWAY = "pathway"
    """A care leaver whose pathway plan is reviewed: regulation 7 of SI 2010/2571."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldReview:
    """One review that was held. Meetings that were not held are not here: they move no due date.

    `kind` None means that nobody stated its place in the sequence; it is then worked out. `due_on` is the
    statutory date as it was calculated at the time, None to work it out from the reviews before it.
    """

    held_on: date
    kind: ReviewKind | None = None
    due_on: date | None = None
    series: bool = False
    """It took several meetings: `held_on` is the first, `last_meeting_on` the latest held so far."""
    last_meeting_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """Why no review falls due any more: the rule id, the day, and the reason as a whole sentence."""

    rule: str
    because: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ChildHistory:
    """Everything `next_due` needs to know of one child's current period of care; names nobody."""

    became_looked_after: date | None = None
    """When this period of care began; for short breaks, the first placement."""
    start_is_certain: bool = True
    """False where the record lacks the episode that began the period: then it began on that day or before."""
    reviews_count_from: date | None = None
    """Reviews before this day belong to an earlier period; None means `became_looked_after`."""
    regime: Regime = Regime.CARE
    ended: Ended | None = None
    left_care_on: date | None = None
    """For a care leaver whose pathway plan is reviewed: the day care ended."""
    pathway_plan_on: date | None = None
    """For a care leaver with no review in the record: the day the pathway plan was made."""
    date_of_birth: date | None = None
    reviews: tuple[HeldReview, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences on what in the record was missing or odd, shown with the answer."""
