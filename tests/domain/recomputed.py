"""An answer worked out again from its own structure: no code of the app, only a loop over days.

A reader who distrusts a date can do the same by hand: take `anchor.on`, `amount`, `unit` and `before`.
"""

import calendar
from datetime import date, timedelta

from iro_desktop.domain.due_date import DueDate
from tests.england import HOLIDAYS_BY_HAND


def works(day: date) -> bool:
    return day.isoweekday() not in {6, 7} and day not in HOLIDAYS_BY_HAND


def same_day_later(start: date, months: int) -> date:
    """Walk day by day through the calendar until the month is right, then to its day number or its end."""
    day = start
    for _ in range(months):
        day = day.replace(day=1) + timedelta(days=32)
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=start.day if start.day <= last else last)


def check(due: DueDate) -> None:
    """Fail unless the date, the days skipped and the dates beside it follow from the structure."""
    assert due.anchor is not None
    assert due.due_on is not None
    start, step = due.anchor.on, timedelta(days=-1 if due.before else 1)
    if str(due.unit) == "month":
        expected, skipped = same_day_later(start, due.amount), []
    else:
        expected, skipped, left = start, [], due.amount
        while left:
            expected += step
            if works(expected):
                left -= 1
            else:
                skipped.append(expected)
    assert due.due_on == expected
    assert [each.day for each in due.skipped] == sorted(skipped)
    assert all(each.reason for each in due.skipped)
    _check_anchor(due)
    _check_dates_beside(due)


def _check_anchor(due: DueDate) -> None:
    anchor = due.anchor
    assert anchor is not None
    if anchor.held_on is None:
        return
    if anchor.counted_from in {"first meeting of a series", "held"}:
        assert anchor.on == anchor.held_on
        # Later than it was due, and yet counted from the day held: only where a whole review is missing.
        late = anchor.due_on is not None and anchor.due_on < anchor.held_on
        assert late == any(other.reading == "strict" for other in due.alternatives)
    if anchor.counted_from == "was due":
        assert anchor.on == anchor.due_on
        assert anchor.due_on < anchor.held_on
        assert due.rule.endswith("+SEED-MIN")
    else:
        assert "SEED-MIN" not in due.rule


def _check_dates_beside(due: DueDate) -> None:
    assert due.due_on is not None
    assert due.anchor is not None
    last = due.due_on
    while not works(last):
        last -= timedelta(days=1)
    assert due.last_working_day == last
    assert bool(due.not_working_because) == (last != due.due_on)
    if due.plan_days:
        assert due.plan_by == min(due.due_on, due.anchor.on + timedelta(days=due.plan_days))
    else:
        assert due.plan_by == due.due_on
