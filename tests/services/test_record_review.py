from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.caseload import ReviewFinished
from iro_desktop.domain.review import (
    Attendance,
    Decision,
    Meeting,
    Presence,
    Review,
    ReviewKind,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.services.record_review import open_review, start_review
from iro_desktop.services.review_edits import DESK_KEY, REMOVED, edit_key, save_edits
from iro_desktop.services.review_page import ReviewGone, section_id
from tests.note_taking import add_view, save_section, set_attendance
from tests.reviewing import ELLIS, JO, LAST, MOMENT, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


def test_starting_gives_number_kind_and_the_statutory_date(office: Office) -> None:
    review = office.caseload.get(Review, start_review(office.session, ELLIS))
    assert review is not None
    assert (review.number, review.kind) == (2, ReviewKind.SECOND)
    assert review.due_on == date(2025, 12, 18)  # three months after 18 September 2025
    assert review.started_at == MOMENT


def test_starting_twice_goes_on_with_the_one_draft(office: Office) -> None:
    first = start_review(office.session, ELLIS)
    office.later(hours=3)
    assert start_review(office.session, ELLIS) == first
    assert len(office.caseload.list(Review, child_id=ELLIS)) == 2
    assert len(office.caseload.list(Meeting, review_id=first)) == 1


def test_a_planned_review_is_the_one_that_is_started(office: Office) -> None:
    planned = Review(id=LAST[:-1] + "c", child_id=ELLIS, number=2, booked_on=date(2026, 3, 12))
    office.save(planned)
    assert start_review(office.session, ELLIS) == planned.id


def test_a_review_of_nobody_cannot_start(office: Office) -> None:
    with pytest.raises(ReviewGone):
        start_review(office.session, LAST)


def test_the_page_has_every_topic_once_and_the_last_review_beside(office: Office) -> None:
    page = open_review(office.session, start_review(office.session, ELLIS))
    assert sorted(s.topic for s in page.sections) == sorted(SectionTopic)
    assert page.sections[0].topic is SectionTopic.CHILD
    home = next(s for s in page.sections if s.topic is SectionTopic.HOME)
    assert home.last is not None
    assert home.last.worried == "MARKER-LAST-TIME"
    assert [a.name for a in page.attenders] == ["Jo Marsh", "Priya Shah"]
    assert (page.child.name, page.child.age) == ("Ellis", 7)


def test_the_page_carries_nothing_to_be_careful_of(office: Office) -> None:
    shown = repr(open_review(office.session, start_review(office.session, ELLIS)))
    for secret in ("MARKER-CAREFUL", "MARKER-WITHHELD", "MARKER-ADDRESS"):
        assert secret not in shown


def test_saving_the_same_again_writes_nothing(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    home = section_id(review_id, SectionTopic.HOME)
    edits = {edit_key(ReviewSection, home, "topic"): "home", edit_key(ReviewSection, home, "said"): "Cosy"}
    save_edits(office.session, review_id, edits)
    written = len(office.caseload.history(home))
    save_edits(office.session, review_id, edits)
    assert len(office.caseload.history(home)) == written == 1
    assert office.caseload.list(ReviewSection, review_id=review_id)[0].said == "Cosy"


def test_edits_and_the_desk_are_one_transaction(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    bad = {edit_key(Review, review_id, "room"): "home", edit_key(Review, review_id, "seen_alone"): "maybe"}
    with pytest.raises(ValueError, match="cannot hold"):
        save_edits(office.session, review_id, bad, {"page": "who"})
    assert office.caseload.desk(DESK_KEY) is None
    review = office.caseload.get(Review, review_id)
    assert review is not None
    assert review.room == ""


@pytest.mark.parametrize("field", ["child_id", "review_id", "finished_at", "due_on", "id"])
def test_typing_never_changes_whose_record_it_is_or_what_is_settled(office: Office, field: str) -> None:
    review_id = start_review(office.session, ELLIS)
    with pytest.raises(ValueError, match="not edited"):
        save_edits(office.session, review_id, {edit_key(Decision, LAST, field): "x"})


def test_edits_cannot_reach_another_review(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    with pytest.raises(ValueError, match="another review"):
        save_edits(office.session, review_id, {edit_key(ReviewSection, LAST[:-1] + "b", "said"): "x"})


def test_a_removed_record_goes_and_removing_again_is_harmless(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    key = edit_key(Decision, JO, "what")
    save_edits(office.session, review_id, {key: "swim class"})
    for _ in range(2):
        save_edits(office.session, review_id, {edit_key(Decision, JO, REMOVED): "a slip"})
    assert office.caseload.list(Decision, review_id=review_id) == ()


def test_views_follow_the_childs_box(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    wish = add_view(office.session, review_id, SectionTopic.FAMILY, wish="more time with Mum")
    quote = add_view(office.session, review_id, SectionTopic.FAMILY, words="I feel safe here")
    section = office.caseload.list(ReviewSection, review_id=review_id)[0]
    assert section.said == "Wish: more time with Mum\n“I feel safe here”"
    save_section(office.session, replace(section, said="“I feel very safe here”\nWish: more time with Mum"))
    views = {v.id: v for v in office.caseload.list(View, review_id=review_id)}
    assert views[quote].words == "I feel very safe here"
    assert views[wish].wish == "more time with Mum"
    assert [views[quote].position, views[wish].position] == [0, 1]


def test_attendance_is_one_record_a_person(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    set_attendance(office.session, review_id, JO, Presence.ABSENT)
    set_attendance(office.session, review_id, JO, Presence.PRESENT)
    assert [a.presence for a in office.caseload.list(Attendance, review_id=review_id)] == [Presence.PRESENT]
    assert open_review(office.session, review_id).attenders[0].presence is Presence.PRESENT


def test_a_finished_review_takes_no_edits(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    review = office.caseload.get(Review, review_id)
    assert review is not None
    office.save(replace(review, finished_at=MOMENT))
    with pytest.raises(ReviewFinished):
        save_edits(office.session, review_id, {edit_key(Review, review_id, "room"): "home"})
