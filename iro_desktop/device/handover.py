"""Words that no disk takes, sealed, in the launcher's hands: it holds them until one does, unread.

Between the processes they go as lines of base64: from the app by its standard output, back by its standard
input. Imported by the launcher, so it imports next to nothing.
"""

import binascii
import os
import stat
import sys
import threading

TYPE_CHECKING = False  # as typing has it, which the launcher need not import
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import IO

HELD = "--held="
"""Given to an app process for which sealed words wait: how many bytes it finds on its standard input."""
_HOLD, _LET_GO = b"iro-desktop hold ", b"iro-desktop let go "
_MARK = 24
"""The first bytes of what is sealed are used once only (its nonce): they name it."""


def hand_over(sealed: bytes) -> bool:
    """Give sealed words to the launcher; return whether there is one that took them."""
    return _say(_HOLD, sealed)


def let_go(sealed: bytes) -> bool:
    """Tell the launcher that the words are on the disk; return whether there is one."""
    return _say(_LET_GO, sealed[:_MARK])


def take_back(arguments: "Sequence[str]") -> list[bytes]:
    """Return what an earlier process handed over, oldest first. Once, before any other reader."""
    wanted = next((int(each[len(HELD) :]) for each in arguments if each.startswith(HELD)), 0)
    read = b""
    while len(read) < wanted and (more := os.read(0, wanted - len(read))):
        read += more
    return [binascii.a2b_base64(line) for line in read.split(b"\n")[:-1]]


class Hands:
    """The launcher's side: what it holds for the app processes that come and go."""

    def __init__(self) -> None:
        self._held: dict[bytes, bytes] = {}

    def __bool__(self) -> bool:
        return bool(self._held)

    def listen(self, output: "IO[bytes]") -> threading.Thread:
        """Take what the app hands over, until it closes its output; all else it says is passed on."""
        thread = threading.Thread(target=self._listen, args=(output,), name="hands", daemon=True)
        thread.start()
        return thread

    def lines(self) -> bytes:
        """Return what the next process is to find on its input."""
        return b"".join(binascii.b2a_base64(sealed) for sealed in list(self._held.values()))

    def put_down(self, keep: "Callable[[bytes], object]") -> None:
        """Let `keep` write each to the disk, and hold on to what it refuses by an OSError or a problem."""
        from iro_desktop.domain.problems import KnownProblem

        for mark, sealed in list(self._held.items()):
            try:
                keep(sealed)
            except (OSError, KnownProblem):
                continue
            del self._held[mark]

    def _listen(self, output: "IO[bytes]") -> None:
        with output:
            for line in output:
                if line.startswith(_HOLD):
                    sealed = binascii.a2b_base64(line[len(_HOLD) :])
                    self._held[sealed[:_MARK]] = sealed
                elif line.startswith(_LET_GO):
                    self._held.pop(binascii.a2b_base64(line[len(_LET_GO) :]), None)
                elif sys.stdout is not None and line.strip():
                    sys.stdout.buffer.write(line)
                    sys.stdout.flush()


def _say(what: bytes, payload: bytes) -> bool:
    try:
        if not all(stat.S_ISFIFO(os.fstat(pipe).st_mode) for pipe in (0, 1)):
            return False
        left = b"\n" + what + binascii.b2a_base64(payload)
        while left:
            left = left[os.write(1, left) :]
    except OSError:
        return False
    return True
