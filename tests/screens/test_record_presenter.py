from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from iro_desktop.caseload import Caseload
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import (
    Answer,
    Attendance,
    Decision,
    Meeting,
    ParkedNote,
    Participation,
    Review,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.screens.record.day_words import Said
from iro_desktop.screens.record.model import Progress, ReviewNotes
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.services.amend_review import amendments_of
from iro_desktop.services.restore_draft import restore_draft
from iro_desktop.services.review_edits import DESK_KEY
from iro_desktop.services.review_page import attendance_id
from tests.fakes import HeldJobs, InlineJobs
from tests.reviewing import ELLIS, JO, Office
from tests.screens.recording import NoWindow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as opened:
        yield opened


@pytest.fixture
def window() -> NoWindow:
    return NoWindow()


@pytest.fixture
def presenter(qtbot: QtBot, office: Office, window: NoWindow) -> Iterator[RecordPresenter]:
    made = RecordPresenter(InlineJobs(), office.session, window)
    made.open_child(ELLIS)
    yield made
    shiboken6.delete(made)  # its timer must not save into a caseload that is closed


def notes(window: NoWindow) -> ReviewNotes:
    assert window.notes is not None
    return window.notes


def kept(office: Office) -> Caseload:
    office.reopen()
    return office.caseload


def test_what_is_typed_is_on_the_disk_once_saved(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.typed("home", "said", '"I feel safe here"')
    presenter.typed("home", "going_well", "Sleeps all night")
    presenter.flush()
    caseload = kept(office)
    (section,) = caseload.list(ReviewSection, review_id=presenter.review_id)
    assert (section.topic, section.going_well) == (SectionTopic.HOME, "Sleeps all night")
    (view,) = caseload.list(View)
    assert (view.words, view.topic) == ("I feel safe here", SectionTopic.HOME)


def test_progress_is_seen_at_once(presenter: RecordPresenter, window: NoWindow) -> None:
    assert notes(window).progress(SectionTopic.HOME) is Progress.EMPTY
    presenter.typed("home", "worried", "Noise")
    assert notes(window).progress(SectionTopic.HOME) is Progress.STARTED
    presenter.mark("home", "discussed")
    assert notes(window).progress(SectionTopic.HOME) is Progress.DONE
    presenter.mark("home", "")
    assert notes(window).progress(SectionTopic.HOME) is Progress.STARTED


def test_a_line_becomes_a_decision_once(presenter: RecordPresenter, office: Office, window: NoWindow) -> None:
    presenter.decide("- Mr Hall to read with Ellis", "school")
    presenter.decide("Mr Hall to read with Ellis", "school")
    presenter.decide("   ", "school")
    presenter.flush()
    (decision,) = kept(office).list(Decision)
    assert (decision.what, decision.topic) == ("Mr Hall to read with Ellis", SectionTopic.SCHOOL)
    assert window.opened == []  # nobody is taken away from where they type


def test_deciding_on_a_wish_answers_it(presenter: RecordPresenter, office: Office, window: NoWindow) -> None:
    presenter.typed("family", "said", "Wish: more time with Mum")
    assert [w.wish for w in notes(window).unanswered()] == ["more time with Mum"]
    presenter.decide("Wish: more time with Mum", "family")
    assert notes(window).unanswered() == ()
    presenter.flush()
    caseload = kept(office)
    assert caseload.list(Decision)[0].view_id == caseload.list(View)[0].id


def test_what_answers_a_wish_says_nothing_until_somebody_chooses(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.typed("family", "said", "Wish: more time with Mum\nWish: a dog\nWish: a bike")
    wishes = {w.wish: w.id for w in notes(window).unanswered()}
    presenter.answer_wish(wishes["a dog"])
    presenter.decide("Wish: a bike", "family")
    presenter.add_decision()
    dog, bike, plain = notes(window).decisions
    assert notes(window).decisions[plain].answer is Answer.AGREED
    presenter.decision_typed(plain, "view_id", wishes["more time with Mum"])
    presenter.flush()
    assert {d.answer for d in kept(office).list(Decision)} == {Answer.OPEN}
    presenter._session = office.session
    for each in (dog, bike, plain):
        presenter.decision_typed(each, "answer", Answer.AGREED)
    presenter.flush()
    assert {d.answer for d in kept(office).list(Decision)} == {Answer.AGREED}


def test_linking_a_wish_keeps_an_answer_that_was_chosen(presenter: RecordPresenter, window: NoWindow) -> None:
    presenter.typed("family", "said", "Wish: a dog")
    presenter.add_decision()
    (decision_id,) = notes(window).decisions
    presenter.decision_typed(decision_id, "answer", Answer.AGREED)
    presenter.decision_typed(decision_id, "view_id", notes(window).wishes()[0].id)
    assert notes(window).decisions[decision_id].answer is Answer.AGREED


def test_a_decision_takes_dates_and_words(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.add_decision()
    (decision_id,) = notes(window).decisions
    for name, value in (("what", "swim"), ("who", "Jo"), ("by", "30/4/26"), ("answer", Answer.NOT_YET)):
        presenter.decision_typed(decision_id, name, value)
    presenter.flush()
    decision = kept(office).get(Decision, decision_id)
    assert decision is not None
    assert (decision.by_on, decision.by_words, decision.answer) == (date(2026, 4, 30), "", Answer.NOT_YET)
    presenter._session = office.session
    presenter.decision_typed(decision_id, "by", "after the summer")
    presenter.flush()
    decision = office.caseload.get(Decision, decision_id)
    assert decision is not None
    assert (decision.by_on, decision.by_words) == (None, "after the summer")


def test_removing_a_decision_can_be_undone(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.decide("swim class", "leisure")
    (decision_id,) = notes(window).decisions
    presenter.decision_typed(decision_id, "who", "Jo")
    presenter.flush()
    presenter.remove_decision(decision_id)
    presenter.decision_typed(decision_id, "who", "a late key")  # what is gone takes nothing
    presenter.flush()
    assert office.caseload.list(Decision) == ()
    assert window.undo
    presenter.undo_remove()
    presenter.undo_remove()
    presenter.flush()
    (back,) = kept(office).list(Decision)
    assert (back.what, back.who) == ("swim class", "Jo")
    assert not window.undo


def test_attendance_and_participation(presenter: RecordPresenter, office: Office, window: NoWindow) -> None:
    assert window.choices[0] is Participation.ATTENDED_SPOKE
    presenter.choose_presence(attendance_id(presenter.review_id, JO), "present")
    presenter.add_attender("Nan", "grandmother")
    presenter.review_typed("participation", Participation.ABSENT_SENT_VIEWS)
    presenter.review_typed("seen_alone", False)
    presenter.flush()
    caseload = kept(office)
    assert {(a.name, a.role_words, a.presence.value) for a in caseload.list(Attendance)} == {
        ("Jo Marsh", "foster carer", "present"),
        ("Nan", "grandmother", "present"),
    }
    review = caseload.get(Review, presenter.review_id)
    assert review is not None
    assert (review.participation, review.seen_alone) == (Participation.ABSENT_SENT_VIEWS, False)


def test_the_day_held_is_understood_or_left_alone(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    assert "days late" in window.held_on.words  # due on 18 December
    presenter.held_on_typed("1/12/25")
    assert window.held_on.words.startswith("✓ in time")
    presenter.held_on_typed("1/12/2")
    assert window.held_on == Said("Type the day it was held like 12/3/26.")
    presenter.flush()
    assert kept(office).list(Meeting, review_id=presenter.review_id)[0].held_on == date(2025, 12, 1)


def test_no_review_is_finished_on_a_day_that_is_not_the_one_on_the_screen(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.held_on_typed("1/12/25")
    presenter.held_on_typed("31/11/25")  # no such day: the one understood last is another
    presenter.page_opened("finish")
    reasons = dict.fromkeys((m.code for m in window.missing), "not this time")
    presenter.finish(reasons)
    assert window.problems[-1].title == "The day of the review is not a date yet."
    assert office.caseload.list(Review, child_id=ELLIS, finished_at=None) != ()
    presenter.held_on_typed("30/11/25")
    presenter.finish(reasons)
    review = kept(office).get(Review, presenter.review_id)
    assert review is not None
    assert (review.held_on, review.finished_at is None) == (date(2025, 11, 30), False)


def test_a_next_day_that_is_no_date_books_nothing_and_is_kept_as_typed(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.next_booked_typed("10/9/26")
    presenter.next_booked_typed("31/9/26")
    presenter.flush()
    assert window.next_booked == Said("▲ There is no 31 September 2026. Type the day that is meant.", True)
    (review,) = kept(office).list(Review, child_id=ELLIS, held_on=None)
    assert (review.next_booked_on, review.next_booked_typed) == (None, "31/9/26")
    presenter._session = office.session
    presenter.next_booked_typed("10/9/26")
    presenter.flush()
    (review,) = kept(office).list(Review, child_id=ELLIS, held_on=None)
    assert (review.next_booked_on, review.next_booked_typed) == (date(2026, 9, 10), "")
    presenter._session = office.session


def test_an_impossible_day_held_outlives_a_restart_and_still_holds_finish_back(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.held_on_typed("31/11/25")
    presenter.flush()
    office.reopen()
    presenter._session = office.session
    presenter.open(presenter.review_id)
    assert notes(window).review.held_on_typed == "31/11/25"
    assert window.held_on.words == "▲ There is no 31 November 2025. Type the day that is meant."
    presenter.page_opened("finish")
    held_back = next(m for m in window.missing if m.code == "held_on")
    assert held_back.blocking
    assert "31/11/25" in held_back.message
    presenter.finish(dict.fromkeys((m.code for m in window.missing), "a reason"))
    assert window.problems[-1].title == "The day of the review is not a date yet."


def test_a_booking_says_at_once_whether_the_law_allows_it(
    presenter: RecordPresenter, window: NoWindow
) -> None:
    presenter.held_on_typed("1/12/25")
    presenter.page_opened("finish")
    assert window.next_booked == Said("It is due by Mon 1 Jun 2026.")
    presenter.next_booked_typed("28/5/26")
    assert window.next_booked == Said("✓ Thu 28 May 2026, in time: due by Mon 1 Jun 2026")
    presenter.next_booked_typed("3/6/26")
    assert window.next_booked.wrong
    assert window.next_booked.words.startswith("▲ Wed 3 Jun 2026 is 2 days too late: due by Mon 1 Jun 2026.")
    presenter.next_booked_typed("1/12/25")
    assert window.next_booked.wrong
    presenter.flush()
    (found,) = [m for m in window.missing if m.code.startswith("next_booked")]
    assert found.code == "next_booked early"


def test_words_typed_while_finish_was_under_way_become_an_amendment(
    qtbot: QtBot, office: Office, window: NoWindow
) -> None:
    jobs = HeldJobs()
    presenter = RecordPresenter(jobs, office.session, window)
    presenter.open_child(ELLIS)
    jobs.let_go()
    presenter.page_opened("finish")
    jobs.let_go()
    presenter.finish(dict.fromkeys((m.code for m in window.missing), "not this time"))
    jobs.let_one_go()  # all is saved: now it is being finished
    presenter.typed("home", "said", "One more thing")
    jobs.let_go()
    presenter.flush()
    jobs.let_go()
    amended = amendments_of(office.session, presenter.review_id)
    assert [a.text for a in amended if a.of_field == "said"] == ["One more thing"]
    assert presenter.draft() is None
    assert window.problems == []
    shiboken6.delete(presenter)


def test_the_day_held_decides_which_codes_fit(presenter: RecordPresenter, window: NoWindow) -> None:
    presenter.held_on_typed("31/5/22")
    assert window.choices == (Participation.UNDER_FOUR,)


def test_the_next_day_can_be_taken_back(presenter: RecordPresenter, office: Office, window: NoWindow) -> None:
    presenter.next_booked_typed("10/9/26")
    presenter.flush()
    review = office.caseload.get(Review, presenter.review_id)
    assert review is not None
    assert review.next_booked_on == date(2026, 9, 10)
    presenter.next_booked_typed("")
    presenter.flush()
    review = office.caseload.get(Review, presenter.review_id)
    assert review is not None
    assert review.next_booked_on is None


def test_parked_notes_are_sorted_into_their_box(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.typed("leisure", "what_next", "swim class")
    presenter.park("ask about the bike")
    presenter.park("  ")
    (note_id,) = notes(window).parked
    presenter.sort_note(note_id, "leisure", "what_next")
    assert window.appended == [(SectionTopic.LEISURE, "what_next", "ask about the bike")]
    presenter.flush()
    caseload = kept(office)
    (section,) = caseload.list(ReviewSection, review_id=presenter.review_id)
    assert section.what_next == "swim class\nask about the bike"
    assert caseload.list(ParkedNote)[0].sorted_into == "leisure"


def test_the_place_is_kept_and_found_again(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    window.at = {"page": "section home", "field": "worried_edit", "position": 4, "anchor": 4}
    presenter.typed("home", "worried", "Noise")
    presenter.flush()
    desk = kept(office).desk(DESK_KEY)
    assert desk == window.at | {"screen": "record", "review_id": presenter.review_id}
    again = NoWindow()
    RecordPresenter(InlineJobs(), office.session, again).open_child(ELLIS)
    assert again.given_place == desk
    office.caseload.put_desk(
        DESK_KEY, {"screen": "letter", "review_id": presenter.review_id, "field": "thanks"}
    )
    RecordPresenter(InlineJobs(), office.session, again).open_child(ELLIS)
    assert again.given_place is None, "a place in the letter is none in the record"


def test_what_cannot_be_saved_is_handed_over_sealed_and_comes_back(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    sealed: list[dict[str, object]] = []
    presenter.seal_wanted.connect(sealed.append)

    def full(_edits: object, _place: object) -> None:
        raise KnownProblem("The disk is full.", "Make room.")

    presenter.autosave._commit = full  # type: ignore[assignment]  # a disk that is full
    presenter.typed("home", "said", "Wish: a dog")
    assert presenter.flush_and_wait(50) == sealed[-1]
    assert "still on the screen" in window.problems[0].what_to_do
    office.reopen()
    again = NoWindow()
    for _ in range(2):  # applying it twice changes nothing
        restore_draft(office.session, sealed[-1])
    RecordPresenter(InlineJobs(), office.session, again).open_child(ELLIS)
    assert notes(again).sections[SectionTopic.HOME].said == "Wish: a dog"
    assert [v.wish for v in office.caseload.list(View)] == ["a dog"]
    assert again.given_place == window.at | {"screen": "record", "review_id": sealed[-1]["review_id"]}


def test_finishing_says_what_is_missing_and_then_finishes(
    presenter: RecordPresenter, office: Office, window: NoWindow, qtbot: QtBot
) -> None:
    presenter.typed("home", "said", "Cosy")
    presenter.page_opened("finish")
    asked = [m.code for m in window.missing if m.required]
    assert "participation" in asked
    presenter.finish({})
    assert window.problems[-1].title == "The review is not finished yet."
    with qtbot.waitSignal(presenter.finished) as done:
        presenter.finish(dict.fromkeys(asked, "not this time"))
    assert done.args == [presenter.review_id]
    review = office.caseload.get(Review, presenter.review_id)
    assert review is not None
    assert review.finished_at is not None


def test_opening_another_review_saves_this_one_first(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    review_id = presenter.review_id
    presenter.typed("home", "said", "Cosy")
    presenter.open(review_id)
    assert notes(window).sections[SectionTopic.HOME].said == "Cosy"
    assert office.caseload.list(ReviewSection, review_id=review_id)[0].said == "Cosy"


def test_answering_a_wish_that_is_decided_opens_that_decision(
    presenter: RecordPresenter, office: Office, window: NoWindow
) -> None:
    presenter.typed("family", "said", "Wish: more time with Mum\nWish: a dog")
    mum, dog = notes(window).wishes()
    presenter.add_decision()
    (typed,) = notes(window).decisions
    presenter.decision_typed(typed, "what", "More time with Mum.")
    presenter.answer_wish(mum.id)
    assert list(notes(window).decisions) == [typed]
    assert window.opened[-1][:2] == ("decisions", typed)
    assert notes(window).unanswered() == (dog,)
    presenter.answer_wish(mum.id)
    assert list(notes(window).decisions) == [typed], "a second click makes none either"
    presenter.answer_wish(dog.id)
    assert len(notes(window).decisions) == 2
    presenter.flush()
    assert {d.view_id for d in kept(office).list(Decision)} == {mum.id, dog.id}
    assert {d.answer for d in kept(office).list(Decision)} == {Answer.OPEN}
