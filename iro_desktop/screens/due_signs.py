"""How a due date is shown wherever one is: a sign that is not a colour, how far it is, and the day."""

from datetime import date
from typing import Final

from iro_desktop.domain.date_words import brief_date, days_words
from iro_desktop.services.list_caseload import DueState

SIGNS: Final = {
    DueState.LATE: "●",
    DueState.SOON: "▲",
    DueState.FINE: "✓",
    DueState.NONE: "–",
    DueState.UNKNOWN: "?",
}


def due_words(state: DueState, due_on: date | None, today: date) -> str:
    """Return "▲ in 6 days (Wed 18 Mar)", "● 9 days late (Tue 3 Mar)", "– no review due" and so on."""
    nothing = "date not known: look why" if state is DueState.UNKNOWN else "no review due"
    far = f"{days_words(due_on, today)} ({brief_date(due_on, today)})" if due_on else nothing
    return f"{SIGNS[state]} {far}"
