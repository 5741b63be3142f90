"""Kill -9 at any moment: nothing that showed Saved is lost, and never more than two seconds of typing."""

import os
import random
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.faults.typist import token

POINTS = 100 if os.environ.get("IRO_PROOF") == "full" else 8
SEED = 20260312
TWO_SECONDS = 2000


class Heard(NamedTuple):
    """One line of the typist's: B begun, K key, S saved, L locked; up to which word; when."""

    what: str
    number: int
    at: int


@dataclass(frozen=True)
class Verdict:
    """What was lost: words that had shown Saved, and the age in milliseconds of the oldest word lost."""

    killed_after: str
    typed: int
    saved: int
    lost_though_saved: list[int]
    oldest_lost: int


def kill_at(folder: Path, seed: int, mode: str = "on") -> Verdict:
    """Let the typist type, kill it at a random moment, open the caseload in a fresh process and compare."""
    chance = random.Random(seed)
    key = secrets.token_bytes(32).hex()
    command = [sys.executable, "-m", "tests.faults.typist", str(folder), key, mode, str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as typist:
        lines, after = listen(typist, chance)
        killed_at = time.monotonic_ns() // 1_000_000
        typist.kill()
        assert typist.stdout is not None
        lines += [heard for said in typist.stdout if (heard := parsed(said))]  # said before it died
    return judge(folder, key, lines, after, killed_at)


def listen(typist: "subprocess.Popen[str]", chance: random.Random) -> tuple[list[Heard], str]:
    """Hear the typist out until the moment to kill: some time after a key, a save or a lock."""
    kill_on, left = chance.choice("KKSSL"), chance.randint(1, 4)
    lines: list[Heard] = []
    assert typist.stdout is not None
    for said in typist.stdout:
        heard = parsed(said)
        if heard is None:
            continue
        if heard.what == "B":
            until = time.monotonic() + chance.uniform(1.2, 4.0)
            continue
        lines.append(heard)
        late = time.monotonic() - until
        if late > 0 and (heard.what == kill_on or late > 2):
            left -= 1
            if left <= 0:
                time.sleep(chance.uniform(0, 0.03) if heard.what == "S" else chance.uniform(0, 0.9))
                return lines, heard.what
    raise AssertionError("the typist ended by itself")


def parsed(line: str) -> Heard | None:
    """Return what a line says; None for one that a kill cut short."""
    parts = line.split()
    whole = line.endswith("\n") and len(parts) == 3
    return Heard(parts[0], int(parts[1]), int(parts[2])) if whole else None


def judge(folder: Path, key: str, lines: list[Heard], after: str, killed_at: int) -> Verdict:
    """Compare what was said with what a fresh process finds in the file."""
    command = [sys.executable, "-m", "tests.faults.survivor", str(folder), key]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    words = set(found.stdout.split())
    typed_at = {number: at for what, number, at in lines if what == "K"}
    saved = max((number for what, number, _at in lines if what == "S"), default=0)
    lost = [number for number in typed_at if token(number - 1) not in words]
    return Verdict(
        killed_after=after,
        typed=max(typed_at, default=0),
        saved=saved,
        lost_though_saved=[number for number in lost if number <= saved],
        oldest_lost=killed_at - min(typed_at[number] for number in lost) if lost else 0,
    )


@pytest.mark.proof
@pytest.mark.timeout(POINTS * 30)
def test_killed_at_any_point_nothing_saved_is_lost(tmp_path: Path) -> None:
    def at(point: int) -> Verdict:
        folder = tmp_path / str(point)
        folder.mkdir()
        return kill_at(folder, SEED + point)

    with ThreadPoolExecutor(2) as two_at_a_time:
        verdicts = list(two_at_a_time.map(at, range(POINTS)))
    worst = max(v.oldest_lost for v in verdicts)
    print(f"{POINTS} kills, {sum(v.typed for v in verdicts)} words typed; oldest word lost: {worst} ms")
    assert [v for v in verdicts if v.lost_though_saved] == []
    assert [v for v in verdicts if v.oldest_lost > TWO_SECONDS] == []
    assert all(v.typed > 10 for v in verdicts)
    assert sum(1 for v in verdicts if v.saved) > POINTS // 2


def test_the_detector_detects(tmp_path: Path) -> None:
    """The control: a screen that shows Saved and saves nothing is found out, on both counts."""
    verdict = kill_at(tmp_path, SEED, mode="off")
    assert verdict.saved > 0
    assert verdict.lost_though_saved
    assert verdict.oldest_lost > 1000
