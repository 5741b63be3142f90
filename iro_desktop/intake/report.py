"""What an import did: counted once, and shown in a window, on a console or as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from iro_desktop.intake.import_desk import ImportDesk
from iro_desktop.intake.import_merge import Outcome
from iro_desktop.intake.incoming import Reading
from iro_desktop.intake.kinds_of_file import FileKind
from iro_desktop.intake.remarks import Place, Remark
from iro_desktop.intake.wording import Severity

_PLACE_OF = {
    FileKind.HEADER: Place.CHILDREN,
    FileKind.UASC: Place.CHILDREN,
    FileKind.PEOPLE: Place.CHILDREN,
    FileKind.EPISODES: Place.EPISODES,
    FileKind.REVIEWS: Place.REVIEWS,
    FileKind.RELATIONSHIPS: Place.PEOPLE,
}


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


def report_of(desk: ImportDesk, reading: Reading) -> ImportReport:
    """Return what became of everything that was read, once the desk has taken it in."""
    remarks = tuple(reading.notebook.remarks)
    rejected = _rejected_rows(remarks, reading.kinds)
    return ImportReport(_counts(desk.outcomes, rejected), remarks, reading.kinds)


def report_as_json(report: ImportReport) -> dict[str, Any]:
    """Return the report for a program to read."""
    found: dict[str, Any] = {place.value: asdict(counts) for place, counts in report.counts.items()}
    found["files"] = {name: kind.value for name, kind in report.files.items()}
    found["rejected"] = [_remark(remark) for remark in report.rejected]
    found["noted"] = [_remark(remark) for remark in report.noted]
    return found


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "file": remark.file,
        "line": remark.line,
        "column": remark.column,
        "code": remark.code,
        "reason": remark.reason,
        "what_to_do": remark.what_to_do,
    }


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
