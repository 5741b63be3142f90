"""Brings the council's files into the caseload: a later return updates, and never undoes an IRO's work.

One transaction holds the whole import. A return is one statement about one day: half of it (a child without
the end of the last episode) can give a wrong statutory date, and a count of what happened is only true of
a whole. It costs nothing: 1,331 children take seconds, and a cut or a cancel leaves the caseload as it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from iro_desktop.caseload import Caseload, UnitOfWork
from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.person import Profile
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.import_desk import ImportDesk
from iro_desktop.intake.incoming import Reading
from iro_desktop.intake.reading import read_files
from iro_desktop.intake.report import ImportReport, report_of
from iro_desktop.intake.sources import SourceFile


class ImportCancelled(KnownProblem):
    """Somebody stopped the import; nothing was changed."""


class CouncilDiffers(KnownProblem):
    """The caseload was imported under another council's name, or under none and none was given."""


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
    that name, and another raises CouncilDiffers. So do children who came from an office that imports under
    another name: they would be here twice, and a review of the one would not move the other's date.
    With `only_iro`, only children whom the people file gives to that IRO (and those already here) are
    brought in. `progress` is called with records done and their number; `cancelled` is asked as often.
    Raises ImportCancelled, and what a caseload raises when it cannot be written; both leave it as it was.
    """

    def step(done: int = 0, of: int = 0) -> None:
        progress(done, of)
        if cancelled():
            raise ImportCancelled("The import was stopped.", "Nothing was changed. Import again when ready.")

    council = _council(caseload, council)
    reading = read_files(sources, council=council, today=today, step=step)
    with caseload.unit_of_work() as work:
        _refuse_second_copies(work, reading)
        desk = ImportDesk(work, reading, today, step)
        desk.take_in(only_iro)
        _keep_council(work, council)
        work.commit()
    return report_of(desk, reading)


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


def _refuse_second_copies(work: UnitOfWork, reading: Reading) -> None:
    ids = {one.child: one.id for one in (*reading.children, *reading.additions)}
    if any(
        child.source_key and ids.get(child.source_key, child.id) != child.id for child in work.list(Child)
    ):
        raise CouncilDiffers(
            "Children of these files are here already, under another name of your council.",
            "They would be here twice, so nothing was brought in. Ask your office to bring in the files: "
            "what it brings in comes to this laptop by itself.",
        )


def _keep_council(work: UnitOfWork, council: str) -> None:
    profile = next(iter(work.list(Profile)), None) or Profile(id=new_id())
    if profile.council != council:
        work.save(replace(profile, council=council))
