"""A caseload whose file is destroyed under the app comes back from its copies, with the last saved word."""

import os
from pathlib import Path

from iro_desktop.caseload.wal import log_of
from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE
from tests.stories.desk import App, Desk, open_ellis, wait_for

WORDS = "I want to see Nan more"


def test_an_older_caseload_put_in_its_place_is_noticed(tmp_path: Path, demonstration: Path) -> None:
    with Desk(tmp_path, demonstration) as desk:
        older = desk.paths.caseload_file.read_bytes()
        app = desk.app().unlock()
        wait_for(lambda: list(desk.paths.backups.glob("*.backup.since")), "the first copy")
        open_ellis(app)
        app.type(WORDS)
        app.wait_saved()
        app.kill()
        app.wait_gone()
        desk.paths.caseload_file.write_bytes(older)
        log_of(desk.paths.caseload_file).unlink()

        app = desk.app()
        said = offered(app)
        assert "This caseload is older than when you last used it" in said
        assert "There is one copy here" in said
        app.ask("put", field="older_button")
        app.press("Space")
        app.wait_event("opened")
        seen = app.wait(lambda now: now["page"] == "CaseloadView" and now["focus"] == "table", "the caseload")
        assert WORDS not in " ".join(seen["boxes"])


def scramble(path: Path) -> None:
    """Write rubbish over the file's beginning, and take its log away: as a failing disk may."""
    path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
    with path.open("r+b") as file:
        file.write(os.urandom(100_000))


def offered(app: App) -> str:
    """Unlock what does not open; return what is said about it."""
    app.wait_event("unlock")
    app.wait(lambda now: now["focus"] == "secret_edit", "the passphrase field")
    app.type(DEMONSTRATION_PASSPHRASE + "\n")
    seen = app.wait(lambda now: now["focus"] == "mend_button", "the offer")
    return " ".join(seen["labels"])


def test_words_saved_after_the_last_copy_survive_the_end_of_the_file(
    tmp_path: Path, demonstration: Path
) -> None:
    with Desk(tmp_path, demonstration) as desk:
        app = desk.app().unlock()
        wait_for(lambda: list(desk.paths.backups.glob("*.backup.since")), "the first copy")
        open_ellis(app)
        app.type(WORDS)
        app.wait_saved()
        app.kill()
        app.wait_gone()
        scramble(desk.paths.caseload_file)

        app = desk.app()
        said = offered(app)
        assert "This may be damage" in said or "damaged" in said
        assert "There is one copy here" in said
        app.press("Return")
        app.wait_event("opened")
        back = app.wait(lambda now: now["focus"] == "said_edit", "the same box")
        assert back["text"] == WORDS
        assert "put together again" in " ".join(back["labels"])
        assert list(desk.paths.kept_aside.rglob("caseload.db")), "the damaged file is kept"
