"""A finished review of Ellis, ready for its letter."""

from dataclasses import replace
from datetime import date

from iro_desktop.domain.review import Answer, Decision, Participation, Presence, Review, SectionTopic
from iro_desktop.services.finish_review import finish_review
from iro_desktop.services.missing import what_is_missing
from iro_desktop.services.record_review import open_review, start_review
from tests.note_taking import add_view, save_decision, save_section, set_attendance, set_participation
from tests.reviewing import ELLIS, JO, PRIYA, Office


def a_finished_review(office: Office) -> str:
    """Record and finish a review with a quote, a wish, two decisions and no thank-you."""
    session = office.session
    review_id = start_review(session, ELLIS)
    add_view(session, review_id, SectionTopic.HOME, words="I feel safe here")
    wish = add_view(session, review_id, SectionTopic.FAMILY, wish="more time with Mum")
    page = open_review(session, review_id)
    home = next(s.record for s in page.sections if s.topic is SectionTopic.HOME)
    save_section(session, replace(home, going_well="You can swim now.\nYou look after Biscuit the dog."))
    blank = Decision(id=JO, child_id=ELLIS, review_id=review_id)
    save_decision(session, replace(blank, what="stay with Jo", who="Jo", by_words="in place"))
    save_decision(
        session,
        replace(
            blank, id=PRIYA, what="more time with Mum", who="Priya", by_on=date(2026, 4, 30), view_id=wish,
            answer=Answer.NOT_YET, why="Priya must talk to Mum first", position=1,
        ),
    )  # fmt: skip
    set_participation(session, review_id, Participation.ATTENDED_SPOKE)
    set_attendance(session, review_id, JO, Presence.PRESENT)
    review = office.caseload.get(Review, review_id)
    assert review is not None
    office.save(replace(review, seen_alone=True, next_booked_on=date(2026, 9, 10)))
    missing = what_is_missing(session, review_id)
    finish_review(session, review_id, {m.code: "not this time" for m in missing})
    return review_id
