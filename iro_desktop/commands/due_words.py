"""The words of a due-dates file: what may happen to a review, what may be asked, other spellings."""

from collections.abc import Callable
from dataclasses import dataclass

from iro_desktop.domain.review import ReviewKind
from iro_desktop.domain.timescales import Limit, TimescaleSettings

HELD_WORDS: dict[str, ReviewKind | None] = {
    **{str(kind): kind for kind in ReviewKind},
    "held": None,
    "review_held": None,
    "series_first": None,
}
"""What stands for a review that was held, and its place where the word says one."""
SERIES_LATER = frozenset({"series_next", "series_last"})
LOST = frozenset({"stood_down", "adjourned"})
NOT_HELD = LOST | {"review_scheduled", "rearranged", "cancelled"}
EVENTS = frozenset(
    {
        "became_looked_after",
        "turned_16",
        "turned_18",
        "turned_21",
        "became_eligible",
        "pathway_plan",
        "left_care",
        "alert_raised",
        "informal_raised",
        "formal_raised",
        "decisions_received",
    }
)
WORDS = frozenset(HELD_WORDS) | SERIES_LATER | NOT_HELD | EVENTS
"""Every kind that an entry of previous_reviews may have."""

ALSO_WRITTEN = {
    "initial": "first",
    "third": "subsequent",
    "later": "subsequent",
    "review": "held",
    "pathway_review": "pathway",
    "pathway_first": "pathway",
    "pathway_subsequent": "pathway",
    "pathway_plan_made": "pathway_plan",
    "series": "series_first",
    "series_middle": "series_next",
    "series_second": "series_next",
    "planned": "review_scheduled",
    "scheduled": "review_scheduled",
    "booked": "review_scheduled",
    "canceled": "cancelled",
    "re_entry": "became_looked_after",
    "reentry": "became_looked_after",
    "re_entered_care": "became_looked_after",
    "ceased": "left_care",
    "care_ended": "left_care",
    "returned_home": "left_care",
    "eligible": "became_eligible",
    "eligible_child": "became_eligible",
    "became_eligible_child": "became_eligible",
    "informal_alert": "informal_raised",
    "informal_alert_raised": "informal_raised",
    "practice_alert": "alert_raised",
    "practice_alert_raised": "alert_raised",
    "formal": "formal_raised",
    "formal_alert": "formal_raised",
    "formal_alert_raised": "formal_raised",
    "dispute": "formal_raised",
    "dispute_raised": "formal_raised",
    "escalated": "formal_raised",
    "alert_escalated": "formal_raised",
    "escalated_to_formal": "formal_raised",
    "pathway_plan_review": "pathway",
    "pathway_reviewed": "pathway",
    "pathway_plan_reviewed": "pathway",
    "short_break": "short_break_subsequent",
    "short_break_later": "short_break_subsequent",
    "short_break_second": "short_break_subsequent",
    "fourth": "subsequent",
    "fifth": "subsequent",
}

PATHWAY_ENDS = {"turned_21": "turned 21", "turned_25": "turned 25", "died": "died", "abroad": "moved abroad"}
CARE_ENDS = {
    **PATHWAY_ENDS,
    "left_care": "left care",
    "ceased": "left care",
    "returned_home": "returned home",
    "turned_18": "turned 18",
    "adopted": "adopted",
    "adoption": "adopted",
    "sgo": "special guardianship order",
    "special_guardianship": "special guardianship order",
    "legal_status": "legal status changed",
    "legal_status_changed": "legal status changed",
    "legal_status_change": "legal status changed",
    "moved_authority": "care taken over by another local authority",
    "transferred": "care taken over by another local authority",
}
"""The reasons of a cancelled meeting after which no review is due, and how they are said."""

KINDS_ASKED: dict[str, ReviewKind | None] = {
    "": None,
    **{str(kind): kind for kind in ReviewKind if kind is not ReviewKind.EARLY},
}
"""The reviews that may be asked for; an empty cell asks for whichever is next."""


@dataclass(frozen=True)
class EventClock:
    """A limit counted from one day: which entries give that day, the best first, and what to call it."""

    limit: Callable[[TimescaleSettings], Limit]
    starts: tuple[str, ...]
    words: str


_HELD = ("review_held", *SERIES_LATER, *(word for word in HELD_WORDS if word != "review_held"))
CLOCKS = {
    "plan_available_by": EventClock(
        lambda settings: settings.plan_available, ("review_scheduled", *_HELD), "the day of the review"
    ),
    "decisions_by": EventClock(lambda settings: settings.decisions, _HELD, "the day the review was held"),
    "record_by": EventClock(lambda settings: settings.record, _HELD, "the day the review was held"),
    "distribute_by": EventClock(lambda settings: settings.distribution, _HELD, "the day the review was held"),
    "decisions_answer_by": EventClock(
        lambda settings: settings.answer_to_decisions,
        ("decisions_received",),
        "the day the decisions were received",
    ),
    "iro_appointed_by": EventClock(
        lambda settings: settings.iro_appointed,
        ("became_looked_after",),
        "the day the child became looked after",
    ),
    "informal_by": EventClock(
        lambda settings: settings.informal_alert,
        ("informal_raised", "alert_raised"),
        "the day the alert was raised",
    ),
    "formal_by": EventClock(
        lambda settings: settings.formal_alert,
        ("formal_raised", "alert_raised"),
        "the day the formal alert was raised",
    ),
    "dispute_by": EventClock(
        lambda settings: settings.dispute, ("formal_raised",), "the day the formal dispute was raised"
    ),
}
"""The clocks around a review and a dispute that may be asked for."""

OTHER_ASKED = frozenset(
    {"none", "early", "adjourned_complete_by", "series_complete_by", "pathway_assessment"}
)
ASKED_ALSO_WRITTEN = {
    **{word: kind for word, kind in ALSO_WRITTEN.items() if kind in KINDS_ASKED},
    "next": "",
    "next_review": "",
    "short_break": "short_break_subsequent",
    "no_review": "none",
    "stood_down_complete_by": "adjourned_complete_by",
    "adjourned_by": "adjourned_complete_by",
    "series_by": "series_complete_by",
    "plan_by": "plan_available_by",
    "updated_plan_by": "plan_available_by",
    "decisions_circulated_by": "decisions_by",
    "manager_answer_by": "decisions_answer_by",
    "manager_response_by": "decisions_answer_by",
    "team_manager_answer_by": "decisions_answer_by",
    "team_manager_response_by": "decisions_answer_by",
    "full_record_by": "record_by",
    "record_written_by": "record_by",
    "written_record_by": "record_by",
    "minutes_by": "record_by",
    "distributed_by": "distribute_by",
    "distribution_by": "distribute_by",
    "record_distributed_by": "distribute_by",
    "informal_alert_by": "informal_by",
    "informal_answer_by": "informal_by",
    "informal_response_by": "informal_by",
    "formal_alert_by": "formal_by",
    "formal_answer_by": "formal_by",
    "formal_response_by": "formal_by",
    "dispute_resolved_by": "dispute_by",
    "resolved_by": "dispute_by",
    "pathway_assessment_by": "pathway_assessment",
    "needs_assessment": "pathway_assessment",
    "needs_assessment_by": "pathway_assessment",
    "pathway_by": "pathway",
    "pathway_review_by": "pathway",
    "pathway_next": "pathway",
}
ASKED = frozenset(KINDS_ASKED) | frozenset(CLOCKS) | OTHER_ASKED
"""Everything that kind_of_next may hold."""
