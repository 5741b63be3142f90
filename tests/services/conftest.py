"""What several tests of importing begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.importing import Importing


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Importing]:
    """A caseload to import into."""
    desk = Importing(tmp_path)
    yield desk
    desk.opener.close()
