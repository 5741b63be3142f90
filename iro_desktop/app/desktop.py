"""The life of one app process: unlock, the shell, and leaving with every word on the disk."""

import gc
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from iro_desktop.app.opening import Created, Opened, Opening, preload
from iro_desktop.app.trace import note
from iro_desktop.app.window_place import stand_in
from iro_desktop.device.process import LOCKED, QUIT, watch_launcher
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import Clock
from iro_desktop.screens.theme import show_icon
from iro_desktop.screens.unlock.window import UnlockWindow

if TYPE_CHECKING:
    from iro_desktop.app.pages import Pages
    from iro_desktop.device.vault import OpenVault
    from iro_desktop.domain.problems import KnownProblem
    from iro_desktop.screens.unlock.model import AboutYou
    from iro_desktop.services.open_caseload import NotBackedUp
    from iro_desktop.services.session import Session

AFTER_CRASH_WORDS = "The app stopped unexpectedly. What you typed is saved. Unlock to go on where you were."
HELD_WORDS = (
    "Your last words are safe, but only in this computer's memory: its disk is full or cannot be written to. "
    "Do not switch it off. Make room on the disk, or ask your IT desk; then unlock, and they are put back."
)
_BUSY_SHOWN = 30  # milliseconds until the window has been painted that says it is busy
_LOOK_EVERY = 500  # milliseconds between looks for a second start's request


