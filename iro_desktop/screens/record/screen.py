"""What the recording presenter asks of its window."""

from collections.abc import Mapping
from typing import Any, Protocol

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Participation, SectionTopic, View
from iro_desktop.screens.record.day_words import Said
from iro_desktop.screens.record.model import ReviewNotes
from iro_desktop.services.missing import Missing
from iro_desktop.services.review_page import Attender


class RecordScreen(Protocol):
    """The window; a test gives the presenter one that is none."""

    def show_review(self, notes: ReviewNotes, place: Mapping[str, Any] | None) -> None:
        """Show a review from the start, at a place where one is given."""

    def show_section(self, topic: SectionTopic, spoken: tuple[View, ...]) -> None:
        """Bring a section's signs up to date (never its words)."""

    def show_decisions(self, notes: ReviewNotes) -> None:
        """Bring the decisions' cards, wishes and counts up to date (never words under the cursor)."""

    def show_decision(self, decision: Decision) -> None:
        """Bring one card's signs up to date."""

    def show_undo(self, possible: bool) -> None:
        """Offer to bring the removed decision back, or not."""

    def show_parked(self, notes: ReviewNotes) -> None:
        """Bring the parked notes up to date."""

    def show_attender(self, attender: Attender) -> None:
        """Show one more person, or what is now known of one."""

    def show_participation(self, choices: tuple[Participation, ...], notes: ReviewNotes) -> None:
        """Offer the codes that may be chosen, and ask what follows from the one chosen."""

    def show_held_on(self, said: Said) -> None:
        """Say how the day of the review is understood."""

    def show_next_booked(self, said: Said) -> None:
        """Say how the day of the next review is understood."""

    def show_missing(self, missing: tuple[Missing, ...]) -> None:
        """List what is missing."""

    def append_to_box(self, topic: SectionTopic, column: str, text: str) -> None:
        """Add text at the end of a box as if typed (it can be undone)."""

    def open_page(self, page: str, record_id: str = "", field: str = "") -> None:
        """Open a page and put the cursor at a field of it."""

    def show_news(self, words: str) -> None:
        """Say quietly what just happened."""

    def show_problem(self, problem: KnownProblem) -> None:
        """Say what went wrong and what to do, without stopping the typist."""

    def clear_problem(self) -> None:
        """It went right again."""

    def place(self) -> dict[str, Any]:
        """Return where the cursor is."""
