"""Recording a review in tests as the screen does it: through its notes, whose changes are saved as edits."""

from collections.abc import Callable

from iro_desktop.domain.childs_words import WISH_MARK, as_quote
from iro_desktop.domain.review import Decision, Participation, Presence, ReviewSection, SectionTopic
from iro_desktop.screens.record.model import SECTION_BOXES, Changes, ReviewNotes
from iro_desktop.services.record_review import open_review
from iro_desktop.services.review_edits import save_edits
from iro_desktop.services.review_page import attendance_id
from iro_desktop.services.session import Session


def add_view(
    session: Session, review_id: str, topic: SectionTopic, *, words: str = "", wish: str = ""
) -> str:
    """Write a quote or a wish as a new line of the child's box; return the view's id."""
    line = as_quote(words) if words else f"{WISH_MARK}{wish}"

    def say(notes: ReviewNotes) -> Changes:
        said = notes.sections[topic].said
        return notes.set_section(topic, "said", f"{said}\n{line}" if said else line)

    notes = _keep(session, review_id, say)
    return next(v.id for v in notes.spoken(topic) if (v.words, v.wish) == (words, wish))


def save_section(session: Session, section: ReviewSection) -> None:
    def write(notes: ReviewNotes) -> Changes:
        changes: Changes = {}
        for name in SECTION_BOXES:
            changes |= notes.set_section(section.topic, name, getattr(section, name))
        return changes

    _keep(session, section.review_id, write)


def save_decision(session: Session, decision: Decision) -> None:
    with session.caseload.unit_of_work() as work:
        work.save(decision)
        work.commit()


def set_attendance(session: Session, review_id: str, person_id: str, presence: Presence) -> None:
    _keep(session, review_id, lambda notes: notes.set_presence(attendance_id(review_id, person_id), presence))


def set_participation(session: Session, review_id: str, code: Participation, how: str = "") -> None:
    def choose(notes: ReviewNotes) -> Changes:
        changes = notes.set_review("participation", code)
        return changes | notes.set_review("how_views_known", how) if how else changes

    _keep(session, review_id, choose)


def _keep(session: Session, review_id: str, change: Callable[[ReviewNotes], Changes]) -> ReviewNotes:
    notes = ReviewNotes(open_review(session, review_id))
    save_edits(session, review_id, change(notes))
    return notes