class Desktop(QObject):
    """Builds the rooms for one profile and owns them until the process ends."""

    unlock_shown = Signal()
    """The unlock screen has been painted."""
    opened = Signal()
    """The shell is there, with the caseload behind it."""
    end_asked = Signal()
    """To be emitted, from anywhere, where something other than the person asks the app to end."""

    def __init__(
        self,
        app: QApplication,
        paths: ProfilePaths,
        clock: Clock,
        *,
        after_crash: bool = False,
        take_back: Callable[[], list[bytes]] = list,
    ) -> None:
        super().__init__()
        self._app = app
        self._paths = paths
        self._clock = clock
        self._after_crash = after_crash
        self._take_back = take_back
        self._exit_code = QUIT
        self._bugs: set[tuple[type[Exception], tuple[str, int]]] = set()
        self.pages: Pages | None = None
        self._loaded = False
        self._person_waits = False
        self.end_asked.connect(self._quit_soon)
        self.window = UnlockWindow(demonstration=demonstration_words(paths))

    # -- before the caseload is open ---------------------------------------------------------------------
    def start(self) -> None:
        """Show the unlock screen; everything else waits until it has been painted."""
        if self._after_crash:
            self.window.unlock.show_notice(AFTER_CRASH_WORDS)
        self.window.installEventFilter(self)
        self.window.show()
        self.window.unlock.start.setFocus()

    def run(self) -> int:
        """Run until the app is closed or locked; return the exit code for the launcher."""
        self._app.exec()
        return self._exit_code

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on after the first paint; take the closing of the unlock window as quitting."""
        if watched is self.window and event.type() == QEvent.Type.Paint and not hasattr(self, "runner"):
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        note("unlock_shown")
        gc.enable()  # __main__ put it off
        show_icon(self._app)
        self._build_foundations()
        self.unlock_shown.emit()

    def _build_foundations(self) -> None:
        from iro_desktop.device.crash_guard import install_crash_guard
        from iro_desktop.jobs import Runner

        self.log = install_crash_guard(self._paths)
        self.log.write("app_started", after_crash=self._after_crash)
        self.runner = Runner(self._show_problem, self._show_bug, self)
        self.opening = Opening(self._paths, self._clock, self.log)
        self._held = self._take_back()
        if self._held:
            self.window.unlock.show_notice(HELD_WORDS)
        watch_launcher(self.end_asked.emit)
        self._requests = QTimer(self, interval=_LOOK_EVERY)
        self._requests.timeout.connect(self._come_forward_if_asked)
        self._requests.start()
        self._closer = _CloseWatcher(self.window, self)
        self._closer.closed.connect(self.quit)
        self._show_ways_in()
        self.runner.run(preload, owner=self, then=lambda _: self._preloaded())

    def _preloaded(self) -> None:
        self._loaded = True

    def _show_ways_in(self) -> None:
        from iro_desktop.device.passphrase import check_passphrase, suggest_passphrase
        from iro_desktop.device.vault import needs_setup
        from iro_desktop.screens.unlock.model import Doors, Setup
        from iro_desktop.screens.unlock.presenter import FirstUsePresenter, UnlockPresenter

        ways = self.opening
        setup = Setup(ways.create, check_passphrase, suggest_passphrase, self._note_code_kept)
        self._first_use = FirstUsePresenter(self.window, self.runner, setup)
        self._first_use.ready.connect(self._introduce)
        if needs_setup(self._paths):
            self._first_use.begin()
            return
        doors = Doors(
            ways.with_passphrase,
            ways.with_recovery_code,
            ways.set_passphrase,
            ways.seconds_to_wait,
            ways.mend,
            ways.open_older,
        )
        unlock = UnlockPresenter(self.window, self.runner, doors, setup)
        unlock.opened.connect(self._opened)
        self.window.unlock.passphrase_given.connect(self._given)
        self._unlock = unlock

    def _given(self) -> None:
        """Use the second that checking the passphrase takes: once the window says that it is busy."""
        if self._loaded:
            self._loaded = False
            QTimer.singleShot(_BUSY_SHOWN, self, self._build_ahead)

    def _build_ahead(self) -> None:
        if self.pages is None:
            from iro_desktop.app.build_ahead import build_ahead

            build_ahead()

    def _opened(self, opened: Opened) -> None:
        """Show the shell, or go on with a first use that was cut short."""
        from iro_desktop.services.first_use import Step

        if opened.step is None:
            self._open_shell(opened)
        elif opened.step is Step.CODE:
            self.runner.run(lambda: self.opening.new_code(opened), owner=self, then=self._first_use.show_code)
        else:
            self._first_use.show_about(Created("", None, opened))

    def _note_code_kept(self, made: Created) -> None:
        self.opening.code_kept(made.opened)

    def _introduce(self, made: Created, about: "AboutYou") -> None:
        self.runner.run(lambda: self.opening.introduce(made.opened, about), owner=self, then=self._open_shell)

    # -- while it is open --------------------------------------------------------------------------------
    def _open_shell(self, opened: Opened) -> None:
        from iro_desktop.app.office_services import office_services
        from iro_desktop.app.pages import Pages
        from iro_desktop.device.crash_guard import silence_libraries
        from iro_desktop.services.open_caseload import last_backup_missed

        silence_libraries()
        self.log.use_key(opened.keys.data_key)
        self.pages = Pages(
            opened.session,
            opened.keys,
            self._paths,
            self.runner,
            self.log,
            held=self._held,
            office=office_services(),
        )
        shell = self.pages.shell
        shell.lock_wanted.connect(self.lock)
        shell.closing.connect(self.close)
        self.pages.keys.renew_wanted.connect(self._renew_keys)
        stand_in(shell, self.window)
        shell.show()
        self._closer.forget()
        self.window.hide()
        self.window.deleteLater()
        if opened.mended:
            self.pages.came_back.connect(lambda: shell.show_next(_mended(opened.mended)))
        self.pages.begin()
        if opened.notice:
            shell.show_news("▲ About this computer", opened.notice, caution=True)
        self.runner.run(lambda: last_backup_missed(opened.session), owner=self, then=self._say_missed)
        self._see_to_the_rest(self.pages, opened.session)
        self.opened.emit()

    def _see_to_the_rest(self, pages: "Pages", session: "Session") -> None:
        """Begin what goes on beside the pages: who is away, the copies, and what the settings ask for."""
        from iro_desktop.app.away import Away
        from iro_desktop.app.copies import Copies
        from iro_desktop.app.support_page import SupportPage

        self.away = Away(pages)
        self.copies = Copies(session, self._paths, self.runner, pages.shell.show_next, pages)
        self.support = SupportPage(pages.shell, self.runner, session, self._paths)
        for part in (self.copies, self.support):
            pages.settings_made.connect(part.attend)

    def _say_missed(self, missed: "NotBackedUp | None") -> None:
        if missed is not None and self.pages is not None:
            self.pages.shell.show_next(missed)

    def _come_forward_if_asked(self) -> None:
        from iro_desktop.device.one_instance import show_wanted

        if show_wanted(self._paths):
            window = self.pages.shell if self.pages else self.window
            window.showNormal() if window.isMinimized() else window.show()
            window.raise_()
            window.activateWindow()

    def _show_problem(self, problem: "KnownProblem") -> None:
        self.log.write("problem_shown", kind=type(problem))
        self._note_damage(problem)
        if self.pages is not None:
            self.pages.shell.show_problem(problem)
        else:
            self.window.unlock.show_busy(False)
            self.window.unlock.show_wrong(problem.title, problem.what_to_do)

    def _note_damage(self, problem: "KnownProblem") -> None:
        from iro_desktop.caseload import CaseloadDamaged
        from iro_desktop.services.open_caseload import note_damage

        if isinstance(problem, CaseloadDamaged):
            note_damage(self._paths)

    def _show_bug(self, error: Exception) -> str:
        place = (type(error), _last_line(error))
        reference = self.log.bug(type(error), error.__traceback__)
        if self.pages is not None and place not in self._bugs:
            self.pages.shell.show_bug(reference)  # once: a save that fails is tried every two seconds
        self._bugs.add(place)
        return reference

    # -- leaving -----------------------------------------------------------------------------------------
    def lock(self) -> None:
        """Seal what is not on the disk yet and end this process; the launcher asks for the passphrase."""
        self._leave(LOCKED)

    def close(self) -> None:
        """Do as `quit`, and stay to tell the person if no backup could be made."""
        self._person_waits = True
        self.quit()

    def quit(self) -> None:
        """Save, back up and end."""
        self._leave(QUIT)

    def _quit_soon(self) -> None:
        """Quit once Qt has the turn again: a signal of the system may come in the middle of anything."""
        QTimer.singleShot(0, self, self.quit)

    def _leave(self, code: int) -> None:
        if hasattr(self, "_leaving"):
            return
        self._leaving = True
        self._exit_code = code
        note("locking" if code == LOCKED else "closing")
        if self.pages is None:
            self._end()
            return
        from iro_desktop.screens.widgets.composition import finish_composition

        finish_composition()  # while its field still has the keyboard
        if code == LOCKED:
            self.pages.shell.hide()  # what was on the screen goes first
        sealed = self.pages.put_away(remember=code == LOCKED)
        if code == LOCKED:
            self.log.write("locked", draft=sealed)
        self.runner.run(
            lambda: self._close_caseload(backup=code == QUIT),
            owner=self,
            then=lambda _: self._end(),
            failed=self._closed_but,
        )
        # Work that hangs must not keep a lock from happening: all that matters is on the disk by now.
        self._patience = QTimer(self, singleShot=True, interval=1500 if code == LOCKED else 30_000)
        self._patience.timeout.connect(self._end_at_once)
        self._patience.start()

    def _renew_keys(self, proof: "OpenVault", passphrase: str, code: str) -> None:
        """Put every word on the disk, encrypt the caseload anew, and end as a lock does."""
        if self.pages is None or hasattr(self, "_leaving"):
            return
        from iro_desktop.app.renewing import Renewing

        self._leaving = True
        self._exit_code = LOCKED
        sealed = self.pages.put_away(remember=True)
        renewing = Renewing(self.pages.shell, self.runner, self.pages.session, self._paths, self.log)
        renewing.ended.connect(self._end)
        renewing.begin(proof, passphrase, code, words_wait=sealed)

    def _close_caseload(self, *, backup: bool) -> None:
        from iro_desktop.services.open_caseload import close_caseload

        if self.pages is not None:
            close_caseload(self.pages.session, self._paths.backups if backup else None, self._paths)

    def _closed_but(self, problem: "KnownProblem") -> None:
        """End, but say first that no backup was made, to a person who is there to read it."""
        from iro_desktop.screens.shell.no_backup import show_no_backup
        from iro_desktop.services.open_caseload import NotBackedUp

        if self.pages is None or not self._person_waits or not isinstance(problem, NotBackedUp):
            self._end()
            return
        self._patience.stop()
        show_no_backup(self.pages.shell, problem).finished.connect(self._end)

    def _end(self) -> None:
        note("locked" if self._exit_code == LOCKED else "closed")
        if hasattr(self, "runner"):
            self.runner.close()
        if hasattr(self, "_patience"):
            self._patience.stop()
        self._app.exit(self._exit_code)

    def _end_at_once(self) -> None:
        note("locked" if self._exit_code == LOCKED else "closed")
        os._exit(self._exit_code)


class _CloseWatcher(QObject):
    """Tells when the unlock window is closed by the person."""

    closed = Signal()

    def __init__(self, window: UnlockWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window: UnlockWindow | None = window
        window.installEventFilter(self)

    def forget(self) -> None:
        """Stop watching: the window is replaced, not closed."""
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for the close event and let it pass."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            self.closed.emit()
        return False


def _mended(words: str) -> "KnownProblem":
    from iro_desktop.domain.problems import KnownProblem

    return KnownProblem("Your caseload was put together again", words)


def _last_line(error: Exception) -> tuple[str, int]:
    """Return the file and line where an error was raised."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    return (where.tb_frame.f_code.co_filename, where.tb_lineno) if where is not None else ("", 0)


def demonstration_words(paths: ProfilePaths) -> str:
    """Return what the demonstration says on every screen; "" for a real caseload."""
    if not paths.is_demonstration:
        return ""
    return paths.demonstration_marker.read_text("utf-8").strip() or "Demonstration: every child is invented."
