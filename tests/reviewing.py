"""One child, the child's people and a review before, in a real encrypted caseload."""

import secrets
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from iro_desktop.caseload import Caseload
from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.person import Profile
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Review, ReviewSection, SectionTopic
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.services.session import Session
from tests.england import HOLIDAYS_BY_HAND

MOMENT = datetime(2026, 3, 12, 14, 2, 7, tzinfo=UTC)
ELLIS = "019c0000-0000-7000-8000-000000000001"
JO = "019c0000-0000-7000-8000-000000000002"
PRIYA = "019c0000-0000-7000-8000-000000000003"
LAST = "019c0000-0000-7000-8000-000000000004"


class Office:
    """A session on a caseload that can be closed and opened again, at a time that the test moves."""

    def __init__(self, folder: Path, key: bytes | None = None) -> None:
        self.path = folder / "caseload.iro"
        self.key = key or secrets.token_bytes(32)
        self.now = MOMENT
        self.clock = Clock(lambda: self.now)
        self.caseload: Caseload
        self.session: Session

    def __enter__(self) -> Self:
        if self.path.exists():
            self.open()
        else:
            self._keep(Caseload.create(self.path, self.key, device="laptop", person="sam", clock=self.clock))
            self.save(*_records())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.caseload.close()

    def open(self) -> Session:
        return self._keep(Caseload.open(self.path, self.key, device="laptop", person="sam", clock=self.clock))

    def reopen(self) -> Session:
        self.caseload.close()
        return self.open()

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def save(self, *records: Record) -> None:
        with self.caseload.unit_of_work() as work:
            for record in records:
                work.save(record)
            work.commit()

    def _keep(self, caseload: Caseload) -> Session:
        self.caseload = caseload
        calendar = WorkingDays(dict.fromkeys(HOLIDAYS_BY_HAND, "bank holiday"))
        self.session = Session(caseload, self.clock, calendar, Profile(id="sam", name="Sam Okafor"))
        return self.session


def _records() -> tuple[Record, ...]:
    return (
        Child(
            id=ELLIS,
            given_name="Ellis",
            family_name="Hope",
            known_as="Ellis",
            date_of_birth=date(2018, 6, 1),
            likes="Biscuit the dog, dens",
            careful="MARKER-CAREFUL",
            withheld=("MARKER-WITHHELD",),
            address="MARKER-ADDRESS",
            address_hidden=True,
        ),
        Episode(id=ELLIS[:-1] + "a", child_id=ELLIS, began_on=date(2025, 3, 1), legal_status="C2"),
        Person(id=JO, child_id=ELLIS, name="Jo Marsh", role=PersonRole.CARER, role_words="foster carer"),
        Person(id=PRIYA, child_id=ELLIS, name="Priya Shah", role=PersonRole.SOCIAL_WORKER),
        Review(id=LAST, child_id=ELLIS, number=1, held_on=date(2025, 9, 18)),
        ReviewSection(
            id=LAST[:-1] + "b",
            child_id=ELLIS,
            review_id=LAST,
            topic=SectionTopic.HOME,
            worried="MARKER-LAST-TIME",
            note="MARKER-NOTE",
        ),
    )
