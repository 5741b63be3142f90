"""Makes a caseload's file, and opens one: its head compared, its spare gone on with, its migrations run."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from iro_desktop.caseload import migrations
from iro_desktop.caseload.engine import (
    connect,
    discard,
    frames_in_log,
    let_go,
    make_private_file,
    name_for_making,
    settle,
)
from iro_desktop.caseload.head import Head
from iro_desktop.caseload.problems import in_words
from iro_desktop.caseload.spare import Spare
from iro_desktop.caseload.tables import build


def make_file(path: Path, key: bytes, head: Path | None) -> None:
    """Make an empty caseload's file, whole before it has its name, and its head where one is to be kept."""
    with in_words():
        making = name_for_making(path)
    try:
        with in_words():
            make_private_file(making)
            _build(making, key)
            if head is not None:
                Head.make(head, making, key)
            making.rename(path)
            settle(path)
    finally:
        discard(making)


@dataclass(frozen=True, slots=True)
class Opened:
    """A caseload's connection, brought up to date, and what is kept of each commit beside its file."""

    connection: Connection
    spare: Spare
    head: Head | None

    @classmethod
    def at(cls, path: Path, key: bytes, backups: Path | None, head: Path | None) -> "Opened":
        """Open what lies at `path`. What it raises leaves everything closed, and the file as it was."""
        kept = Head.of(head, path, key) if head is not None else None
        spare = Spare(path)
        if backups is not None:
            spare.resume_in(backups)
        try:
            return cls(_connected(path, key, kept), spare, kept)
        except BaseException:
            spare.close()
            if kept is not None:
                kept.close()
            raise


def _connected(path: Path, key: bytes, head: Head | None) -> Connection:
    connection = connect(path, key)
    try:
        with in_words():
            if head is not None:  # SQLite would empty the log within a commit, before the head knows of it
                connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
            migrations.bring_up_to_date(connection, path, key)
            if head is not None:
                head.follow(frames_in_log(connection))
    except BaseException:
        let_go(connection)
        raise
    return connection


def _build(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        build(connection)
        connection.exec_driver_sql("COMMIT")
    finally:
        let_go(connection)
