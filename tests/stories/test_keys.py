"""Keys are changed in the settings of the real app, by the keyboard; the lock screen knows the new ones."""

import re
from pathlib import Path

from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE
from iro_desktop.device.vault import open_with_recovery_code
from tests.stories.desk import App, Desk

ANOTHER = "violet ladder kettle Friday owl"


def open_act(app: App, button: str) -> None:
    app.wait(lambda now: now["page"] == "CaseloadView" and now["focus"] == "table", "the caseload")
    app.press("Ctrl+3")
    app.wait(lambda now: now["page"] == "SettingsView", "the settings")
    app.ask("put", field=button)
    app.press("Space")
    app.wait(lambda now: now["focus"] == "passphrase_edit", "the field for the passphrase of now")


def says(app: App, words: str) -> None:
    app.wait(lambda now: words in " ".join(now["labels"]), words)


def the_code(app: App) -> str:
    def codes(labels: list[str]) -> list[str]:
        plain = (label for label in labels if re.fullmatch(r"[0-9A-Z\s-]+", label))
        return ["-".join(found) for label in plain if len(found := re.findall(r"[0-9A-Z]{4}", label)) == 7]

    return codes(app.wait(lambda now: bool(codes(now["labels"])), "the new code")["labels"])[0]


def test_the_passphrase_and_the_code_are_changed_in_the_settings(tmp_path: Path, demonstration: Path) -> None:
    with Desk(tmp_path, demonstration) as desk:
        app = desk.app().unlock()
        open_act(app, "change_passphrase_button")
        app.type(DEMONSTRATION_PASSPHRASE + "\n")
        app.wait(lambda now: now["focus"] == "first_edit", "the form for a new passphrase")
        app.type(f"{ANOTHER}\n{ANOTHER}\n")
        says(app, "The passphrase is changed")
        app.press("Return")
        app.wait(lambda now: now["page"] == "SettingsView", "the settings again")
        app.ask("put", field="new_code_button")
        app.press("Space")
        app.wait(lambda now: now["focus"] == "passphrase_edit", "the field for the passphrase of now")
        app.type(DEMONSTRATION_PASSPHRASE + "\n")
        says(app, "Not right.")
        app.type(ANOTHER + "\n")
        code = the_code(app)
        app.type(code[-4:] + "\n")
        says(app, "The new recovery code works")
        app.press("Ctrl+L")
        app.wait_gone()
        app = desk.app()
        app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
        app.type(DEMONSTRATION_PASSPHRASE + "\n")
        says(app, "Not right.")
        app.type(ANOTHER + "\n")
        app.wait_event("opened")
    assert open_with_recovery_code(desk.paths, code).must_set_passphrase


def test_all_keys_are_renewed_in_the_settings(tmp_path: Path, demonstration: Path) -> None:
    with Desk(tmp_path, demonstration) as desk:
        before = desk.paths.caseload_file.read_bytes()[:16]
        app = desk.app().unlock()
        open_act(app, "renew_keys_button")
        app.type(DEMONSTRATION_PASSPHRASE + "\n")
        code = the_code(app)
        app.type(code[-4:] + "\n")
        app.wait_gone()

        app = desk.app().unlock()
        says(app, "The keys of your caseload are new.")
        app.wait(lambda now: now["page"] == "CaseloadView", "the caseload")
        app.press("Ctrl+L")
        app.wait_gone()
    assert desk.paths.caseload_file.read_bytes()[:16] != before, "another salt: another file"
    assert not any(path.exists() for path in desk.paths.renewals)
    assert open_with_recovery_code(desk.paths, code).must_set_passphrase
