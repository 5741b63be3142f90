"""Stand-ins for this machine's store of secrets and for the stretching; imported by worker processes too."""

import hashlib

from iro_desktop.device.secrets import SecretStoreLocked

OLD, NEW = "tulip harbour pencil Monday fox", "violet ladder kettle Friday owl"


def quick(passphrase: str, salt: bytes, cost: object) -> bytes:
    """Stand in for the stretching, which is not on trial here."""
    return hashlib.sha256(f"{passphrase}{salt.hex()}{cost}".encode()).digest()


class FakeStore:
    """Keeps secrets in memory, and can be locked or forgetful."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.locked = False
        self.forgetful = False

    def get(self, user: str) -> bytes | None:
        self._refuse_when_locked()
        return self.kept.get(user)

    def put(self, user: str, secret: bytes) -> None:
        self._refuse_when_locked()
        if not self.forgetful:
            self.kept[user] = secret

    def delete(self, user: str) -> None:
        self._refuse_when_locked()
        self.kept.pop(user, None)

    def _refuse_when_locked(self) -> None:
        if self.locked:
            raise SecretStoreLocked("locked", "unlock it")
