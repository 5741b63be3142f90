"""What the app hands to the launcher comes back whole, and only that: the rest is passed on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from iro_desktop.device.durable_file import CannotWrite
from iro_desktop.device.handover import HELD, Hands, hand_over, take_back
from tests.conftest import ROOT

LARGE = os.urandom(300_000)
"""More than any pipe's buffer."""
SMALL = os.urandom(100)
HANDS_OVER = """
import sys
from pathlib import Path
from iro_desktop.device.handover import hand_over, let_go
print("said without an end", end="", flush=True)
parts = [Path(name).read_bytes() for name in sys.argv[1:]]
assert all(hand_over(part) for part in parts)
print("said between", flush=True)
assert let_go(parts[0])
"""
TAKES_BACK = """
import sys
from iro_desktop.device.handover import take_back
sys.stdout.buffer.write(b"|".join(part.hex().encode() for part in take_back(sys.argv[1:])))
"""


def handed_over(hands: Hands, folder: Path, *parts: bytes) -> None:
    """Have an app process hand these over and let go of the first."""
    names = [str(folder / str(number)) for number, _ in enumerate(parts)]
    for name, part in zip(names, parts, strict=True):
        Path(name).write_bytes(part)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", HANDS_OVER, *names], cwd=ROOT, stdin=pipe, stdout=pipe
    ) as app:
        assert app.stdout is not None
        heard = hands.listen(app.stdout)
        assert app.wait(30) == 0
        heard.join(30)


def test_what_is_handed_over_comes_back_whole_and_in_order(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hands = Hands()
    handed_over(hands, tmp_path, SMALL, LARGE, SMALL[::-1])
    assert capfdbinary.readouterr().out.split() == b"said without an end said between".split()
    lines = hands.lines()
    taken = subprocess.run(
        [sys.executable, "-c", TAKES_BACK, f"{HELD}{len(lines)}"],
        input=lines + b"and what comes after",
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert taken.stdout == b"|".join(part.hex().encode() for part in (LARGE, SMALL[::-1]))


def test_nothing_waits_for_a_process_that_was_told_of_nothing() -> None:
    assert take_back(["--profile", "somewhere"]) == []


def test_without_a_launcher_nothing_is_taken(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert not hand_over(SMALL)
    assert capfdbinary.readouterr().out == b""


def test_a_disk_that_takes_them_again_has_them(tmp_path: Path) -> None:
    hands, kept = Hands(), list[bytes]()

    def refuse(sealed: bytes) -> None:
        raise CannotWrite("The disk refused.", "Make room.")

    handed_over(hands, tmp_path, b"first", SMALL, LARGE)
    hands.put_down(refuse)
    assert hands
    hands.put_down(kept.append)
    assert kept == [SMALL, LARGE]
    assert not hands
    assert hands.lines() == b""
