"""Whether the council can open this caseload when its passphrase is lost; and agreeing to a new key."""

from iro_desktop.device.council_key import CouncilKey
from iro_desktop.device.escrow import Escrow, EscrowState, escrow_state, keep_escrow, seal_to
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import OpenVault
from iro_desktop.services.session import Session

_TOLD = "council's key"
"""The desk's key for the fingerprint that this person was told about."""


def see_to_escrow(
    session: Session, paths: ProfilePaths, data_key: bytes, supplied: CouncilKey | None
) -> str | None:
    """Seal the caseload to the council's key where IT has supplied one; return what to say about it, once."""
    state = keep_escrow(paths, data_key, supplied)
    news = state.supplied if state.state is Escrow.CHANGED else state.sealed_to
    if news is None or session.caseload.desk(_TOLD) == news.fingerprint:
        return None
    session.caseload.put_desk(_TOLD, news.fingerprint)
    if state.state is Escrow.CHANGED:
        return "IT has supplied another key of your council: the settings say what to do."
    return (
        f"{news.council} can open this caseload if you lose your passphrase, with a key that it keeps away "
        "from its network. The settings say more."
    )


def escrow_words(paths: ProfilePaths, data_key: bytes, supplied: CouncilKey | None) -> tuple[str, bool]:
    """Return how it stands, to be read, and whether a person is asked to agree to another key."""
    state = escrow_state(paths, data_key, supplied)
    return _words(state), state.state is Escrow.CHANGED


def agree_to_key(paths: ProfilePaths, proof: OpenVault, supplied: CouncilKey | None) -> None:
    """Seal the caseload to the key that IT supplies now, in place of the one before."""
    if supplied is not None:
        seal_to(paths, proof.data_key, supplied)


def _words(state: EscrowState) -> str:
    now, supplied = state.sealed_to, state.supplied
    if now is None:
        return (
            "Your council cannot open this caseload: IT has supplied no key. If you lose your passphrase, "
            "only your printed recovery code helps."
        )
    said = (
        f"{now.council} can open this caseload if you lose your passphrase, with a key that it keeps away "
        f"from its network. Its key is known by this fingerprint:\n{now.fingerprint}"
    )
    if state.state is not Escrow.CHANGED or supplied is None:
        return said
    return (
        f"{said}\n\n▲ IT has supplied another key, of {supplied.council}, with this fingerprint:\n"
        f"{supplied.fingerprint}\nAsk IT on the telephone whether it is theirs. The key before stays in use "
        "until you agree."
    )
