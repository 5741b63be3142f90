"""Today is England's day: a laptop set to another time zone gives nobody a day more or less."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from iro_desktop.domain.clock import england_day, fixed_clock
from iro_desktop.domain.review import Review
from iro_desktop.services.review_page import started_on


@pytest.fixture(params=["America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati", "Europe/London"])
def _machine_elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("Windows does not let a process choose its time zone")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_machine_elsewhere")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-15 23:59:59", "2026-01-15"),
        ("2026-01-16 00:00:00", "2026-01-16"),
        ("2026-07-15 22:59:59", "2026-07-15"),
        ("2026-07-15 23:00:00", "2026-07-16"),
        ("2026-03-28 23:30:00", "2026-03-28"),
        ("2026-03-29 22:59:59", "2026-03-29"),
        ("2026-03-29 23:00:00", "2026-03-30"),
        ("2026-10-24 23:00:00", "2026-10-25"),
        ("2026-10-25 23:30:00", "2026-10-25"),
        ("2027-03-28 23:00:00", "2027-03-29"),
        ("2027-10-31 23:30:00", "2027-10-31"),
    ],
)
def test_the_day_is_englands_wherever_the_laptop_is(moment: str, day: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert fixed_clock(at).today() == date.fromisoformat(day)
    assert started_on(Review(id="r", child_id="c", started_at=at)) == date.fromisoformat(day)


def test_every_hour_of_ten_years_is_on_the_day_that_the_table_of_time_zones_gives() -> None:
    try:
        zone = ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        pytest.skip("this machine has no table of time zones")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at.year < 2036:
        assert england_day(at) == at.astimezone(zone).date(), at
        at += timedelta(hours=1)
