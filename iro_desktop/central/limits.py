"""How often one laptop, or one address with a wrong code, may ask: beyond it, later; the outbox is kept."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many in so many seconds."""

    count: int
    seconds: float


REQUESTS = Allowance(600, 60)
"""By a device."""
FAILURES = Allowance(10, 300)
"""Wrong codes by an address; wrong signatures in a device's name."""


@dataclass(slots=True)
class Meter:
    """Counts by name within one process. `clock` is monotonic seconds."""

    allowance: Allowance
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str) -> None:
        """Count one."""
        with self._lock:
            self._recent(name).append(self._now())

    def is_over(self, name: str) -> bool:
        """Return whether the name has used its allowance up."""
        with self._lock:
            return len(self._recent(name)) >= self.allowance.count

    def _now(self) -> float:
        return self.clock()

    def _recent(self, name: str) -> deque[float]:
        if len(self._seen) > 10_000:
            self._forget_old()
        seen = self._seen[name]
        while seen and seen[0] <= self._now() - self.allowance.seconds:
            seen.popleft()
        return seen

    def _forget_old(self) -> None:
        horizon = self._now() - self.allowance.seconds
        for name in [name for name, seen in self._seen.items() if not seen or seen[-1] <= horizon]:
            del self._seen[name]
