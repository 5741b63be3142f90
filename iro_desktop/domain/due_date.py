"""A due date that can say why: the structure every timescale answers with, and its words."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from iro_desktop.domain.date_words import day_name, long_date, number_of, skipped_words
from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.working_days import Skipped


class Unit(StrEnum):
    """What a limit is counted in. A month ends on the same day number, or on the month's last day."""

    WORKING_DAYS = "working day"
    MONTHS = "month"


class CountedFrom(StrEnum):
    """What kind of day a limit is counted from."""

    BECAME_LOOKED_AFTER = "became looked after"
    FIRST_PLACEMENT = "first short-break placement"
    HELD = "held"
    WAS_DUE = "was due"
    FIRST_OF_SERIES = "first meeting of a series"
    LAST_OF_SERIES = "last meeting of a series"
    CARE_ENDED = "care ended"
    EVENT = "event"


class Reading(StrEnum):
    """Why somebody could give another date: each is shown beside the due date, never in its place."""

    CAUTIOUS = "cautious"
    """An early review took another's place: hold one by this date as well to be safe."""
    WITHOUT_EARLY = "without the early review"
    LITERAL = "literal"
    """The regulation read literally counts from the day held, however late that was."""
    STRICT = "strict"
    """From the day the last review was due, although a whole review is missing in between."""
    SERIES = "other end of the series"
    ADJOURNED = "from the adjournment"


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """The day a limit is counted from (day 0), and why that day: `on = min(held_on, due_on)` for a review.

    `words` complete the sentence "... after DATE, {words}"; they name no child.
    """

    on: date
    counted_from: CountedFrom
    words: str
    held_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternative:
    """Another date that another reading gives, and the sentence that says so."""

    due_on: date
    reading: Reading
    words: str


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """The last day something may be done, and everything it was worked out from.

    `due_on` is None when nothing is due, and `no_date_because` says why. A limit that ends on a day that
    is not a working day stays there; `last_working_day` stands beside it and `not_working_because` says
    what day it is. `plan_by` is the earlier of the months and of the 91 or 183 days that some systems
    count. `skipped` are the days a count of working days passed over.
    """

    rule: str
    source: str
    due_on: date | None = None
    anchor: Anchor | None = None
    amount: int = 0
    unit: Unit = Unit.WORKING_DAYS
    before: bool = False
    skipped: tuple[Skipped, ...] = ()
    plan_by: date | None = None
    plan_days: int = 0
    last_working_day: date | None = None
    not_working_because: str = ""
    kind: ReviewKind | None = None
    """Which review falls due, where the date is a review's."""
    alternatives: tuple[Alternative, ...] = ()
    notes: tuple[str, ...] = field(default=())
    no_date_because: str = ""

    @property
    def starts_on(self) -> date | None:
        """Return day 0 of the count."""
        return self.anchor.on if self.anchor else None

    def alternative(self, reading: Reading) -> date | None:
        """Return the date that `reading` gives, or None where it gives none of its own."""
        return next((other.due_on for other in self.alternatives if other.reading is reading), None)

    def summary(self) -> str:
        """Return one sentence: the date, how it was counted and under which rule; or why there is none."""
        if self.due_on is None or self.anchor is None:
            return self.no_date_because
        count = number_of(self.amount, self.unit)
        way = "before" if self.before else "after"
        label = "Due" if self.kind else "By"
        return (
            f"{label} {long_date(self.due_on)}: {count} {way} {long_date(self.anchor.on)}, "
            f"{self.anchor.words} ({self.source})."
        )

    def explanation(self, today: date | None = None) -> str:
        """Return the whole answer in words an IRO can repeat in a meeting. It names no child. With `today`
        nobody is told to plan for a day that has passed."""
        sentences = [self.summary(), skipped_words(self.skipped), self._end_of_month(), self._working_day()]
        sentences += [self._plan(today), *(other.words for other in self.alternatives), *self.notes]
        return " ".join(sentence for sentence in sentences if sentence)

    def _end_of_month(self) -> str:
        if self.unit is not Unit.MONTHS or self.anchor is None or self.due_on is None:
            return ""
        if self.due_on.day == self.anchor.on.day:
            return ""
        return f"That month has no day {self.anchor.on.day}, so its last day counts."

    def _working_day(self) -> str:
        if self.due_on is None or self.last_working_day is None or self.last_working_day == self.due_on:
            return ""
        named = self.not_working_because
        what = f"a {named}" if named == day_name(self.due_on) else f"a bank holiday ({named})"
        return f"That is {what}; the last working day before it is {long_date(self.last_working_day)}."

    def _plan(self, today: date | None) -> str:
        if self.plan_by is None or self.plan_by == self.due_on:
            return ""
        if today is not None and self.plan_by < today:
            return f"Systems that count {self.plan_days} days call it late after {long_date(self.plan_by)}."
        late = f"systems that count {self.plan_days} days call it late after that"
        return f"Plan it by {long_date(self.plan_by)}: {late}."


def no_date(rule: str, because: str, source: str = "", notes: tuple[str, ...] = ()) -> DueDate:
    """Return the answer that nothing is due, with the reason as whole sentences."""
    return DueDate(rule=rule, source=source, no_date_because=because, notes=notes)
