from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.review import (
    Answer,
    Decision,
    Meeting,
    MeetingState,
    Participation,
    Presence,
    Review,
    ReviewKind,
    ReviewSection,
    SectionState,
    SectionTopic,
)
from iro_desktop.services.amend_review import (
    AmendmentEmpty,
    NotFinishedYet,
    amend_review,
    amendments_of,
)
from iro_desktop.services.finish_review import NotFinished, finish_review
from iro_desktop.services.missing import Missing, next_review_due, what_is_missing
from iro_desktop.services.open_child import open_child
from iro_desktop.services.record_review import open_review, start_review
from iro_desktop.services.review_edits import edit_key, save_edits
from iro_desktop.services.review_page import ReviewGone, section_id
from tests.note_taking import add_view, save_decision, save_section, set_attendance, set_participation
from tests.reviewing import ELLIS, JO, LAST, MOMENT, PRIYA, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


@pytest.fixture
def review_id(office: Office) -> str:
    return start_review(office.session, ELLIS)


def missing(office: Office, review_id: str) -> dict[str, Missing]:
    return {m.code: m for m in what_is_missing(office.session, review_id)}


def complete(office: Office, review_id: str) -> None:
    """Record the least that needs no reason."""
    set_participation(office.session, review_id, Participation.ATTENDED_SPOKE)
    set_attendance(office.session, review_id, JO, Presence.PRESENT)
    save_edits(office.session, review_id, {edit_key(Review, review_id, "seen_alone"): True})
    wish = add_view(office.session, review_id, SectionTopic.FAMILY, wish="more time with Mum")
    save_decision(office.session, decision(review_id, view_id=wish))


def decision(review_id: str, **fields: object) -> Decision:
    whole = Decision(
        id=PRIYA, child_id=ELLIS, review_id=review_id, what="see Mum weekly", who="Priya", by_words="in place"
    )
    return replace(whole, **fields)  # type: ignore[arg-type]  # the test names its fields


def test_an_empty_review_lacks_everything_and_says_where(office: Office, review_id: str) -> None:
    found = missing(office, review_id)
    assert {"participation", "seen_alone", "attendance", "decisions", "section home"} <= set(found)
    assert found["section home"].required
    assert found["participation"].where.page == "who"
    assert "section leaving_care" not in found  # seven years old


def test_a_complete_review_lacks_only_what_is_nice_to_have(office: Office, review_id: str) -> None:
    complete(office, review_id)
    assert not any(m.required for m in what_is_missing(office.session, review_id))
    assert not missing(office, review_id)["section home"].required


def test_a_wish_needs_an_answer_by_name(office: Office, review_id: str) -> None:
    wish = add_view(office.session, review_id, SectionTopic.FAMILY, wish="more time with Mum")
    asked = missing(office, review_id)[f"wish {wish}"]
    assert asked.required
    assert "more time with Mum" in asked.message
    save_decision(office.session, decision(review_id, view_id=wish))
    assert f"wish {wish}" not in missing(office, review_id)


def test_an_answered_wish_that_is_no_longer_noted_is_pointed_out(office: Office, review_id: str) -> None:
    wish = add_view(office.session, review_id, SectionTopic.FAMILY, wish="a dog")
    save_decision(office.session, decision(review_id, view_id=wish))
    section = office.caseload.get(ReviewSection, section_id(review_id, SectionTopic.FAMILY))
    assert section is not None
    save_section(office.session, replace(section, said=""))
    assert not missing(office, review_id)[f"wish {wish}"].required
    save_section(office.session, replace(section, said="Wish: a dog"))
    assert f"wish {wish}" not in missing(office, review_id)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": " "}, "what"),
        ({"who": ""}, "who"),
        ({"by_words": ""}, "by"),
        ({"answer": Answer.NO}, "why"),
        ({"answer": Answer.OPEN}, "answer"),
    ],
)
def test_a_decision_lacks_each_of_its_parts(
    office: Office, review_id: str, change: dict[str, object], field: str
) -> None:
    complete(office, review_id)
    save_decision(office.session, decision(review_id, **change))
    place = missing(office, review_id)[f"decision {PRIYA} {field}"].where
    assert (place.page, place.record_id, place.field) == ("decisions", PRIYA, field)


def test_not_coming_asks_how_the_views_are_known(office: Office, review_id: str) -> None:
    set_participation(office.session, review_id, Participation.ABSENT_NO_VIEWS)
    assert missing(office, review_id)["how_views_known"].required
    set_participation(office.session, review_id, Participation.ABSENT_NO_VIEWS, "from her carer")
    assert "how_views_known" not in missing(office, review_id)


