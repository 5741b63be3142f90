"""DfE's SSDA903 code lists, by the year of the return (the year that ends on 31 March).

Sources: the published validator and schema repositories, as `practice.md` restates them. Labels of Z11 to
Z14 were not seen; that they exist from 2025-26 is all that is used here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Years:
    """The returns in which a code is in the list: first and last, by the calendar year they end in."""

    first: int = 0
    last: int = 9999


_ALWAYS = Years()
_UNTIL_2025 = Years(last=2025)
_FROM_2025 = Years(first=2025)
_FROM_2026 = Years(first=2026)


def _always(codes: str) -> dict[str, Years]:
    return dict.fromkeys(codes.split(), _ALWAYS)


ETHNIC = _always(
    "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
)
LEGAL_STATUS = _always("C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3")
CATEGORY_OF_NEED = _always("N1 N2 N3 N4 N5 N6 N7 N8")
PLACEMENT: Mapping[str, Years] = {
    **_always("U1 U2 U3 U4 U5 U6 A3 A4 A5 A6 P1 P3 K1 K2 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4"),
    **dict.fromkeys(("H5", "P2", "Z1"), _UNTIL_2025),
    "K3": _FROM_2025,
    **dict.fromkeys(("Z11", "Z12", "Z13", "Z14"), _FROM_2026),
}
PROVIDER = _always("PR0 PR1 PR2 PR3 PR4 PR5")
REASON_NEW = _always("S L P T B U")
REASON_ENDED = _always(
    "X1 E11 E12 E2 E3 E4A E4B E13 E41 E43 E44 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17"
)
REASON_PLACE_CHANGE = _always("CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER")
PARTICIPATION = _always("PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7")

_NO_PROVIDER = ("T", "Z")


def provider_fits(placement: str, provider: str) -> bool:
    """Say whether a provider code goes with a placement: PR0 with P1 only, none with T* and Z*."""
    if placement.startswith(_NO_PROVIDER):
        return not provider
    return (provider == "PR0") == (placement == "P1") if provider else True


def return_year(days: Iterable[date], today: date) -> int:
    """Return the year in which the return ends whose newest date up to today is among `days`."""
    newest = max((day for day in days if day <= today), default=today)
    return newest.year if (newest.month, newest.day) <= (3, 31) else newest.year + 1


def year_words(year: int) -> str:
    """Return the return's year as it is spoken of: "2017-18"."""
    return f"{year - 1}-{year % 100:02d}"
