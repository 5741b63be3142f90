"""One command leads to the launcher, the app process, or a command; each alone is imported."""

import sys
from types import ModuleType

import pytest

from iro_desktop import __main__ as command
from iro_desktop import launcher


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
        (["--app", "--profile", "x"], "iro_desktop.app", ["--profile", "x"]),
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
