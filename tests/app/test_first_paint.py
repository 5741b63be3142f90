"""Why the unlock screen is quick: what its process has neither loaded nor built when it is first painted."""

import builtins
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HEAVY = {
    "alembic", "argon2", "docx", "holidays", "httpx2", "keyring", "lxml", "nacl", "platformdirs",
    "secretstorage", "sqlalchemy", "sqlcipher3", "structlog", "truststore",
}  # fmt: skip
ROOMS = {f"iro_desktop.{room}" for room in ("caseload", "intake", "letters", "records", "services", "sync")}
BUILT_AT_A_GUESS = {"QWizard", "QFileDialog", "QMessageBox", "QStyle", "QStyleFactory", "QTableView"}
"""Classes that PySide6 builds, with their enumerations, when a widget it has not met comes out of Qt."""
SLOW = {"Qt"}
"""What takes as long to build as the rest of the window: all keys, flags and roles as enumerations."""
PROGRAM = """
import builtins, os, sys
from iro_desktop.app.desktop import Desktop
import PySide6.QtWidgets
def painted(self):
    print("import", builtins.__import__.__name__)
    print("modules", *sys.modules)
    print("built", *vars(PySide6.QtWidgets), *vars(PySide6.QtCore))
    sys.stdout.flush()
    os._exit(0)
Desktop._painted = painted
from iro_desktop.app import main
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def at_first_paint(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    profile = tmp_path_factory.mktemp("first-paint") / "profile"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--profile", str(profile)],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8", timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    lines = (line.split() for line in done.stdout.splitlines())
    return {first: set(rest) for first, *rest in lines}


def test_no_library_of_what_comes_after_unlocking_is_loaded(at_first_paint: dict[str, set[str]]) -> None:
    loaded = at_first_paint["modules"]
    assert "iro_desktop.screens.unlock.window" in loaded, "the measured process is the real one"
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    assert not loaded & ROOMS


def test_only_three_parts_of_qt_are_loaded(at_first_paint: dict[str, set[str]]) -> None:
    parts = {name for name in at_first_paint["modules"] if name.startswith("PySide6.Qt")}
    assert parts == {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}


def test_no_class_was_built_that_the_unlock_screen_does_not_use(at_first_paint: dict[str, set[str]]) -> None:
    assert "QLineEdit" in at_first_paint["built"], "the measured process is the real one"
    assert not at_first_paint["built"] & (BUILT_AT_A_GUESS | SLOW)


def test_imports_do_not_read_sources(at_first_paint: dict[str, set[str]]) -> None:
    (name,) = at_first_paint["import"]
    assert "feature" not in name


def test_an_import_without_the_wrapper_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from iro_desktop.app.quick_imports import unwrap

    own = builtins.__import__
    monkeypatch.delattr(builtins, "__orig_import__", raising=False)
    unwrap()
    assert builtins.__import__ is own


def test_a_moment_is_noted_only_when_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from iro_desktop.app import trace

    file = tmp_path / "trace"
    monkeypatch.setattr(trace, "_FILE", "")
    trace.note("unlock_shown")
    monkeypatch.setattr(trace, "_FILE", str(file))
    trace.note("unlock_shown")
    (line,) = file.read_text("utf-8").splitlines()
    name, at, processor = line.split()
    assert name == "unlock_shown"
    assert int(at) > 10**18 > int(processor) > 0
