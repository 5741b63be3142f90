"""The vault gives the data key to the right passphrase or recovery code, and to nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from iro_desktop.device import vault, vault_file
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStoreFailed, SecretStoreLocked
from iro_desktop.device.slots import open_passphrase_slot, open_recovery_slot, passphrase_slot, recovery_slot
from iro_desktop.device.stretch import FLOOR
from tests.conftest import ROOT
from tests.device.stores import FakeStore

PASSPHRASE = "tulip harbour pencil Monday fox"
OTHER = "violet ladder kettle Friday owl"


@pytest.fixture
def paths(tmp_path: Path) -> ProfilePaths:
    return ProfilePaths(tmp_path / "profile")


def made(paths: ProfilePaths, store: FakeStore | None = None) -> vault.NewVault:
    return vault.create_vault(paths, PASSPHRASE, store, cost=FLOOR)


def test_the_passphrase_opens_what_was_made(paths: ProfilePaths) -> None:
    store = FakeStore()
    new = made(paths, store)
    opened = vault.open_vault(paths, PASSPHRASE, store)
    assert opened.data_key == new.data_key
    assert len(new.data_key) == 32
    assert opened.device_id == new.device_id
    assert new.notice is None
    assert opened.notice is None
    assert not opened.must_set_passphrase


def test_two_vaults_share_no_key(tmp_path: Path) -> None:
    one, two = (made(ProfilePaths(tmp_path / name)) for name in ("one", "two"))
    assert one.data_key != two.data_key
    assert one.recovery_code != two.recovery_code
    assert one.device_id != two.device_id


def test_the_recovery_code_opens_without_passphrase_or_machine(paths: ProfilePaths) -> None:
    new = made(paths, FakeStore())
    opened = vault.open_with_recovery_code(paths, new.recovery_code.lower().replace("-", " "))
    assert opened.data_key == new.data_key
    assert opened.must_set_passphrase


def test_without_a_store_the_passphrase_alone_opens_and_the_notice_is_said(paths: ProfilePaths) -> None:
    new = made(paths, None)
    assert new.notice == vault.NO_STORE_NOTICE
    opened = vault.open_vault(paths, PASSPHRASE, None)
    assert opened.data_key == new.data_key
    assert opened.notice == vault.NO_STORE_NOTICE


def test_passphrase_alone_opens_nothing_where_there_is_a_store(paths: ProfilePaths) -> None:
    made(paths, FakeStore())
    with pytest.raises(vault.DeviceSecretMissing):
        vault.open_vault(paths, PASSPHRASE, None)
    with pytest.raises(vault.DeviceSecretMissing):
        vault.open_vault(paths, PASSPHRASE, FakeStore())
    pretending = json.loads(paths.slots_file.read_bytes())["slots"][0] | {"with_device_secret": False}
    assert open_passphrase_slot(pretending, PASSPHRASE, None) is None
    assert not paths.attempts_file.exists(), "a vanished half of the key is no wrong try"


def test_the_device_secret_alone_opens_nothing(paths: ProfilePaths) -> None:
    store = FakeStore()
    made(paths, store)
    for guess in ("", " ", store.kept.popitem()[1].hex()):
        slot = json.loads(paths.slots_file.read_bytes())["slots"][0]
        assert open_passphrase_slot(slot, guess, bytes(32)) is None


def test_another_machines_secret_does_not_open(paths: ProfilePaths) -> None:
    store = FakeStore()
    new = made(paths, store)
    store.kept[new.device_id] = bytes(32)
    with pytest.raises(vault.WrongPassphrase):
        vault.open_vault(paths, PASSPHRASE, store)


def test_neither_key_nor_passphrase_nor_code_is_in_any_file(paths: ProfilePaths) -> None:
    store = FakeStore()
    new = made(paths, store)
    vault.open_vault(paths, PASSPHRASE, store)
    secret = store.kept[new.device_id]
    bare = new.recovery_code.replace("-", "")
    planted = [new.data_key, secret, new.data_key.hex().encode(), secret.hex().encode(), PASSPHRASE.encode()]
    planted += [new.recovery_code.encode(), bare.encode()]
    control = b"x" + secret.hex().encode()
    assert any(mark in control for mark in planted), "the search finds what is there"
    for file in paths.root.rglob("*"):
        if file.is_file():
            assert not any(mark in file.read_bytes() for mark in planted), file.name


def test_a_wrong_passphrase_counts_down_then_waits(paths: ProfilePaths) -> None:
    made(paths)
    now = 1000.0
    told = []
    for _ in range(5):
        with pytest.raises(vault.WrongPassphrase) as wrong:
            vault.open_vault(paths, OTHER, None, monotonic=lambda: now)
        told.append((wrong.value.tries_left, wrong.value.wait_seconds))
    assert told == [(4, 0), (3, 0), (2, 0), (1, 0), (0, 1)]
    assert "Wait 1 second and" in wrong.value.what_to_do
    with pytest.raises(vault.TooSoon) as soon:
        vault.open_vault(paths, PASSPHRASE, None, monotonic=lambda: now)
    assert soon.value.wait_seconds == 1
    now = 1001.0
    assert vault.open_vault(paths, PASSPHRASE, None, monotonic=lambda: now).data_key
    assert not paths.attempts_file.exists()


def test_the_unlock_screen_can_ask_how_long_to_wait(paths: ProfilePaths) -> None:
    made(paths)
    assert vault.seconds_to_wait(paths) == 0


def test_a_locked_store_is_said_and_not_counted(paths: ProfilePaths) -> None:
    store = FakeStore()
    made(paths, store)
    store.locked = True
    with pytest.raises(SecretStoreLocked):
        vault.open_vault(paths, PASSPHRASE, store)
    assert not paths.attempts_file.exists()


def test_a_locked_or_forgetful_store_makes_no_vault(paths: ProfilePaths) -> None:
    store = FakeStore()
    store.locked = True
    with pytest.raises(SecretStoreLocked):
        made(paths, store)
    store.locked, store.forgetful = False, True
    with pytest.raises(SecretStoreFailed):
        made(paths, store)
    assert vault.needs_setup(paths)
    assert made(paths).data_key, "the person may still go on without it, told so"


def test_a_mistyped_code_and_a_foreign_code_are_told_apart(paths: ProfilePaths, tmp_path: Path) -> None:
    code = made(paths).recovery_code
    foreign = made(ProfilePaths(tmp_path / "another")).recovery_code
    with pytest.raises(vault.RecoveryCodeMistyped):
        vault.open_with_recovery_code(paths, ("0" if code[0] != "0" else "2") + code[1:])
    with pytest.raises(vault.RecoveryCodeWrong):
        vault.open_with_recovery_code(paths, foreign)


def test_changing_the_passphrase_keeps_the_key_and_retires_the_old_one(paths: ProfilePaths) -> None:
    store = FakeStore()
    new = made(paths, store)
    assert vault.change_passphrase(paths, PASSPHRASE, OTHER, store, cost=FLOOR) is None
    assert vault.open_vault(paths, OTHER, store).data_key == new.data_key
    assert vault.open_with_recovery_code(paths, new.recovery_code).data_key == new.data_key
    for kept in (paths.slots_file, paths.slots_copy):
        for slot in json.loads(kept.read_bytes())["slots"]:
            if slot["kind"] == "passphrase":
                secret = store.get(new.device_id)
                assert open_passphrase_slot(slot, PASSPHRASE, secret) is None
                assert open_passphrase_slot(slot, OTHER, secret) == new.data_key


def test_changing_needs_the_old_passphrase_and_a_good_new_one(paths: ProfilePaths) -> None:
    made(paths)
    with pytest.raises(vault.WrongPassphrase):
        vault.change_passphrase(paths, OTHER, OTHER + "!", None, cost=FLOOR)
    with pytest.raises(vault.PassphraseTooWeak):
        vault.change_passphrase(paths, PASSPHRASE, "password1234", None, cost=FLOOR)
    assert vault.open_vault(paths, PASSPHRASE, None).data_key


def test_after_recovery_on_a_changed_machine_a_new_passphrase_opens(paths: ProfilePaths) -> None:
    new = made(paths, FakeStore())
    fresh = FakeStore()
    opened = vault.open_with_recovery_code(paths, new.recovery_code)
    assert vault.set_passphrase(paths, opened.data_key, OTHER, fresh, cost=FLOOR) is None
    assert vault.open_vault(paths, OTHER, fresh).data_key == new.data_key
    assert vault.set_passphrase(paths, opened.data_key, OTHER, None, cost=FLOOR) == vault.NO_STORE_NOTICE
    assert vault.open_vault(paths, OTHER, None).data_key == new.data_key


def test_a_new_recovery_code_retires_the_printed_one(paths: ProfilePaths) -> None:
    new = made(paths)
    code = vault.print_new_recovery_code(paths, new.data_key)
    assert vault.open_with_recovery_code(paths, code).data_key == new.data_key
    with pytest.raises(vault.RecoveryCodeWrong):
        vault.open_with_recovery_code(paths, new.recovery_code)


def test_a_foreign_data_key_is_never_wrapped(paths: ProfilePaths) -> None:
    made(paths)
    with pytest.raises(ValueError, match="not the data key"):
        vault.set_passphrase(paths, bytes(32), OTHER, None, cost=FLOOR)
    with pytest.raises(ValueError, match="not the data key"):
        vault.print_new_recovery_code(paths, bytes(32))


def test_keys_are_never_made_over_others(paths: ProfilePaths) -> None:
    assert vault.needs_setup(paths)
    made(paths)
    assert vault.needs_setup(paths), "cut short before any caseload: may begin again"
    paths.caseload_file.write_bytes(b"data")
    assert not vault.needs_setup(paths)
    with pytest.raises(vault.VaultExists):
        made(paths)
    vault.open_vault(paths, PASSPHRASE, None)
    paths.caseload_file.unlink()
    assert not vault.needs_setup(paths), "once used, a missing caseload is no reason to make new keys"


def test_backups_alone_forbid_new_keys(paths: ProfilePaths) -> None:
    paths.prepare()
    assert vault.needs_setup(paths)
    (paths.backups / "caseload-1.db").write_bytes(b"data")
    assert not vault.needs_setup(paths)


def test_keys_abandoned_at_first_use_are_kept_aside(paths: ProfilePaths) -> None:
    first = made(paths)
    second = made(paths)
    assert vault.open_with_recovery_code(paths, second.recovery_code).data_key == second.data_key
    with pytest.raises(vault.RecoveryCodeWrong):
        vault.open_with_recovery_code(paths, first.recovery_code)
    assert (paths.root / "keys.json.abandoned-1").exists()


def test_without_keys_nothing_is_made_on_opening(paths: ProfilePaths) -> None:
    with pytest.raises(vault.VaultMissing):
        vault.open_vault(paths, PASSPHRASE, None)
    assert not paths.root.exists()


def test_a_damaged_key_file_is_put_back_and_said(paths: ProfilePaths) -> None:
    new = made(paths)
    paths.slots_file.write_bytes(b"")
    opened = vault.open_vault(paths, PASSPHRASE, None)
    assert opened.data_key == new.data_key
    assert opened.notice is not None
    assert vault.RESTORED_NOTICE in opened.notice
    paths.slots_file.write_bytes(b"\xff")
    assert vault.open_with_recovery_code(paths, new.recovery_code).notice == vault.RESTORED_NOTICE


def test_a_disk_that_keeps_something_else_is_noticed(
    paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = made(paths)
    monkeypatch.setattr(vault_file, "write_slot_file", lambda paths, file: None)
    with pytest.raises(vault.VaultUnreadable):
        vault.set_passphrase(paths, new.data_key, OTHER, None, cost=FLOOR)
    assert vault.open_vault(paths, PASSPHRASE, None).data_key == new.data_key


def test_a_backup_gets_its_keys(paths: ProfilePaths, tmp_path: Path) -> None:
    new = made(paths)
    elsewhere = ProfilePaths(tmp_path / "restored")
    elsewhere.prepare()
    vault.copy_keys_to(paths, elsewhere.root)
    assert vault.open_vault(elsewhere, PASSPHRASE, None).data_key == new.data_key


def test_after_a_change_the_backups_open_in_the_new_way_only(paths: ProfilePaths) -> None:
    new = made(paths)
    vault.copy_keys_to(paths, paths.backups)
    vault.set_passphrase(paths, new.data_key, OTHER, None, cost=FLOOR)
    beside = ProfilePaths(paths.backups)
    with pytest.raises(vault.WrongPassphrase):
        vault.open_vault(beside, PASSPHRASE, None)
    assert vault.open_vault(beside, OTHER, None).data_key == new.data_key


def test_a_code_opens_nothing_before_it_is_kept(paths: ProfilePaths) -> None:
    new, code = made(paths), vault.new_recovery_code()
    with pytest.raises(vault.RecoveryCodeWrong):
        vault.open_with_recovery_code(paths, code)
    assert vault.open_with_recovery_code(paths, new.recovery_code).data_key == new.data_key
    vault.keep_recovery_code(paths, new.data_key, code)
    assert vault.open_with_recovery_code(paths, code).data_key == new.data_key
    with pytest.raises(vault.RecoveryCodeWrong):
        vault.open_with_recovery_code(paths, new.recovery_code)


def test_keys_do_not_show_in_a_traceback_or_a_log(paths: ProfilePaths) -> None:
    new = made(paths)
    opened = vault.open_vault(paths, PASSPHRASE, None)
    for shown in (repr(new), str(opened)):
        assert shown.endswith("Vault(…)")


def test_a_slot_that_opens_to_another_key_is_not_taken(paths: ProfilePaths) -> None:
    from iro_desktop.device.recovery_code import new_recovery_code, read_recovery_code
    from iro_desktop.device.slot_file import read_slot_file, write_slot_file

    made(paths)
    code = new_recovery_code()
    planted = read_slot_file(paths).file
    planted = planted.with_slot(passphrase_slot(bytes(32), OTHER, None, FLOOR))
    planted = planted.with_slot(recovery_slot(bytes(32), read_recovery_code(code)))
    write_slot_file(paths, planted)
    with pytest.raises(vault.WrongPassphrase):
        vault.open_vault(paths, OTHER, None)
    with pytest.raises(vault.RecoveryCodeWrong):
        vault.open_with_recovery_code(paths, code)


def test_every_bit_flip_of_a_recovery_wrap_is_refused() -> None:
    data_key, code = bytes(range(32)), bytes(17)
    slot = dict(recovery_slot(data_key, code))
    wrap = bytes.fromhex(str(slot["wrap"]))
    assert len(wrap) == 72
    assert open_recovery_slot(slot, code) == data_key
    for bit in range(8 * len(wrap)):
        flipped = bytearray(wrap)
        flipped[bit // 8] ^= 1 << bit % 8
        assert open_recovery_slot(slot | {"wrap": flipped.hex()}, code) is None


def test_the_cost_is_calibrated_when_none_is_given(
    paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "calibrate", lambda: FLOOR)
    vault.create_vault(paths, PASSPHRASE, None)
    slot = json.loads(paths.slots_file.read_bytes())["slots"][0]
    assert (slot["memory_kib"], slot["passes"], slot["lanes"]) == (65_536, 3, 4)


def test_loading_early_saves_the_first_unlocking_the_imports(tmp_path: Path) -> None:
    code = "import sys\nfrom iro_desktop.device import vault\nbefore = set(sys.modules)\n"
    code += "vault.load_libraries()\nprint(' '.join(set(sys.modules) - before))"
    command = [sys.executable, "-c", code]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    assert {"argon2.low_level", "nacl.secret", "keyring.backend"} <= set(shown)
    vault.load_libraries()
