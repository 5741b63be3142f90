"""Where this person's files lie on this machine; every other module asks here for a path.

Imported by the launcher, so it imports next to nothing.
"""

import os
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from iro_desktop.domain.problems import KnownProblem

_NAME = "iro-desktop"
_VARIABLE = "IRO_DESKTOP_PROFILE"


class ProfileUnusable(KnownProblem):
    """The folder that should hold the caseload cannot be made, or others can read it."""


class ProfilePaths:
    """The files of one profile: one person's caseload on one machine."""

    __slots__ = ("root",)

    def __init__(self, root: Path) -> None:
        self.root = root

    def __repr__(self) -> str:
        return f"ProfilePaths({self.root!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProfilePaths) and other.root == self.root

    def __hash__(self) -> int:
        return hash(self.root)

    @property
    def caseload_file(self) -> Path:
        """The encrypted database."""
        return self.root / "caseload.db"

    @property
    def head_file(self) -> Path:
        """What proves that the database is the latest; worth nothing without its key."""
        return self.root / "caseload.head"

    @property
    def renewals(self) -> tuple[Path, Path]:
        """Where the caseload lies while its keys are renewed: under the new key, and under the one before."""
        return self.root / "caseload.db.renewed", self.root / "caseload.db.former"

    @property
    def slots_file(self) -> Path:
        """The wrapped keys; useless without a passphrase or the recovery code."""
        return self.root / "keys.json"

    @property
    def slots_copy(self) -> Path:
        """The kept copy of the wrapped keys, read when `slots_file` is damaged."""
        return self.root / "keys.copy.json"

    @property
    def setup_marker(self) -> Path:
        """Present from the making of the keys until a caseload exists."""
        return self.root / "setting-up"

    @property
    def attempts_file(self) -> Path:
        """The wrong passphrases of late."""
        return self.root / "attempts.json"

    @property
    def backups(self) -> Path:
        """The folder of encrypted backups."""
        return self.root / "backups"

    @property
    def kept_aside(self) -> Path:
        """The folder of damaged caseloads that were put together anew: kept, never deleted by the app."""
        return self.root / "damaged"

    @property
    def damage_marker(self) -> Path:
        """Present when the caseload has to be looked through before it is opened."""
        return self.root / "damage-seen"

    @property
    def logs(self) -> Path:
        """The folder of logs: allow-listed events only, never a child."""
        return self.root / "logs"

    @property
    def sealed_draft(self) -> Path:
        """The folder of words sealed at a lock and not yet committed."""
        return self.root / "sealed-drafts"

    @property
    def bank_holiday_overrides(self) -> Path:
        """The bank holidays that council IT corrects by hand."""
        return self.root / "bank-holidays.csv"

    @property
    def demonstration_marker(self) -> Path:
        """Present when the caseload here is invented."""
        return self.root / "demonstration"

    @property
    def is_demonstration(self) -> bool:
        """Say whether the caseload here is invented."""
        return self.demonstration_marker.exists()

    @property
    def run(self) -> Path:
        """The folder of what matters only while the app runs: locks and requests."""
        return self.root / "run"

    @property
    def launcher_lock(self) -> Path:
        """Held by the launcher: one per profile."""
        return self.run / "launcher.lock"

    @property
    def app_lock(self) -> Path:
        """Held by the app process, which outlives a killed launcher by the time it takes to save."""
        return self.run / "app.lock"

    @property
    def show_request(self) -> Path:
        """Made by a second start to bring the first to the front."""
        return self.run / "show-request"

    def prepare(self) -> None:
        """Make the folders, readable by their owner only.

        On Windows the folder inherits the access list of LOCALAPPDATA (the person, SYSTEM and
        administrators), which is what is wanted; nothing is changed there.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            _close_to_others(self.root)
            for folder in (self.run, self.logs, self.backups, self.sealed_draft):
                folder.mkdir(exist_ok=True, mode=0o700)
        except OSError:
            raise _unusable(self.root) from None


def _close_to_others(folder: Path) -> None:
    if sys.platform == "win32":
        return
    found = folder.stat()
    if found.st_uid != os.getuid():
        raise _unusable(folder)
    if stat.S_IMODE(found.st_mode) & 0o077:
        if _holds_other_things(folder):
            raise ProfileUnusable(
                "The folder for the caseload holds other things, and others can read it.",
                f"Name a new or empty folder instead of {folder}.",
            )
        folder.chmod(0o700)


def _holds_other_things(folder: Path) -> bool:
    """Say whether a folder is somebody's already: closing it to others would shut them out."""
    paths = ProfilePaths(folder)
    ours = (paths.slots_file, paths.slots_copy, paths.caseload_file, paths.run, paths.setup_marker)
    ours_too = (paths.demonstration_marker, paths.bank_holiday_overrides, paths.backups, paths.logs)
    known = {path.name for path in (*ours, *ours_too)}
    found = {path.name for path in folder.iterdir()}
    return bool(found) and not found & known


def _unusable(folder: Path) -> ProfileUnusable:
    return ProfileUnusable(
        "The folder for the caseload cannot be used.",
        f"Ask IT to make sure that you own {folder} and can write there, and that the disk is not full.",
    )


def default_root(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform, home: Path | None = None
) -> Path:
    """Return the folder that the system gives a person's own, non-roaming data.

    The same answer as platformdirs' `user_data_dir(appauthor=False, roaming=False)`, without the
    cost of importing it at every start.
    """
    at_home = home if home is not None else Path.home()
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return (Path(local) if local else at_home / "AppData" / "Local") / _NAME
    if platform == "darwin":
        return at_home / "Library" / "Application Support" / _NAME
    shared = environment.get("XDG_DATA_HOME", "").strip()
    return (Path(shared) if shared else at_home / ".local" / "share") / _NAME


def default_profile(environment: Mapping[str, str] = os.environ) -> ProfilePaths:
    """Return the profile named by IRO_DESKTOP_PROFILE, otherwise the one in the system's place."""
    named = environment.get(_VARIABLE, "")
    return ProfilePaths(Path(named).absolute() if named else default_root(environment))


def profile_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> ProfilePaths:
    """Return the profile that `--profile DIR` (or `--profile=DIR`) names, otherwise the default one."""
    for position, argument in enumerate(arguments):
        if argument == "--profile" and position + 1 < len(arguments):
            return ProfilePaths(Path(arguments[position + 1]).absolute())
        if argument.startswith("--profile="):
            return ProfilePaths(Path(argument.partition("=")[2]).absolute())
    return default_profile(environment)
