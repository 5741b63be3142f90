"""Only three stores of secrets are ever used, each by name, and each says clearly when it cannot serve."""

import sys
from types import ModuleType

import pytest
from keyring.errors import InitError, KeyringError, KeyringLocked, PasswordDeleteError, PasswordSetError

from iro_desktop.device import secrets
from iro_desktop.device.secrets import (
    KeyringStore,
    SecretStoreFailed,
    SecretStoreLocked,
    machine_secret_store,
)

SECRET = bytes(range(32))


class FakeBackend:
    """A backend of the keyring library, in memory."""

    priority = 5
    persist = "enterprise"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._raise()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._raise()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._raise()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")

    def _raise(self) -> None:
        if self.trouble:
            raise self.trouble


def test_a_secret_is_kept_as_hexadecimal_under_our_name() -> None:
    backend = FakeBackend()
    store = KeyringStore(backend)
    assert store.get("a-device") is None
    store.put("a-device", SECRET)
    assert backend.kept == {("iro-desktop", "a-device"): SECRET.hex()}
    assert store.get("a-device") == SECRET
    store.delete("a-device")
    store.delete("a-device")
    assert store.get("a-device") is None


@pytest.mark.parametrize("kept", ["", "zz", "00", SECRET.hex() + "00"])
def test_what_is_not_a_secret_of_ours_counts_as_none(kept: str) -> None:
    backend = FakeBackend()
    backend.kept["iro-desktop", "a-device"] = kept
    assert KeyringStore(backend).get("a-device") is None


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (KeyringLocked("x"), SecretStoreLocked),
        (InitError("Prompt dismissed"), SecretStoreLocked),
        (KeyringError("x"), SecretStoreFailed),
        (PasswordSetError("x"), SecretStoreFailed),
        (OSError(1783, "CredWrite"), SecretStoreFailed),
    ],
)
def test_trouble_is_told_as_what_it_is_and_never_with_its_words(
    trouble: Exception, problem: type[Exception]
) -> None:
    backend = FakeBackend()
    backend.trouble = trouble
    store = KeyringStore(backend)
    for act in (lambda: store.get("d"), lambda: store.put("d", SECRET), lambda: store.delete("d")):
        with pytest.raises(problem) as seen:
            act()
        assert seen.value.__suppress_context__
        assert "recovery code" in getattr(seen.value, "what_to_do", "")


@pytest.mark.parametrize(
    ("platform", "module", "name", "persist"),
    [
        ("win32", "keyring.backends.Windows", "WinVaultKeyring", "local machine"),
        ("darwin", "keyring.backends.macOS", "Keyring", "enterprise"),
        ("linux", "keyring.backends.SecretService", "Keyring", "enterprise"),
        ("freebsd14", "keyring.backends.SecretService", "Keyring", "enterprise"),
    ],
)
def test_each_system_has_one_store_and_windows_does_not_roam(
    monkeypatch: pytest.MonkeyPatch, platform: str, module: str, name: str, persist: str
) -> None:
    stand_in = ModuleType(module)
    setattr(stand_in, name, FakeBackend)
    monkeypatch.setitem(sys.modules, module, stand_in)
    store = machine_secret_store(platform)
    assert isinstance(store, KeyringStore)
    assert isinstance(store._backend, FakeBackend)
    assert store._backend.persist == persist


@pytest.mark.parametrize("error", [ImportError("x"), RuntimeError("x"), OSError("x")])
def test_a_store_that_does_not_work_here_is_none(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fails(module: str, name: str) -> object:
        raise error

    monkeypatch.setattr(secrets, "_backend", fails)
    assert machine_secret_store() is None


def test_another_systems_store_is_none_here() -> None:
    assert sys.platform == "win32" or machine_secret_store("win32") is None
    assert sys.platform == "darwin" or machine_secret_store("darwin") is None


class Credentials:
    """Windows' own store, as far as the keyring library uses it, in memory."""

    CRED_TYPE_GENERIC, CRED_PERSIST_SESSION, CRED_PERSIST_LOCAL_MACHINE, CRED_PERSIST_ENTERPRISE = 1, 1, 2, 3

    class error(Exception):  # noqa: N801, N818 - as pywintypes names it
        winerror, funcname = 1168, "CredRead"

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, object]] = {}

    def CredRead(self, Type: int, TargetName: str) -> dict[str, object]:  # noqa: N803 - Windows' names
        if TargetName not in self.kept:
            raise self.error
        said = self.kept[TargetName]
        return {**said, "CredentialBlob": str(said["CredentialBlob"]).encode("utf-16")}

    def CredWrite(self, credential: dict[str, object], _flags: int) -> None:
        self.kept[str(credential["TargetName"])] = credential

    def CredDelete(self, Type: int, TargetName: str) -> None:  # noqa: N803 - Windows' names
        del self.kept[TargetName]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Credentials:
    """The library's real Windows backend, on a store in memory."""
    from keyring.backends import Windows

    made = Credentials()
    for name, value in (("win32cred", made), ("pywintypes", Credentials), ("missing_deps", False)):
        monkeypatch.setattr(Windows, name, value, raising=False)
    return made


def test_on_windows_a_secret_stays_on_the_machine(windows: Credentials) -> None:
    store = machine_secret_store("win32")
    assert store is not None
    store.put("a-device", SECRET)
    store.put("a-device recovery", SECRET[::-1])
    assert store.get("a-device") == SECRET
    assert store.get("a-device recovery") == SECRET[::-1], "two names do not push each other out"
    assert {said["Persist"] for said in windows.kept.values()} == {windows.CRED_PERSIST_LOCAL_MACHINE}


def test_by_itself_the_library_lets_it_roam(windows: Credentials) -> None:
    """The control: without our choice, the secret would follow the person to every machine of the domain."""
    from keyring.backends.Windows import WinVaultKeyring

    KeyringStore(WinVaultKeyring()).put("a-device", SECRET)
    assert {said["Persist"] for said in windows.kept.values()} == {windows.CRED_PERSIST_ENTERPRISE}
