"""Lock in the middle of typing: the process ends, another asks for the passphrase, and all is as it was."""

from tests.stories.desk import Desk, open_ellis


def test_lock_while_recording_comes_back_to_the_same_cursor(desk: Desk) -> None:
    with desk:
        app = desk.app().unlock()
        open_ellis(app)
        app.type("I feel safe here")
        for _ in range(4):
            app.press("Left")
        before = app.look()
        app.press("Ctrl+L")
        app.wait_gone()
        again = desk.app()
        assert "--after-crash" not in again.arguments
        seen = again.wait(lambda now: now["focus"] == "secret_edit", "unlock")
        assert seen["windows"] == ["UnlockWindow"]
        again.unlock()
        after = again.wait(lambda now: now["page"] == "RecordView" and now["text"], "the record screen")
        assert [after[k] for k in ("trail", "focus", "text", "position")] == [
            before[k] for k in ("trail", "focus", "text", "position")
        ]
