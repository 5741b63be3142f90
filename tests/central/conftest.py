"""A real PostgreSQL for every test: the one IRO_TEST_DATABASE names, else one from a wheel, started once."""

import os
import secrets
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from iro_desktop.central.database import engine_for
from iro_desktop.central.embedded import start_embedded
from iro_desktop.central.office import found_office
from tests.central.office import TestOffice


@pytest.fixture(scope="session")
def server_url():
    """A server on which databases may be made."""
    named = os.environ.get("IRO_TEST_DATABASE")
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="iro-pg-"))  # short: a socket's path may have 107 bytes
    folder.chmod(0o755)
    url, server = start_embedded(folder)
    for setting in ("fsync", "full_page_writes"):  # no test here pulls the plug
        _on_server(url, f"ALTER SYSTEM SET {setting} = off")
    _on_server(url, "SELECT pg_reload_conf()")
    yield url
    if os.name == "posix":  # at once: an orderly end writes out every database first
        os.kill(server.get_pid(), signal.SIGQUIT)
        server.get_postmaster_info().process.wait(30)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template(server_url, tmp_path_factory):
    """A founded office with nobody in it, to be copied: (database, folder of keys)."""
    name = f"iro_template_{secrets.token_hex(4)}"
    _on_server(server_url, f"CREATE DATABASE {name}")
    folder = tmp_path_factory.mktemp("office")
    engine = engine_for(_with(server_url, database=name))
    founded = found_office(engine, folder, "Coldwater", "Coldwater")
    engine.dispose()
    yield name, folder, make_url(founded.app_url).password
    _on_server(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def office(server_url, template):
    """An office of one's own."""
    source, folder, password = template
    name = f"iro_{secrets.token_hex(6)}"
    _on_server(server_url, f"CREATE DATABASE {name} TEMPLATE {source}")
    made = TestOffice(
        owner=engine_for(_with(server_url, database=name)),
        app=engine_for(_with(server_url, database=name, username="iro_app", password=password), pool=8),
        keys=folder,
    )
    yield made
    made.close()
    if os.environ.get("IRO_TEST_DATABASE"):  # our own server goes as a whole
        _on_server(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _with(url, **parts):
    return make_url(url).set(**parts).render_as_string(hide_password=False)


def _on_server(url, statement):
    engine = engine_for(url, pool=1)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(statement))
    engine.dispose()
