"""First use, from an empty folder: a passphrase, the recovery code, who you are, and an empty caseload."""

import re
from pathlib import Path

import pytest

from iro_desktop.device.vault import RecoveryCodeWrong, open_with_recovery_code
from tests.stories.desk import App, Desk


def says(app: App, words: str) -> None:
    app.wait(lambda now: words in " ".join(now["labels"]), words)


def choose(app: App, first: str, second: str) -> None:
    app.ask("put", field="first_edit")
    app.press("Ctrl+A")
    app.type(first + "\n")
    app.press("Ctrl+A")
    app.type(second + "\n")


def offered(app: App) -> str:
    """Read the passphrase that is offered."""
    labels = app.look()["labels"]
    return str(labels[labels.index("A suggestion") + 1])


def the_code(app: App) -> str:
    """Read the recovery code off the screen."""
    found = app.wait(lambda now: any(code_in(label) for label in now["labels"]), "the recovery code")
    return next(code_in(label) for label in found["labels"] if code_in(label))


def code_in(label: str) -> str:
    groups = re.findall(r"[0-9A-Z]{4}", label)
    return "-".join(groups) if len(groups) == 7 and re.fullmatch(r"[0-9A-Z\s-]+", label) else ""


def test_first_use_then_a_forgotten_passphrase(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
        app = desk.app()
        app.wait_event("unlock")
        app.wait(lambda now: now["focus"] == "first_edit", "the form for a passphrase")
        choose(app, "short", "short")
        says(app, "12")
        choose(app, "correct horse battery stapler", "correct horse battery stapler")
        says(app, "could be guessed")
        passphrase = offered(app)
        choose(app, passphrase, passphrase + "x")
        says(app, "not the same")
        choose(app, passphrase, passphrase)
        code = the_code(app)
        app.type("0000\n")
        says(app, "not the last four")
        app.press("Ctrl+A")
        app.type(code.rpartition("-")[2].lower() + "\n")
        app.wait(lambda now: now["focus"] == "name_edit", "who you are")
        assert code not in " ".join(app.look()["labels"])
        app.type("Sam Okafor\n\n")
        app.press("Tab")
        app.press("Tab")
        app.press("Tab")
        app.press("Return")
        says(app, "Your name and your council are needed")
        app.ask("put", field="council_edit")
        app.type("Wrenshire\n\n\n\n")
        app.wait_event("opened")
        seen = app.wait(lambda now: now["page"] == "CaseloadView" and now["focus"], "the empty caseload")
        assert seen["windows"] == ["Shell"]
        app.press("Ctrl+L")
        app.wait_gone()

        app = desk.app()
        app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
        app.press("Tab")
        app.press("Tab")
        app.wait(lambda now: now["focus"] in {"other_way_button", "unlock_button"}, "the other way")
        app.ask("put", field="other_way_button")
        app.press("Space")
        app.wait(lambda now: any("28 letters" in w for w in now["labels"]), "the field for the code")
        app.type(code.lower().replace("-", " ") + "\n")
        app.wait(lambda now: now["focus"] == "first_edit", "the form for a new passphrase")
        another = offered(app)
        choose(app, another, another)
        app.wait_event("opened")
        app.wait(lambda now: now["page"] == "CaseloadView", "the caseload")
        app.press("Ctrl+L")
        app.wait_gone()

        app = desk.app()
        app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
        app.type(passphrase + "\n")
        says(app, "ot right")
        app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
        app.press("Ctrl+A")
        app.type(another + "\n")
        app.wait_event("opened")


def unlocked_again(desk: Desk, app: App, passphrase: str) -> App:
    """Close the app in the middle of first use, start it again and unlock."""
    app.ask("close")
    app.wait_gone()
    assert desk.launcher is not None
    desk.launcher.wait(30)
    assert desk.launcher.stderr is not None
    desk.launcher.stderr.close()
    desk.launcher = desk.start()
    app = desk.app()
    app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
    app.type(passphrase + "\n")
    return app


def test_first_use_that_was_cut_short_is_gone_on_with(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
        app = desk.app()
        app.wait(lambda now: now["focus"] == "first_edit", "the form for a passphrase")
        passphrase = offered(app)
        choose(app, passphrase, passphrase)
        first = the_code(app)

        app = unlocked_again(desk, app, passphrase)
        second = the_code(app)
        assert second != first
        says(app, "no longer opens anything")
        assert app.look()["windows"] == ["UnlockWindow"]
        app.type(second.rpartition("-")[2] + "\n")
        app.wait(lambda now: now["focus"] == "name_edit", "who you are")

        app = unlocked_again(desk, app, passphrase)
        app.wait(lambda now: now["focus"] == "name_edit", "who you are, and no third code")
        app.type("Sam Okafor\nWrenshire\n\n\n\n")
        app.wait_event("opened")

        app = unlocked_again(desk, app, passphrase)
        app.wait_event("opened")
        app.press("Ctrl+L")
        app.wait_gone()
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery_code(desk.paths, first)
    assert open_with_recovery_code(desk.paths, second).must_set_passphrase
