"""The one command answers `--help`, refuses what it does not know, and bears a reader that leaves early."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

COMMAND = [sys.executable, "-m", "iro_desktop"]


def test_help_names_every_command() -> None:
    told = subprocess.run([*COMMAND, "--help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(word in told for word in ("import", "due-dates", "--profile"))


def test_an_unknown_command_opens_no_window() -> None:
    done = subprocess.run([*COMMAND, "imprt"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "import" in done.stderr


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    header = "id,scenario,became_looked_after,previous_reviews,kind_of_next,due_date,rule,notes\n"
    rows.write_text(header + "A,,2018-06-04,,first,,,\n" * 3000, encoding="utf-8")
    with subprocess.Popen(
        [*COMMAND, "due-dates", str(rows)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == b""
