"""The power goes at any point, or the disk is full at any write: no promise is broken, and everything opens.

The control of the first runs the same with commits that are not synced, and loses words.
"""

import random
import shutil
from pathlib import Path

import pytest

from iro_desktop.device import slots
from tests.device.stores import quick
from tests.faults.disk import lives
from tests.faults.disk.replay import Act, Disk, acts
from tests.proofs import how_many

POINTS = how_many(40, 500)
SITES = how_many(12, 200)
ROUNDS = how_many(60, 400)
FULL_ROUNDS = 60
pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(0),
    pytest.mark.skipif(not lives.can_record(), reason="needs Linux and a C compiler"),
]


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "stretch", quick)


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lives.build(tmp_path_factory.mktemp("recorder"))


def recorded(tmp_path: Path, recorder: Path, rounds: int, *more: str) -> tuple[Path, list[Act]]:
    """Live a recorded life; return the folder as it was before, and what was done to it."""
    paths = lives.new_profile(tmp_path / "profile")
    before = tmp_path / "before"
    shutil.copytree(paths.root, before)
    lives.run(recorder, paths.root, tmp_path / "record", rounds, 5, *more)
    return before, list(acts(tmp_path / "record"))


def losses(before: Path, done: list[Act], points: int, tmp_path: Path) -> list[str]:
    """Let the power go at so many points; return what was lost."""
    chance = random.Random(20261125)
    stops = sorted(chance.sample(range(1, len(done)), min(points, len(done) - 1)))
    disk, at, found = Disk(before), 0, []
    for stop in stops:
        for act in done[at:stop]:
            disk.do(act)
        at = stop
        told = disk.named.get("promises")
        promised = lives.Promised()
        if told is not None:
            whole = bytes(told.kept) + b"".join(written for _, _, written in told.waiting)
            promised.read(whole.decode())
        after = tmp_path / "after"
        shutil.rmtree(after, ignore_errors=True)
        after.mkdir(mode=0o700)
        disk.after_power_loss(chance, after)
        found += [f"after {stop} of {len(done)}: {one}" for one in lives.broken_promises(after, promised)]
    return found


def test_no_promise_is_broken_when_the_power_goes(tmp_path: Path, recorder: Path) -> None:
    before, done = recorded(tmp_path, recorder, ROUNDS)
    assert sum(act.kind == "S" for act in done) > ROUNDS / 2, "the record has seen the syncs"
    assert losses(before, done, POINTS, tmp_path) == []


def test_the_control_without_syncs_loses_words(tmp_path: Path, recorder: Path) -> None:
    before, done = recorded(tmp_path, recorder, 40, "weak")
    assert losses(before, done, 60, tmp_path) != []


def test_a_full_disk_harms_nothing(tmp_path: Path, recorder: Path) -> None:
    """Whatever write finds no room first, and however long that lasts."""
    chance = random.Random(20261126)
    whole = lives.new_profile(tmp_path / "whole")
    lives.run(recorder, whole.root, tmp_path / "record", FULL_ROUNDS, 7, DISK_FULL_FROM=10**9)
    writes = sum(act.kind == "W" for act in acts(tmp_path / "record"))
    refusals, broken = 0, []
    for site in sorted(chance.sample(range(writes), min(SITES, writes))):
        paths = lives.new_profile(tmp_path / f"full-{site}")
        promises = tmp_path / f"promises-{site}"
        lasts = chance.choice([1, 3, 40, 400])
        printed = lives.run(
            recorder, paths.root, tmp_path / "full.record", FULL_ROUNDS, 7,
            DISK_FULL_FROM=site, DISK_FULL_FOR=lasts, PROMISES=str(promises),
        )  # fmt: skip
        refusals += int(printed.split()[1])
        told = lives.Promised().read(promises.read_text("utf-8"))
        broken += [f"full at {site} for {lasts}: {one}" for one in lives.broken_promises(paths.root, told)]
        shutil.rmtree(paths.root)
        (tmp_path / "full.record").unlink()
    assert broken == []
    assert refusals > SITES / 4, "the control: the disk did refuse, and it was said"
