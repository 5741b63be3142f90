"""A real encrypted caseload for each test, and another way to read its file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iro_desktop.caseload import Caseload
from tests.caseload.opening import Opener


@pytest.fixture
def key() -> bytes:
    return Opener.fresh_key()


@pytest.fixture
def opener(tmp_path: Path, key: bytes) -> Iterator[Opener]:
    made = Opener(tmp_path / "profile" / "caseload.iro", key)
    yield made
    made.close()


@pytest.fixture
def caseload(opener: Opener) -> Caseload:
    return opener.create()


@pytest.fixture
def reopened(opener: Opener) -> Callable[[], Caseload]:
    return opener.reopen
