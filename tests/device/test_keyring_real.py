"""The whole vault on a real Secret Service, under a D-Bus of its own and with a HOME of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
pytestmark = [
    pytest.mark.keyring,
    pytest.mark.skipif(
        not all(map(shutil.which, NEEDED)), reason="gnome-keyring and dbus-daemon are not installed here"
    ),
]

BEGIN = """
import json, sys
from pathlib import Path
from iro_desktop.device import vault
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStoreLocked, machine_secret_store
from iro_desktop.device.stretch import FLOOR
WORDS = "tulip harbour pencil Monday fox"
paths = ProfilePaths(Path.home() / "profile")
store = machine_secret_store()
def tried(act):
    try:
        return act().data_key.hex()
    except Exception as problem:
        return type(problem).__name__
"""
UNLOCKED = 'eval "$(printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets)"; exec "$@"'
LOCKED = 'exec "$@"'


def private_environment(home: Path) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    run = home / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "PYTHONDONTWRITEBYTECODE") if name in os.environ
    }
    return {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(run), "PYTHONPATH": str(ROOT)}


def told(home: Path, code: str, wrapper: list[str]) -> Any:
    """Return the JSON that `code` printed in a process of its own."""
    ended = subprocess.run(
        [*wrapper, sys.executable, "-c", BEGIN + code],
        env=private_environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def in_session(home: Path, code: str, keyring: str = UNLOCKED) -> Any:
    return told(home, code, ["dbus-run-session", "--", "bash", "-c", keyring, "bash"])


def without_session(home: Path, code: str) -> Any:
    return told(home, code, [])


def test_the_passphrase_opens_with_the_keyring_and_not_without(tmp_path: Path) -> None:
    made = in_session(
        tmp_path / "home",
        """
new = vault.create_vault(paths, WORDS, store, cost=FLOOR)
opened = tried(lambda: vault.open_vault(paths, WORDS, store))
print(json.dumps([new.data_key.hex(), new.recovery_code, new.notice, opened]))
""",
    )
    key, code, notice, opened = made
    assert opened == key
    assert notice is None
    again = in_session(
        tmp_path / "home", "print(json.dumps(tried(lambda: vault.open_vault(paths, WORDS, store))))"
    )
    assert again == key, "a new session of the same person still opens"

    (tmp_path / "thief").mkdir()
    shutil.copytree(tmp_path / "home" / "profile", tmp_path / "thief" / "profile")
    attempts = """
fresh = machine_secret_store()
ways = [lambda: vault.open_vault(paths, WORDS, None), lambda: vault.open_vault(paths, WORDS, fresh)]
ways += [lambda: vault.open_vault(paths, "", fresh), lambda: vault.open_with_recovery_code(paths, "0" * 28)]
print(json.dumps([fresh is not None] + [tried(way) for way in ways]))
"""
    files_and_passphrase = in_session(tmp_path / "thief", attempts)
    assert files_and_passphrase == [
        True,
        "DeviceSecretMissing",
        "DeviceSecretMissing",
        "DeviceSecretMissing",
        "RecoveryCodeWrong",
    ]
    nobody_there = without_session(tmp_path / "thief", attempts)
    assert nobody_there == [
        False,
        "DeviceSecretMissing",
        "DeviceSecretMissing",
        "DeviceSecretMissing",
        "RecoveryCodeWrong",
    ]
    files_and_secret = in_session(
        tmp_path / "home",
        """
guesses = ("", "password", WORDS[:-1])
print(json.dumps([tried(lambda: vault.open_vault(paths, guess, store)) for guess in guesses]))
""",
    )
    assert files_and_secret == ["WrongPassphrase"] * 3
    by_code = without_session(
        tmp_path / "thief",
        f"print(json.dumps(tried(lambda: vault.open_with_recovery_code(paths, {code!r}))))",
    )
    assert by_code == key, "the control: the printed code does open these files"


def test_whatever_was_changed_one_part_alone_opens_nothing(tmp_path: Path) -> None:
    """After a change of the passphrase, sealing to the council, a request to it and new keys: the same."""
    made = in_session(
        tmp_path / "home",
        """
