"""One command leads to the launcher, the app process, or a command; each alone is imported."""

import subprocess
import sys
from types import ModuleType

import pytest

from iro_desktop import __main__ as command
from iro_desktop import launcher
from iro_desktop.device.process import LOCKED
from tests.conftest import ROOT


class Called(ModuleType):
    """A module whose `run` and `main` remember what they were given."""

    def __init__(self, code: int) -> None:
        super().__init__("called")
        self.code = code
        self.given: list[str] | None = None

    def run(self, arguments: list[str]) -> int:
        self.given = arguments
        return self.code

    main = run


@pytest.mark.parametrize(
    ("argv", "module", "passed"),
    [
        (["due-dates", "file.csv"], "iro_desktop.commands.due_dates", ["file.csv"]),
        (["import", "folder", "--json"], "iro_desktop.commands.import_files", ["folder", "--json"]),
    ],
)
def test_each_word_leads_to_its_module(
    monkeypatch: pytest.MonkeyPatch, argv: list[str], module: str, passed: list[str]
) -> None:
    called = Called(7)
    monkeypatch.setitem(sys.modules, module, called)
    assert command.main(argv) == 7
    assert called.given == passed


def test_anything_else_is_for_the_launcher(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr(launcher, "main", lambda argv: given.append(argv) or 0)
    monkeypatch.setattr(sys, "argv", ["iro-desktop", "--profile", "x"])
    assert command.main() == 0
    assert command.main([]) == 0
    assert given == [["--profile", "x"], []]


def test_the_app_process_ends_with_its_code_and_without_taking_things_apart() -> None:
    code = """
import atexit, sys
from types import SimpleNamespace
atexit.register(lambda: print("taken apart"))
def app(arguments):
    print("app", *arguments)
    return 75
sys.modules["iro_desktop.app"] = SimpleNamespace(main=app)
from iro_desktop.__main__ import main
main(["--app", "--profile", "x"])
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert ended.returncode == LOCKED
    assert ended.stdout == "app --profile x\n"
    assert ended.stderr == ""


def test_a_process_without_a_console_ends_too() -> None:
    code = "import sys; sys.stdout = sys.stderr = None\n"
    code += "from iro_desktop.device.process import end_process; end_process(7)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 7
