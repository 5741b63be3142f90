"""A review started by mistake is taken back on the child's page: what goes is said, and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from iro_desktop.domain.review import Review
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.shell.view import Shell
from iro_desktop.services.open_child import open_child
from iro_desktop.services.record_review import start_review
from iro_desktop.services.session import Session
from tests.invented import ellis, session_in
from tests.screens.access import nameless, not_reached_by_tab, too_small_to_hit
from tests.screens.conftest import SIZES, Show
from tests.screens.legibility import too_small
from tests.screens.test_child import click, in_shell, says


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_in(tmp_path, ellis())
    yield made
    made.caseload.close()


def begun(session: Session, show: Show, size: QSize = SIZES[0]) -> tuple[Shell, ChildView]:
    start_review(session, "ellis")
    shell, view, _ = in_shell(session)
    show(shell, size)
    return shell, view


def test_a_review_begun_by_mistake_is_taken_back_and_brought_back(
    plain: None, show: Show, session: Session
) -> None:
    before = open_child(session, "ellis")
    shell, view = begun(session, show)
    click(view, "Started by mistake?")
    assert "goes and nothing is written in it; the due date stays, and you can undo this." in says(view)
    assert shell.focusWidget() is view.take_back.keep_button, "Enter must lose nothing"
    click(view, "Take it back")
    assert open_child(session, "ellis") == before
    assert "✓ Taken back." in says(view)
    assert shell.focusWidget() is view.take_back.undo_button
    view.arrive()
    click(view, "Undo: bring the review back")
    assert open_child(session, "ellis").begun_review_id
    assert shell.focusWidget() is view.take_back.ask_button


def test_keeping_it_changes_nothing(plain: None, show: Show, session: Session) -> None:
    _shell, view = begun(session, show)
    click(view, "Started by mistake?")
    click(view, "Keep it")
    assert open_child(session, "ellis").begun_review_id
    assert "goes" not in says(view)


def test_nothing_is_offered_where_no_review_is_begun(plain: None, show: Show, session: Session) -> None:
    shell, view, _ = in_shell(session)
    show(shell)
    assert not view.take_back.isVisible()
    assert len(session.caseload.list(Review, child_id="ellis")) == 1


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width()}x{s.height()}")
def test_it_can_be_read_and_used(dressed: object, show: Show, size: QSize, session: Session) -> None:
    shell, view = begun(session, show, size)
    click(view, "Started by mistake?")
    for _ in range(3):
        QApplication.processEvents()
    assert too_small(shell) == []
    assert nameless(shell) == []
    assert too_small_to_hit(shell) == []
    assert not_reached_by_tab(shell) == []
