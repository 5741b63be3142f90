"""Opens the page with the support file from the settings."""

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import qVersion

from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.settings.view import SettingsView
from iro_desktop.screens.shell.view import Shell
from iro_desktop.screens.support.view import SupportView
from iro_desktop.services.session import Session
from iro_desktop.services.support_file import save_support_file, support_words


class SupportPage:
    """The support file's part of the shell."""

    def __init__(self, shell: Shell, jobs: Jobs, session: Session, paths: ProfilePaths) -> None:
        self._shell, self._jobs, self._session, self._paths = shell, jobs, session, paths

    def attend(self, settings: SettingsView) -> None:
        """Open the page when the settings ask for it."""
        settings.support_wanted.connect(self.open)

    def open(self) -> None:
        """Show the file's text as it is now."""
        view = SupportView()
        view.refresh_wanted.connect(lambda: self._fill(view))
        view.save_wanted.connect(partial(self._save, view))
        self._shell.open_page(view)

    def _fill(self, view: SupportView) -> None:
        session, paths, app = self._session, self._paths, _versions()
        self._jobs.run(lambda: support_words(session, paths, app), owner=view, then=view.show_text)

    def _save(self, view: SupportView, target: Path) -> None:
        text = view.text()

        def failed(problem: KnownProblem) -> None:
            view.show_saved(f"▲ {problem.title} {problem.what_to_do}")

        self._jobs.run(
            lambda: save_support_file(text, target),
            owner=view,
            then=lambda _: view.show_saved(f"✓ Saved as {target.name}"),
            failed=failed,
        )


def _versions() -> dict[str, str]:
    found = {}
    for name, package in (
        ("App", "iro_desktop"),
        ("PySide6", "PySide6_Essentials"),
        ("sqlcipher3", "sqlcipher3"),
    ):
        try:
            found[name] = version(package)
        except PackageNotFoundError:  # frozen without what says so
            found[name] = "not known"
    return {**found, "Qt": qVersion() or "not known"}
