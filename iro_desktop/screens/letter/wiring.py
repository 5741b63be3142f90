"""Joins the letter window and its presenter: every intent to the one that decides on it."""

from iro_desktop.screens.letter.presenter import LetterPresenter
from iro_desktop.screens.letter.view import LetterScreenView


def connect_letter(view: LetterScreenView, presenter: LetterPresenter) -> None:
    """Connect all intents of the view. Once, when both are made."""
    view.typed.connect(presenter.typed)
    view.band_chosen.connect(presenter.choose_band)
    view.pictures_chosen.connect(presenter.choose_pictures)
    view.restore_wanted.connect(presenter.restore)
    view.next_finding_wanted.connect(presenter.next_finding)
    view.finding_chosen.connect(presenter.choose_finding)
    view.fix_wanted.connect(presenter.apply_fix)
    view.stand_wanted.connect(presenter.let_stand)
    view.reason_typed.connect(presenter.reason_typed)
    view.word_wanted.connect(presenter.save_as_word)
    view.place_moved.connect(presenter.place_moved)
    view.save_wanted.connect(presenter.save_now)
