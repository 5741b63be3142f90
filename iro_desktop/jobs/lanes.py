"""The thread of the network's lane: one that nobody waits for when the process ends."""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

_Work = tuple[Callable[..., object], tuple[Any, ...]]


class LooseThread:
    """Runs work in the order given. A ThreadPoolExecutor would be waited for at exit, whatever it waits for.

    What is on its way to an office that does not answer may be dropped at any time: that makes it safe
    to end a process, at a lock above all, without it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._work: SimpleQueue[_Work | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, work: Callable[..., object], *parts: object) -> None:
        """Queue `work(*parts)`, which must not raise. RuntimeError after close()."""
        if self._closed:
            raise RuntimeError("this lane is closed")
        self._work.put((work, parts))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Drop what has not begun; do not wait for what has."""
        self._closed = True
        self._work.put(None)

    def _run(self) -> None:
        while (item := self._work.get()) is not None and not self._closed:
            work, parts = item
            work(*parts)
            del item, work, parts  # nothing a job held outlives it
