"""Working days in England: counting them, and saying which days were passed over and why."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from iro_desktop.domain.problems import KnownProblem

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_WEEKEND = {5: "Saturday", 6: "Sunday"}


class OutsideTheTable(KnownProblem):
    """A date that lies outside the years whose bank holidays are known."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(
            f"The bank holidays of {day.isoformat()[:4]} are not known.",
            f"Check the date: it has to lie from {first.isoformat()} to {last.isoformat()}.",
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that does not count, and why: "Saturday", "Sunday" or the bank holiday's name."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The day a count of working days ends on, and the days passed over on the way, oldest first."""

    day: date
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class WorkingDays:
    """The working days of England: not Saturday, not Sunday, not a bank holiday (SI 2010/959, reg 2).

    `holidays` names every Christmas Day, Good Friday and bank holiday from `first` to `last`; a count
    that would leave those years raises OutsideTheTable rather than give a date that may be wrong.
    """

    holidays: Mapping[date, str] = field(hash=False)
    first: date = date.min
    last: date = date.max

    def why_not_working(self, day: date) -> str | None:
        """Return why `day` does not count (the bank holiday's name before "Saturday"), or None if it does."""
        return self.holidays.get(day) or _WEEKEND.get(day.weekday())

    def is_working(self, day: date) -> bool:
        """Say whether `day` counts as a working day."""
        self._check(day)
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, start: date, count: int) -> Counted:
        """Return the `count`th working day after `start`; `start` itself is day 0, working or not."""
        return self._count(start, count, _ONE_DAY)

    def before(self, start: date, count: int) -> Counted:
        """Return the `count`th working day before `start`; `start` itself is day 0, working or not."""
        return self._count(start, count, -_ONE_DAY)

    def last_on_or_before(self, day: date) -> date:
        """Return `day` if it is a working day, else the last working day before it."""
        return day if self.is_working(day) else self.before(day, 1).day

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start`, `end` included; negative if `end` is earlier."""
        self._check(start)
        self._check(end)
        return self._since_the_first_monday(end) - self._since_the_first_monday(start)

    def _check(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise OutsideTheTable(day, self.first, self.last)

    def _count(self, start: date, count: int, step: timedelta) -> Counted:
        if count < 0:
            raise ValueError("a count of working days is not negative")
        self._check(start)
        end = self.last if step > timedelta() else self.first
        day, skipped = start, []
        while count:
            if day == end:
                raise OutsideTheTable(day, self.first, self.last)
            day += step
            reason = self.why_not_working(day)
            if reason is None:
                count -= 1
            else:
                skipped.append(Skipped(day, reason))
        skipped.sort(key=lambda each: each.day)
        return Counted(day, tuple(skipped))

    @cached_property
    def _weekday_holidays(self) -> list[date]:
        return sorted(day for day in self.holidays if day.weekday() < _SATURDAY)

    def _since_the_first_monday(self, day: date) -> int:
        # date.min is a Monday, so whole weeks of five weekdays can be counted without a loop.
        weeks, rest = divmod(day.toordinal(), 7)
        return weeks * 5 + min(rest, 5) - bisect_right(self._weekday_holidays, day)
