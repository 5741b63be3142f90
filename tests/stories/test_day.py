"""A day: the visit is played by keys alone, and afterwards everything it recorded is where it belongs."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest

from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE, ELLIS, child_id
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import open_vault
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.review import Decision, Review, ReviewSection
from iro_desktop.services.list_caseload import list_caseload
from iro_desktop.services.open_caseload import Keys, open_caseload
from iro_desktop.services.session import Session
from tests.conftest import ROOT
from tests.proofs import how_many
from tests.stories.desk import Desk

DRESSED = [(100, "light"), (200, "dark"), (200, "light"), (100, "dark")][: how_many(1, 4)]
EXPECTED_WINDOWS = {"UnlockWindow", "Shell", "QListView"}
"""The last is the list of names under a decision's "who", which opens as one types."""


def opened(paths: ProfilePaths) -> Session:
    vault = open_vault(paths, DEMONSTRATION_PASSPHRASE, None)
    return open_caseload(paths, Keys(vault.data_key, vault.device_id), machine_clock())


def due_of_ellis(session: Session) -> Any:
    return next(row.due.due_on for row in list_caseload(session) if row.child_id == child_id(ELLIS))


def play(desk: Desk, output: Path, percent: int, scheme: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.stories.watched_visit"]
    done = subprocess.run(
        [*command, str(desk.paths.root), str(output), str(percent), scheme],
        cwd=ROOT, env=desk.environment(), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


@pytest.mark.proof
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("percent", "scheme"), DRESSED)
def test_a_day(desk: Desk, tmp_path: Path, percent: int, scheme: str) -> None:
    session = opened(desk.paths)
    due_before = due_of_ellis(session)
    session.caseload.close()

    seen = play(desk, tmp_path / "output", percent, scheme)

    assert seen["code"] == 0
    assert set(seen["windows"]) <= EXPECTED_WINDOWS
    assert seen["warnings"] == []
    assert len(seen["screens"]) >= 11
    assert seen["faults"] == []

    letter = "\n".join(p.text for p in docx.Document(str(tmp_path / "output" / "letter.docx")).paragraphs)
    for fact in (
        "Dear Ellis", "Thank you for the cake. I loved your den!", "feel safe", "Reading is hard", "Biscuit",
        "Mum", "Priya", "Mr Hall", "read with you each week", "Jo and Mark", "Sam",
    ):  # fmt: skip
        assert fact in letter, f"{fact} is not in the letter:\n{letter}"

    session = opened(desk.paths)
    today = session.clock.today()
    held = [r for r in session.caseload.list(Review, child_id=child_id(ELLIS)) if r.held_on == today]
    assert len(held) == 1
    assert held[0].finished_at is not None
    assert len(session.caseload.list(Decision, review_id=held[0].id)) == 3
    said = [s.said for s in session.caseload.list(ReviewSection, review_id=held[0].id) if s.said]
    assert said == ['"I feel safe here"\nWish: more time with Mum\n"Reading is hard"']
    due_after = due_of_ellis(session)
    session.caseload.close()
    assert due_before - today < timedelta(days=10)
    assert timedelta(days=180) < due_after - today < timedelta(days=186), "six months on from today"