def test_not_seeing_the_child_alone_asks_why(office: Office, review_id: str) -> None:
    save_edits(office.session, review_id, {edit_key(Review, review_id, "seen_alone"): False})
    assert missing(office, review_id)["not_seen_alone_why"].required


@pytest.mark.parametrize(
    ("held_on", "code", "blocks"),
    [
        ("2022-05-31", "PN0", False),
        ("2022-05-31", "PN1", True),  # rule 441
        ("2022-06-01", "PN1", False),  # the fourth birthday
        ("2022-06-01", "PN0", True),
        ("2022-06-02", "PN0", True),  # rule 440
    ],
)
def test_the_code_must_fit_the_age_on_the_day_held(
    office: Office, review_id: str, held_on: str, code: str, blocks: bool
) -> None:
    meeting = office.caseload.list(Meeting, review_id=review_id)[0].id
    edits = {
        edit_key(Meeting, meeting, "held_on"): held_on,
        edit_key(Review, review_id, "participation"): code,
    }
    save_edits(office.session, review_id, edits)
    found = missing(office, review_id).get("participation")
    assert (found is not None and found.blocking) is blocks


@pytest.mark.parametrize("words", ["31/2/26", "by 31 February 2026", "the 30/13/26"])
def test_an_impossible_day_in_a_decision_holds_finish_back(
    office: Office, review_id: str, words: str
) -> None:
    complete(office, review_id)
    save_decision(office.session, decision(review_id, by_words=words))
    found = missing(office, review_id)[f"decision {PRIYA} by"]
    assert found.blocking
    assert found.doubtful
    assert words in found.message
    with pytest.raises(NotFinished):
        finish_review(office.session, review_id, {found.code: "a reason does not make it a day"})


def test_a_day_before_the_review_is_pointed_out(office: Office, review_id: str) -> None:
    complete(office, review_id)
    code = f"decision {PRIYA} by passed"
    save_decision(office.session, decision(review_id, by_on=date(2026, 3, 12), by_words=""))
    assert code not in missing(office, review_id)
    save_decision(office.session, decision(review_id, by_on=date(2025, 4, 30), by_words=""))
    assert not missing(office, review_id)[code].required
    assert "Wed 30 Apr 2025" in missing(office, review_id)[code].message


def booked(office: Office, review_id: str, **fields: str) -> dict[str, Missing]:
    edits = {edit_key(Review, review_id, name): value for name, value in fields.items()}
    save_edits(office.session, review_id, edits)
    return {c: m for c, m in missing(office, review_id).items() if c.startswith("next_booked")}


def test_a_booking_after_the_limit_needs_a_reason(office: Office, review_id: str) -> None:
    complete(office, review_id)
    limit = next_review_due(office.session, review_id).due_on
    assert limit == date(2026, 6, 18)  # three months after 18 December, when this one was due
    assert booked(office, review_id, next_booked_on="2026-06-18") == {}
    late = booked(office, review_id, next_booked_on="2026-06-19")["next_booked late"]
    assert "1 day after" in late.message
    assert "Thu 18 Jun 2026" in late.message
    with pytest.raises(NotFinished):
        finish_review(office.session, review_id, {})
    finish_review(office.session, review_id, {late.code: "Ellis is on holiday with Jo"})
    review = office.caseload.get(Review, review_id)
    assert review is not None
    assert "next_booked late: Ellis is on holiday with Jo" in review.finished_without
    assert open_child(office.session, ELLIS).due.due_on == limit  # what was warned of is what is due


def test_no_booking_words_for_one_and_one_too_early_are_told_apart(office: Office, review_id: str) -> None:
    complete(office, review_id)
    assert not booked(office, review_id)["next_booked"].required
    words = booked(office, review_id, next_booked_typed="31/9/26")
    assert list(words) == ["next_booked no day"]
    assert "There is no 31 September 2026." in words["next_booked no day"].message
    early = booked(office, review_id, next_booked_typed="", next_booked_on="2026-03-12")
    assert list(early) == ["next_booked early"]


def test_finishing_sets_the_day_held_and_the_meeting(office: Office, review_id: str) -> None:
    complete(office, review_id)
    office.later(days=2)
    finish_review(office.session, review_id, {})
    review = office.caseload.get(Review, review_id)
    assert review is not None
    assert review.held_on == date(2026, 3, 12)  # the day it was recorded, not the day it was finished
    assert review.finished_at == office.now
    meeting = office.caseload.list(Meeting, review_id=review_id)[0]
    assert (meeting.state, meeting.held_on) == (MeetingState.HELD, date(2026, 3, 12))
    family = office.caseload.get(ReviewSection, section_id(review_id, SectionTopic.FAMILY))
    assert family is not None
    assert family.state is SectionState.DISCUSSED


