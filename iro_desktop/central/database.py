"""The two ways into PostgreSQL: as the service for one person, behind the walls, or as the office itself."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from iro_desktop.central.migrations import APP, OWNER, migrate
from iro_desktop.domain.problems import KnownProblem


class DatabaseUnreachable(KnownProblem):
    """PostgreSQL does not answer, or does not let this program in."""


class DatabaseUnfit(KnownProblem):
    """The service would run with rights that make the second wall worthless; it refuses."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who a transaction is for: what row-level security lets through follows from this."""

    person: str
    device: str
    """The device's id, without its incarnation."""
    role: str = "iro"


def engine_for(url: str, *, pool: int = 8) -> Engine:
    """Return an engine for a postgresql:// URL. Parameters never reach a log or an exception's text."""
    plain = url.replace("postgres://", "postgresql://", 1).replace(
        "postgresql://", "postgresql+psycopg://", 1
    )
    # no ping before each use: after a restart of PostgreSQL one request is told to come again, and the pool
    # is made anew, where a ping would cost every request a round trip
    engine = create_engine(plain, pool_size=pool, max_overflow=8, hide_parameters=True)
    event.listen(engine, "connect", _settle)
    return engine


def _settle(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = iro, pg_temp")
        cursor.execute("SET lock_timeout = '20s'; SET statement_timeout = '60s'")
        cursor.execute("SET idle_in_transaction_session_timeout = '60s'; SET timezone = 'UTC'")
    connection.commit()


@contextmanager
def as_asker(engine: Engine, asker: Asker, purpose: str, opened: str = "") -> Iterator[Connection]:
    """Open a transaction for one person and one purpose ("apply", "read", "open": see the migration).

    The settings are local to it: the next one on the same connection starts with none.
    """
    with engine.begin() as connection:
        said = {"person": asker.person, "device": asker.device, "purpose": purpose, "opened": opened}
        connection.execute(
            text(
                "SELECT set_config('iro.person', :person, true), set_config('iro.device', :device, true),"
                " set_config('iro.purpose', :purpose, true), set_config('iro.opened', :opened, true)"
            ),
            said,
        )
        yield connection


def speak_for(connection: Connection, asker: Asker) -> None:
    """Let the office's own transaction apply changes as this device's: what the schema's functions ask."""
    connection.execute(_SPEAK_FOR, {"person": asker.person, "device": asker.device})


@contextmanager
def as_office(engine: Engine) -> Iterator[Connection]:
    """Open a transaction of the office's own: the admin command's, never the service's."""
    with engine.begin() as connection:
        connection.execute(text(f"SET LOCAL ROLE {OWNER}"))
        connection.execute(text("SET LOCAL search_path = iro, pg_temp"))
        yield connection


def as_rows(rows: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Return rows as one value, for `json_to_recordset`: one statement writes them all.

    Row by row, the walls would be asked anew for each: whose children are these?
    """
    return {"rows": json.dumps(rows, ensure_ascii=False, separators=(",", ":"))}


def set_up(engine: Engine, app_password: str) -> None:
    """Make the two roles where they are missing, and the newest schema. Needs a role that may do that."""
    try:
        with engine.begin() as connection:
            _make_role(connection, OWNER, "NOLOGIN")
            _make_role(connection, APP, "LOGIN")
            quoted = app_password.replace("'", "''")
            connection.exec_driver_sql(f"ALTER ROLE {APP} PASSWORD '{quoted}'")
            connection.execute(text(f"GRANT {OWNER} TO CURRENT_USER"))
            database = connection.execute(text("SELECT quote_ident(current_database())")).scalar_one()
            connection.exec_driver_sql(f"GRANT CREATE, CONNECT ON DATABASE {database} TO {OWNER}")
            connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {database} TO {APP}")
    except OperationalError as error:
        raise unreachable() from error
    migrate(engine)


def _make_role(connection: Connection, name: str, kind: str) -> None:
    there = connection.execute(text("SELECT FROM pg_roles WHERE rolname = :name"), {"name": name}).first()
    if there is None:
        connection.exec_driver_sql(
            f"CREATE ROLE {name} {kind} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
        )


def refuse_if_unfit(engine: Engine) -> None:
    """Raise DatabaseUnfit if the service's role could step over the second wall."""
    try:
        with engine.begin() as connection:
            row = connection.execute(_RIGHTS).one()
            behind = connection.execute(_WALLS).scalar_one()
    except DBAPIError as error:
        raise unreachable() from error
    if row.rolsuper or row.rolbypassrls or row.owns or row.may_become_owner or behind:
        raise DatabaseUnfit(
            "The service was given a database role that is not held back by row-level security.",
            f"Let it connect as {APP}: `iro-central init` makes that role and says how.",
        )


_SPEAK_FOR = text(
    "SELECT set_config('iro.person', :person, true), set_config('iro.device', :device, true),"
    " set_config('iro.purpose', 'apply', true)"
)
_RIGHTS = text(f"""
    SELECT rolsuper, rolbypassrls, pg_has_role(oid, '{OWNER}', 'MEMBER') AS may_become_owner,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                   WHERE nspname = 'iro' AND relowner = pg_roles.oid) AS owns
    FROM pg_roles WHERE rolname = current_user
""")
_WALLS = text("""
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname = 'iro' AND relkind = 'r' AND relname <> 'migration'
      AND NOT (relrowsecurity AND relforcerowsecurity)
""")


def unreachable() -> DatabaseUnreachable:
    """Return the problem of a database that does not answer."""
    return DatabaseUnreachable(
        "The database does not answer.", "Check its address, name and password, and that PostgreSQL runs."
    )
