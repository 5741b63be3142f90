"""Encrypts the whole caseload again with a new key: at every point the old keys or the new ones open it."""

from contextlib import suppress

from iro_desktop.caseload.renewal import Progress, forget_former
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.renewal import renewed_keys
from iro_desktop.device.sealed_draft import has_drafts
from iro_desktop.device.secrets import SecretStore
from iro_desktop.device.vault import OpenVault
from iro_desktop.device.vault_file import put_keys
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.open_caseload import NotBackedUp, back_up_now, finish_renewal
from iro_desktop.services.session import Session

_NOT_DONE = "keys not renewed"
"""The desk's key for why the last renewal did not happen."""
_NOT_RENEWED = "The keys were not renewed."
_AS_BEFORE = "Your passphrase and the recovery code printed before are as they were; destroy the new page."
RENEWED = (
    "The keys of your caseload are new. The recovery code printed before opens nothing any more: destroy "
    "that page. Your passphrase is the same."
)


class WordsNotSaved(KnownProblem):
    """Words lie sealed under the key of now: they go into the caseload first."""


class Stopped(KnownProblem):
    """The person stopped the renewal; nothing has changed."""

    def __init__(self) -> None:
        super().__init__(
            "It was stopped.",
            "You can begin again at any time.",
        )


def renew_keys(
    session: Session,
    paths: ProfilePaths,
    proof: OpenVault,
    *,
    passphrase: str,
    code: str,
    secrets: SecretStore | None,
    progress: Progress,
    words_wait: bool = False,
) -> None:
    """Renew the data key. The caseload is closed when this returns, and opens with the new keys only.

    `passphrase` goes on opening it, `code` is the new recovery code. `words_wait`: something typed was sealed
    rather than saved, wherever it lies; WordsNotSaved then. A KnownProblem (what `progress` raises
    included) leaves everything as it was, and is told at the next opening. Killed at any point, the
    passphrase opens, and nothing is lost.
    """
    caseload = session.caseload
    try:
        if words_wait or has_drafts(paths):
            raise WordsNotSaved(
                "Your last words are not in the caseload yet.",
                "They are kept, sealed. See that they are back, then renew the keys again.",
            )
        new = renewed_keys(paths, proof.data_key, passphrase, code, secrets)
        caseload.renew(new.data_key, progress, paths.head_file)
        put_keys(paths, new.file)  # from here on the new keys count
    except KnownProblem as problem:
        with suppress(KnownProblem):  # a disk that takes no copy may not take this either
            caseload.put_desk(_NOT_DONE, [problem.title, problem.what_to_do])
        caseload.close()
        raise
    caseload.close()
    finish_renewal(paths, new.data_key)


def news_of_renewal(session: Session, paths: ProfilePaths) -> str | None:
    """Return what to say, once, about the last renewal.

    The caseload under the key before goes once a backup under the new one has been made.
    """
    why = session.caseload.desk(_NOT_DONE)
    if isinstance(why, list):
        session.caseload.put_desk(_NOT_DONE, None)
        return " ".join((_NOT_RENEWED, *map(str, why), _AS_BEFORE))
    if not any(path.exists() for path in paths.renewals):
        return None
    with suppress(NotBackedUp):  # told in its own way; the former stays for the next opening
        back_up_now(session, paths)
        forget_former(paths.caseload_file)
    return RENEWED
