"""What becomes of the open pages of a child who is no longer this IRO's: they close, and no word is lost."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject

from iro_desktop.screens.child.people_presenter import PeoplePresenter
from iro_desktop.screens.letter.presenter import LetterPresenter
from iro_desktop.screens.page import Page
from iro_desktop.screens.record.presenter import RecordPresenter
from iro_desktop.screens.settings.presenter import SettingsPresenter
from iro_desktop.screens.shell.view import Shell
from iro_desktop.screens.sync.presenter import SyncPresenter

Holder = RecordPresenter | LetterPresenter | PeoplePresenter | SettingsPresenter | SyncPresenter
"""A presenter that holds words; its page is its parent, or above that."""

_TAKEN_OFF = "A child you had open is no longer yours, and has been taken off this laptop."
"""No name: the screen may face another child."""


def save_all(writers: Sequence[Holder]) -> None:
    """Queue a save of every word that waits, before whatever is queued next."""
    for writer in writers:
        if writer.autosave.pending():
            writer.autosave.flush()


def take_away(
    shell: Shell,
    pages: Collection[Page],
    writers: Collection[Holder],
    seal: Callable[[dict[str, object]], bool],
    hand_in: Callable[[list[dict[str, object]]], None],
) -> None:
    """Close the pages and those opened from them; words that no record takes any more are sealed first.

    What the caseload could take it has: `save_all` came before the step that took the child off. `hand_in`
    is given the drafts of the rest, and says what becomes of them.
    """
    going = shell.opened_from(pages)
    late: list[dict[str, object]] = []
    for writer in writers:
        draft, view = writer.draft(), _page_of(writer)
        if isinstance(view, Page) and view in going:
            view.holds_words = draft is not None and not seal(draft)
            late += [draft] if draft is not None else []
    if going:
        shell.take_away(pages)
        if late:
            hand_in(late)
        else:
            shell.show_news(_TAKEN_OFF, "Everything you wrote has reached the office.")


def _page_of(writer: QObject) -> Page | None:
    above: QObject | None = writer
    while above is not None and not isinstance(above, Page):
        above = above.parent()
    return above
