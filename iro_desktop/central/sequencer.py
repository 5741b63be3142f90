"""Numbers that a reader can trust: whoever has seen 100 has seen, or can never see, 99.

PostgreSQL gives sequence numbers in one order and commits in another, so a reader that asks for
"everything after 100" could miss a 99 that commits later. One transaction-level lock for the whole council,
taken before the first number and held to the commit, makes the two orders one.
"""

from sqlalchemy import Connection, text

_COUNCIL = 0x69726F  # "iro"; a database holds one council, and advisory locks are per database
_LOCK = text(f"SELECT pg_advisory_xact_lock({_COUNCIL})")
_NUMBERS = text("SELECT nextval('iro.revision') FROM generate_series(1, :count)")
EPOCH_STEP = 10**12
"""Each epoch's revisions start at a multiple of this: numbers of two epochs never meet."""


def take_turn(connection: Connection) -> None:
    """Wait until no other transaction is writing; hold the turn until this one ends."""
    connection.execute(_LOCK)


def next_numbers(connection: Connection, count: int) -> list[int]:
    """Return the next revisions, growing. The caller must have taken its turn in this transaction."""
    return sorted(connection.execute(_NUMBERS, {"count": count}).scalars())
