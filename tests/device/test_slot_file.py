"""The key file is checked, kept twice, and carries what this version does not know."""

import json
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.device import slot_file
from iro_desktop.device.durable_file import CannotWrite
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.slot_file import (
    SlotFile,
    VaultDamaged,
    VaultFromNewerVersion,
    VaultMissing,
    VaultUnreadable,
    keep_copy,
    read_slot_file,
    write_slot_file,
)

ESCROW = {"kind": "escrow", "sealed": "00ff", "to": {"key": 1}}
FILE = SlotFile(
    "a-device", "c0ffee", ({"kind": "passphrase", "wrap": "00"}, ESCROW), {"from_later": [1, None]}
)


@pytest.fixture
def paths(tmp_path: Path) -> ProfilePaths:
    found = ProfilePaths(tmp_path)
    write_slot_file(found, FILE)
    keep_copy(found)
    return found


def resealed(change: dict[str, Any]) -> bytes:
    """Return the file's content with a change and a checksum that agrees with it."""
    content = json.loads(FILE.to_bytes()) | change
    content["sha256"] = slot_file._checksum(content)
    return json.dumps(content).encode()


def test_it_reads_back_as_written(paths: ProfilePaths) -> None:
    found = read_slot_file(paths)
    assert found.file == FILE
    assert not found.restored
    assert paths.slots_copy.read_bytes() == paths.slots_file.read_bytes()


def test_unknown_slots_and_fields_survive_a_rewrite(paths: ProfilePaths) -> None:
    write_slot_file(paths, read_slot_file(paths).file.with_slot({"kind": "passphrase", "wrap": "11"}))
    rewritten = read_slot_file(paths).file
    assert rewritten.of_kind("escrow") == (ESCROW,)
    assert rewritten.extra == {"from_later": [1, None]}
    assert rewritten.of_kind("passphrase") == ({"kind": "passphrase", "wrap": "11"},)
    assert len(rewritten.slots) == 2


def test_a_byte_changed_anywhere_is_noticed_and_the_copy_used(paths: ProfilePaths) -> None:
    whole = paths.slots_file.read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x04
        paths.slots_file.write_bytes(changed)
        assert read_slot_file(paths).file == FILE
    assert read_slot_file(paths).file == FILE
    assert not read_slot_file(paths).restored, "it was put back"


def test_a_file_cut_anywhere_is_noticed(paths: ProfilePaths) -> None:
    whole = paths.slots_file.read_bytes()
    for length in range(len(whole) - 1):
        paths.slots_file.write_bytes(whole[:length])
        found = read_slot_file(paths)
        assert found.restored
        assert found.file == FILE


def test_the_damaged_one_is_kept_aside(paths: ProfilePaths) -> None:
    paths.slots_file.write_bytes(b"damaged")
    assert read_slot_file(paths).restored
    assert (paths.root / "keys.json.damaged-1").read_bytes() == b"damaged"


def test_a_missing_one_is_put_back(paths: ProfilePaths) -> None:
    paths.slots_file.unlink()
    assert read_slot_file(paths).restored
    assert read_slot_file(paths) == slot_file.FoundKeys(FILE, restored=False)


def test_a_missing_copy_is_no_matter(paths: ProfilePaths) -> None:
    paths.slots_copy.unlink()
    assert read_slot_file(paths).file == FILE
    keep_copy(paths)
    assert paths.slots_copy.exists()


@pytest.mark.parametrize(
    "copy", [b"", b"x", b"[]", b"3", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"format": 1}']
)
def test_both_damaged_is_said_and_nothing_is_touched(paths: ProfilePaths, copy: bytes) -> None:
    paths.slots_file.write_bytes(b"damaged")
    paths.slots_copy.write_bytes(copy)
    with pytest.raises(VaultDamaged) as problem:
        read_slot_file(paths)
    assert "delete nothing" in problem.value.what_to_do
    assert paths.slots_file.read_bytes() == b"damaged"
    assert paths.slots_copy.read_bytes() == copy


@pytest.mark.parametrize("change", [{"format": "other"}, {"version": "x"}, {"slots": 3}])
def test_what_is_not_a_key_file_is_not_read_as_one(paths: ProfilePaths, change: dict[str, Any]) -> None:
    paths.slots_file.write_bytes(resealed(change))
    assert read_slot_file(paths).restored


def test_a_newer_file_is_left_alone(paths: ProfilePaths) -> None:
    paths.slots_file.write_bytes(resealed({"version": 2}))
    with pytest.raises(VaultFromNewerVersion):
        read_slot_file(paths)
    assert paths.slots_file.read_bytes() == resealed({"version": 2})


def test_no_file_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        read_slot_file(ProfilePaths(tmp_path))


def test_a_file_that_cannot_be_read_just_now_is_not_called_damaged(paths: ProfilePaths) -> None:
    paths.slots_file.unlink()
    paths.slots_file.mkdir()  # reading it is an OSError that is not "not found"
    with pytest.raises(VaultUnreadable):
        read_slot_file(paths)
    assert paths.slots_file.is_dir()


def test_a_full_disk_only_delays_the_copy(paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    write_slot_file(paths, FILE.with_slot({"kind": "recovery"}))
    before = paths.slots_copy.read_bytes()

    def full(path: Path, content: bytes) -> None:
        raise CannotWrite("full", "make room")

    with monkeypatch.context() as patched:
        patched.setattr(slot_file, "replace_durably", full)
        keep_copy(paths)
    assert paths.slots_copy.read_bytes() == before
    keep_copy(paths)
    assert paths.slots_copy.read_bytes() == paths.slots_file.read_bytes()


def test_an_equal_copy_is_not_written_again(paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    monkeypatch.setattr(slot_file, "replace_durably", lambda path, content: written.append(path))
    keep_copy(paths)
    assert written == []
