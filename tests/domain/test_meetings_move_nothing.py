"""The promise behind every date: only a review that was held moves the next one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.commands.due_row import Event, answer, row_of
from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.review import Meeting, MeetingState, Review
from iro_desktop.domain.timescales import STANDARD

ENGLAND = england_working_days()
START = date(2018, 6, 4)
LOST_WORDS = st.sampled_from(["rearranged", "stood_down", "adjourned", "review_scheduled", "cancelled"])
LOST = st.sampled_from([state for state in MeetingState if state is not MeetingState.HELD])
DAYS = st.integers(0, 2000).map(lambda days: START + timedelta(days=days))


@given(st.lists(DAYS, unique=True, max_size=5), st.lists(st.tuples(DAYS, LOST), max_size=8))
def test_no_meeting_that_was_not_held_moves_a_due_date(
    held: list[date], lost: list[tuple[date, MeetingState]]
) -> None:
    child = Child(id="child")
    episodes = [Episode(id="e", child_id="child", began_on=START, reason_new="S", legal_status="C2")]
    reviews = [Review(id=f"r{n}", child_id="child", held_on=on) for n, on in enumerate(held)]
    planned = Review(id="next", child_id="child", booked_on=START)
    meetings = [
        Meeting(id=f"m{n}", child_id="child", review_id="next", state=state, scheduled_on=on, position=n)
        for n, (on, state) in enumerate(lost)
    ]
    plain = next_due(history_of(child, episodes, reviews, []), ENGLAND)
    busy = next_due(history_of(child, episodes, [*reviews, planned], meetings), ENGLAND)
    assert busy == plain


@given(st.lists(DAYS, unique=True, max_size=5), st.lists(st.tuples(DAYS, LOST_WORDS), max_size=6))
def test_the_same_holds_for_a_row_of_a_file(held: list[date], lost: list[tuple[date, str]]) -> None:
    reviews = [Event(on=on, word="held") for on in held]
    slots = [Event(on=on, word=word, reason="room double booked") for on, word in lost]
    plain = answer(row_of(START, reviews, ""), ENGLAND, STANDARD)
    mixed = sorted([*reviews, *slots], key=lambda each: each.on)
    assert answer(row_of(START, mixed, ""), ENGLAND, STANDARD) == plain
