"""The next page of a fill is asked for while this one is taken in: both sides work at once."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """One question ahead of its time. All but `begin`'s work is done on the thread that asks the office."""

    def __init__(self) -> None:
        self._of: object = None
        self._thread: threading.Thread | None = None
        self._found: T | None = None
        self._error: Exception | None = None

    def begin(self, of: object, ask: Callable[[], T]) -> None:
        """Ask in a thread of its own, which nobody waits for when the process ends."""
        self.wait()
        self._of, self._found, self._error = of, None, None

        def asking() -> None:
            try:
                self._found = ask()
            except Exception as error:  # raised where the answer is wanted
                self._error = error

        self._thread = threading.Thread(target=asking, name="iro-ahead", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Return once nothing is on its way: requests go one at a time."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def take(self, of: object) -> T | None:
        """Return the answer if this is what was asked ahead, None if not; or raise what the asking raised."""
        self.wait()
        wanted = self._of is not None and self._of == of
        found, error = self._found, self._error
        self._of = self._found = self._error = None
        if not wanted:
            return None
        if error is not None:
            raise error
        return found
