"""Words typed into every field of the real windows are in plain text in no file that the app leaves."""

import zipfile
from pathlib import Path

import apsw
import pytest

from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE
from iro_desktop.device.vault import open_vault
from tests.caseload.test_confidential import read_independently
from tests.caseload.traces import files_under, found_in, marker
from tests.stories.desk import App, Desk, open_ellis

WORDS = ("SELECT said FROM review_section", "SELECT going_well FROM review_section")


def mark_all_fields(app: App, marks: list[str], paste: bool = False) -> None:
    """Go along the page with Tab; leave a marker in every text field that is passed."""
    seen: set[tuple[str, str]] = set()
    for _ in range(60):
        now = app.ask("where")
        if now["box"] and not any(mark in now["text"] for mark in marks):
            marks.append(marker())
            app.ask("paste" if paste else "type", words=marks[-1] + " ")
        elif now["box"] and (now["focus"], now["text"]) in seen:
            return
        seen.add((now["focus"], app.ask("where")["text"]))
        app.press("Tab")


def fill_every_window(app: App) -> list[str]:
    """Type into the filter, the find list, each section, decisions, people, parked notes, finish, letter."""
    marks = [marker(), marker()]
    app.wait(lambda now: now["page"] == "CaseloadView" and now["focus"] == "table", "the caseload")
    app.type(marks[0])
    app.press("Ctrl+A")
    app.press("Delete")
    app.press("Ctrl+K")
    app.type(marks[1])
    app.press("Escape")
    app.ask("put", field="table")
    open_ellis(app)
    app.press("Ctrl+D")
    for page in range(16):
        mark_all_fields(app, marks, paste=page % 4 > 0)
        app.press("Ctrl+D")
        app.press("Ctrl+Down")
    app.press("Alt+Left")
    app.wait(lambda now: now["page"] == "ChildView" and any("Reviews" in w for w in now["labels"]), "Ellis")
    app.press("Alt+T")
    app.wait(lambda now: now["page"] == "LetterScreenView" and now["box"], "the letter")
    mark_all_fields(app, marks, paste=True)
    return marks


@pytest.mark.timeout(240)
def test_no_word_is_in_plain_text_anywhere(desk: Desk, tmp_path: Path) -> None:
    with desk:
        app = desk.app().unlock()
        marks = fill_every_window(app)
        assert len(marks) >= 50
        app.wait_saved()
        kept = " ".join(app.ask("read"))
        assert sum(mark in kept for mark in marks) >= 40, "they did reach the caseload"
        assert traces(desk.home, marks) == set(), "while it is open"
        app.ask("sabotage", how="fail commits")
        app.type(marks[-1])
        app.press("Ctrl+L")
        app.wait_gone()
        assert traces(desk.home, marks) == set(), "locked, with a sealed draft"
        app = desk.app().unlock()
        app.kill()
        app.wait_gone()
        assert traces(desk.home, marks) == set(), "killed"
        app = desk.app().unlock()
        app.ask("close")
        app.wait_gone()
        assert traces(desk.home, marks) == set(), "closed, with a backup"
    vault = open_vault(desk.paths, DEMONSTRATION_PASSPHRASE, None)
    for path in (desk.paths.caseload_file, *desk.paths.backups.glob("*.backup")):
        rows = [str(row[0]) for words in WORDS for row in read_independently(path, vault.data_key, words)]
        shown = " ".join(rows)
        assert sum(mark in shown for mark in marks) > 10, "another reader finds them with the key"
        (tmp_path / "control").write_text(shown, "utf-8")
        assert len(found_in([tmp_path / "control"], marks)) > 10, "the control shows them"
        for wrong in (None, bytes(32)):
            with pytest.raises(apsw.NotADBError):
                read_independently(path, wrong, WORDS[0])


def traces(home: Path, marks: list[str]) -> set[str]:
    """Return the markers found in any file under the home, its temporary and its XDG folders, or in zips."""
    files = files_under(home)
    assert any(file.name == "caseload.db" for file in files)
    found = found_in(files, marks)
    for file in files:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                inside = b"".join(packed.read(name) for name in packed.namelist())
            found |= {mark for mark in marks if mark.encode() in inside}
    return found
