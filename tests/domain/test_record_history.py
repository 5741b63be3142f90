"""From our records, dirty as returns are, to the history that the next due date is worked out from."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.child_history import ChildHistory, Regime
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.review import Meeting, MeetingState, Review, ReviewKind
from iro_desktop.domain.timescales import STANDARD
from tests.domain.histories import a_day as day
from tests.domain.histories import episode

ENGLAND = england_working_days()
CHILD = Child(id="child", date_of_birth=date(2008, 3, 10))


def review(on: str, **more: object) -> Review:
    return replace(Review(id=f"r{on}", child_id="child", held_on=day(on), source_key="return"), **more)


def meeting(of: Review, on: str, state: MeetingState = MeetingState.HELD, position: int = 0) -> Meeting:
    return Meeting(
        id=f"m{on}{state}",
        child_id="child",
        review_id=of.id,
        state=state,
        scheduled_on=day(on),
        position=position,
    )


def history(
    *episodes: Episode,
    reviews: tuple[Review, ...] = (),
    meetings: tuple[Meeting, ...] = (),
    child: Child = CHILD,
) -> ChildHistory:
    return history_of(child, episodes, reviews, meetings)


def due(*episodes: Episode, reviews: tuple[Review, ...] = (), child: Child = CHILD) -> DueDate:
    return next_due(history(*episodes, reviews=reviews, child=child), ENGLAND)


def test_care_begins_with_s_and_goes_on_through_x1() -> None:
    found = history(
        episode("2019-03-01", "P", "2019-06-01", "X1"),
        episode("2018-06-04", "S", "2019-03-01", "X1"),
        episode("2019-06-01", "L"),
    )
    assert found.became_looked_after == date(2018, 6, 4)
    assert (found.start_is_certain, found.notes, found.ended, found.regime) == (True, (), None, Regime.CARE)


def test_re_entry_begins_again_with_20_working_days() -> None:
    answer = due(
        episode("2017-01-09", "S", "2017-12-01", "E4A"),
        episode("2018-06-04", "S"),
        reviews=(review("2017-02-06"), review("2017-05-06")),
    )
    assert (answer.due_on, answer.rule) == (date(2018, 7, 2), "REG33-1")
    assert "Not counted: 2 reviews" in answer.explanation()


def test_the_last_break_counts_however_many_episodes_follow_it() -> None:
    for after in (0, 1, 2):
        moves = [("2018-06-04", "S"), ("2018-07-04", "P"), ("2018-08-04", "P")][: after + 1]
        ends = [began for began, _ in moves[1:]] + [""]
        chain = [
            episode(began, rne, end, "X1" if end else "")
            for (began, rne), end in zip(moves, ends, strict=True)
        ]
        found = history(episode("2017-01-09", "S", "2017-12-01", "E4A"), *chain)
        assert found.became_looked_after == date(2018, 6, 4)


def test_the_18th_birthday_is_taken_from_the_record() -> None:
    reviews = (review("2025-12-01"),)
    assert due(episode("2018-06-04"), reviews=reviews).rule == "CLREG-7"
    assert due(reviews=reviews).rule == "CLREG-7"
    assert history(episode("2018-06-04", "P")).start_is_certain is False


def test_ended_care_has_no_next_date() -> None:
    answer = due(episode("2017-01-09", "S", "2017-12-01", "E4A"), reviews=(review("2017-02-06"),))
    assert (answer.due_on, answer.rule) == (None, "CARE-ENDED")
    assert answer.explanation() == (
        "No review is due: the period of care ended on Friday 1 December 2017 "
        "(E4A: returned home, as planned)."
    )
    assert "(E99)" in due(episode("2017-01-09", "S", "2017-12-01", "E99")).explanation()
    assert "(no reason recorded)" in due(episode("2017-01-09", "S", "2017-12-01")).explanation()


def test_without_the_first_episode_the_earliest_day_stands_in_and_reviews_before_it_count() -> None:
    answer = due(episode("2017-01-09", "P"), reviews=(review("2016-12-01"),))
    assert (answer.due_on, answer.rule) == (date(2017, 6, 1), "REG33-2b")
    assert "its earliest day, 9 Jan 2017, stands in" in answer.explanation()
    none_held = due(episode("2017-01-09", "P"))
    assert (none_held.due_on, none_held.rule) == (date(2017, 2, 6), "REG33-1")


def test_without_the_first_episode_reviews_of_an_ended_period_still_do_not_count() -> None:
    answer = due(
        episode("2016-01-11", "S", "2016-06-01", "E4B"),
        episode("2017-01-09", "P"),
        reviews=(review("2016-02-08"), review("2016-12-01")),
    )
    assert answer.due_on == date(2017, 6, 1)
    assert "Not counted: 1 review " in answer.explanation()


@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        (("S", "2018-01-01", "X1"), ("2018-01-01", "P"), True),
        (("S", "2018-01-01", "X1"), ("2018-01-01", "S"), True),
        (("S", "2018-01-01", "X1"), ("2017-12-01", "S"), True),
        (("S", "2018-01-01", "X1"), ("2018-02-01", "P"), True),
        (("S", "2018-01-01", "X1"), ("2018-02-01", "S"), False),
        (("S", "2018-01-01", "E8"), ("2018-01-01", "P"), True),
        (("S", "2018-01-01", "E8"), ("2018-01-01", "S"), False),
        (("S", "2018-01-01", "E8"), ("2018-01-02", "P"), False),
        (("S", "2018-01-01", "E8"), ("2017-12-01", "P"), True),
        (("S", "", ""), ("2018-01-01", "P"), True),
        (("S", "", "X1"), ("2018-01-01", "S"), False),
    ],
)
def test_what_makes_one_episode_follow_another(
    before: tuple[str, str, str], after: tuple[str, str], follows: bool
) -> None:
    found = history(episode("2017-06-01", before[0], before[1], before[2]), episode(*after))
    assert (found.became_looked_after == date(2017, 6, 1)) == follows


def test_odd_chains_are_remarked_on_and_counted_as_still_in_care() -> None:
    gap = history(episode("2017-01-09", "S", "2017-02-01", "X1"), episode("2017-03-01", "P"))
    assert gap.notes == ("No episode covers the days after 1 Feb 2017.",)
    open_end = history(episode("2017-01-09", "S", "2017-02-01", "X1"))
    assert open_end.ended is None
    assert "The last episode ended on 1 Feb 2017" in open_end.notes[0]
    no_day = history(episode("2017-01-09", "S", "", "E11"))
    assert no_day.ended is None
    assert "has a reason for ending but no date" in no_day.notes[0]
    assert history(episode("2017-01-09", "S", "", "X1")).notes == ()


def test_short_breaks_have_their_own_rules_until_another_status_begins() -> None:
    breaks = history(
        episode("2019-01-12", "S", "2019-03-01", "X1", "V3"), episode("2019-03-01", "L", ls="V4")
    )
    assert (breaks.regime, breaks.became_looked_after) == (Regime.SHORT_BREAKS, date(2019, 1, 12))
    full = history(episode("2019-01-12", "S", "2019-03-04", "X1", "V4"), episode("2019-03-04", "L", ls="V2"))
    assert (full.regime, full.became_looked_after, full.start_is_certain) == (
        Regime.CARE,
        date(2019, 3, 4),
        True,
    )
    assert full.reviews_count_from == date(2019, 3, 4)
    back = history(episode("2019-01-14", "S", "2019-03-04", "X1", "C2"), episode("2019-03-04", "L", ls="V3"))
    assert (back.regime, back.became_looked_after) == (Regime.CARE, date(2019, 1, 14))


def test_no_episode_at_all_counts_from_the_reviews_there_are() -> None:
    answer = due(reviews=(review("2018-05-01"),))
    assert (answer.due_on, answer.rule) == (date(2018, 11, 1), "REG33-2b")
    assert "holds no episode of care" in answer.explanation()
    assert due().rule == "NOT-KNOWN"
    undated = replace(episode("2018-01-01"), began_on=None)
    assert due(undated).rule == "NOT-KNOWN"


def test_only_this_childs_records_count() -> None:
    other = replace(episode("2017-01-09"), child_id="other")
    assert history(other).became_looked_after is None
    assert history(reviews=(replace(review("2018-05-01"), child_id="other"),)).reviews == ()


@pytest.mark.parametrize(
    ("born", "ended", "rec", "leaver"),
    [
        ("2000-03-10", "2018-03-10", "E8", True),
        ("2000-03-10", "2018-03-09", "E8", False),
        ("2000-03-10", "2018-03-10", "E2", False),
        ("2000-03-10", "2018-03-10", "E11", False),
        ("2000-03-10", "2016-03-10", "E5", True),
        ("2000-03-10", "2016-03-09", "E5", False),
        ("2000-03-10", "2017-03-10", "E6", True),
        ("2000-03-10", "2017-03-10", "E4A", False),
        ("", "2018-03-10", "E17", True),
        ("", "2018-03-10", "E5", True),
        ("", "2018-03-10", "E4A", False),
        ("2000-02-29", "2018-02-28", "E8", False),
        ("2000-02-29", "2018-03-01", "E8", True),
    ],
)
def test_care_leavers_go_on_to_pathway_reviews(born: str, ended: str, rec: str, leaver: bool) -> None:
    found = history(episode("2010-01-11", "S", ended, rec), child=replace(CHILD, date_of_birth=day(born)))
    assert (found.regime is Regime.PATHWAY) == leaver
    assert (found.ended is None) == leaver
    assert found.left_care_on == (day(ended) if leaver else None)


def test_short_breaks_make_no_care_leaver_and_some_councils_have_none() -> None:
    breaks = history(episode("2010-01-11", "S", "2026-03-11", "E17", "V4"))
    assert breaks.regime is Regime.SHORT_BREAKS
    assert breaks.ended is not None
    settings = replace(STANDARD, pathway_reviews_until_age=18)
    none = history_of(CHILD, [episode("2010-01-11", "S", "2026-03-11", "E17")], [], [], settings)
    assert none.ended is not None
    assert none.ended.on == date(2026, 3, 11)


def test_only_reviews_that_were_held_count_oldest_first() -> None:
    planned = Review(id="planned", child_id="child", booked_on=date(2018, 10, 1))
    found = history(episode("2018-06-04"), reviews=(review("2018-10-01"), planned, review("2018-07-02")))
    assert [each.held_on for each in found.reviews] == [date(2018, 7, 2), date(2018, 10, 1)]


def test_a_review_of_the_return_and_ours_of_the_same_day_are_one() -> None:
    ours = review("2018-07-02", id="ours", source_key="", kind=ReviewKind.FIRST)
    theirs = review("2018-07-02")
    for order in ((ours, theirs), (theirs, ours)):
        found = history(episode("2018-06-04"), reviews=order)
        assert [each.kind for each in found.reviews] == [ReviewKind.FIRST]


@pytest.mark.parametrize(
    ("number", "kind", "stated"),
    [
        (None, ReviewKind.SUBSEQUENT, None),
        (1, ReviewKind.SUBSEQUENT, ReviewKind.FIRST),
        (2, ReviewKind.SUBSEQUENT, ReviewKind.SECOND),
        (3, ReviewKind.SUBSEQUENT, ReviewKind.SUBSEQUENT),
        (None, ReviewKind.EARLY, ReviewKind.EARLY),
        (7, ReviewKind.FIRST, ReviewKind.FIRST),
    ],
)
def test_a_place_counts_only_where_somebody_stated_it(
    number: int | None, kind: ReviewKind, stated: ReviewKind | None
) -> None:
    found = history(episode("2018-06-04"), reviews=(review("2018-07-02", number=number, kind=kind),))
    assert found.reviews[0].kind is stated


@pytest.mark.parametrize(
    ("held_on", "more", "kept"),
    [
        ("2018-12-31", {"due_on": date(2018, 7, 1)}, True),
        ("2019-01-01", {"due_on": date(2018, 7, 1)}, False),
        ("2018-09-30", {"due_on": date(2018, 7, 1), "kind": ReviewKind.FIRST}, True),
        ("2018-10-01", {"due_on": date(2018, 7, 1), "kind": ReviewKind.FIRST}, False),
        ("2018-10-01", {"due_on": date(2018, 7, 1), "number": 1}, False),
        ("2018-10-01", {"due_on": None}, False),
    ],
)
def test_a_due_date_stored_holds_until_the_next_review_was_due_as_well(
    held_on: str, more: dict[str, object], kept: bool
) -> None:
    found = history(episode("2018-06-04"), reviews=(review(held_on, **more),))
    assert (found.reviews[0].due_on is not None) == kept


def test_meetings_tell_a_series_and_move_nothing_else() -> None:
    one = review("2018-07-02", kind=ReviewKind.FIRST)
    other_states = [
        meeting(one, "2018-06-25", state) for state in MeetingState if state is not MeetingState.HELD
    ]
    plain = history(
        episode("2018-06-04"), reviews=(one,), meetings=(*other_states, meeting(one, "2018-07-02"))
    )
    assert (plain.reviews[0].series, plain.reviews[0].last_meeting_on) == (False, None)
    assert next_due(plain, ENGLAND) == due(episode("2018-06-04"), reviews=(one,))
    series = history(
        episode("2018-06-04"),
        reviews=(one,),
        meetings=(meeting(one, "2018-07-20", position=2), meeting(one, "2018-07-02", position=1)),
    )
    assert (series.reviews[0].series, series.reviews[0].last_meeting_on) == (True, date(2018, 7, 20))
    begun = history(episode("2018-06-04"), reviews=(one,), meetings=(meeting(one, "2018-07-02", position=1),))
    assert (begun.reviews[0].series, begun.reviews[0].last_meeting_on) == (True, None)


def test_a_meeting_counts_on_the_day_held_and_for_its_own_child_and_review() -> None:
    one = review("2018-07-02")
    moved = replace(meeting(one, "2018-07-09"), held_on=date(2018, 7, 12))
    found = history(episode("2018-06-04"), reviews=(one,), meetings=(moved,))
    assert found.reviews[0].last_meeting_on == date(2018, 7, 12)
    strange = (
        replace(moved, child_id="other"),
        replace(moved, review_id="other"),
        replace(moved, held_on=None, scheduled_on=None),
    )
    for each in strange:
        assert history(episode("2018-06-04"), reviews=(one,), meetings=(each,)).reviews[0].series is False
