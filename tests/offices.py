"""The office for tests of both sides: a real PostgreSQL, the real service, and a port to reach it by.

PostgreSQL is the one that IRO_TEST_DATABASE names, else one from a wheel, started once for the whole run.
"""

import contextlib
import os
import secrets
import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import make_url, text

from iro_desktop.central.database import engine_for
from iro_desktop.central.embedded import start_embedded
from iro_desktop.central.office import found_office
from tests.central.office import TestOffice

TLS = Path(__file__).parent / "central" / "tls"
"""Made for these tests only: openssl ecparam -genkey; openssl req -x509, for localhost, a hundred years."""
_SERVER = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def server_url(pytestconfig):
    """A server on which databases may be made."""
    named = os.environ.get("IRO_TEST_DATABASE")
    if named:
        return named
    if _SERVER not in pytestconfig.stash:  # the fixture is one for each conftest that names it
        pytestconfig.stash[_SERVER] = _started(pytestconfig.add_cleanup)
    return pytestconfig.stash[_SERVER]


def _started(at_the_end):
    folder = Path(tempfile.mkdtemp(prefix="iro-pg-"))  # short: a socket's path may have 107 bytes
    folder.chmod(0o755)
    url, server = start_embedded(folder)

    def end():
        if os.name == "posix":  # at once: an orderly end writes out every database first
            os.kill(server.get_pid(), signal.SIGQUIT)
            server.get_postmaster_info().process.wait(30)
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    at_the_end(end)
    for setting in ("fsync", "full_page_writes"):  # no test here pulls the plug
        on_server(url, f"ALTER SYSTEM SET {setting} = off")
    on_server(url, "SELECT pg_reload_conf()")
    return url


@pytest.fixture(scope="session")
def template(server_url, tmp_path_factory):
    """A founded office with nobody in it, to be copied: (database, folder of keys)."""
    name = f"iro_template_{secrets.token_hex(4)}"
    on_server(server_url, f"CREATE DATABASE {name}")
    folder = tmp_path_factory.mktemp("office")
    engine = engine_for(_with(server_url, database=name))
    founded = found_office(engine, folder, "Coldwater", "Coldwater")
    engine.dispose()
    yield name, folder, make_url(founded.app_url).password
    on_server(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def office(server_url, template):
    """An office of one's own."""
    source, folder, password = template
    name = f"iro_{secrets.token_hex(6)}"
    on_server(server_url, f"CREATE DATABASE {name} TEMPLATE {source}")
    made = TestOffice(
        owner=engine_for(_with(server_url, database=name)),
        app=engine_for(_with(server_url, database=name, username="iro_app", password=password), pool=8),
        keys=folder,
    )
    yield made
    made.close()
    if os.environ.get("IRO_TEST_DATABASE"):  # our own server goes as a whole
        on_server(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _with(url, **parts):
    return make_url(url).set(**parts).render_as_string(hide_password=False)


def on_server(url, statement):
    """Say something to the server that no transaction may hold."""
    engine = engine_for(url, pool=1)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(statement))
    engine.dispose()


@contextlib.contextmanager
def running(config):
    """Serve until the end of the block; its port."""
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        while server.server_state.connections:
            time.sleep(0.01)
        server.should_exit = True
        thread.join()


@contextlib.contextmanager
def served(service, port=0, **more):
    """Serve an ASGI application on a port of this machine; its address."""
    config = uvicorn.Config(service, port=port, log_level="warning", access_log=False, lifespan="off", **more)
    with running(config) as port:
        yield f"{'https' if more.get('ssl_certfile') else 'http'}://127.0.0.1:{port}"
