"""The encrypted caseload: one SQLCipher file, its journal, search, blobs and migrations."""

from iro_desktop.caseload.caseload import Caseload
from iro_desktop.caseload.changes import EntryState, FieldChange, JournalEntry, Operation, replay
from iro_desktop.caseload.joining import JoiningPolicy
from iro_desktop.caseload.problems import (
    BackupFailed,
    BlobMissing,
    CaseloadBehind,
    CaseloadCannotWrite,
    CaseloadDamaged,
    CaseloadExists,
    CaseloadFull,
    CaseloadInUse,
    CaseloadIsNewer,
    CaseloadMissing,
    CaseloadProblem,
    CaseloadUnproved,
    CaseloadWillNotOpen,
    ReviewFinished,
)
from iro_desktop.caseload.search import Hit
from iro_desktop.caseload.unit_of_work import Changed, UnitOfWork

__all__ = [
    "BackupFailed",
    "BlobMissing",
    "Caseload",
    "CaseloadBehind",
    "CaseloadCannotWrite",
    "CaseloadDamaged",
    "CaseloadExists",
    "CaseloadFull",
    "CaseloadInUse",
    "CaseloadIsNewer",
    "CaseloadMissing",
    "CaseloadProblem",
    "CaseloadUnproved",
    "CaseloadWillNotOpen",
    "Changed",
    "EntryState",
    "FieldChange",
    "Hit",
    "JoiningPolicy",
    "JournalEntry",
    "Operation",
    "ReviewFinished",
    "UnitOfWork",
    "replay",
]
