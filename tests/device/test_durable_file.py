"""A file is replaced whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from iro_desktop.device import durable_file
from iro_desktop.device.durable_file import CannotWrite, replace_durably, set_aside, sync_folder


def test_the_content_is_there_and_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    replace_durably(file, b"one")
    replace_durably(file, b"two\r\n")
    assert file.read_bytes() == b"two\r\n"
    assert list(tmp_path.iterdir()) == [file]
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_it_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (done.append("rename"), replace(self, to))[1])
    replace_durably(tmp_path / "keys", b"one")
    assert done == ["sync", "rename", "sync"]


@pytest.mark.parametrize("refused", ["open", "fsync"])
def test_a_refusing_disk_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    file = tmp_path / "keys"
    replace_durably(file, b"one")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device: Ellis")

    with monkeypatch.context() as patched:
        patched.setattr(durable_file.os, refused, full)
        with pytest.raises(CannotWrite) as problem:
            replace_durably(file, b"two")
    assert problem.value.__suppress_context__
    assert "Ellis" not in str(problem.value) + problem.value.what_to_do
    assert file.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [file]


def test_setting_aside_never_replaces_anything(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        (tmp_path / "keys").write_bytes(content)
        set_aside(tmp_path / "keys")
    assert (tmp_path / "keys.damaged-1").read_bytes() == b"one"
    assert (tmp_path / "keys.damaged-2").read_bytes() == b"two"
    assert not (tmp_path / "keys").exists()


def test_windows_needs_no_folder_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    sync_folder(tmp_path / "not there")
