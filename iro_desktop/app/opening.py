"""The ways into the caseload, as the unlock screens are given them; heavy rooms load when one is used."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from iro_desktop.app.trace import note
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.problems import KnownProblem

if TYPE_CHECKING:
    from iro_desktop.device.council_key import CouncilKey
    from iro_desktop.device.logs import Log
    from iro_desktop.device.one_instance import Lock
    from iro_desktop.device.vault import OpenVault
    from iro_desktop.screens.unlock.model import AboutYou, Mending
    from iro_desktop.services.first_use import Step
    from iro_desktop.services.open_caseload import Keys
    from iro_desktop.services.session import Session

_NEW_CODE = (
    "Setting up was not finished last time. This is a new recovery code: if you printed one before, it no "
    "longer opens anything, so destroy that page."
)
_TOLD = "notice"
"""The desk's key for what this machine's owner has been told about it."""


@dataclass(frozen=True)
class Opened:
    """An open caseload, the keys it was opened with, and what the person must be told, if anything."""

    session: "Session"
    keys: "Keys"
    notice: str | None
    step: "Step | None" = None
    """The step of first use that is to be gone on with; None when it was finished."""
    mended: str = ""
    """What came back, where the caseload had to be put together again."""

    def __repr__(self) -> str:
        return "Opened(…)"


@dataclass(frozen=True)
class Created:
    """A caseload just made: the recovery code to print, a notice, and the caseload, open."""

    recovery_code: str
    notice: str | None
    opened: Opened

    def __repr__(self) -> str:
        return "Created(…)"


class Opening:
    """Opens or makes the caseload of one profile. Everything here runs on the caseload lane."""

    def __init__(self, paths: ProfilePaths, clock: Clock, log: "Log", policy: Path | None = None) -> None:
        """`policy`: where IT puts what it supplies, if not in its place."""
        self._paths = paths
        self._clock = clock
        self._log = log
        self._policy = policy
        self._lock: Lock | None = None

    def with_passphrase(self, typed: str) -> Opened:
        """Open with the passphrase; WrongPassphrase and its like say why not."""
        from iro_desktop.device.secrets import machine_secret_store
        from iro_desktop.device.vault import WrongPassphrase, open_vault

        try:
            vault = open_vault(self._paths, typed, machine_secret_store())
        except WrongPassphrase as wrong:
            tries, seconds = wrong.tries_left, wrong.wait_seconds
            self._log.write("unlock_refused", tries_left=tries, wait_seconds=seconds)
            raise
        note("passphrase_accepted")
        self._log.write("unlocked", by="passphrase")
        return self._open(vault)

    def with_recovery_code(self, typed: str) -> "OpenVault":
        """Open the keys with the printed code; `set_passphrase` opens the caseload with them."""
        from iro_desktop.device.vault import open_with_recovery_code

        vault = open_with_recovery_code(self._paths, typed)
        self._log.write("unlocked", by="recovery code")
        return vault

    def set_passphrase(self, vault: object, chosen: str) -> Opened:
        """Give keys opened by the code a new passphrase, and open the caseload."""
        from iro_desktop.device.secrets import machine_secret_store
        from iro_desktop.device.vault import OpenVault, set_passphrase

        if not isinstance(vault, OpenVault):
            raise TypeError("set_passphrase needs what with_recovery_code returned")
        set_passphrase(self._paths, vault.data_key, chosen, machine_secret_store())
        self._log.write("passphrase_changed")
        opened = self._open(vault)
        if opened.step is not None:  # whoever opens with the code has it
            self.code_kept(opened)
        return self._open_at(opened.session, opened.keys, opened.notice)

    def create(self, passphrase: str) -> Created:
        """Make keys and an empty caseload."""
        from iro_desktop.device.secrets import machine_secret_store
        from iro_desktop.device.vault import create_vault
        from iro_desktop.services.first_use import Step, leave_at
        from iro_desktop.services.open_caseload import Keys, make_caseload

        secrets = machine_secret_store()
        made = create_vault(self._paths, passphrase, secrets, council=self._council_key())
        self._log.write("vault_made", with_device_secret=secrets is not None)
        keys = Keys(made.data_key, made.device_id)
        session = make_caseload(self._paths, keys, self._clock)
        leave_at(session, Step.CODE)
        self._news(session, made.notice)  # the page with the recovery code tells it
        opened = Opened(session, keys, None)
        return Created(made.recovery_code, made.notice, opened)

    def new_code(self, opened: Opened) -> Created:
        """Make another recovery code where nobody has shown that they have the one made first."""
        from iro_desktop.device.vault import print_new_recovery_code

        code = print_new_recovery_code(self._paths, opened.keys.data_key)
        return Created(code, " ".join(filter(None, (_NEW_CODE, opened.notice))), replace(opened, notice=None))

    def code_kept(self, opened: Opened) -> None:
        """Note that the recovery code was typed back: it is not made anew."""
        from iro_desktop.services.first_use import Step, leave_at

        leave_at(opened.session, Step.ABOUT)

    def introduce(self, opened: Opened, about: "AboutYou") -> Opened:
        """Keep who the IRO is."""
        from iro_desktop.services.open_caseload import introduce

        profile = replace(
            opened.session.profile,
            name=about.name,
            council=about.council,
            phone=about.phone,
            email=about.email,
            local_helpline=about.local_helpline,
        )
        return replace(opened, session=introduce(opened.session, profile))

    def mend(self, keys: object, mending: "Mending") -> Opened:
        """Put a damaged caseload together again from its copies, and open it."""
        from iro_desktop.services.mend_caseload import mend_caseload
        from iro_desktop.services.open_caseload import Keys, open_caseload

        if not isinstance(keys, Keys):
            raise TypeError("mend needs the keys of a NeedsMending")
        words = mend_caseload(self._paths, keys, self._clock, mending.step)
        self._log.write("caseload_mended")
        opened = self._open_at(open_caseload(self._paths, keys, self._clock), keys, None)
        return replace(opened, mended=words)

    def open_older(self, keys: object) -> Opened:
        """Open a caseload that is older than when it was last used, because its person wants it so."""
        from iro_desktop.services.open_caseload import Keys, open_older_caseload

        if not isinstance(keys, Keys):
            raise TypeError("open_older needs the keys of a NeedsMending")
        session = open_older_caseload(self._paths, keys, self._clock)
        self._log.write("older_caseload_opened")
        return self._open_at(session, keys, None)

    def seconds_to_wait(self) -> int:
        """Return how long before a passphrase may be tried."""
        from iro_desktop.device.vault import seconds_to_wait

        return seconds_to_wait(self._paths)

    def _open(self, vault: "OpenVault") -> Opened:
        from iro_desktop.caseload import CaseloadBehind
        from iro_desktop.screens.unlock.model import NeedsMending
        from iro_desktop.services.council_escrow import see_to_escrow
        from iro_desktop.services.mend_caseload import MENDABLE, copies, copies_in_words
        from iro_desktop.services.open_caseload import Keys, open_caseload
        from iro_desktop.services.renew_keys import news_of_renewal

        keys = Keys(vault.data_key, vault.device_id)
        self._wait_for_an_ending_app()
        try:
            session = open_caseload(self._paths, keys, self._clock)
        except MENDABLE as problem:
            self._log.write("caseload_damaged", kind=type(problem))
            older = problem.why if isinstance(problem, CaseloadBehind) else ""
            raise NeedsMending(problem, copies_in_words(copies(self._paths)), keys, older) from None
        asks: tuple[Callable[[], str | None], ...] = (
            lambda: news_of_renewal(session, self._paths),
            lambda: see_to_escrow(session, self._paths, keys.data_key, self._council_key()),
            lambda: self._news(session, vault.notice),
        )
        said = []
        for news in asks:
            with suppress(KnownProblem):  # a disk that takes nothing just now keeps nobody out
                said.append(news())
        return self._open_at(session, keys, " ".join(filter(None, said)) or None)

    def _open_at(self, session: "Session", keys: "Keys", notice: str | None) -> Opened:
        from iro_desktop.services.first_use import Step, next_step

        step = next_step(session)
        return Opened(session, keys, notice, None if step is Step.DONE else step)

    def _council_key(self) -> "CouncilKey | None":
        """Return the key that IT supplies. One that cannot be used keeps nobody out; it is logged."""
        from iro_desktop.device.checked_json import NotThatFile
        from iro_desktop.device.council_key import supplied_key

        try:
            return supplied_key(self._policy)
        except NotThatFile as unusable:
            self._log.write("problem_shown", kind=type(unusable))
            return None

    def _wait_for_an_ending_app(self) -> None:
        """Let an app that is still getting its last words onto the disk end first."""
        from iro_desktop.device.one_instance import take_lock

        if self._lock is None:
            self._lock = take_lock(self._paths.app_lock, patience_seconds=10)

    def _news(self, session: "Session", notice: str | None) -> str | None:
        """Return the notice if this person has not been told it before."""
        if session.caseload.desk(_TOLD) == notice:
            return None
        session.caseload.put_desk(_TOLD, notice)
        return notice


def preload() -> None:
    """Load what opening will need while the passphrase is being typed."""
    import iro_desktop.app.build_ahead
    import iro_desktop.app.pages  # noqa: F401 - loaded for the time it saves later
    from iro_desktop.device.vault import load_libraries

    load_libraries()
