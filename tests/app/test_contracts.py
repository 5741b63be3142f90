"""The import contracts hold, and break when a wrong import is planted: a check that cannot fail is none."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

PLANTED = {
    "iro_desktop/domain/clock.py": "import PySide6.QtCore",
    "iro_desktop/letters/bands.py": "import iro_desktop.caseload",
    "iro_desktop/screens/child/model.py": "import iro_desktop.screens.letter.view",
}
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def lint(project: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=project, capture_output=True, text=True, check=False
    )


def test_a_wrong_import_breaks_the_contracts(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "iro_desktop", tmp_path / "iro_desktop", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    whole = lint(tmp_path)
    assert whole.returncode == 0, whole.stdout
    for file, line in PLANTED.items():
        with (tmp_path / file).open("a", encoding="utf-8") as planted:
            planted.write(f"\n{line}\n")
    broken = lint(tmp_path)
    assert broken.returncode == 1
    rows = [row for row in broken.stdout.splitlines() if row.endswith("BROKEN")]
    for contract in ("Rooms look downwards", "Screens do not import", "The domain imports nothing but"):
        assert any(row.startswith(contract) for row in rows), broken.stdout
