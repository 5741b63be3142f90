"""The service on a port: TLS always, but for this machine itself."""

import contextlib
import logging
import signal
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from sqlalchemy import Engine

from iro_desktop.central.answering import Office
from iro_desktop.central.database import refuse_if_unfit
from iro_desktop.central.office import SERVICE_KEY, read_key
from iro_desktop.central.service import build
from iro_desktop.central.settings import Settings
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol.addresses import is_loopback


class PlainNotAllowed(KnownProblem):
    """Case records would cross a network unencrypted; the service does not start."""


class NoSuchCertificate(KnownProblem):
    """The certificate or its key cannot be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service answers, and its certificate (PEM, the chain; `key` may be in the same file)."""

    host: str = "127.0.0.1"
    port: int = 8443
    certificate: Path | None = None
    key: Path | None = None


def serve(engine: Engine, settings: Settings, place: Place) -> int:
    """Answer until stopped by Ctrl+C or SIGTERM: return 0 then, 2 if it could not begin.

    PlainNotAllowed without a certificate on anything but a loopback address; DatabaseUnfit if the database's
    role could step over row-level security.
    """
    if place.certificate is None and not is_loopback(place.host):
        raise PlainNotAllowed(
            "Without a certificate the service answers this machine only.",
            "Name --certificate and --key, or serve on 127.0.0.1.",
        )
    refuse_if_unfit(engine)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    server = uvicorn.Server(configuration(engine, settings, place))
    scheme = "https" if place.certificate else "http"
    print(f"The office answers on {scheme}://{place.host}:{place.port}", flush=True)  # noqa: T201  # a command's word
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended by it, an embedded database still stops
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has ended in order, and says again what ended it
        server.run()
    return 0 if server.started else 2


def configuration(engine: Engine, settings: Settings, place: Place) -> uvicorn.Config:
    """Return how the service is served: no access log (addresses name children), bounded in every way."""
    files = [file for file in (place.certificate, place.key) if file is not None]
    if not all(file.is_file() for file in files):
        raise NoSuchCertificate("The certificate or its key is not there.", "Check --certificate and --key.")
    return uvicorn.Config(
        build(Office(engine, read_key(settings.folder / SERVICE_KEY))),
        host=place.host,
        port=place.port,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        limit_concurrency=300,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=16 * 1024,
    )
