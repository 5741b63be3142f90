"""Makes guessing a passphrase dear: Argon2id, never cheaper than a floor that the product enforces."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from iro_desktop.domain.problems import KnownProblem


@dataclass(frozen=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int

    @property
    def allowed(self) -> bool:
        """Say whether this lies between the floor (RFC 9106, second choice) and what a laptop can bear."""
        return 65_536 <= self.memory_kib <= 1_048_576 and 3 <= self.passes <= 10 and 4 <= self.lanes <= 16


FLOOR = Cost(65_536, 3, 4)
TARGET = Cost(262_144, 3, 4)
_STEPS = (TARGET, Cost(131_072, 3, 4))
_LONGEST_SECONDS = 1.5


class CostRefused(KnownProblem):
    """A key file asks for a passphrase to be protected too weakly, or beyond what a laptop can bear."""


class NotEnoughMemory(KnownProblem):
    """The machine had no room to check the passphrase."""


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes of Argon2id of `passphrase` (as `normal_form` makes it) and `salt`.

    Refuses a cost outside the allowed range with CostRefused, so that an altered key file can
    neither weaken the protection nor exhaust the machine.
    """
    if not cost.allowed:
        raise CostRefused(
            "The key file asks for a protection that this app does not allow.",
            "It may have been altered. Ask IT to put back the key file of a backup.",
        )
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            normal_form(passphrase).encode("utf-8", "surrogatepass"),
            salt,
            cost.passes,
            cost.memory_kib,
            cost.lanes,
            32,
            Type.ID,
        )
    except HashingError:
        raise NotEnoughMemory(
            "There is not enough free memory to check the passphrase.",
            "Close some other programs, then try again.",
        ) from None


def normal_form(passphrase: str) -> str:
    """Return the passphrase as every keyboard gives it: composed letters, single spaces, none around."""
    import unicodedata

    composed = unicodedata.normalize("NFC", passphrase)
    return " ".join(composed.split())


def calibrate(measure: Callable[[Cost], float] | None = None) -> Cost:
    """Return the dearest cost, target to floor, at which one check takes this machine at most 1.5 seconds."""
    took = measure or _seconds_taken
    for cost in _STEPS:
        try:
            if took(cost) <= _LONGEST_SECONDS:
                return cost
        except NotEnoughMemory:
            continue
    return FLOOR


def _seconds_taken(cost: Cost) -> float:
    began = time.perf_counter()
    stretch("a passphrase to time", bytes(16), cost)
    return time.perf_counter() - began
