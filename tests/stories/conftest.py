"""A demonstration caseload for the stories: made once, and copied to each desk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from iro_desktop.demonstration.caseload import build_demonstration
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import machine_clock
from tests.offices import office, server_url, template
from tests.stories.desk import Desk

__all__ = ["demonstration", "desk", "office", "server_url", "template"]

NewDesk = Callable[[], Desk]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = ProfilePaths(tmp_path_factory.mktemp("stories") / "profile")
    build_demonstration(paths, machine_clock())
    return paths.root


@pytest.fixture
def desk(demonstration: Path, tmp_path: Path) -> Desk:
    return Desk(tmp_path, demonstration)
