"""Looks for words in the memory of a process, as one who has taken the machine could."""

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from tests.caseload.traces import dresses

_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S*) .*")
_STEP = 16 * 1024 * 1024
_OVERLAP = 4096


def can_be_read() -> bool:
    """Say whether this machine lets us: on Linux, as root (others are kept out by the app itself)."""
    return Path("/proc/self/mem").exists() and os.geteuid() == 0


def found_in_memory(pid: int, words: Iterable[str]) -> set[str]:
    """Return those words that are in the process's memory, in any dress."""
    wanted = {word: tuple(dresses(word)) for word in words}
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _regions(pid):
            for at in range(start, end, _STEP):
                content = b""
                with contextlib.suppress(OSError, ValueError, OverflowError):
                    memory.seek(at)
                    content = memory.read(min(_STEP + _OVERLAP, end - at))
                found |= {w for w, forms in wanted.items() if any(form in content for form in forms)}
    return found


def _regions(pid: int) -> list[tuple[int, int]]:
    lines = Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines()
    seen = (_LINE.fullmatch(line) for line in lines if not line.endswith(("[vvar]", "[vsyscall]")))
    return [(int(one[1], 16), int(one[2], 16)) for one in seen if one]
