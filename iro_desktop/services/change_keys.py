"""Changes what opens the caseload, once who asks has shown that they know the passphrase of now."""

from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStore
from iro_desktop.device.vault import OpenVault, keep_recovery_code, open_vault, set_passphrase


def prove_who_asks(paths: ProfilePaths, typed: str, secrets: SecretStore | None) -> OpenVault:
    """Return the proof that a change needs: an open caseload may be in front of somebody else.

    Raises what a wrong passphrase raises at the unlock screen, counted in the same way.
    """
    return open_vault(paths, typed, secrets)


def change_passphrase(paths: ProfilePaths, proof: OpenVault, new: str, secrets: SecretStore | None) -> None:
    """Let `new` open the caseload from now on; at every instant the old one or the new one does."""
    set_passphrase(paths, proof.data_key, new, secrets)


def change_recovery_code(paths: ProfilePaths, proof: OpenVault, code: str) -> None:
    """Let a code that the person has printed open the caseload from now on; the page before opens nothing."""
    keep_recovery_code(paths, proof.data_key, code)
