"""Opens the pages that change what opens the caseload, with the services behind them."""

from PySide6.QtCore import QObject, Signal

from iro_desktop.device.council_key import supplied_key
from iro_desktop.device.logs import Log
from iro_desktop.device.passphrase import check_passphrase, suggest_passphrase
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import machine_secret_store
from iro_desktop.device.vault import OpenVault, new_recovery_code
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.keys.model import WORDS, Act, KeyWays
from iro_desktop.screens.keys.presenter import KeysPresenter
from iro_desktop.screens.keys.view import KeysView
from iro_desktop.screens.settings.view import SettingsView
from iro_desktop.screens.shell.view import Shell
from iro_desktop.services.change_keys import change_passphrase, change_recovery_code, prove_who_asks
from iro_desktop.services.council_escrow import agree_to_key, escrow_words


class KeyPages(QObject):
    """The keys' part of the shell."""

    renew_wanted = Signal(object, str, str)
    """An OpenVault, the passphrase and the new recovery code."""

    def __init__(self, shell: Shell, jobs: Jobs, paths: ProfilePaths, log: Log, data_key: bytes) -> None:
        super().__init__()
        self._shell, self._jobs, self._paths, self._log = shell, jobs, paths, log
        self._data_key = data_key

    def attend(self, settings: SettingsView) -> None:
        """Open what the settings ask for, and tell there how it stands with the council's key."""
        settings.key_change_wanted.connect(self.open)
        settings.refresh_wanted.connect(
            lambda: self._jobs.run(
                lambda: escrow_words(self._paths, self._data_key, supplied_key()),
                owner=settings,
                then=lambda found: settings.show_council(*found),
                failed=lambda problem: settings.show_council(f"▲ {problem.title} {problem.what_to_do}"),
            )
        )

    def open(self, act: str) -> None:
        """Open the page of one act."""
        view = KeysView(WORDS[Act(act)])
        presenter = KeysPresenter(view, self._jobs, self._ways(), Act(act))
        presenter.renew_wanted.connect(self.renew_wanted)
        view.back_wanted.connect(self._shell.back)
        self._shell.open_page(view)

    def _ways(self) -> KeyWays:
        return KeyWays(
            lambda typed: prove_who_asks(self._paths, typed, machine_secret_store()),
            self._change_passphrase,
            new_recovery_code,
            self._keep_code,
            check_passphrase,
            suggest_passphrase,
            lambda proof: agree_to_key(self._paths, _proof(proof), supplied_key()),
        )

    def _change_passphrase(self, proof: object, chosen: str) -> None:
        change_passphrase(self._paths, _proof(proof), chosen, machine_secret_store())
        self._log.write("passphrase_changed")

    def _keep_code(self, proof: object, code: str) -> None:
        change_recovery_code(self._paths, _proof(proof), code)
        self._log.write("recovery_code_changed")


def _proof(proof: object) -> OpenVault:
    if not isinstance(proof, OpenVault):
        raise TypeError("a change of keys needs what `prove` returned")
    return proof