from iro_desktop.device.council_key import CouncilKey
from iro_desktop.device.escrow_recovery import ask_council
from iro_desktop.device.renewal import renewed_keys
from iro_desktop.device.vault_file import put_keys
from nacl.public import PrivateKey
council = CouncilKey("Coldwater", bytes(PrivateKey.generate().public_key))
new = vault.create_vault(paths, WORDS, store, council=council, cost=FLOOR)
changed = WORDS + " changed"
vault.change_passphrase(paths, WORDS, changed, store, cost=FLOOR)
ask_council(paths, store)
code = vault.new_recovery_code()
renewed = renewed_keys(paths, new.data_key, changed, code, store, cost=FLOOR)
put_keys(paths, renewed.file)
secret = store.get(new.device_id).hex()
print(json.dumps([renewed.data_key.hex(), code, changed, secret, new.recovery_code, new.data_key.hex()]))
""",
    )
    key, code, changed, secret, old_code, old_key = made
    everything = b"".join(path.read_bytes() for path in (tmp_path / "home" / "profile").rglob("*.*"))
    assert not [part for part in (key, secret, old_key, changed) if part.encode() in everything]
    attempts = f"""
from iro_desktop.device.escrow_recovery import take_answer
fresh = machine_secret_store()
words = ({changed!r}, WORDS, "", {secret!r}, {key!r})
ways = [lambda word=word: vault.open_vault(paths, word, fresh) for word in words]
ways += [lambda: vault.open_vault(paths, {changed!r}, None)]
ways += [lambda code=code: vault.open_with_recovery_code(paths, code) for code in ({old_code!r}, "0" * 28)]
print(json.dumps([tried(way) for way in ways]))
"""
    shutil.copytree(tmp_path / "home" / "profile", tmp_path / "thief" / "profile")
    for elsewhere in (in_session, without_session):
        found = elsewhere(tmp_path / "thief", attempts)
        assert key not in found, "files and passphrase, without the machine's secret"
        assert old_key not in found
        assert set(found) == {"DeviceSecretMissing", "RecoveryCodeWrong"}
    with_secret = f"""
words = (WORDS, "", "password", {secret!r})
print(json.dumps([tried(lambda word=word: vault.open_vault(paths, word, store)) for word in words]))
"""
    assert set(in_session(tmp_path / "home", with_secret)) == {"WrongPassphrase"}, "files and the secret"
    both = f"print(json.dumps(tried(lambda: vault.open_vault(paths, {changed!r}, store))))"
    in_session(tmp_path / "home", "(paths.root / 'attempts.json').unlink()\nprint(1)")
    assert in_session(tmp_path / "home", both) == key, "the control: all three together open"
    printed = f"print(json.dumps(tried(lambda: vault.open_with_recovery_code(paths, {code!r}))))"
    assert without_session(tmp_path / "thief", printed) == key


def test_a_secret_that_vanished_leaves_the_code_and_then_a_new_passphrase(tmp_path: Path) -> None:
    found = in_session(
        tmp_path / "home",
        """
new = vault.create_vault(paths, WORDS, store, cost=FLOOR)
store.delete(new.device_id)
store.delete(new.device_id)
gone = tried(lambda: vault.open_vault(paths, WORDS, store))
opened = vault.open_with_recovery_code(paths, new.recovery_code)
said = vault.set_passphrase(paths, opened.data_key, WORDS + " again", store, cost=FLOOR)
back = tried(lambda: vault.open_vault(paths, WORDS + " again", store))
print(json.dumps([gone, said, back == new.data_key.hex()]))
""",
    )
    assert found == ["DeviceSecretMissing", None, True]


def test_a_locked_collection_is_said(tmp_path: Path) -> None:
    in_session(tmp_path / "home", "vault.create_vault(paths, WORDS, store, cost=FLOOR)\nprint(1)")
    locked = in_session(
        tmp_path / "home", "print(json.dumps(tried(lambda: vault.open_vault(paths, WORDS, store))))", LOCKED
    )
    assert locked == "SecretStoreLocked"
    never_made = in_session(
        tmp_path / "bare",
        """
try:
    vault.create_vault(paths, WORDS, store, cost=FLOOR)
except SecretStoreLocked:
    print(json.dumps(vault.needs_setup(paths)))
""",
        LOCKED,
    )
    assert never_made is True


@pytest.mark.parametrize(
    "named", ["keyring.backends.null.Keyring", "keyring.backends.chainer.ChainerBackend"]
)
def test_a_null_or_chained_backend_is_never_chosen(tmp_path: Path, named: str) -> None:
    """The control: the library itself does choose what this person's configuration names."""
    home = tmp_path / "home"
    configuration = home / ".config" / "python_keyring" / "keyringrc.cfg"
    configuration.parent.mkdir(parents=True)
    configuration.write_text(f"[backend]\ndefault-keyring={named}\n", "utf-8")
    chosen = without_session(
        home, "import keyring\nprint(json.dumps([type(keyring.get_keyring()).__module__, store is None]))"
    )
    assert chosen == [named.rpartition(".")[0], True]
