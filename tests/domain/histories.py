"""Histories of a child in care, told briefly, and what is due after them in England."""

from dataclasses import replace
from datetime import date

from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.child import Episode
from iro_desktop.domain.child_history import ChildHistory, HeldReview
from iro_desktop.domain.due_date import DueDate
from iro_desktop.domain.next_review import next_due
from iro_desktop.domain.review import ReviewKind

ENGLAND = england_working_days()
FIRST, SECOND, LATER = ReviewKind.FIRST, ReviewKind.SECOND, ReviewKind.SUBSEQUENT
START = date(2018, 6, 4)


def day(text: str) -> date:
    return date.fromisoformat(text)


def held(
    on: str, kind: ReviewKind | None = None, due: str = "", last: str = "", series: bool = False
) -> HeldReview:
    return HeldReview(
        held_on=day(on),
        kind=kind,
        due_on=day(due) if due else None,
        series=series or bool(last),
        last_meeting_on=day(last) if last else None,
    )


def due_after(*reviews: HeldReview, start: date | None = START, **more: object) -> DueDate:
    return next_due(replace(ChildHistory(became_looked_after=start, reviews=reviews), **more), ENGLAND)


def a_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def episode(began: str, rne: str = "S", ended: str = "", rec: str = "", ls: str = "C2") -> Episode:
    return Episode(
        id=f"e{began}{ended}{rne}",
        child_id="child",
        began_on=a_day(began),
        reason_new=rne,
        legal_status=ls,
        ended_on=a_day(ended),
        reason_ended=rec,
    )
