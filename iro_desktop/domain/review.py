"""A review and what is recorded in it: meetings, sections, views, decisions, who came."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from iro_desktop.domain.records import Record, searchable


class ReviewKind(StrEnum):
    """Which review this is in the statutory sequence; the values are those of the due-dates file."""

    FIRST = "first"
    SECOND = "second"
    SUBSEQUENT = "subsequent"
    EARLY = "early"
    SHORT_BREAK_FIRST = "short_break_first"
    SHORT_BREAK_SUBSEQUENT = "short_break_subsequent"
    PATHWAY = "pathway"


class MeetingState(StrEnum):
    """What became of a meeting. Only a held meeting is a review; no other state moves the due date."""

    PLANNED = "planned"
    HELD = "held"
    REARRANGED = "rearranged"
    STOOD_DOWN = "stood_down"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


class Participation(StrEnum):
    """How the child took part: SSDA903 REVIEW_CODE."""

    UNKNOWN = ""
    UNDER_FOUR = "PN0"
    ATTENDED_SPOKE = "PN1"
    ATTENDED_ADVOCATE_SPOKE = "PN2"
    ATTENDED_NON_VERBAL = "PN3"
    ATTENDED_NO_CONTRIBUTION = "PN4"
    ABSENT_BRIEFED_ADVOCATE = "PN5"
    ABSENT_SENT_VIEWS = "PN6"
    ABSENT_NO_VIEWS = "PN7"


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    """One statutory review of one child. It may take several meetings; dates are kept apart:
    when it was due by law, when it is booked, when it was held."""

    child_id: str
    kind: ReviewKind = ReviewKind.SUBSEQUENT
    number: int | None = None
    due_on: date | None = None
    """The statutory date, as calculated before the review; it never moves."""
    booked_on: date | None = None
    held_on: date | None = None
    """The date the review counts as held (the first meeting of a series); None until it is."""
    participation: Participation = Participation.UNKNOWN
    how_views_known: str = searchable()
    """If the child did not come: how we know what they think."""
    seen_alone: bool | None = None
    not_seen_alone_why: str = ""
    room: str = ""
    """Where: home, school, by video."""
    thanks: str = searchable()
    """One true thank-you from this review, in the IRO's words; a machine never writes it."""
    iro_view: str = searchable()
    challenge: str = searchable()
    """What the IRO challenged, in words the child may read."""
    next_booked_on: date | None = None
    held_on_typed: str = ""
    """What stands in place of the day held while it is no day: never used, never lost."""
    next_booked_typed: str = ""
    """What stands in place of the day booked while it is no day."""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    """Once set, the review and what belongs to it are only ever amended."""
    finished_without: tuple[str, ...] = ()
    """What was missing at Finish, each with the reason the IRO gave ("participation: ...")."""
    reasons_so_far: str = ""
    """The reasons typed at Finish for what is missing, a line each ("participation: ..."), until it ends."""
    half_typed: str = ""
    """What stands in lines that were not handed in yet: to park, a new attender (see `half_typed`)."""
    source_key: str = ""
    """Set where the review came from the return: "CHILD/date"."""
    source_values: tuple[str, ...] = ()
    """As in Child."""


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """One date in the diary for a review, and what became of it. `gathering_id` ties siblings reviewed in
    one room; their texts stay in their own scopes."""

    child_id: str
    review_id: str
    state: MeetingState = MeetingState.PLANNED
    scheduled_on: date | None = None
    held_on: date | None = None
    reason: str = ""
    gathering_id: str = ""
    position: int = 0
    """0 for a review of one meeting; 1, 2, ... along a series."""


class SectionTopic(StrEnum):
    """The matters of Schedule 7 (SI 2010/959) and of the pathway plan, as sections of the record."""

    CHILD = "child"
    SINCE_LAST = "since_last"
    LEGAL = "legal"
    PERMANENCE = "permanence"
    FAMILY = "family"
    HOME = "home"
    SCHOOL = "school"
    LEISURE = "leisure"
    HEALTH = "health"
    IDENTITY = "identity"
    SUPPORT = "support"
    LEAVING_CARE = "leaving_care"
    WISHES = "wishes"
    VISITS = "visits"


class SectionState(StrEnum):
    """Whether a matter was discussed; "" while it is open."""

    OPEN = ""
    DISCUSSED = "discussed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class ReviewSection(Record):
    """What was said under one topic, in the three columns of Signs of Safety and the child's own box."""

    child_id: str
    review_id: str
    topic: SectionTopic = SectionTopic.CHILD
    state: SectionState = SectionState.OPEN
    said: str = searchable()
    """What the child said, a line a thought; a line in quotes is word for word."""
    going_well: str = searchable()
    worried: str = searchable()
    what_next: str = searchable()
    note: str = searchable()
    """For the record only: never on the child's screen, never in the letter."""


@dataclass(frozen=True, kw_only=True)
class View(Record):
    """Something the child said: `words` word for word, or a wish that needs an answer, or both."""

    child_id: str
    review_id: str
    topic: SectionTopic = SectionTopic.CHILD
    words: str = searchable()
    """The child's own words, without quotation marks."""
    wish: str = searchable()
    """A wish put shortly ("more time with Mum"); "" where it is only a view."""
    position: int = 0


class Answer(StrEnum):
    """What a decision says to a wish; "" until somebody has chosen: nothing is promised by a default."""

    OPEN = ""
    AGREED = "agreed"
    NOT_YET = "not_yet"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Decision(Record):
    """A decision of the review: what, who, by when, and why where the answer is not yes."""

    child_id: str
    review_id: str
    what: str = searchable()
    what_for_child: str = searchable()
    """The same in words for the child, in full sentences; "" until somebody has written it."""
    answer: Answer = Answer.AGREED
    who: str = searchable()
    by_on: date | None = None
    by_words: str = ""
    """When there is no date: "in place", "after the summer"."""
    why: str = searchable()
    view_id: str = ""
    """The view or wish it answers; "" where it answers none."""
    topic: SectionTopic = SectionTopic.CHILD
    position: int = 0


class Presence(StrEnum):
    """Whether somebody came."""

    PRESENT = "present"
    PART = "part"
    APOLOGIES = "apologies"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """One person at one review."""

    child_id: str
    review_id: str
    person_id: str = ""
    name: str = searchable()
    role_words: str = ""
    presence: Presence = Presence.PRESENT
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class ParkedNote(Record):
    """A rough note typed anywhere during a review, sorted into its section later."""

    child_id: str
    review_id: str
    text: str = searchable()
    sorted_into: str = ""
    """The topic it went to; "" while it waits."""


@dataclass(frozen=True, kw_only=True)
class Amendment(Record):
    """A correction to a finished record: the record stays as it was, the correction stands beside it."""

    child_id: str
    review_id: str
    of_kind: str = ""
    of_id: str = ""
    of_field: str = ""
    text: str = searchable()
    reason: str = searchable()
    made_by: str = ""
    made_at: datetime | None = None
    answers: tuple[str, ...] = ()
    """The changes, by their ids, that came after Finish or stood against each other in it and that this
    settles. With no text: the record stays as it is."""
