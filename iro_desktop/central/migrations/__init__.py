"""The database's numbered changes: each a SQL file, run once, in order, each in its own transaction."""

import re
from importlib.resources import files

from sqlalchemy import Connection, Engine, text

from iro_desktop.domain.problems import KnownProblem

OWNER, APP = "iro_owner", "iro_app"


class DatabaseNewer(KnownProblem):
    """The database was made by a later version of this program."""


def scripts() -> dict[int, str]:
    """Return the migrations' texts by number."""
    found = {}
    for file in files(__package__).iterdir():
        if named := re.fullmatch(r"(\d{4})_\w+\.sql", file.name):
            found[int(named[1])] = file.read_text(encoding="utf-8")
    return dict(sorted(found.items()))


def migrate(engine: Engine) -> list[int]:
    """Bring the database to the newest schema; return the numbers run. DatabaseNewer if it is past it."""
    wanted = scripts()
    with engine.begin() as connection:
        done = _done(connection)
        if max(done, default=0) > max(wanted):
            raise DatabaseNewer(
                "The database belongs to a later version of the office's service.",
                "Install that version, or a newer one; nothing was changed.",
            )
    missing = [number for number in wanted if number not in done]
    for number in missing:
        with engine.begin() as connection:
            connection.execute(text(f"SET LOCAL ROLE {OWNER}"))
            connection.execute(text("SET LOCAL search_path = iro, pg_temp"))
            connection.exec_driver_sql(wanted[number].replace("%", "%%"))
            connection.execute(
                text("INSERT INTO iro.migration (number) VALUES (:number)"), {"number": number}
            )
    return missing


def _done(connection: Connection) -> set[int]:
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS iro AUTHORIZATION {OWNER}"))
    connection.execute(text(f"SET LOCAL ROLE {OWNER}"))
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS iro.migration"
            " (number int PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())"
        )
    )
    return set(connection.execute(text("SELECT number FROM iro.migration")).scalars())
