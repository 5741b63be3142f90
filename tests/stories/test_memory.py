"""Two seconds after a lock no word that was typed is in the memory of any process of the app."""

import random
import time
from pathlib import Path

import pytest

from tests.caseload.traces import marker
from tests.proofs import how_many
from tests.stories.desk import Desk, open_ellis
from tests.stories.memory import can_be_read, found_in_memory
from tests.stories.test_lock import lock, move_on, unlock_to

MOMENTS = how_many(2, 100)
WORDS_A_MOMENT = 2
SECONDS = 2.0


@pytest.mark.proof
@pytest.mark.timeout(120 + MOMENTS * 30)
@pytest.mark.skipif(not can_be_read(), reason="only root on Linux may read the memory of the app")
def test_nothing_typed_is_in_memory_after_a_lock(tmp_path: Path, demonstration: Path) -> None:
    chance = random.Random(20261125)
    typed: list[str] = []
    with Desk(tmp_path, demonstration) as desk:
        assert desk.launcher is not None
        app = desk.app().unlock()
        open_ellis(app)
        for moment in range(MOMENTS):
            if moment:
                move_on(app, chance)
            new = [marker() for _ in range(WORDS_A_MOMENT)]
            for word in new:
                app.type(f"{word} ")
                time.sleep(chance.choice([0, 0.3, 0.9]))
            typed += new
            before = app.look()
            if not moment:
                assert found_in_memory(app.pid, new) == set(new), "the control: before a lock all are there"
            at = time.monotonic()
            app, _lasted = lock(app, desk)
            app.wait(lambda now: now["focus"] == "secret_edit", "the unlock screen")
            time.sleep(max(0.0, at + SECONDS - time.monotonic()))
            # All words at first and at the end, in between the latest: each look takes seconds.
            looked_for = typed if moment in (0, MOMENTS - 1) else typed[-8:]
            for pid in (desk.launcher.pid, app.pid):
                assert found_in_memory(pid, looked_for) == set()
            unlock_to(app, before)
        words = " ".join(app.ask("read"))
        assert [word for word in typed if word not in words] == []
