"""What the unlock screens are given by the app, and what they hand back."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from iro_desktop.domain.problems import KnownProblem


class NeedsMending(KnownProblem):
    """The keys open, the caseload's file does not. `copies` says in words what it can be mended from, "" if
    from nothing; `keys` are handed back to the door `mend`, unread. `older`: it is whole but not the latest,
    and why; "" for a damaged one. Only an older one can be opened as it is."""

    def __init__(self, problem: KnownProblem, copies: str, keys: object, older: str = "") -> None:
        super().__init__(problem.title, problem.what_to_do)
        self.copies = copies
        self.keys = keys
        self.older = older


class MendingStopped(KnownProblem):
    """The person stopped the mending: nothing was changed."""

    def __init__(self) -> None:
        super().__init__("You stopped it.", "Nothing was changed. You can begin again at any time.")


class Mending:
    """How far a mending is; written on the caseload lane, read by the window. `stop` from the window."""

    def __init__(self) -> None:
        self.tried, self.of = 0, 0
        self._stopped = False

    def stop(self) -> None:
        """End it at the next copy."""
        self._stopped = True

    def step(self, tried: int, of: int) -> None:
        """Note that so many copies have been tried; MendingStopped if it was stopped."""
        self.tried, self.of = tried, of
        if self._stopped:
            raise MendingStopped


class Made(Protocol):
    """What making a caseload returns: at least the code to print and a notice to say aloud."""

    @property
    def recovery_code(self) -> str:
        """Return the code, in groups of four joined by hyphens; shown once."""
        ...

    @property
    def notice(self) -> str | None:
        """Return what the user must be told about this machine, if anything."""
        ...


class Doors(NamedTuple):
    """The ways in, each run on the caseload lane; each raises a KnownProblem when it does not open.

    A problem with `tries_left` and `wait_seconds` (WrongPassphrase) starts the countdown. What they return
    is handed on by the presenter's `opened`, unread.
    """

    open_with_passphrase: Callable[[str], object]
    open_with_recovery_code: Callable[[str], object]
    set_passphrase: Callable[[object, str], object]
    """Give what the recovery code opened its new passphrase; return what `opened` hands on."""
    seconds_to_wait: Callable[[], int]
    mend: Callable[[object, Mending], object]
    """Given the keys of a NeedsMending, put the caseload together again; return what `opened` hands on."""
    open_older: Callable[[object], object]
    """Given the keys of a NeedsMending, open the caseload as it is."""


class Setup(NamedTuple):
    """What first use needs: makes the keys and the empty caseload, and advises on passphrases."""

    create: Callable[[str], Made]
    check_passphrase: Callable[[str], None]
    suggest_passphrase: Callable[[], str]
    code_kept: Callable[[Any], None]
    """Given what `create` returned: the code was typed back, so that it need not be made anew."""


class AboutYou(NamedTuple):
    """Who the IRO is, as typed at first use."""

    name: str
    council: str
    phone: str
    email: str
    local_helpline: str
