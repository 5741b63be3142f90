"""The demonstration is as its plan says on every day of a year, leap day and Christmas included."""

import csv
from datetime import date, timedelta

import pytest

from iro_desktop.demonstration.council_files import RESOURCES
from iro_desktop.demonstration.moved_dates import MovedChild, Plan, moved
from iro_desktop.device.bank_holidays import england_working_days

DAYS = [date(2026, 11, 23) + timedelta(days=17 * n) for n in range(22)]
DAYS += [date(2026, 12, 6), date(2028, 2, 28), date(2028, 2, 29), date(2026, 12, 24)]


def plans() -> list[Plan]:
    with (RESOURCES / "plan.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("age", "days_since_birthday", "due_in", "reviews_held")
    return [Plan(row["CHILD"], *(int(row[name]) for name in names)) for row in rows]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_child_of_the_plan_fits_every_day(today: date) -> None:
    working_days = england_working_days(None)
    found: list[tuple[Plan, MovedChild]] = [(p, moved(p, today, working_days)) for p in plans()]
    assert len(found) == 85
    for plan, child in found:
        late = (child.due_on - today).days - plan.due_in
        assert 0 <= late <= (6 if plan.due_in > 1 else 0)
        assert len(child.held) == plan.reviews_held
        assert child.born < child.began_on <= today
        assert list(child.held) == sorted(set(child.held))
        assert all(child.began_on < day < today for day in child.held)
    days = [(child.due_on - today).days for _, child in found]
    assert sum(day < 0 for day in days) == 2
    assert 1 in days
    assert sum(day > 14 for day in days) > 70
