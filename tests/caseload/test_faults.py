"""Killed at any moment or out of room, nothing that was committed is lost and the next write works."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from iro_desktop.caseload import Caseload, CaseloadCannotWrite, CaseloadFull
from iro_desktop.domain.child import Child
from iro_desktop.domain.review import ReviewSection
from tests.caseload.opening import Opener
from tests.caseload.traces import files_under
from tests.conftest import ROOT
from tests.proofs import how_many

AMY = Child(id="c1", given_name="Amy")
WRITER = Path(__file__).with_name("writer.py")


def killed_writer(opener: Opener, seconds: float) -> list[int]:
    """Let a writer commit one change after another, kill it without warning, return what it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, str(WRITER), str(opener.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    with writer:
        writer.stdin.write(opener.key.hex() + "\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "ready\n"
        time.sleep(seconds)
        writer.kill()
        heard = writer.stdout.read()
    return [int(line) for line in heard.splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_killed_at_any_moment_no_acknowledged_commit_is_lost(caseload: Caseload, opener: Opener) -> None:
    caseload.close()
    chance = random.Random(20261123)
    acknowledged = 0
    for _ in range(how_many(15, 300)):
        heard = killed_writer(opener, chance.uniform(0.0, 0.25))
        acknowledged = max([acknowledged, *heard])
        again = opener.open()
        last = again.get(Child, "counter")
        counted = int(last.likes) if last else 0
        assert counted in (acknowledged, acknowledged + 1)
        assert len(again.list(ReviewSection)) == counted, "a commit is whole or not at all"
        assert again.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        opener.close()
        acknowledged = counted
    assert acknowledged > 0


@contextmanager
def little_room(caseload: Caseload, pages: int) -> Iterator[None]:
    """As if the disk had room for a few more pages only."""
    has = caseload.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    caseload.connection.exec_driver_sql(f"PRAGMA max_page_count = {has + pages}")
    try:
        yield
    finally:
        caseload.connection.exec_driver_sql("PRAGMA max_page_count = 4294967294")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 3 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    try:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("only Linux can mount a small disk for a test")
    if made.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """As if a quota let no file grow beyond `size` bytes."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill_until_full(caseload: Caseload) -> int:
    """Save one child after another until there is no room; return how many were committed."""
    for number in range(100_000):
        try:
            with caseload.unit_of_work() as work:
                work.save(Child(id=f"full{number:05}", careful="x" * 3000))
                work.commit()
        except (CaseloadFull, CaseloadCannotWrite):
            return number
    raise AssertionError("it never filled up")


@pytest.mark.parametrize("limit", ["pages", "files"])
def test_with_no_room_left_nothing_is_lost_and_the_next_write_works(
    caseload: Caseload, opener: Opener, limit: str
) -> None:
    with caseload.unit_of_work() as work:
        work.save(AMY)
        work.commit()
    with little_room(caseload, 20) if limit == "pages" else small_files(600_000):
        committed = fill_until_full(caseload)
        assert committed > 0
        assert caseload.get(Child, "c1") == AMY
        assert len(caseload.list(Child)) == committed + 1
        assert caseload.get(Child, f"full{committed:05}") is None
    with caseload.unit_of_work() as work:
        work.save(replace(AMY, likes="drums"))
        work.commit()
    again = opener.reopen()
    assert again.get(Child, "c1") == replace(AMY, likes="drums")
    assert len(again.list(Child)) == committed + 1
    assert len(again.pending(limit=100_000)) == committed + 1


def test_on_a_full_disk_nothing_is_lost_and_making_room_helps(small_disk: Path, opener: Opener) -> None:
    opener.path = small_disk / "caseload.iro"
    caseload = opener.create()
    with caseload.unit_of_work() as work:
        work.save(AMY)
        work.commit()
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 800_000)
    committed = fill_until_full(caseload)
    with pytest.raises(CaseloadFull):
        caseload.back_up(small_disk / "backups")
    assert files_under(small_disk / "backups") == []
    assert caseload.get(Child, "c1") == AMY
    assert len(caseload.list(Child)) == committed + 1 > 1
    ballast.unlink()
    with caseload.unit_of_work() as work:
        work.save(replace(AMY, likes="drums"))
        work.commit()
    again = opener.reopen()
    assert again.get(Child, "c1") == replace(AMY, likes="drums")
    assert len(again.list(Child)) == committed + 1
    opener.close()


@pytest.mark.parametrize("limit", ["pages", "files"])
def test_a_large_save_with_no_room_is_undone_whole(caseload: Caseload, limit: str) -> None:
    with little_room(caseload, 20) if limit == "pages" else small_files(600_000):
        with caseload.unit_of_work() as work:
            with pytest.raises((CaseloadFull, CaseloadCannotWrite)):
                for number in range(100_000):
                    work.save(Child(id=f"c{number}", careful="x" * 30_000))
            with pytest.raises(RuntimeError, match="over"):
                work.save(AMY)
        assert caseload.list(Child) == ()
    assert caseload.pending() == ()


def test_a_backup_with_no_room_is_said_and_leaves_nothing(caseload: Caseload, tmp_path: Path) -> None:
    with caseload.unit_of_work() as work:
        work.save_all(Child(id=f"c{number}", careful="x" * 3000) for number in range(50))
        work.commit()
    with small_files(100_000), pytest.raises(CaseloadCannotWrite):
        caseload.back_up(tmp_path / "backups")
    assert files_under(tmp_path / "backups") == []
    assert len(caseload.list(Child)) == 50


def test_no_room_to_create_leaves_nothing_behind(opener: Opener) -> None:
    with small_files(20_000), pytest.raises(CaseloadCannotWrite):
        opener.create()
    assert files_under(opener.path.parent) == []
    opener.create()


def test_closing_with_no_room_keeps_everything(caseload: Caseload, opener: Opener) -> None:
    size = opener.path.stat().st_size
    with caseload.unit_of_work() as work:
        work.save_all(Child(id=f"c{number}", careful="x" * 3000) for number in range(50))
        work.commit()
    with small_files(size):
        caseload.close()
    assert len(opener.open().list(Child)) == 50
