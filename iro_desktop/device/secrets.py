"""This machine's half of the key, kept by Credential Manager, Keychain or Secret Service.

Only these three, each by name. The library's own choice of a backend is never used: on a machine
without one it can fall back to a file in plain text.
"""

import sys
from importlib import import_module
from typing import Protocol

from iro_desktop.domain.problems import KnownProblem

SERVICE = "iro-desktop"
_ALLOWED = {
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
}
_ELSEWHERE = ("keyring.backends.SecretService", "Keyring")


class SecretStore(Protocol):
    """Keeps a 32-byte secret under a name for this person on this machine."""

    def get(self, user: str) -> bytes | None:
        """Return the secret kept under `user`, or None when there is none."""
        ...

    def put(self, user: str, secret: bytes) -> None:
        """Keep `secret` under `user`, in place of any other."""
        ...

    def delete(self, user: str) -> None:
        """Forget the secret of `user`, if there is one."""
        ...


class SecretStoreLocked(KnownProblem):
    """The system's store of secrets is there but has not been unlocked."""


class SecretStoreFailed(KnownProblem):
    """The system's store of secrets did not answer as it should."""


class PasswordBackend(Protocol):
    """What is used of a backend of the keyring library."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        ...


class KeyringStore:
    """A SecretStore on one allowed backend of the keyring library."""

    def __init__(self, backend: PasswordBackend) -> None:
        self._backend = backend

    def get(self, user: str) -> bytes | None:
        """Return the secret, or None when there is none or what is there is not one of ours."""
        try:
            kept = self._backend.get_password(SERVICE, user)
        except Exception as error:
            raise _as_problem(error) from None
        try:
            secret = bytes.fromhex(kept or "")
        except ValueError:
            return None
        return secret if len(secret) == 32 else None

    def put(self, user: str, secret: bytes) -> None:
        """Keep the secret as hexadecimal text, which fits every backend."""
        try:
            self._backend.set_password(SERVICE, user, secret.hex())
        except Exception as error:
            raise _as_problem(error) from None

    def delete(self, user: str) -> None:
        """Forget the secret; that there was none is no problem."""
        from keyring.errors import PasswordDeleteError

        try:
            self._backend.delete_password(SERVICE, user)
        except PasswordDeleteError:
            return
        except Exception as error:
            raise _as_problem(error) from None


def machine_secret_store(platform: str = sys.platform) -> SecretStore | None:
    """Return this machine's store of secrets, or None when it has none that is allowed."""
    try:
        return KeyringStore(_backend(*_ALLOWED.get(platform, _ELSEWHERE)))
    except (ImportError, RuntimeError, OSError):
        return None


def _backend(module: str, name: str) -> PasswordBackend:
    """Return the one backend allowed on a system; RuntimeError when it does not work here."""
    kind = getattr(import_module(module), name)
    _ = kind.priority  # asks the system, and raises when the store cannot be reached
    backend: PasswordBackend = kind()
    if name == "WinVaultKeyring":
        backend.persist = "local machine"  # type: ignore[attr-defined]  # the library's own choice roams
    return backend


def _as_problem(error: Exception) -> KnownProblem:
    from keyring.errors import InitError, KeyringLocked

    if isinstance(error, KeyringLocked | InitError):
        return SecretStoreLocked(
            "This computer's store of passwords is locked.",
            "Unlock it (or sign out of the computer and in again), then try again. "
            "Your printed recovery code also opens the caseload.",
        )
    return SecretStoreFailed(
        "This computer's store of passwords did not answer.",
        "Try again. If it goes on, sign out of the computer and in again; your printed recovery code "
        "also opens the caseload.",
    )
