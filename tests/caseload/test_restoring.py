"""A damaged caseload comes back with every committed change, and the damaged file is kept."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from iro_desktop.caseload import Caseload, CaseloadMissing, CaseloadWillNotOpen
from iro_desktop.caseload.backup import newest_first
from iro_desktop.caseload.restoring import NothingToRestore
from iro_desktop.caseload.spare import since_file
from iro_desktop.caseload.wal import log_of
from iro_desktop.domain.child import Child
from iro_desktop.domain.problems import KnownProblem
from tests.caseload.opening import Opener, put_together
from tests.proofs import how_many

STORES = how_many(8, 50)


@dataclass
class Life:
    """A caseload that is written in, closed, killed and backed up at random, and what it must hold."""

    opener: Opener
    chance: random.Random
    folder: Path
    children: dict[str, Child] = field(default_factory=dict)
    commits: int = 0

    def live(self, steps: int) -> None:
        caseload = self.opener.create()
        caseload.back_up(self.folder)
        for _ in range(steps):
            caseload = self.chance.choices((self.write, self.close, self.back_up), (30, 1, 1))[0](caseload)

    def write(self, caseload: Caseload) -> Caseload:
        one = f"c{self.chance.randrange(40)}"
        child = Child(id=one, given_name=f"n{self.commits}", likes="x" * self.chance.randrange(3000))
        with caseload.unit_of_work() as work:
            work.save(child)
            work.commit()
        self.children[one] = child
        self.commits += 1
        return caseload

    def close(self, _caseload: Caseload) -> Caseload:
        return self.opener.reopen()

    def back_up(self, caseload: Caseload) -> Caseload:
        self.opener.later(hours=self.chance.choice((1, 3, 30)))
        caseload.back_up(self.folder)
        return caseload

    def killed(self, to: Path) -> Opener:
        """Return the profile as a kill at this moment would leave it."""
        shutil.copytree(self.opener.path.parent, to, copy_function=shutil.copy2)
        return Opener(to / self.opener.path.name, self.opener.key)


Damage = Callable[[Path, random.Random], None]


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 60)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def blank(path: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(chance.randrange(size // 4096) * 4096)
        file.write(bytes(4096 * chance.randint(1, 8)))


def beheaded(path: Path, _chance: random.Random) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(8192))


def cut(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def gone(path: Path, _chance: random.Random) -> None:
    path.unlink()


def all_gone(path: Path, _chance: random.Random) -> None:
    path.unlink()
    log_of(path).unlink(missing_ok=True)


def log_gone(path: Path, _chance: random.Random) -> None:
    log_of(path).unlink(missing_ok=True)


def log_spoilt(path: Path, chance: random.Random) -> None:
    if log_of(path).exists() and log_of(path).stat().st_size:
        flip(log_of(path), chance)


DAMAGES: tuple[Damage, ...] = (flip, blank, beheaded, cut, gone, all_gone, log_gone, log_spoilt)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(STORES))
def test_a_damaged_store_comes_back_with_every_commit(opener: Opener, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    life = Life(opener, chance, opener.path.parent / "backups")
    life.live(chance.randint(20, 120))
    damaged = life.killed(tmp_path / "damaged")
    DAMAGES[seed % len(DAMAGES)](damaged.path, chance)
    left = {one.name: one.read_bytes() for one in (damaged.path, log_of(damaged.path)) if one.exists()}

    restored = put_together(damaged, damaged.path.parent / "backups", tmp_path / "aside")

    assert {child.id: child for child in damaged.open().list(Child)} == life.children
    assert not left or restored.kept_aside is not None
    for name, content in left.items():
        assert restored.kept_aside is not None
        assert (restored.kept_aside / name).read_bytes() == content, "what was damaged is kept as it was"
    damaged.close()


def test_the_control_loses_what_came_after_the_backup(opener: Opener, tmp_path: Path) -> None:
    """Without what is kept beside it, a backup is as old as it is."""
    life = Life(opener, random.Random(3), opener.path.parent / "backups")
    life.live(60)
    life.write(opener.open() if not opener.path.exists() else life.close(opener.reopen()))
    damaged = life.killed(tmp_path / "damaged")
    gone(damaged.path, life.chance)
    since_file(newest_first(damaged.path.parent / "backups")[0]).unlink()
    folder = damaged.path.parent / "backups"
    restored = put_together(damaged, folder, tmp_path / "aside")
    assert restored.commits == 0
    assert restored.until == restored.made
    assert {child.id: child for child in damaged.open().list(Child)} != life.children
    damaged.close()


def a_backup_and_more(opener: Opener) -> Path:
    caseload = opener.create()
    folder = opener.path.parent / "backups"
    for number in range(3):
        with caseload.unit_of_work() as work:
            work.save(Child(id=f"c{number}"))
            work.commit()
        opener.later(hours=2)
        caseload.back_up(folder)
    opener.close()
    return folder


def test_a_damaged_backup_is_passed_over_for_the_one_before(opener: Opener, tmp_path: Path) -> None:
    folder = a_backup_and_more(opener)
    newest, before, _ = newest_first(folder)
    flip(newest, random.Random(1))
    opener.path.unlink()
    told: list[tuple[int, int]] = []
    restored = put_together(opener, folder, tmp_path / "aside", lambda *step: told.append(step))
    assert restored.backup == before
    assert newest.exists(), "a damaged backup is left where it is"
    assert told == [(0, 3), (1, 3)]
    assert [child.id for child in opener.open().list(Child)] == ["c0", "c1"]


def test_a_cancelled_restore_changes_nothing(opener: Opener, tmp_path: Path) -> None:
    folder = a_backup_and_more(opener)
    beheaded(opener.path, random.Random(1))
    before = opener.path.read_bytes()

    def step(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_together(opener, folder, tmp_path / "aside", step)
    assert opener.path.read_bytes() == before
    assert not (tmp_path / "aside").exists()


def test_with_no_usable_copy_nothing_is_touched_and_a_person_is_told_what_to_do(
    opener: Opener, tmp_path: Path
) -> None:
    folder = a_backup_and_more(opener)
    before = opener.path.read_bytes()
    with pytest.raises(NothingToRestore) as said:
        put_together(Opener(opener.path, Opener.fresh_key()), folder, tmp_path / "aside")
    assert "IT" in said.value.what_to_do
    assert opener.path.read_bytes() == before
    with pytest.raises(NothingToRestore):
        put_together(opener, tmp_path / "nowhere", tmp_path / "aside")
    assert sorted(one.name for one in opener.path.parent.iterdir()) == ["backups", opener.path.name]


def test_a_caseload_that_is_open_is_not_touched(opener: Opener, tmp_path: Path) -> None:
    folder = a_backup_and_more(opener)
    opener.open()
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from iro_desktop.caseload.restoring import restore\n"
        "from iro_desktop.caseload import CaseloadInUse\n"
        "path, folder, aside = map(Path, sys.argv[1:4])\n"
        "try: restore(path, bytes.fromhex(sys.argv[4]), backups=folder, aside=aside, at=datetime.now(UTC))\n"
        "except CaseloadInUse: print('in use')\n"
    )
    arguments = [str(opener.path), str(folder), str(tmp_path / "aside"), opener.key.hex()]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "in use"
    assert [child.id for child in opener.reopen().list(Child)] == ["c0", "c1", "c2"]


@pytest.mark.parametrize("damage", [beheaded, gone])
def test_what_is_to_be_restored_says_so_when_it_is_opened(opener: Opener, damage: Damage) -> None:
    a_backup_and_more(opener)
    damage(opener.path, random.Random(2))
    with pytest.raises(KnownProblem) as said:
        opener.open()
    assert isinstance(said.value, CaseloadMissing | CaseloadWillNotOpen)
