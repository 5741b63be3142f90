"""Kill -9 of the app at any moment; a driver logs keys sent and "Saved" seen: nothing saved is lost."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.faults.typist import token
from tests.proofs import how_many
from tests.stories.desk import App, Desk, open_ellis, wait_for

KILLS = how_many(6, 100)
SEED = 20260719
TWO_SECONDS = 2000
MOMENTS = ("typing", "typing", "commit", "lock")


@dataclass
class Log:
    """What the driver sent and saw: words with the moment of their last key, and what "Saved" covered."""

    typed: dict[int, int] = field(default_factory=dict)
    saved: int = 0
    committing: int = 0
    said: list[str] = field(default_factory=list)

    def hear(self, told: dict[str, Any]) -> None:
        """Called as the app tells something: in its order, "Saved" covers every word answered before."""
        if told.get("event") == "saved":
            self.saved = max(self.typed, default=0)
        elif told.get("event") == "committing":
            self.committing += 1
        elif told.get("word"):
            self.typed[told["word"]] = told["at"]


@dataclass(frozen=True)
class Verdict:
    """What a kill cost."""

    moment: str
    typed: int
    saved: int
    lost_though_saved: list[int]
    oldest_lost: int
    same_place: bool


def to_a_box(app: App) -> None:
    """Tab on to where words can be typed; a kill can come between two boxes."""
    while not app.ask("where")["box"]:
        app.press("Tab")


def type_until(app: App, log: Log, chance: random.Random, first: int, moment: str) -> int:
    """Type words, changing boxes and deciding now and then, until the moment to kill; return when."""
    app.hear(log.hear)
    number, until = first, time.monotonic() + chance.uniform(0.8, 2.5)
    to_a_box(app)
    while time.monotonic() < until:
        number += 1
        app.ask("word", words=token(number - 1) + " ", number=number)
        time.sleep(0.03)
        if chance.random() < 0.04:
            app.press(chance.choice(["Tab", "Ctrl+D"]))
            to_a_box(app)
        if chance.random() < 0.05:
            time.sleep(chance.uniform(0.1, 1.2))
    if moment == "commit":
        committed = log.committing
        wait_for(lambda: log.committing > committed or log.saved == number, "a commit")
    if moment == "lock":
        app.send("press", keys="Ctrl+L")
    time.sleep(chance.uniform(0, 0.02 if moment == "commit" else 0.4))
    return time.monotonic_ns() // 1_000_000


def judge(app: App, log: Log, killed_at: int, moment: str) -> Verdict:
    """Compare what was sent with what the next process finds."""
    found = " ".join(app.ask("read"))
    lost = [number for number in log.typed if token(number - 1) not in found]
    seen = app.look()
    return Verdict(
        moment,
        max(log.typed, default=0),
        log.saved,
        [number for number in lost if number <= log.saved],
        killed_at - min(log.typed[number] for number in lost) if lost else 0,
        seen["page"] == "RecordView",
    )


def two_kills(demonstration: Path, home: Path, seed: int, *, control: bool = False) -> list[Verdict]:
    """Kill the app twice under one launcher: it would take a third crash within a minute for a fault."""
    chance, verdicts, first = random.Random(seed), [], 0
    home.mkdir()
    with Desk(home, demonstration) as desk:
        app = desk.app().unlock()
        if control:
            app.ask("sabotage", how="save nothing")
        open_ellis(app)
        for turn in range(1 if control else 2):
            moment = "typing" if control else MOMENTS[(2 * seed + turn) % 4]
            log = Log()
            app.ask("sabotage", how="tell of commits")
            killed_at = type_until(app, log, chance, first, moment)
            app.kill()
            app.wait_gone()
            app = desk.app()
            assert moment == "lock" or "--after-crash" in app.arguments
            app.unlock()
            app.wait(lambda now: now["page"] == "RecordView" and now["focus"], "the recording screen")
            verdicts.append(judge(app, log, killed_at, moment))
            first = verdicts[-1].typed
    return verdicts


@pytest.mark.proof
@pytest.mark.timeout(60 + KILLS * 30)
def test_killed_at_any_moment_nothing_saved_is_lost(demonstration: Path, tmp_path: Path) -> None:
    def two(turn: int) -> list[Verdict]:
        return two_kills(demonstration, tmp_path / str(turn), SEED + turn)

    with ThreadPoolExecutor(2) as two_at_a_time:
        verdicts = [v for pair in two_at_a_time.map(two, range(KILLS // 2)) for v in pair]
    worst = max(v.oldest_lost for v in verdicts)
    print(f"{len(verdicts)} kills, {sum(v.typed for v in verdicts)} words; oldest word lost: {worst} ms")
    assert [v for v in verdicts if v.lost_though_saved] == []
    assert [v for v in verdicts if v.oldest_lost > TWO_SECONDS] == []
    assert all(v.same_place for v in verdicts)
    assert {v.moment for v in verdicts} == set(MOMENTS)
    assert sum(1 for v in verdicts if v.saved) > len(verdicts) // 2
    assert KILLS < 50 or worst > 0, "a kill that costs nothing at all was none"


def test_the_detector_detects(demonstration: Path, tmp_path: Path) -> None:
    """The control: an app that says Saved and saves nothing is found out."""
    (verdict,) = two_kills(demonstration, tmp_path / "control", SEED, control=True)
    assert verdict.saved > 0
    assert verdict.lost_though_saved
