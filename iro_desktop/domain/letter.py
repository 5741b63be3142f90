"""The letter that follows a review, as a record: its band, its parts, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from iro_desktop.domain.records import Record, searchable


class Band(StrEnum):
    """Whom a letter is pitched to. The IRO picks it: stage beats age."""

    UNDER_5 = "under_5"
    FIVE_TO_8 = "5_8"
    NINE_TO_12 = "9_12"
    THIRTEEN_TO_15 = "13_15"
    SIXTEEN_TO_17 = "16_17"
    ADULT = "18_plus"
    EASY_READ = "easy_read"


class LetterPartName(StrEnum):
    """The fourteen parts of an excellent letter, in order; each band has its own must-haves."""

    GREETING = "greeting"
    THANKS = "thanks"
    WHO_I_AM = "who_i_am"
    WHAT_YOU_TOLD_US = "what_you_told_us"
    GOING_WELL = "going_well"
    WORRIES = "worries"
    DECISIONS = "decisions"
    WISHES = "wishes"
    WHAT_I_THINK = "what_i_think"
    IF_YOU_DISAGREE = "if_you_disagree"
    NEXT_REVIEW = "next_review"
    REACH_ME = "reach_me"
    WHO_IS_WHO = "who_is_who"
    WHO_GETS_THIS = "who_gets_this"


@dataclass(frozen=True, kw_only=True)
class Letter(Record):
    """One letter about one review to one child."""

    child_id: str
    review_id: str
    band: Band = Band.NINE_TO_12
    pictures: bool = False
    saved_blob: str = ""
    """SHA-256 of the last Word file made, kept encrypted in the caseload; "" before the first."""
    saved_at: datetime | None = None
    approved_by: str = ""
    reasons_so_far: str = ""
    """Reasons typed for letting a STOP stand and not handed in yet (see `half_typed`)."""


@dataclass(frozen=True, kw_only=True)
class LetterPart(Record):
    """One part of a letter as the IRO rewrote it; a part nobody touched has no record."""

    child_id: str
    review_id: str
    letter_id: str
    part: LetterPartName = LetterPartName.GREETING
    text: str = searchable()


@dataclass(frozen=True, kw_only=True)
class StopOverride(Record):
    """A STOP that the IRO let stand, with the reason typed. Rules that allow none never have one."""

    child_id: str
    review_id: str
    letter_id: str
    rule: str = ""
    words: str = ""
    reason: str = searchable()
