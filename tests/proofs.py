"""How much of a long proof to run: a seeded sample, or with IRO_PROOF=full the whole."""

import os


def how_many(sample: int, whole: int) -> int:
    """The number of rounds to run now."""
    return whole if os.environ.get("IRO_PROOF") == "full" else sample
