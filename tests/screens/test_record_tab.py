"""Tab in the recording window goes as the eye does: from the list into the page, and on from a wrong date."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from tests.screens.access import not_reached_by_tab
from tests.screens.recording import focus, press, type_text
from tests.screens.test_record_cards import decided, finish_page
from tests.screens.test_record_screen import Recording, office, recording, section, settle

__all__ = ["office", "recording"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_tab_from_the_list_goes_into_the_page_and_back(recording: Recording) -> None:
    view, _presenter = recording
    view.form.sections_list.setFocus()
    press(Qt.Key.Key_Tab)
    assert focus() is section(view, "child").boxes["said"]
    press(Qt.Key.Key_Backtab, SHIFT)
    assert focus() is view.form.sections_list


@pytest.mark.parametrize("page", ["decisions", "who", "parked", "finish"])
def test_from_the_list_into_pages_made_later_too(recording: Recording, page: str) -> None:
    view, presenter = recording
    presenter.add_decision()
    view.open_page(page)
    settle(view)
    view.form.sections_list.setFocus()
    press(Qt.Key.Key_Tab)
    shown = view.form.pages.page(page)
    assert shown is not None and shown.isAncestorOf(focus())


def test_after_the_page_come_the_buttons_below(recording: Recording) -> None:
    view, _presenter = recording
    for _ in range(30):
        if focus() is view.form.decisions_button:
            break
        before = focus()
        press(Qt.Key.Key_Tab)
    assert section(view, "child").isAncestorOf(before)


def test_everything_in_the_window_is_reached(recording: Recording) -> None:
    view, _presenter = recording
    assert not_reached_by_tab(view) == []


def test_tab_out_of_a_wrong_date_lands_on_the_next_field_as_seen(recording: Recording) -> None:
    view, presenter = recording
    card = decided(view, presenter)
    card.form.by_edit.setFocus()
    type_text("31/2/26")
    presenter.flush()
    settle(view)
    press(Qt.Key.Key_Tab)
    assert isinstance(focus(), QRadioButton) and card.form.answer_row.isAncestorOf(focus())
    page = finish_page(view)
    settle(view)
    form = page.form
    form.held_on_edit.setFocus()
    form.held_on_edit.selectAll()
    type_text("31/2/26")
    presenter.flush()
    settle(view)
    press(Qt.Key.Key_Tab)
    assert focus() is form.thanks_edit
    form.next_booked_edit.setFocus()
    type_text("31/2/26")
    presenter.flush()
    settle(view)
    press(Qt.Key.Key_Tab)
    assert focus() is next(iter(page.missing.values())).link