def test_finishing_needs_a_reason_for_what_is_missing(office: Office, review_id: str) -> None:
    complete(office, review_id)
    answer = office.caseload.list(Decision, review_id=review_id)[0]
    save_decision(office.session, replace(answer, who=""))
    with pytest.raises(NotFinished) as held_back:
        finish_review(office.session, review_id, {f"decision {PRIYA} who": "  "})
    assert [m.code for m in held_back.value.missing] == [f"decision {PRIYA} who"]
    reasons = {m.code: "agreed with the manager" for m in held_back.value.missing}
    finish_review(office.session, review_id, reasons)
    review = office.caseload.get(Review, review_id)
    assert review is not None
    assert f"decision {PRIYA} who: agreed with the manager" in review.finished_without


def test_a_day_to_come_cannot_be_the_day_held_whatever_the_reason(office: Office, review_id: str) -> None:
    complete(office, review_id)
    meeting = office.caseload.list(Meeting, review_id=review_id)[0].id
    save_edits(office.session, review_id, {edit_key(Meeting, meeting, "held_on"): "2026-03-13"})
    with pytest.raises(NotFinished):
        finish_review(office.session, review_id, {"held_on": "because"})


def test_finishing_twice_is_harmless(office: Office, review_id: str) -> None:
    complete(office, review_id)
    finish_review(office.session, review_id, {})
    once = office.caseload.get(Review, review_id)
    office.later(days=1)
    finish_review(office.session, review_id, {})
    assert office.caseload.get(Review, review_id) == once


def test_after_finishing_the_next_start_is_a_new_review(office: Office, review_id: str) -> None:
    complete(office, review_id)
    finish_review(office.session, review_id, {})
    assert start_review(office.session, ELLIS) != review_id


def test_a_finished_review_is_amended_and_stays_as_it_was(office: Office, review_id: str) -> None:
    complete(office, review_id)
    what = {"of_kind": "Decision", "of_id": PRIYA, "of_field": "who", "text": "Jo", "reason": "a slip"}
    with pytest.raises(NotFinishedYet):
        amend_review(office.session, review_id, **what)
    finish_review(office.session, review_id, {})
    before = open_review(office.session, review_id)
    amend_review(office.session, review_id, **what)
    assert open_review(office.session, review_id) == before
    (amendment,) = amendments_of(office.session, review_id)
    assert (amendment.text, amendment.made_by, amendment.made_at) == ("Jo", "Sam Okafor", MOMENT)


def test_an_amendment_says_what_and_why(office: Office, review_id: str) -> None:
    complete(office, review_id)
    finish_review(office.session, review_id, {})
    empty = {"of_kind": "Review", "of_id": review_id, "of_field": "room", "text": "home", "reason": " "}
    with pytest.raises(AmendmentEmpty):
        amend_review(office.session, review_id, **empty)
    with pytest.raises(ReviewGone):
        amend_review(office.session, JO, **empty)
    assert LAST not in {a.review_id for a in amendments_of(office.session, review_id)}


def test_a_review_written_up_after_the_return_gave_it_is_one_review(office: Office) -> None:
    """Begun on 12 March, held on 20 January; the return of February gave it already."""
    held_on = date(2026, 1, 20)
    given = Review(
        id="return", child_id=ELLIS, held_on=held_on, source_key="7/2026-01-20",
        participation=Participation.ATTENDED_SPOKE,
    )  # fmt: skip
    office.save(given)
    review_id = start_review(office.session, ELLIS)
    begun = office.caseload.get(Review, review_id)
    assert begun
    assert (begun.kind, begun.number) == (ReviewKind.SUBSEQUENT, 3)
    meeting = open_review(office.session, review_id).meeting
    save_edits(office.session, review_id, {edit_key(Meeting, meeting.id, "held_on"): "2026-01-20"})
    finish_review(
        office.session, review_id, {m.code: "not asked" for m in what_is_missing(office.session, review_id)}
    )
    last, finished = sorted(office.caseload.list(Review), key=lambda review: review.held_on or date.max)
    assert last.id == LAST
    assert (finished.id, finished.held_on) == (review_id, held_on)
    assert (finished.kind, finished.number) == (ReviewKind.SECOND, 2)
    assert finished.due_on == date(2025, 12, 18)
    assert finished.participation is Participation.ATTENDED_SPOKE
