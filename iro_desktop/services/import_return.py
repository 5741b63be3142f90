"""Brings the council's files into the caseload: a later return updates, and never undoes an IRO's work.

One transaction holds the whole import. A return is one statement about one day: half of it (a child without
the end of the last episode) can give a wrong statutory date, and a count of what happened is only true of
a whole. It costs nothing: 1,331 children take seconds, and a cut or a cancel leaves the caseload as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from iro_desktop.caseload import Caseload, UnitOfWork
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.person import Profile
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.kinds_of_file import FileKind
from iro_desktop.intake.reading import read_files
from iro_desktop.intake.remarks import Place, Remark
from iro_desktop.intake.sources import SourceFile
from iro_desktop.intake.wording import Severity
from iro_desktop.services.import_desk import ImportDesk
from iro_desktop.services.import_merge import Outcome

_PLACE_OF = {
    FileKind.HEADER: Place.CHILDREN,
    FileKind.UASC: Place.CHILDREN,
    FileKind.PEOPLE: Place.CHILDREN,
    FileKind.EPISODES: Place.EPISODES,
    FileKind.REVIEWS: Place.REVIEWS,
    FileKind.RELATIONSHIPS: Place.PEOPLE,
}


class ImportCancelled(KnownProblem):
    """Somebody stopped the import; nothing was changed."""


class CouncilDiffers(KnownProblem):
    """The caseload was imported under another council's name, or under none and none was given."""


@dataclass(frozen=True)
class Counts:
    """What became of the records of one kind; `rejected` counts rows of its files."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class ImportReport:
    """What an import did, fit to be shown to a council's data team: no name, no value from the files."""

    counts: Mapping[Place, Counts]
    remarks: tuple[Remark, ...]
    files: Mapping[str, FileKind]

    @property
    def rejected(self) -> tuple[Remark, ...]:
        """Return the remarks on what was not imported."""
        return tuple(r for r in self.remarks if r.severity is Severity.REJECTED)

    @property
    def noted(self) -> tuple[Remark, ...]:
        """Return the remarks on what was imported all the same."""
        return tuple(r for r in self.remarks if r.severity is Severity.NOTED)


def import_files(
    caseload: Caseload,
    sources: Sequence[SourceFile],
    *,
    council: str,
    today: date,
    only_iro: str = "",
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import SSDA903 and people files, all or nothing; importing the same files again changes nothing.

    `council` is part of every imported id, so the caseload keeps the name that it was first given: "" means
    that name, and another raises CouncilDiffers. With `only_iro`, only children whom the
    people file gives to that IRO (and those already here) are brought in. `progress` is called with
    records done and their number; `cancelled` is asked as often.
    Raises ImportCancelled, and what a caseload raises when it cannot be written; both leave it as it was.
    """

    def step(done: int = 0, of: int = 0) -> None:
        progress(done, of)
        if cancelled():
            raise ImportCancelled("The import was stopped.", "Nothing was changed. Import again when ready.")

    council = _council(caseload, council)
    reading = read_files(sources, council=council, today=today, step=step)
    with caseload.unit_of_work() as work:
        desk = ImportDesk(work, reading, today, step)
        desk.take_in(only_iro)
        _keep_council(work, council)
        work.commit()
    remarks = tuple(reading.notebook.remarks)
    rejected = _rejected_rows(remarks, reading.kinds)
    return ImportReport(_counts(desk.outcomes, rejected), remarks, reading.kinds)


def _council(caseload: Caseload, named: str) -> str:
    kept = next((profile.council for profile in caseload.list(Profile) if profile.council), "")
    if kept and named not in {"", kept}:
        raise CouncilDiffers(
            "This caseload belongs to a council of another name.",
            "Use the name it was first given. Under another, every child would be imported a second time.",
        )
    if not kept and not named:
        raise CouncilDiffers("The council is not named.", "Name it, and use the same name every time.")
    return kept or named


def _keep_council(work: UnitOfWork, council: str) -> None:
    profile = next(iter(work.list(Profile)), None) or Profile(id=new_id())
    if profile.council != council:
        work.save(replace(profile, council=council))


def _counts(
    outcomes: Mapping[Place, Mapping[str, Outcome]], rejected: Mapping[Place, int]
) -> dict[Place, Counts]:
    found = {}
    for place in Place:
        each = list(outcomes[place].values())
        found[place] = Counts(
            each.count(Outcome.CREATED),
            each.count(Outcome.UPDATED),
            each.count(Outcome.UNCHANGED),
            rejected.get(place, 0),
        )
    return found


def _rejected_rows(remarks: Sequence[Remark], files: Mapping[str, FileKind]) -> dict[Place, int]:
    rows = {
        (remark.file, remark.line)
        for remark in remarks
        if remark.severity is Severity.REJECTED and remark.line and remark.file in files
    }
    counts: dict[Place, int] = {}
    for file, _line in rows:
        if place := _PLACE_OF.get(files[file]):
            counts[place] = counts.get(place, 0) + 1
    return counts
