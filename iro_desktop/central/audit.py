"""The chain of everything that was done: edited, reordered or cut, it no longer verifies.

It runs over hashes of bodies, not over bodies, so that a lawful erasure leaves it whole. What a chain cannot
show by itself, that its end was cut off, a head kept elsewhere shows (`iro-central verify-audit --head`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from iro_desktop.records import Json, canonical

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: the last row's number and hash."""

    number: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that does not fit: what, and where (an audit number or a revision)."""

    what: str
    where: int


def hash_of(number: int, at: str, what: str, subject: Mapping[str, Json], previous: str) -> str:
    """Return a row's hash, over all of it and the hash before."""
    return hashlib.sha256(canonical([number, at, what, dict(subject), previous])).hexdigest()


def head_of(connection: Connection) -> Head:
    """Return where the chain stands now."""
    row = connection.execute(text("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")).first()
    return Head(row.number, row.hash) if row else Head()


def append(connection: Connection, what: str, subject: Mapping[str, Json]) -> Head:
    """Add a row. The caller must have taken its turn (see sequencer) in this transaction."""
    head = head_of(connection)
    at = datetime.now(UTC).isoformat()
    new = Head(head.number + 1, hash_of(head.number + 1, at, what, subject, head.hash))
    row = {"number": new.number, "at": at, "what": what, "previous": head.hash, "hash": new.hash}
    connection.execute(
        text(
            "INSERT INTO audit (number, at, what, subject, previous, hash)"
            " VALUES (:number, :at, :what, CAST(:subject AS jsonb), :previous, :hash)"
        ),
        {**row, "subject": canonical(dict(subject)).decode("utf-8")},
    )
    return new


def verify(connection: Connection, known: Iterable[Head] = ()) -> tuple[Head, list[Flaw]]:
    """Check the chain against itself, the log and heads kept elsewhere; return its head and its flaws."""
    flaws: list[Flaw] = []
    previous, hashes, bodies = Head(), {0: START}, dict[int, str]()
    for row in connection.execute(text("SELECT * FROM audit ORDER BY number")).mappings():
        if row["number"] != previous.number + 1:
            flaws.append(Flaw("rows are missing", previous.number + 1))
        if row["previous"] != previous.hash:
            flaws.append(Flaw("does not follow the row before", row["number"]))
        if row["hash"] != hash_of(row["number"], row["at"], row["what"], row["subject"], row["previous"]):
            flaws.append(Flaw("was edited", row["number"]))
        for revision, body_hash in row["subject"].get("changes", ()):
            bodies[revision] = body_hash
        previous = Head(row["number"], row["hash"])
        hashes[previous.number] = previous.hash
    flaws += [
        Flaw("the chain was cut or replaced", h.number) for h in known if hashes.get(h.number) != h.hash
    ]
    flaws += _log_flaws(connection, bodies)
    return previous, flaws


def _log_flaws(connection: Connection, bodies: Mapping[int, str]) -> list[Flaw]:
    flaws: list[Flaw] = []
    seen: set[int] = set()
    log = text("SELECT revision, body_hash, body FROM log ORDER BY revision")
    for row in connection.execute(log, execution_options={"stream_results": True}):
        seen.add(row.revision)
        if row.revision not in bodies:
            flaws.append(Flaw("a change that the chain does not know", row.revision))
        elif bodies[row.revision] != row.body_hash:
            flaws.append(Flaw("a change's hash was edited", row.revision))
        elif row.body is not None and hashlib.sha256(row.body).hexdigest() != row.body_hash:
            flaws.append(Flaw("a change's body was edited", row.revision))
    return flaws + [Flaw("a change is missing", revision) for revision in sorted(set(bodies) - seen)]
