"""A review started by mistake is taken back: nothing of it is left, nothing typed is lost, and undo works."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.review import (
    Attendance,
    Decision,
    Meeting,
    ParkedNote,
    Presence,
    Review,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.services.open_child import ChildPage, open_child
from iro_desktop.services.record_review import open_review, start_review
from iro_desktop.services.review_edits import edit_key, save_edits
from iro_desktop.services.review_page import ReviewPage
from iro_desktop.services.take_back_review import (
    NotTakenBack,
    bring_review_back,
    take_back_review,
    what_goes,
)
from tests.lettering import a_finished_review
from tests.note_taking import add_view, save_decision, save_section, set_attendance
from tests.reviewing import ELLIS, JO, LAST, PRIYA, Office

KINDS = (Review, Meeting, ReviewSection, View, Decision, Attendance, ParkedNote)
NOTE = LAST[:-1] + "e"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


def write(office: Office, review_id: str) -> None:
    session = office.session
    add_view(session, review_id, SectionTopic.HOME, words="I feel safe here")
    home = next(s.record for s in open_review(session, review_id).sections if s.topic is SectionTopic.HOME)
    save_section(session, replace(home, going_well="Swims."))
    save_decision(session, Decision(id=PRIYA, child_id=ELLIS, review_id=review_id, what="Swimming"))
    set_attendance(session, review_id, JO, Presence.PRESENT)
    save_edits(session, review_id, {edit_key(ParkedNote, NOTE, "text"): "ring school"})


def child(office: Office) -> ChildPage:
    return open_child(office.session, ELLIS)


def all_of(office: Office) -> list[object]:
    return [office.caseload.list(kind, child_id=ELLIS) for kind in KINDS]


def page_of(office: Office, review_id: str) -> ReviewPage:
    return replace(open_review(office.session, review_id), desk=None)


def test_the_childs_page_and_due_date_are_as_before(office: Office) -> None:
    before, records = child(office), all_of(office)
    review_id = start_review(office.session, ELLIS)
    write(office, review_id)
    assert child(office) != before
    take_back_review(office.session, review_id)
    assert child(office) == before
    assert all_of(office) == records


def test_undo_brings_every_word_back(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    write(office, review_id)
    child_before, page, records = child(office), page_of(office, review_id), all_of(office)
    taken = take_back_review(office.session, review_id)
    office.reopen()
    bring_review_back(office.session, taken)
    assert child(office) == child_before
    assert page_of(office, review_id) == page
    assert all_of(office) == records
    save_edits(office.session, review_id, {edit_key(Review, review_id, "thanks"): "Thank you."})


def test_the_journal_keeps_the_words_and_the_reason(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    write(office, review_id)
    take_back_review(office.session, review_id)
    gone = [each for each in office.caseload.pending(limit=1000) if "started by mistake" in repr(each)]
    said = repr(gone)
    for words in ("Swims.", "Swimming", "ring school", "I feel safe here"):
        assert words in said


def test_what_goes_is_said_in_one_sentence(office: Office) -> None:
    review_id = start_review(office.session, ELLIS)
    assert what_goes(office.session, review_id) == (
        "Review 2, begun on 12 Mar 2026, goes and nothing is written in it; "
        "the due date stays, and you can undo this."
    )
    write(office, review_id)
    assert what_goes(office.session, review_id) == (
        "Review 2, begun on 12 Mar 2026, goes with 1 section with words, 1 decision, 1 parked note and "
        "1 name of who came; the due date stays, and you can undo this."
    )


def test_one_that_was_planned_is_planned_again(office: Office) -> None:
    planned = Review(id=LAST[:-1] + "c", child_id=ELLIS, number=2, booked_on=date(2026, 3, 12))
    slot = Meeting(id=LAST[:-1] + "d", child_id=ELLIS, review_id=planned.id, scheduled_on=date(2026, 3, 12))
    office.save(planned, slot)
    before = child(office)
    write(office, start_review(office.session, ELLIS))
    assert "is planned again" in what_goes(office.session, planned.id)
    take_back_review(office.session, planned.id)
    assert child(office) == before
    assert office.caseload.get(Review, planned.id) == planned
    assert office.caseload.get(Meeting, slot.id) == slot


def test_a_finished_review_is_never_taken_back(office: Office) -> None:
    review_id = a_finished_review(office)
    records = all_of(office)
    for act in (what_goes, take_back_review):
        with pytest.raises(NotTakenBack):
            act(office.session, review_id)
    with pytest.raises(NotTakenBack):
        take_back_review(office.session, LAST)
    assert all_of(office) == records


def test_undo_makes_no_second_draft(office: Office) -> None:
    taken = take_back_review(office.session, start_review(office.session, ELLIS))
    start_review(office.session, ELLIS)
    with pytest.raises(NotTakenBack):
        bring_review_back(office.session, taken)
