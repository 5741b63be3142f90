"""The time, as a value handed in: nothing below the composition root reads the machine's clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class Clock:
    """Tells the moment (aware, UTC) and the local date. Give it a fixed `now` in a test."""

    now: Callable[[], datetime]

    def today(self) -> date:
        """Return the date in England, whatever time zone the machine is set to: the law counts its days."""
        return england_day(self.now())


def england_day(moment: datetime) -> date:
    """Return the date in England at an aware `moment`.

    Summer time runs from the last Sunday of March to that of October, from and to 1 o'clock UTC (Summer
    Time Act 1972). A rule, because Python on Windows brings no table of time zones.
    """
    utc = moment.astimezone(UTC)
    begins, ends = (_last_sunday_at_one(utc.year, month) for month in (3, 10))
    return (utc + timedelta(hours=begins <= utc < ends)).date()


def _last_sunday_at_one(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    return datetime.combine(last - timedelta(days=last.isoweekday() % 7), time(1), UTC)


def machine_clock() -> Clock:
    """Return the clock of this machine."""
    return Clock(lambda: datetime.now(UTC))


def fixed_clock(moment: datetime) -> Clock:
    """Return a clock that stands still at `moment` (which must be aware)."""
    if moment.tzinfo is None:
        raise ValueError("a fixed clock needs an aware moment")
    return Clock(lambda: moment)
