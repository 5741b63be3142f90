"""What the child screen says, in words: no widget decides any of it."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import Qt

from iro_desktop.domain.child import Person, PersonRole
from iro_desktop.domain.date_words import brief_date, days_words, short_date
from iro_desktop.domain.review import Answer, Participation
from iro_desktop.screens.widgets.row_table import Index, RowsModel
from iro_desktop.services.open_child import ChildPage, Promise, ReviewLine

_CAME = {
    Participation.UNKNOWN: "",
    Participation.UNDER_FOUR: "Under 4",
    Participation.ATTENDED_SPOKE: "Came and spoke",
    Participation.ATTENDED_ADVOCATE_SPOKE: "Came, advocate spoke",
    Participation.ATTENDED_NON_VERBAL: "Came, without words",
    Participation.ATTENDED_NO_CONTRIBUTION: "Came, no views",
    Participation.ABSENT_BRIEFED_ADVOCATE: "Advocate spoke",
    Participation.ABSENT_SENT_VIEWS: "Sent views",
    Participation.ABSENT_NO_VIEWS: "No views",
}
_ANSWERS = {Answer.OPEN: "No answer yet", Answer.AGREED: "Agreed", Answer.NOT_YET: "Not yet", Answer.NO: "No"}


def heading(page: ChildPage) -> str:
    """Return the child's name and age."""
    return page.name if page.age is None else f"{page.name}, {page.age}"


def likes_words(page: ChildPage) -> str:
    """Return what the child likes, and what they call the people who care for them."""
    carers = [p for p in page.people if p.role is PersonRole.CARER and p.called and p.called != p.name]
    parts = [f"Likes {page.child.likes}"] if page.child.likes else []
    parts += [f"calls {person.name} “{person.called}”" for person in carers]
    return "  ·  ".join(parts)


def booked_words(page: ChildPage) -> str:
    """Return the day booked, and a warning where that is after the due date."""
    if page.booked_on is None:
        return ""
    late = page.due.due_on is not None and page.booked_on > page.due.due_on
    return f"Booked for {brief_date(page.booked_on, page.today)}" + (
        ": ▲ that is after the due date." if late else "."
    )


def clocks_words(page: ChildPage) -> str:
    """Return when the updated plan has to be here."""
    plan = page.clocks.plan_by
    if plan is None or plan.due_on is None or page.due.due_on is None:
        return ""
    far = days_words(plan.due_on, page.today)
    return f"The updated plan has to be with you by {brief_date(plan.due_on, page.today)} ({far})."


def careful_words(page: ChildPage) -> str:
    """Return how many things to be careful of there are, not what: the screen may face the child."""
    withheld = len(page.child.withheld)
    parts = [f"{withheld} fact{'' if withheld == 1 else 's'} withheld"] if withheld else []
    parts += ["a note to read first"] if page.child.careful else []
    parts += ["the address is hidden"] if page.child.address_hidden else []
    banned = sum(person.no_contact for person in page.people)
    parts += [f"no contact with {banned} {'person' if banned == 1 else 'people'}"] if banned else []
    return f"▲ Careful: {', '.join(parts)}" if parts else ""


def careful_details(page: ChildPage) -> str:
    """Return what to be careful of, in full."""
    lines = [page.child.careful] if page.child.careful else []
    if page.child.withheld:
        lines.append(f"Not told to the child, and never in a letter: {', '.join(page.child.withheld)}.")
    lines += [f"No contact with {person.name}." for person in page.people if person.no_contact]
    return "\n".join(lines)


def person_words(person: Person) -> tuple[str, str]:
    """Return a person's name and what they are to the child, with what the child calls them."""
    role = person.role_words or str(person.role)
    called = f" · “{person.called}”" if person.called and person.called != person.name else ""
    where = " · whereabouts hidden" if person.hidden else ""
    return person.name or role.capitalize(), f"{role}{called}{where}"


def promise_words(promise: Promise) -> tuple[str, str]:
    """Return what was decided, and who does it by when; the wish that it answers."""
    decision = promise.decision
    by = f"by {short_date(decision.by_on)}" if decision.by_on else decision.by_words
    passed = " · ▲ its day has passed: ask" if promise.late else ""
    answers = f" · for the wish “{promise.answers}”" if promise.answers else ""
    parts = [part for part in (_ANSWERS[decision.answer], decision.who, by) if part]
    return decision.what or decision.what_for_child, " · ".join(parts) + answers + passed


class ReviewColumn(IntEnum):
    """The columns of the reviews, left to right."""

    NUMBER = 0
    HELD = 1
    DUE = 2
    CAME = 3
    LETTER = 4


class ReviewsModel(RowsModel[ReviewLine]):
    """A child's reviews, latest first."""

    headings = ("No.", "Held", "Was due", "Child", "Letter")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _CELLS[ReviewColumn(index.column())](self._rows[index.row()])
        return None


def _held_words(line: ReviewLine) -> str:
    review = line.review
    if review.finished_at is None and review.started_at is not None:
        return "▲ not finished"
    return short_date(review.held_on) if review.held_on else "not held"


def _due_words(line: ReviewLine) -> str:
    review = line.review
    if review.due_on is None:
        return ""
    late = review.held_on is not None and review.held_on > review.due_on
    return short_date(review.due_on) + (" · ● late" if late else "")


_CELLS: dict[ReviewColumn, Callable[[ReviewLine], str]] = {
    ReviewColumn.NUMBER: lambda line: str(line.review.number or ""),
    ReviewColumn.HELD: _held_words,
    ReviewColumn.DUE: _due_words,
    ReviewColumn.CAME: lambda line: _CAME[line.review.participation],
    ReviewColumn.LETTER: lambda line: {"saved": "✓ saved", "begun": "begun"}.get(line.letter, "–"),
}
