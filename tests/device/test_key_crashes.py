"""Wherever a change of keys is cut short, the old way in or the new one still opens, and no key is lost."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from iro_desktop.device import durable_file, slot_file, slots, vault
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.stretch import FLOOR
from tests.conftest import ROOT
from tests.device.stores import NEW, OLD, FakeStore, quick

WHOLE = os.environ.get("IRO_PROOF") == "full"


class Killed(BaseException):
    """The process ends here."""


class Killer:
    """Counts what reaches the disk or the store of secrets and ends the process at one of them."""

    def __init__(self, at: int, torn: bool) -> None:
        self.at, self.torn, self.count = at, torn, 0

    def passes(self, act: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object) -> object:
            self.count += 1
            if self.count == self.at:
                raise Killed
            return act(*given)

        return counted

    def writes(self, path: Path, content: bytes) -> None:
        self.count += 1
        if self.count == self.at:
            if self.torn:
                path.write_bytes(content[: len(content) // 2])
            raise Killed
        path.write_bytes(content)


def arm(patched: pytest.MonkeyPatch, killer: Killer) -> None:
    patched.setattr(durable_file, "_write_synced", killer.writes)
    patched.setattr(Path, "replace", killer.passes(Path.replace))
    patched.setattr(Path, "rename", killer.passes(Path.rename))
    patched.setattr(Path, "unlink", lambda self, missing_ok=False: killer.passes(os.unlink)(self))
    patched.setattr(durable_file, "sync_folder", killer.passes(durable_file.sync_folder))
    patched.setattr(FakeStore, "put", killer.passes(FakeStore.put))


def opens(key: bytes, way: Callable[..., vault.OpenVault], *given: object) -> bool:
    try:
        return way(*given).data_key == key
    except (vault.WrongPassphrase, vault.RecoveryCodeWrong, vault.DeviceSecretMissing):
        return False


ACTS: dict[str, Callable[[ProfilePaths, vault.NewVault, FakeStore], object]] = {
    "change": lambda paths, new, store: vault.change_passphrase(paths, OLD, NEW, store, cost=FLOOR),
    "recover here": lambda paths, new, store: vault.set_passphrase(
        paths, vault.open_with_recovery_code(paths, new.recovery_code).data_key, NEW, store, cost=FLOOR
    ),
    "recover elsewhere": lambda paths, new, store: (
        store.kept.clear()
        or vault.set_passphrase(
            paths, vault.open_with_recovery_code(paths, new.recovery_code).data_key, NEW, store, cost=FLOOR
        )
    ),
    "new code": lambda paths, new, store: vault.print_new_recovery_code(paths, new.data_key),
    "open": lambda paths, new, store: vault.open_vault(paths, OLD, store),
    "open damaged": lambda paths, new, store: (
        paths.slots_file.write_bytes(b"damaged") and vault.open_vault(paths, OLD, store)
    ),
}


@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize("name", ACTS)
def test_killed_at_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, torn: bool) -> None:
    monkeypatch.setattr(slots, "stretch", quick)
    template = ProfilePaths(tmp_path / "template")
    kept_store = FakeStore()
    new = vault.create_vault(template, OLD, kept_store, cost=FLOOR)
    point, finished = 0, False
    while not finished:
        point += 1
        paths = ProfilePaths(tmp_path / f"point-{point}")
        shutil.copytree(template.root, paths.root)
        store = FakeStore()
        store.kept = dict(kept_store.kept)
        with monkeypatch.context() as patched:
            arm(patched, Killer(point, torn))
            try:
                ACTS[name](paths, new, store)
                finished = True
            except Killed:
                pass
        by_code = opens(new.data_key, vault.open_with_recovery_code, paths, new.recovery_code)
        by_old = opens(new.data_key, vault.open_vault, paths, OLD, store)
        by_new = opens(new.data_key, vault.open_vault, paths, NEW, store)
        assert by_code or by_old or by_new, point
        assert by_code or name == "new code", point
        if name not in {"recover elsewhere"}:
            assert by_old or by_new, point
        assert not (by_old and by_new), point
    assert point >= 5, "the killer was armed"
    assert by_new == (name in {"change", "recover here", "recover elsewhere"})


def test_written_in_place_and_without_its_copy_the_key_file_would_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the test above fails where the key file is written in place, with no copy of before."""

    def lost(*_given: object) -> slot_file.FoundKeys:
        raise slot_file.VaultDamaged("The key file of this caseload is damaged.", "")

    def written_in_place(path: Path, content: bytes) -> None:
        durable_file._write_synced(path, content)  # the killer's, by the time it is called

    monkeypatch.setattr(slot_file, "replace_durably", written_in_place)
    monkeypatch.setattr(slot_file, "_put_back", lost)
    monkeypatch.setattr(Killer, "writes", in_place)
    with pytest.raises(slot_file.VaultDamaged):
        test_killed_at_every_step(tmp_path, monkeypatch, "change", torn=True)


def in_place(killer: Killer, path: Path, content: bytes) -> None:
    killer.count += 1
    path.write_bytes(content[: len(content) // 2] if killer.count == killer.at else content)
    if killer.count == killer.at:
        raise Killed


def test_killed_while_the_first_keys_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "stretch", quick)
    point, finished = 0, False
    while not finished:
        point += 1
        paths, store = ProfilePaths(tmp_path / f"point-{point}"), FakeStore()
        with monkeypatch.context() as patched:
            arm(patched, Killer(point, torn=True))
            try:
                vault.create_vault(paths, OLD, store, cost=FLOOR)
                finished = True
            except Killed:
                pass
        assert vault.needs_setup(paths), "nothing exists that these keys could have opened"
        again = vault.create_vault(paths, NEW, store, cost=FLOOR)
        assert vault.open_vault(paths, NEW, store).data_key == again.data_key
    assert point > 5


WORKER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from iro_desktop.device import slots, vault
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.stretch import FLOOR
from tests.device.stores import NEW, OLD, quick
slots.stretch = quick
paths = ProfilePaths(Path({profile!r}))
key = bytes.fromhex(sys.argv[1])
print("ready", flush=True)
while True:
    for passphrase in (NEW, OLD):
        vault.set_passphrase(paths, key, passphrase, None, cost=FLOOR)
"""


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_kill_9_at_random_moments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "stretch", quick)
    paths = ProfilePaths(tmp_path / "profile")
    new = vault.create_vault(paths, OLD, None, cost=FLOOR)
    code = WORKER.format(root=str(ROOT), profile=str(paths.root))
    chance = random.Random(20_261_123)
    for _ in range(500 if WHOLE else 6):
        with subprocess.Popen(
            [sys.executable, "-c", code, new.data_key.hex()], stdout=subprocess.PIPE
        ) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline().strip() == b"ready"
            time.sleep(chance.uniform(0, 0.05))
            worker.kill()
        ways = [opens(new.data_key, vault.open_vault, paths, word, None) for word in (OLD, NEW)]
        assert sorted(ways) == [False, True]
        assert vault.open_with_recovery_code(paths, new.recovery_code).data_key == new.data_key
