"""What can go wrong with the file that holds the caseload, in words; and the words for what SQLite says."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from iro_desktop.domain.problems import KnownProblem


class CaseloadProblem(KnownProblem):
    """Anything known that can go wrong with the caseload's file."""


class CaseloadMissing(CaseloadProblem):
    """There is no caseload where one should be."""

    def __init__(self) -> None:
        super().__init__(
            "The caseload is not where it should be",
            "Restore it from a backup, or ask council IT whether the folder was moved. "
            "Nothing new has been made in its place.",
        )


class CaseloadExists(CaseloadProblem):
    """A caseload would be made where a file already is."""

    def __init__(self) -> None:
        super().__init__("There is already a caseload here", "Open it, or choose another folder.")


class CaseloadWillNotOpen(CaseloadProblem):
    """The key does not fit the file, or the beginning of the file is destroyed: these look the same."""

    def __init__(
        self,
        title: str = "The caseload does not open with this key",
        what_to_do: str = "The file belongs to another key, or its beginning is damaged. "
        "The file has been left as it is. Restore a backup, or ask council IT.",
    ) -> None:
        super().__init__(title, what_to_do)


class CaseloadDamaged(CaseloadWillNotOpen):
    """The key fits, but part of the file has been changed from outside or is missing."""

    def __init__(self) -> None:
        super().__init__(
            "Part of the caseload's file is damaged",
            "What you saved is kept in its copies too. Lock the app now (Ctrl+L) and unlock it: it then "
            "offers to put your caseload together from them.",
        )


class CaseloadBehind(CaseloadProblem):
    """The file is whole, but older or shorter than it was after the last commit."""

    why = (
        "An older copy was put in its place, or part of it was cut off: what you wrote last may not be in it."
    )

    def __init__(self, title: str = "This caseload is older than when you last used it") -> None:
        super().__init__(
            title,
            f"{self.why} The app can put it together from its copies, or open it as it is and sync with the "
            "office. The file has been left as it is.",
        )


class CaseloadUnproved(CaseloadBehind):
    """There is nothing to compare the file with: what proves that it is the latest is gone or damaged."""

    why = (
        "A small file beside it, caseload.head, is missing or damaged: perhaps an older copy was put in its "
        "place, and what you wrote last is not in it."
    )

    def __init__(self) -> None:
        super().__init__("Nothing shows that this caseload is the latest")


class CaseloadIsNewer(CaseloadProblem):
    """The file was written by a newer version of the app."""

    def __init__(self) -> None:
        super().__init__(
            "This caseload was last used by a newer version of the app",
            "Update the app on this computer. The caseload has not been changed.",
        )


class CaseloadInUse(CaseloadProblem):
    """Another process holds the file."""

    def __init__(self) -> None:
        super().__init__(
            "The caseload is already open",
            "Go to the other window, or close it and try again.",
        )


class CaseloadFull(CaseloadProblem):
    """The disk, or the room given to this user, is full."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room left on this computer's disk",
            "Everything saved until now is safe. Make some room, then save again.",
        )


class CaseloadCannotWrite(CaseloadProblem):
    """The file or its folder cannot be written: permissions, or a failing disk."""

    def __init__(self) -> None:
        super().__init__(
            "The caseload could not be written to or read from the disk",
            "Everything saved until now is kept. See that the disk has room and try again; "
            "if it happens again, ask council IT.",
        )


class BackupFailed(CaseloadProblem):
    """A copy was made but did not open again as it should; it has been removed."""

    def __init__(self) -> None:
        super().__init__(
            "The backup could not be made",
            "The caseload itself is not affected, and earlier backups are kept. Try again.",
        )


class BlobMissing(CaseloadProblem):
    """A kept file (a letter, a picture) is not in this caseload."""

    def __init__(self) -> None:
        super().__init__("That file is not in this caseload", "Make the letter again, or restore a backup.")


class ReviewFinished(CaseloadProblem):
    """A finished review, and what belongs to it, is only ever amended."""

    def __init__(self) -> None:
        super().__init__(
            "This review is finished",
            "What was recorded stays as it was. Add an amendment: it will stand beside the record.",
        )


_WORDS: dict[int, Callable[[], CaseloadProblem]] = {
    dbapi2.SQLITE_NOTADB: CaseloadWillNotOpen,
    dbapi2.SQLITE_CORRUPT: CaseloadDamaged,
    dbapi2.SQLITE_BUSY: CaseloadInUse,
    dbapi2.SQLITE_LOCKED: CaseloadInUse,
    dbapi2.SQLITE_FULL: CaseloadFull,
    dbapi2.SQLITE_IOERR: CaseloadCannotWrite,
    dbapi2.SQLITE_READONLY: CaseloadCannotWrite,
    dbapi2.SQLITE_CANTOPEN: CaseloadCannotWrite,
    dbapi2.SQLITE_PERM: CaseloadCannotWrite,
    dbapi2.SQLITE_AUTH: CaseloadCannotWrite,
}
_NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_SAID = {
    "database or disk is full": dbapi2.SQLITE_FULL,
    "disk I/O error": dbapi2.SQLITE_IOERR,
    "database disk image is malformed": dbapi2.SQLITE_CORRUPT,
    "file is not a database": dbapi2.SQLITE_NOTADB,
    "database is locked": dbapi2.SQLITE_BUSY,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
}
"""The backup interface raises errors that have these words but no code."""


def problem_of(error: BaseException) -> CaseloadProblem | None:
    """Return what SQLite's error means in words, or None where it is our own mistake (a bug)."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, dbapi2.Error):
        return None
    code = getattr(cause, "sqlite_errorcode", None) or _SAID.get(str(cause), dbapi2.SQLITE_OK)
    problem = _WORDS.get(code & 0xFF)  # the low byte is the kind of error, the rest its detail
    return problem() if problem else None


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what SQLite says about the world into a KnownProblem.

    The original is not chained: its text can quote what was being written.
    """
    try:
        yield
    except OSError as error:
        raise (CaseloadFull if error.errno in _NO_SPACE else CaseloadCannotWrite)() from None
    except (DBAPIError, dbapi2.Error) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise problem from None
