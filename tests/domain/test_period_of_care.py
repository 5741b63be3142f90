"""Where a period of care begins and ends, in returns that a next due date could easily misread."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.child_history import Regime
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.review import Review
from tests.domain.histories import a_day as day
from tests.domain.histories import episode

ENGLAND = england_working_days()
CHILD = Child(id="child", date_of_birth=date(2016, 3, 10))


def stay(began: str, ended: str = "", rec: str = "E4A") -> Episode:
    return episode(began, "S", ended, rec if ended else "", "V3")


def due(*episodes: Episode, held: tuple[str, ...] = (), today: str = "", child: Child = CHILD) -> DueDate:
    reviews = [Review(id=f"r{on}", child_id="child", held_on=day(on), source_key="return") for on in held]
    return next_due(history_of(child, episodes, reviews, [], today=day(today)), ENGLAND)


STAYS = (
    stay("2026-01-09", "2026-01-11"),
    stay("2026-02-13", "2026-02-15"),
    stay("2026-03-13", "2026-03-15", "E8"),
)


def test_the_stays_of_a_series_of_short_breaks_count_from_the_first_one() -> None:
    answer = due(*STAYS, stay("2026-04-10"))
    assert (answer.due_on, answer.rule) == (date(2026, 4, 9), "REG48-3")
    assert "No episode covers" not in answer.explanation(), "the child was at home, as a short break means"


def test_between_two_stays_a_review_still_falls_due() -> None:
    answer = due(*STAYS)
    assert answer.due_on == date(2026, 4, 9)
    assert "The last stay ended on 15 Mar 2026" in answer.explanation()
    assert due(*STAYS, held=("2026-04-01",)).due_on == date(2026, 10, 1)


def test_the_first_stay_alone_may_begin_a_series() -> None:
    assert due(STAYS[0]).due_on == date(2026, 4, 9)
    assert due(stay("2026-01-09", "2026-01-26")).due_on == date(2026, 4, 9), "17 days are a short break"


@pytest.mark.parametrize(
    "last",
    [
        stay("2026-01-09", "2026-01-27"),
        stay("2026-01-09", "2026-01-11", "E2"),
        episode("2026-01-09", "S", "2026-01-11", "E4A", "V2"),
        episode("2026-01-09", "S", "2026-01-11", "E4A", "V4"),
    ],
)
def test_what_is_no_short_stay_at_home_again_ends_as_it_did(last: Episode) -> None:
    assert due(last).rule == "CARE-ENDED"


def test_stays_more_than_a_year_apart_are_no_series() -> None:
    last_day = due(stay("2025-01-09", "2025-01-11"), stay("2026-01-11"))
    assert last_day.due_on == date(2025, 4, 9)
    assert due(stay("2025-01-09", "2025-01-11"), stay("2026-01-12")).due_on == date(2026, 4, 12)


def test_care_after_a_series_of_stays_begins_again() -> None:
    joined = replace(stay("2026-04-10", "2026-04-14"), reason_ended="X1")
    answer = due(*STAYS, joined, episode("2026-04-14", "L", ls="V2"))
    assert (answer.due_on, answer.rule) == (date(2026, 5, 13), "REG33-1")
    apart = due(*STAYS, episode("2026-04-14", "S", ls="V2"))
    assert (apart.due_on, apart.rule) == (date(2026, 5, 13), "REG33-1")
    ended = due(*STAYS, joined, episode("2026-04-14", "L", "2026-05-14", "E4A", "V2"))
    assert ended.rule == "CARE-ENDED"


def test_short_breaks_have_no_review_after_the_18th_birthday() -> None:
    almost = replace(CHILD, date_of_birth=date(2008, 4, 10))
    assert due(STAYS[0], child=almost).due_on == date(2026, 4, 9)
    grown = replace(CHILD, date_of_birth=date(2008, 4, 9))
    for held in ((), ("2026-01-20",)):
        answer = due(STAYS[0], held=held, child=grown)
        assert (answer.due_on, answer.rule) == (None, "CARE-ENDED")


def test_a_review_on_the_day_of_coming_back_belongs_to_the_care_that_ended_that_day() -> None:
    ended, back = episode("2027-06-02", "S", "2028-06-28", "E4A"), episode("2028-06-28")
    answer = due(ended, back, held=("2028-01-12", "2028-06-28"))
    assert (answer.due_on, answer.rule) == (date(2028, 7, 26), "REG33-1")
    assert "Not counted: 2 reviews" in answer.explanation()
    the_day_after = replace(back, began_on=date(2028, 6, 29))
    assert due(ended, the_day_after, held=("2028-06-29",)).due_on == date(2028, 9, 29)


def test_an_end_of_care_that_is_only_planned_ends_nothing_yet() -> None:
    planned = episode("2026-01-05", "S", "2026-12-18", "E4A")
    assert due(planned, today="2026-12-17").due_on == date(2026, 2, 2)
    assert due(planned, today="2026-12-18").rule == "CARE-ENDED"
    assert due(planned).rule == "CARE-ENDED"


def test_an_episode_dated_after_today_begins_nothing_yet() -> None:
    here, slip = episode("2026-01-05"), episode("2062-11-02")
    assert due(here, slip, today="2026-11-25").due_on == date(2026, 2, 2)
    nothing_else = due(episode("2026-12-01"), today="2026-11-25")
    assert nothing_else.anchor is not None
    assert nothing_else.anchor.on == date(2026, 12, 1), "better than no date at all"


def test_short_breaks_are_still_short_breaks_before_care_that_is_to_come() -> None:
    answer = due(
        episode("2026-01-05", "S", "2026-12-18", "X1", "V4"), episode("2026-12-18", "L"), today="2026-11-25"
    )
    assert (answer.rule, answer.due_on) == ("REG48-3", date(2026, 4, 5))
    history = history_of(CHILD, [STAYS[0]], [], [])
    assert history.regime is Regime.SHORT_BREAKS
