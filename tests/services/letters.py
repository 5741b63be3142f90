"""An open caseload that holds Ellis's review, and as many other children as a test wants."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes

from iro_desktop.caseload import Caseload
from iro_desktop.domain.clock import fixed_clock
from iro_desktop.domain.records import Record
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.letters.gather import LetterRecords
from iro_desktop.services.session import Session

CLOCK = fixed_clock(datetime(2026, 3, 12, 16, 0, tzinfo=UTC))


def session_with(folder: Path, records: LetterRecords, *more: Record) -> Session:
    """Return a session on a new encrypted caseload with these records, the review finished."""
    caseload = Caseload.create(
        folder / "caseload.db", token_bytes(32), device="device", person="sam", clock=CLOCK
    )
    with caseload.unit_of_work() as work:
        work.save_all((records.child, records.review, *records.people, *records.sections))
        work.save_all((*records.views, *records.decisions, records.profile, *more))
        work.save(replace(records.review, finished_at=CLOCK.now()))
        work.commit()
    return Session(caseload, CLOCK, WorkingDays({}), records.profile)
