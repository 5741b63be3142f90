"""Where a child lives, as the SSDA903 return says it: the codes of PLACE in plain words, the postcodes."""

from collections.abc import Iterable
from datetime import date

from iro_desktop.domain.child import Episode

_RELATIVES, _FOSTER, _ADOPTION = "Relatives or friends", "Foster family", "Family hoping to adopt"
PLACEMENT_WORDS = {
    "U1": _RELATIVES, "U2": _RELATIVES, "U3": _RELATIVES,
    "U4": _FOSTER, "U5": _FOSTER, "U6": _FOSTER,
    "A3": _ADOPTION, "A4": _ADOPTION, "A5": _ADOPTION, "A6": _ADOPTION,
    "P1": "Own parents", "P2": "Living independently", "P3": "Home that comes with a job",
    "H5": "Supported living", "K1": "Secure children's home", "K2": "Children's home",
    "R1": "Residential care home", "R2": "Hospital or health care", "R3": "Family centre",
    "R5": "Custody", "S1": "Residential school",
    "T0": "Temporary move", "T1": "In hospital for now", "T2": "On holiday", "T3": "With usual carers' cover",
    "T4": "Temporary move",
    "Z1": "Another placement",
}  # fmt: skip
"""Each code in the words an IRO would use; a code that is not here is shown as it stands."""


def placement_words(code: str) -> str:
    """Return a placement code in words, the code itself if it is unknown, "" for none."""
    return PLACEMENT_WORDS.get(code, code)


def postcodes_of(episodes: Iterable[Episode]) -> tuple[str, str]:
    """Return the postcodes of the family's home and of the newest placement, "" where none is given."""
    newest = max(episodes, key=lambda each: each.began_on or date.min, default=None)
    return (newest.home_postcode, newest.placement_postcode) if newest else ("", "")
