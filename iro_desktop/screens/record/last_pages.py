"""Makes the pages that follow the sections, and hands on what is done in them as the window's intents."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iro_desktop.screens.record.decisions_page import DecisionsPage
from iro_desktop.screens.record.finish_page import FinishPage
from iro_desktop.screens.record.model import ReviewNotes
from iro_desktop.screens.record.parked_page import ParkedPage
from iro_desktop.screens.record.who_page import WhoPage

if TYPE_CHECKING:
    from iro_desktop.screens.record.view import RecordView


def last_pages(view: "RecordView", notes: ReviewNotes) -> dict[str, QWidget]:
    """Return the pages by name, filled from the notes and joined to the window."""
    return {
        "decisions": _decisions(view, notes),
        "who": _who(view, notes),
        "parked": _parked(view, notes),
        "finish": _finish(view, notes),
    }


def _decisions(view: "RecordView", notes: ReviewNotes) -> DecisionsPage:
    page = DecisionsPage([a.name for a in notes.page.attenders], notes.page.today, notes.page.working_days)
    page.typed.connect(view.decision_typed)
    page.add_wanted.connect(view.add_decision_wanted)
    page.remove_wanted.connect(view.remove_wanted)
    page.undo_wanted.connect(view.undo_wanted)
    page.answer_wanted.connect(view.answer_wanted)
    return page


def _who(view: "RecordView", notes: ReviewNotes) -> WhoPage:
    page = WhoPage(notes.review)
    page.review_typed.connect(view.review_typed)
    page.presence_chosen.connect(view.presence_chosen)
    page.line_typed.connect(view.line_typed)
    page.attender_wanted.connect(view.attender_wanted)
    page.show_attenders(notes.attenders.values())
    return page


def _parked(view: "RecordView", notes: ReviewNotes) -> ParkedPage:
    page = ParkedPage(notes.review)
    page.line_typed.connect(view.line_typed)
    page.park_wanted.connect(view.park_wanted)
    page.sort_wanted.connect(view.sort_wanted)
    page.drop_wanted.connect(view.drop_wanted)
    page.undo_wanted.connect(view.undo_drop_wanted)
    return page


def _finish(view: "RecordView", notes: ReviewNotes) -> FinishPage:
    page = FinishPage(notes.review, notes.page.held_on, notes.reasons())
    page.reason_typed.connect(view.reason_typed)
    page.review_typed.connect(view.review_typed)
    page.held_on_typed.connect(view.held_on_typed)
    page.next_booked_typed.connect(view.next_booked_typed)
    page.finish_wanted.connect(view.finish_wanted)
    page.place_wanted.connect(view.go_to_missing)
    return page
