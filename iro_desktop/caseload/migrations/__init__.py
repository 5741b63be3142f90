"""Bringing an older caseload up to date: numbered steps, a copy first, and never backwards."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from iro_desktop.caseload import backup
from iro_desktop.caseload.engine import roll_back
from iro_desktop.caseload.problems import CaseloadIsNewer, CaseloadWillNotOpen
from iro_desktop.caseload.tables import SCHEMA


def bring_up_to_date(connection: Connection, path: Path, key: bytes | bytearray) -> None:
    """Run the steps that the file lacks, all or none, after copying it aside as `….before-N.backup`.

    CaseloadIsNewer if the file is ahead of this app; nothing is written then.
    """
    have = number_of(connection)
    if have == SCHEMA:
        return
    if have > SCHEMA:
        raise CaseloadIsNewer
    if have == 0:
        raise CaseloadWillNotOpen(
            "This file is not a caseload", "Choose another file. This one has been left as it is."
        )
    backup.copy(connection, key, path.with_name(f"{path.name}.before-{SCHEMA}.backup"))
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        run(connection, have)
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def number_of(connection: Connection) -> int:
    """Return the number of the last step that the file has had (0: it is no caseload)."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def run(connection: Connection, have: int) -> None:
    """Run the steps after number `have`, inside the caller's transaction."""
    from alembic.migration import MigrationContext  # here, because an ordinary start never needs it
    from alembic.operations import Operations

    with Operations.context(MigrationContext.configure(connection)):
        for number, step in enumerate(steps()[have:], start=have + 1):
            step()
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def steps() -> tuple[Callable[[], None], ...]:
    """Return every step, in order. A step imports nothing of the app: it stays true when the app changes."""
    from iro_desktop.caseload.migrations import m0001_first

    return (m0001_first.upgrade,)
