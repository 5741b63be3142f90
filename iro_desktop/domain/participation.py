"""The participation codes of the SSDA903 return: which may be used at what age, and what they mean."""

from datetime import date

from iro_desktop.domain.ages import birthday
from iro_desktop.domain.review import Participation

PARTICIPATION_WORDS: dict[Participation, str] = {
    Participation.UNDER_FOUR: "Under 4 on the day",
    Participation.ATTENDED_SPOKE: "Came and spoke for themselves",
    Participation.ATTENDED_ADVOCATE_SPOKE: "Came, and an advocate spoke for them",
    Participation.ATTENDED_NON_VERBAL: "Came and told us without words (signs, symbols, play)",
    Participation.ATTENDED_NO_CONTRIBUTION: "Came, but did not say or show their views",
    Participation.ABSENT_BRIEFED_ADVOCATE: "Did not come, and asked an advocate to speak for them",
    Participation.ABSENT_SENT_VIEWS: "Did not come, and sent their views another way",
    Participation.ABSENT_NO_VIEWS: "Did not come, and gave no views",
}
"""Each code in plain words (labels as restated from the DfE guide)."""

_OF_FOUR_AND_OVER = tuple(code for code in PARTICIPATION_WORDS if code is not Participation.UNDER_FOUR)
_NOT_HEARD = (
    Participation.ATTENDED_NO_CONTRIBUTION,
    Participation.ABSENT_BRIEFED_ADVOCATE,
    Participation.ABSENT_SENT_VIEWS,
    Participation.ABSENT_NO_VIEWS,
)


def choices_on(day: date, born_on: date | None) -> tuple[Participation, ...]:
    """Return the codes that may be recorded for a review held on `day`.

    SSDA903 rule 440: PN0 is invalid after the fourth birthday; rule 441: PN1 to PN7 are invalid before
    it. On the birthday itself both pass, and this application uses PN1 to PN7. With no date of birth
    every code may be chosen.
    """
    if born_on is None:
        return tuple(PARTICIPATION_WORDS)
    return (Participation.UNDER_FOUR,) if day < birthday(born_on, 4) else _OF_FOUR_AND_OVER


def needs_how_views_known(code: Participation) -> bool:
    """Return whether the record must say how the child's views are known: they did not speak there."""
    return code in _NOT_HEARD
