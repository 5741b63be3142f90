"""Joins the recording window and its presenter: every intent to the one that decides on it."""

from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.record.view import RecordView


def connect_record(view: RecordView, presenter: RecordPresenter) -> None:
    """Connect all intents of the view. Once, when both are made."""
    view.typed.connect(presenter.typed)
    view.marked.connect(presenter.mark)
    view.decide_wanted.connect(presenter.decide)
    view.park_wanted.connect(presenter.park)
    view.add_decision_wanted.connect(presenter.add_decision)
    view.answer_wanted.connect(presenter.answer_wish)
    view.decision_typed.connect(presenter.decision_typed)
    view.remove_wanted.connect(presenter.remove_decision)
    view.undo_wanted.connect(presenter.undo_remove)
    view.presence_chosen.connect(presenter.choose_presence)
    view.attender_wanted.connect(presenter.add_attender)
    view.review_typed.connect(presenter.review_typed)
    view.reason_typed.connect(presenter.reason_typed)
    view.line_typed.connect(presenter.line_typed)
    view.held_on_typed.connect(presenter.held_on_typed)
    view.next_booked_typed.connect(presenter.next_booked_typed)
    view.sort_wanted.connect(presenter.sort_note)
    view.drop_wanted.connect(presenter.drop_note)
    view.undo_drop_wanted.connect(presenter.undo_drop)
    view.page_opened.connect(presenter.page_opened)
    view.place_moved.connect(presenter.place_moved)
    view.finish_wanted.connect(presenter.finish)
    view.save_wanted.connect(presenter.save_now)
