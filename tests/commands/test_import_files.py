"""`iro-desktop import` from its arguments to its exit code, in a real profile."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iro_desktop.commands import import_files
from iro_desktop.domain.clock import fixed_clock
from tests.intake.files import ONE_CHILD, ONE_EPISODE, SAMPLE

PASSPHRASE = "shudder surprise lure discern shrimp"
CLOCK = fixed_clock(datetime(2026, 11, 23, 9, tzinfo=UTC))


class Terminal:
    """Runs the command with a passphrase on its standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *arguments: object, passphrase: str = PASSPHRASE) -> tuple[int, str, str]:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))
        code = import_files.run([str(argument) for argument in arguments], CLOCK)
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    monkeypatch.setattr(import_files, "machine_secret_store", lambda: None)
    return Terminal(monkeypatch, capsys)


def test_from_nothing_to_a_second_import(terminal: Terminal, tmp_path: Path) -> None:
    profile = ("--profile", tmp_path / "profile", "--passphrase-stdin")
    code, out, _ = terminal.run(SAMPLE, *profile)
    assert (code, out) == (2, "")
    assert not (tmp_path / "profile").exists()
    code, out, err = terminal.run(SAMPLE, *profile, "--create")
    assert code == 2
    assert "--council" in err
    code, out, _ = terminal.run(SAMPLE, *profile, "--create", "--council", "Wrenshire")
    assert code == 0
    assert "recovery code" in out
    assert "  37        0          0         0" in out
    code, out, _ = terminal.run(SAMPLE, *profile, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["children"] == {"created": 0, "updated": 0, "unchanged": 37, "rejected": 0}
    assert found["episodes"]["unchanged"] == 69
    assert found["reviews"]["unchanged"] == 162
    assert "recovery_code" not in found
    assert found["files"]["oc2.csv"] == "oc2"
    assert {"file", "line", "column", "code", "reason", "what_to_do"} == set(found["noted"][0])


def test_bad_rows_are_listed_and_the_import_goes_through(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text(ONE_CHILD + ",1,,,,,\n", encoding="utf-8")
    profile = ("--profile", tmp_path / "p", "--passphrase-stdin", "--create", "--council", "Wrenshire")
    code, out, _ = terminal.run(file, *profile, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["children"]["rejected"] == 1
    assert found["rejected"] == [
        {
            "file": "export.csv",
            "line": 3,
            "column": "CHILD",
            "code": "child-missing",
            "reason": "The row does not say which child.",
            "what_to_do": "Fill in CHILD.",
        }
    ]
    assert len(found["recovery_code"]) > 20


def test_nothing_to_import(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    profile = ("--profile", tmp_path / "p", "--passphrase-stdin", "--create", "--council", "Wrenshire")
    code, out, _ = terminal.run(file, *profile)
    assert code == 1
    assert "Not imported:\n  x.csv" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere.csv",), "cannot be read"),
        (("empty",), "nothing to import"),
    ],
)
def test_what_cannot_be_read(terminal: Terminal, tmp_path: Path, arguments: tuple[str], words: str) -> None:
    (tmp_path / "empty").mkdir()
    code, out, _ = terminal.run(
        tmp_path / arguments[0], "--profile", tmp_path / "p", "--passphrase-stdin", "--json"
    )
    assert code == 2
    assert words in json.loads(out)["error"]["title"]


def test_a_wrong_passphrase_and_another_council(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text(ONE_CHILD, encoding="utf-8")
    profile = ("--profile", tmp_path / "p", "--passphrase-stdin")
    assert terminal.run(file, *profile, "--create", "--council", "Wrenshire")[0] == 0
    code, _, err = terminal.run(file, *profile, passphrase="not this one, sorry")
    assert code == 2
    assert err.startswith("The passphrase is not right.\n")
    code, _, err = terminal.run(file, *profile, "--council", "Elsewhere")
    assert code == 2
    assert "another name" in err
    (tmp_path / "more.csv").write_text(ONE_EPISODE, encoding="utf-8")
    assert terminal.run(tmp_path / "more.csv", *profile)[0] == 0


def test_without_a_terminal_the_passphrase_must_be_given(terminal: Terminal, tmp_path: Path) -> None:
    code, _, err = terminal.run(SAMPLE, "--profile", tmp_path / "p", "--create", "--council", "W")
    assert code == 2
    assert "--passphrase-stdin" in err


def test_wrong_usage_ends_with_2(terminal: Terminal) -> None:
    with pytest.raises(SystemExit) as ended:
        terminal.run("--nonsense")
    assert ended.value.code == 2
