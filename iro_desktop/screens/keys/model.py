"""What the pages for changing keys are given by the app, and what they say."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """What a person wants changed."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of an act
    CODE = "code"
    RENEW = "renew"
    COUNCIL = "council"


class KeyWays(NamedTuple):
    """The changes, each run on the caseload's lane; each raises a KnownProblem when it is not done."""

    prove: Callable[[str], object]
    """Given the passphrase; what it returns is handed to the others, unread."""
    change_passphrase: Callable[[object, str], None]
    new_code: Callable[[], str]
    """Return a code that opens nothing yet."""
    keep_code: Callable[[object, str], None]
    """Let a code open the caseload from now on, and the one before no longer."""
    check_passphrase: Callable[[str], None]
    suggest_passphrase: Callable[[], str]
    agree_to_council: Callable[[object], None]


class Words(NamedTuple):
    """The words of one act."""

    title: str
    why: str
    done: str
    said: str


WORDS = {
    Act.PASSPHRASE: Words(
        "Change the passphrase",
        "The new passphrase opens your caseload from then on, and the old one no longer. "
        "Your printed recovery code stays as it is.",
        "✓ The passphrase is changed",
        "Use the new one from now on. On this computer the old one opens nothing any more, your backups "
        "included.",
    ),
    Act.CODE: Words(
        "Make a new recovery code",
        "Do this if the printed page is lost, or if somebody may have seen it. The new code works once you "
        "have shown that you have it; the old page then opens nothing.",
        "✓ The new recovery code works",
        "The page printed before no longer opens your caseload: destroy it. Keep the new one away from the "
        "computer.",
    ),
    Act.RENEW: Words(
        "Renew all keys",
        "Do this if somebody may have got hold of this computer's keys. Your whole caseload is encrypted "
        "again with a new key, and you get a new recovery code to print; your passphrase stays as it is. "
        "It takes a few seconds to a minute, can be stopped, and ends with the lock screen. "
        "Nothing you wrote is lost.",
        "",
        "",
    ),
    Act.COUNCIL: Words(
        "Use your council's new key",
        "Your caseload is then sealed to the key that IT supplies now, and the key before no longer opens "
        "it. Go on only if IT has confirmed its fingerprint to you.",
        "✓ Your council's new key is in use",
        "If you lose your passphrase, your council can open this caseload with it.",
    ),
}
