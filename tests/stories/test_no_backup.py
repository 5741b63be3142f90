"""A backup that could not be made is told: before the app is gone, and at the next start."""

from pathlib import Path

from tests.stories.desk import App, Desk

TOLD = "No backup was made when the app was closed"


def closed(app: App) -> None:
    app.wait(lambda now: now["page"] == "CaseloadView" and now["focus"] == "table", "the caseload")
    app.ask("close")


def started_again(desk: Desk) -> App:
    assert desk.launcher is not None
    assert desk.launcher.wait(30) == 0
    assert desk.launcher.stderr is not None
    desk.launcher.stderr.close()
    desk.launcher = desk.start()
    return desk.app().unlock()


def test_a_backup_that_fails_on_closing_is_told_then_and_at_the_next_start(
    tmp_path: Path, demonstration: Path
) -> None:
    with Desk(tmp_path, demonstration) as desk:
        app = desk.app().unlock()
        desk.paths.backups.rename(tmp_path / "moved")
        desk.paths.backups.write_bytes(b"")  # where a folder should be: nothing can be written into it
        closed(app)
        told = app.wait(lambda now: TOLD in " ".join(now["labels"]), "what went wrong")
        assert told["windows"] == ["QMessageBox"]
        assert "is safe in the caseload" in " ".join(told["labels"])
        app.press("Return")
        app.wait_gone()

        desk.paths.backups.unlink()
        app = started_again(desk)
        app.wait(lambda now: TOLD in " ".join(now["labels"]), "the same, at the next start")
        closed(app)
        app.wait_gone()
        assert list(desk.paths.backups.glob("*.backup"))

        app = started_again(desk)
        app.wait(lambda now: now["page"] == "CaseloadView" and now["focus"] == "table", "the caseload")
        assert TOLD not in " ".join(app.look()["labels"])
