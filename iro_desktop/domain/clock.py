"""The time, as a value handed in: nothing below the composition root reads the machine's clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Clock:
    """Tells the moment (aware, UTC) and the local date. Give it a fixed `now` in a test."""

    now: Callable[[], datetime]

    def today(self) -> date:
        """Return the date where the machine stands."""
        return self.now().astimezone().date()


def machine_clock() -> Clock:
    """Return the clock of this machine."""
    return Clock(lambda: datetime.now(UTC))


def fixed_clock(moment: datetime) -> Clock:
    """Return a clock that stands still at `moment` (which must be aware)."""
    if moment.tzinfo is None:
        raise ValueError("a fixed clock needs an aware moment")
    return Clock(lambda: moment)
