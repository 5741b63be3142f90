"""Words sealed at a lock come back whole, in order, and leave no trace in plain text."""

from pathlib import Path

import pytest

from iro_desktop.device import sealed_draft
from iro_desktop.device.durable_file import CannotWrite
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.sealed_draft import (
    DraftDamaged,
    discard_draft,
    keep_reserve,
    seal_draft,
    set_draft_aside,
    take_draft,
)

KEY = bytes(range(32))
WORDS = {"screen": "record", "cursor": 17, "text": "Biscuit is my “best” friend \U0001f600\ud800"}


@pytest.fixture
def paths(tmp_path: Path) -> ProfilePaths:
    return ProfilePaths(tmp_path / "profile")


def test_what_was_sealed_is_taken_until_it_is_discarded(paths: ProfilePaths) -> None:
    assert take_draft(paths, KEY) is None
    discard_draft(paths)
    seal_draft(paths, KEY, WORDS)
    assert take_draft(paths, KEY) == WORDS
    assert take_draft(paths, KEY) == WORDS
    discard_draft(paths)
    assert take_draft(paths, KEY) is None


def test_a_second_draft_replaces_nothing(paths: ProfilePaths) -> None:
    for number in range(12):
        seal_draft(paths, KEY, number)
    taken = []
    while (draft := take_draft(paths, KEY)) is not None:
        taken.append(draft)
        discard_draft(paths)
    assert taken == list(range(12))


def test_nothing_is_in_plain_text(paths: ProfilePaths) -> None:
    seal_draft(paths, KEY, WORDS)
    (sealed,) = paths.sealed_draft.iterdir()
    for marker in (b"Biscuit", b"record", b"cursor", "Biscuit".encode("utf-16-le")):
        assert marker not in sealed.read_bytes()


def test_another_key_does_not_open_it(paths: ProfilePaths) -> None:
    seal_draft(paths, KEY, WORDS)
    with pytest.raises(DraftDamaged):
        take_draft(paths, bytes(32))


@pytest.mark.parametrize("content", [b"", b"short", None])
def test_a_damaged_draft_is_kept_aside_said_once_and_stops_no_other(
    paths: ProfilePaths, content: bytes | None
) -> None:
    seal_draft(paths, KEY, "first")
    seal_draft(paths, KEY, "second")
    first = paths.sealed_draft / "00000001.sealed"
    flipped = bytearray(first.read_bytes())
    flipped[30] ^= 1
    first.write_bytes(bytes(flipped) if content is None else content)
    with pytest.raises(DraftDamaged):
        take_draft(paths, KEY)
    assert (paths.sealed_draft / "00000001.sealed.damaged-1").exists()
    assert take_draft(paths, KEY) == "second"


def test_a_half_written_draft_is_not_taken_for_one(paths: ProfilePaths) -> None:
    seal_draft(paths, KEY, WORDS)
    (paths.sealed_draft / "00000000.sealed.abcd.new").write_bytes(b"half")
    assert take_draft(paths, KEY) == WORDS


def test_a_refusing_disk_is_said_and_what_was_there_stays(
    paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_draft(paths, KEY, "before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(CannotWrite):
            seal_draft(paths, KEY, "after")
    assert take_draft(paths, KEY) == "before"


def test_a_named_draft_is_let_go_and_no_other(paths: ProfilePaths) -> None:
    left_by_an_earlier_process = seal_draft(paths, KEY, "earlier")
    mine = seal_draft(paths, KEY, "mine")
    discard_draft(paths, mine)
    discard_draft(paths, "00000099.sealed")
    assert take_draft(paths, KEY) == "earlier"
    assert left_by_an_earlier_process == "00000001.sealed"
    set_draft_aside(paths)
    assert take_draft(paths, KEY) is None
    assert [f.name for f in paths.sealed_draft.iterdir()] == ["00000001.sealed.unplaced-1"]


def test_the_reserve_makes_room_on_a_full_disk(paths: ProfilePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    seal_draft(paths, KEY, "first")
    assert keep_reserve(paths)
    assert keep_reserve(paths)
    reserve, real = paths.sealed_draft / "reserve", sealed_draft.replace_durably

    def full(path: Path, content: bytes) -> None:
        if reserve.exists() or path == reserve:
            raise CannotWrite("The disk is full.", "Make room.")
        real(path, content)

    monkeypatch.setattr(sealed_draft, "replace_durably", full)
    seal_draft(paths, KEY, "second")
    assert not reserve.exists()
    assert not keep_reserve(paths)
    assert len(list(paths.sealed_draft.iterdir())) == 2
