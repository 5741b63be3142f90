"""Renews the keys behind a dialog: on the caseload's lane, with progress and a stop that changes nothing."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import machine_secret_store
from iro_desktop.device.vault import OpenVault
from iro_desktop.jobs.runner import Jobs
from iro_desktop.screens.keys.progress import RenewingDialog
from iro_desktop.services.renew_keys import Stopped, renew_keys
from iro_desktop.services.session import Session


class Renewing(QObject):
    """One renewal. Everything typed is on the disk before it begins; the caseload is closed when it ends."""

    ended = Signal()
    """Done, stopped or refused: the next opening says which. This process has nothing more to do."""
    _progressed = Signal(int, int)

    def __init__(self, window: QWidget, jobs: Jobs, session: Session, paths: ProfilePaths, log: Log) -> None:
        super().__init__(window)
        self._jobs, self._session, self._paths, self._log = jobs, session, paths, log
        self._stop = threading.Event()
        self._dialog = RenewingDialog(window)
        self._dialog.stop_wanted.connect(self._stop.set)
        self._progressed.connect(self._dialog.show_progress)

    def begin(self, proof: OpenVault, passphrase: str, code: str, *, words_wait: bool) -> None:
        """Show the dialog and begin. `words_wait`: the disk did not take all that was typed."""
        self._dialog.open()
        self._jobs.run(
            self._work(proof, passphrase, code, words_wait=words_wait),
            owner=self,
            then=lambda _: self._say("done"),
            failed=lambda problem: self._say("stopped" if isinstance(problem, Stopped) else "failed"),
        )

    def _work(self, proof: OpenVault, passphrase: str, code: str, *, words_wait: bool) -> Callable[[], None]:
        def work() -> None:
            renew_keys(
                self._session,
                self._paths,
                proof,
                passphrase=passphrase,
                code=code,
                secrets=machine_secret_store(),
                progress=self._progress,
                words_wait=words_wait,
            )

        return work

    def _progress(self, done: int, of: int) -> None:
        if self._stop.is_set():
            raise Stopped
        self._progressed.emit(done, of)

    def _say(self, how: str) -> None:
        self._log.write("keys_renewed", how=how)
        self._dialog.hide()
        self.ended.emit()
