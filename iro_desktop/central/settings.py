"""The office's folder: where its database is, and its keys. Readable by its owner only."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from iro_desktop.central.database import engine_for
from iro_desktop.central.embedded import start_embedded
from iro_desktop.domain.problems import KnownProblem

FILE = "centre.toml"


class NoOffice(KnownProblem):
    """The folder named holds no office."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `centre.toml` says. `admin_url` is "" where the database is the embedded one in the folder."""

    folder: Path
    admin_url: str
    service_url: str

    @property
    def is_embedded(self) -> bool:
        """Return whether PostgreSQL runs out of the folder itself: a demonstration."""
        return not self.admin_url


def read_settings(folder: Path) -> Settings:
    """Return the folder's settings; NoOffice if there are none that can be read."""
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))["database"]
        return Settings(folder, str(said["admin"]), str(said["service"]))
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError):
        raise NoOffice(
            "There is no office in this folder.",
            "Name the folder with --office, or make an office with `iro-central init`.",
        ) from None


def write_settings(settings: Settings) -> None:
    """Write the folder's settings, readable by their owner only: they hold the database's passwords."""
    lines = [
        "[database]",
        f"admin = {_quoted(settings.admin_url)}",
        f"service = {_quoted(settings.service_url)}",
        "",
    ]
    path = settings.folder / FILE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines))
        file.flush()
        os.fsync(file.fileno())


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@contextmanager
def database(settings: Settings, *, as_service: bool = False) -> Iterator[Engine]:
    """Open the office's database, as the office itself or as the service; start it first if embedded."""
    server = None
    url = settings.admin_url
    if settings.is_embedded:
        url, server = start_embedded(settings.folder)
    engine = engine_for(settings.service_url if as_service else url)
    try:
        yield engine
    finally:
        engine.dispose()
        if server is not None:
            server.cleanup()
