"""Paths are where the system keeps a person's own data, and closed to everybody else."""

import os
import stat
import sys
from pathlib import Path

import platformdirs
import pytest

from iro_desktop.device.profile import (
    ProfilePaths,
    ProfileUnusable,
    default_profile,
    default_root,
    profile_of,
)

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists, not modes")


def test_the_default_is_the_systems_own_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for shared in ("", str(tmp_path)):
        monkeypatch.setenv("XDG_DATA_HOME", shared)
        assert str(default_root()) == platformdirs.user_data_dir(
            "iro-desktop", appauthor=False, roaming=False
        )


def test_windows_never_roams_and_macos_has_its_place() -> None:
    home = Path("/home/sam")
    windows = {"LOCALAPPDATA": "/local", "APPDATA": "/roaming"}
    assert default_root(windows, "win32", home) == Path("/local/iro-desktop")
    assert default_root({"APPDATA": "/roaming"}, "win32", home) == home / "AppData" / "Local" / "iro-desktop"
    assert default_root({}, "darwin", home) == home / "Library" / "Application Support" / "iro-desktop"


def test_the_option_wins_over_the_variable_and_that_over_the_default(tmp_path: Path) -> None:
    variable = {"IRO_DESKTOP_PROFILE": str(tmp_path / "variable")}
    assert profile_of(["--profile", str(tmp_path / "option")], variable).root == tmp_path / "option"
    assert profile_of(["x", f"--profile={tmp_path / 'option'}"], variable).root == tmp_path / "option"
    assert profile_of(["--profile"], variable).root == tmp_path / "variable"
    assert profile_of([], {"HOME": "/home/sam"}).root == default_profile({}).root


def test_a_relative_profile_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert profile_of(["--profile", "here"], {}).root == tmp_path / "here"


def test_every_path_lies_in_the_root_and_no_two_are_one(tmp_path: Path) -> None:
    paths = ProfilePaths(tmp_path)
    names = [name for name, kind in vars(ProfilePaths).items() if isinstance(kind, property)]
    found = [value for name in names if isinstance(value := getattr(paths, name), Path)]
    assert len(found) >= 14
    assert len(set(found)) == len(found)
    assert all(path.is_relative_to(tmp_path) for path in found)


def test_profiles_are_equal_by_place(tmp_path: Path) -> None:
    assert ProfilePaths(tmp_path) == ProfilePaths(tmp_path)
    assert ProfilePaths(tmp_path) != ProfilePaths(tmp_path / "x")
    assert ProfilePaths(tmp_path) != tmp_path
    assert len({ProfilePaths(tmp_path), ProfilePaths(tmp_path)}) == 1
    assert str(tmp_path) in repr(ProfilePaths(tmp_path))


def test_the_demonstration_is_marked_by_a_file(tmp_path: Path) -> None:
    paths = ProfilePaths(tmp_path)
    assert not paths.is_demonstration
    paths.demonstration_marker.touch()
    assert paths.is_demonstration


@posix_only
def test_preparing_closes_the_folder_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    paths = ProfilePaths(tmp_path / "deep" / "profile")
    old_mask = os.umask(0)
    try:
        paths.prepare()
        paths.root.chmod(0o755)
        paths.prepare()
    finally:
        os.umask(old_mask)
    for folder in (paths.root, paths.run, paths.logs, paths.backups, paths.sealed_draft):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix_only
def test_a_folder_of_other_things_is_not_closed_to_others(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "letter.txt").write_bytes(b"")
    with pytest.raises(ProfileUnusable, match="holds other things"):
        ProfilePaths(shared).prepare()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    (shared / "bank-holidays.csv").write_bytes(b"")
    ProfilePaths(shared).prepare()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o700


@posix_only
def test_another_persons_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(ProfileUnusable, match="cannot be used"):
        ProfilePaths(tmp_path / "theirs").prepare()


def test_nothing_is_changed_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    paths = ProfilePaths(tmp_path / "profile")
    paths.prepare()
    paths.root.chmod(0o755)
    paths.prepare()
    assert stat.S_IMODE(paths.root.stat().st_mode) & 0o077


def test_a_place_that_cannot_be_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ProfileUnusable) as problem:
        ProfilePaths(tmp_path / "file" / "profile").prepare()
    assert "Ask IT" in problem.value.what_to_do
