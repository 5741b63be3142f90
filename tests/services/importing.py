"""A caseload to import into, and the small files of `tests.intake.files` brought in as one import."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from iro_desktop.caseload import Caseload
from iro_desktop.domain.child import Child, Person
from iro_desktop.domain.review import Review
from iro_desktop.intake.remarks import Place
from iro_desktop.intake.report import Counts, ImportReport
from iro_desktop.services.import_return import import_files
from tests.caseload.opening import Opener
from tests.intake.files import COUNCIL, TODAY, source

PEOPLE = "CHILD,given_name,known_as,date_of_birth,carer_1_name,carer_1_phone,social_worker,iro\n"
ELLIS = "101,Ellis,Elly,12/03/2015,Jo Reed,01632 960001,Priya Nair,Sam Okafor\n"
WHEN = datetime(2024, 6, 20, 15, 0, tzinfo=UTC)
NEXT_DAY = TODAY + timedelta(days=1)


class Importing:
    """One caseload, one council; `bring_in` imports texts as files named file0.csv, file1.csv, ..."""

    def __init__(self, folder: Path) -> None:
        self.opener = Opener(folder / "caseload.db", Opener.fresh_key())
        self.caseload: Caseload = self.opener.create()

    def bring_in(self, *texts: str, today: date = TODAY, only_iro: str = "") -> ImportReport:
        sources = [source(text, f"file{n}.csv") for n, text in enumerate(texts)]
        self.opener.later(hours=1)
        return import_files(self.caseload, sources, council=COUNCIL, today=today, only_iro=only_iro)

    def change(self, *records: Child | Person | Review) -> None:
        """Write records as the app would, an hour later."""
        self.opener.later(hours=1)
        with self.caseload.unit_of_work() as work:
            work.save_all(records)
            work.commit()

    def child(self) -> Child:
        (child,) = self.caseload.list(Child)
        return child

    def reviews(self) -> tuple[Review, ...]:
        return self.caseload.list(Review, order_by="held_on")

    def journal(self) -> int:
        return len(self.caseload.pending(limit=1_000_000))


def counts(report: ImportReport, place: Place) -> tuple[int, int, int, int]:
    """Return created, updated, unchanged, rejected."""
    found: Counts = report.counts[place]
    return found.created, found.updated, found.unchanged, found.rejected


def said(report: ImportReport) -> list[tuple[str, str, int, str]]:
    """Return what was remarked: code, file, line, column."""
    return [(r.code, r.file, r.line, r.column) for r in report.remarks]
