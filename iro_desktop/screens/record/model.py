"""The review as it stands on the screen: the records with every change not yet saved applied to them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from iro_desktop.domain.childs_words import spoken_in, views_after
from iro_desktop.domain.half_typed import lines_of, with_line
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import (
    Answer,
    Attendance,
    Decision,
    Meeting,
    ParkedNote,
    Presence,
    Review,
    ReviewSection,
    SectionState,
    SectionTopic,
    View,
)
from iro_desktop.domain.typed_dates import read_date
from iro_desktop.services.review_edits import REMOVED, edit_key
from iro_desktop.services.review_page import Attender, ReviewPage

SECTION_BOXES = ("said", "going_well", "worried", "what_next", "note")
Changes = dict[str, Any]


class Progress(StrEnum):
    """How far a section is: a sign for the eye and a word for the ear."""

    EMPTY = "○"
    STARTED = "◐"
    DONE = "●"

    @property
    def word(self) -> str:
        """Return the state in a word."""
        return {"○": "empty", "◐": "started", "●": "done"}[self.value]


@dataclass
class ReviewNotes:
    """All that is on the screen. Each change returns the edits that save it; no change, no edits."""

    page: ReviewPage
    fresh_id: Callable[[], str] = new_id
    review: Review = field(init=False)
    meeting: Meeting = field(init=False)
    sections: dict[SectionTopic, ReviewSection] = field(init=False)
    views: dict[str, View] = field(init=False)
    decisions: dict[str, Decision] = field(init=False)
    attenders: dict[str, Attender] = field(init=False)
    parked: dict[str, ParkedNote] = field(init=False)
    dropped: list[ParkedNote] = field(init=False, default_factory=list)
    """The parked notes dropped on this screen, the last one last: each can be brought back."""
    _chosen: set[str] = field(init=False, default_factory=set)
    """The decisions whose answer somebody chose here."""

    def __post_init__(self) -> None:
        self.review, self.meeting = self.page.review, self.page.meeting
        self.sections = {s.topic: s.record for s in self.page.sections}
        self.views = {v.id: v for v in self.page.views}
        self.decisions = {d.id: d for d in self.page.decisions}
        self.attenders = {a.attendance_id: a for a in self.page.attenders}
        self.parked = {n.id: n for n in self.page.parked}

    # What was said

    def set_section(self, topic: SectionTopic, name: str, text: Any) -> Changes:
        """Take the text of one box; the child's own box also keeps the views in step."""
        old = self.sections[topic]
        self.sections[topic] = new = replace(old, **{name: text})
        changes = _changed(old, new)
        if name == "said" and changes:
            changes |= self._follow_the_child(new)
        return changes | _all_of(new, "topic") if changes else {}

    def mark_section(self, topic: SectionTopic, state: SectionState) -> Changes:
        """Mark a section discussed, not needed, or open again."""
        return self.set_section(topic, "state", state)

    def progress(self, topic: SectionTopic) -> Progress:
        """Return how far a section is."""
        section = self.sections[topic]
        if section.state is not SectionState.OPEN:
            return Progress.DONE
        written = any(getattr(section, name).strip() for name in SECTION_BOXES)
        return Progress.STARTED if written else Progress.EMPTY

    def spoken(self, topic: SectionTopic) -> tuple[View, ...]:
        """Return the quotes and wishes of one section, in order."""
        return tuple(sorted((v for v in self.views.values() if v.topic is topic), key=lambda v: v.position))

    def wishes(self) -> tuple[View, ...]:
        """Return every wish of the review, in the order of the sections."""
        return tuple(v for topic in self.sections for v in self.spoken(topic) if v.wish)

    def unanswered(self) -> tuple[View, ...]:
        """Return the wishes that no decision answers."""
        answered = {d.view_id for d in self.decisions.values()}
        return tuple(wish for wish in self.wishes() if wish.id not in answered)

    def _follow_the_child(self, section: ReviewSection) -> Changes:
        answered = frozenset(d.view_id for d in self.decisions.values() if d.view_id)
        after = views_after(
            section.said, section.topic, self.views.values(), self._fresh_view, answered=answered
        )
        changes: Changes = {}
        for view in after.views:
            changes |= self._saved(self.views, view, self._fresh_view(view.id))
        for view in after.gone:
            del self.views[view.id]
            changes[edit_key(View, view.id, REMOVED)] = "no longer said"
        return changes

    def _fresh_view(self, view_id: str = "") -> View:
        return View(id=view_id or self.fresh_id(), child_id=self.review.child_id, review_id=self.review.id)

    # What was decided

    def decide(self, line: str, topic: SectionTopic) -> tuple[Decision | None, Changes]:
        """Make a line a decision; a line that is one already makes no second. A wish is answered by it."""
        spoken = spoken_in(line)
        what = (spoken.wish or spoken.words if spoken else line).strip(" \t-•*")
        same = any(d.what == what and d.topic is topic for d in self.decisions.values())
        if not what or same:
            return None, {}
        wish = next((v for v in self.unanswered() if spoken and spoken.wish and v.wish == spoken.wish), None)
        return self.add_decision(what=what, topic=topic, view_id=wish.id if wish else "")

    def answer_wish(self, view_id: str) -> tuple[Decision, Changes]:
        """Return the decision that answers a wish: one that is there already, or one begun now."""
        wish = self.views[view_id]
        there = next((d for d in self.decisions.values() if d.view_id == view_id), None)
        there = there or next((d for d in self.decisions.values() if _is_for(wish, d)), None)
        if there is not None:
            changes = self.set_decision(there.id, "view_id", view_id)
            return self.decisions[there.id], changes
        return self.add_decision(what=wish.wish, topic=wish.topic, view_id=view_id)

    def add_decision(self, **fields: Any) -> tuple[Decision, Changes]:
        """Add a decision at the end."""
        blank = Decision(id=self.fresh_id(), child_id=self.review.child_id, review_id=self.review.id)
        if fields.get("view_id"):  # what answers a wish has no answer until somebody chooses one
            fields = {"answer": Answer.OPEN} | fields
        position = 1 + max((d.position for d in self.decisions.values()), default=-1)
        decision = replace(blank, **{"position": position} | fields)
        return decision, self._saved(self.decisions, decision, blank) | _all_of(decision, "what", "topic")

    def set_decision(self, decision_id: str, name: str, value: Any) -> Changes:
        """Take one field of a decision; "by" is what was typed: a date, or words."""
        old = self.decisions.get(decision_id)
        if old is None:
            return {}
        new = replace(old, **(self._by(str(value)) if name == "by" else {name: value}))
        if name == "answer":
            self._chosen.add(decision_id)
        elif name == "view_id" and value and decision_id not in self._chosen and not old.view_id:
            new = replace(new, answer=Answer.OPEN)
        return self._saved(self.decisions, new, old)

    def remove_decision(self, decision_id: str) -> tuple[Decision, Changes]:
        """Take a decision away; `restore_decision` undoes it."""
        decision = self.decisions.pop(decision_id)
        return decision, {edit_key(Decision, decision_id, REMOVED): "removed while recording"}

    def restore_decision(self, decision: Decision) -> tuple[Decision, Changes]:
        """Bring a removed decision back with all it said, under a new id (its old one stays removed)."""
        restored = replace(decision, id=self.fresh_id())
        blank = Decision(id=restored.id, child_id=restored.child_id, review_id=restored.review_id)
        return restored, self._saved(self.decisions, restored, blank) | _all_of(restored, "what", "topic")

    def _by(self, typed: str) -> dict[str, Any]:
        day = read_date(typed, self.page.today)
        return {"by_on": day, "by_words": "" if day else typed.strip()}

    # Who came

    def set_presence(self, attendance_id: str, presence: Presence) -> Changes:
        """Record whether somebody came."""
        attender = self.attenders[attendance_id]
        if attender.presence is presence:
            return {}
        self.attenders[attendance_id] = replace(attender, presence=presence)
        record = Attendance(
            id=attendance_id,
            child_id=self.review.child_id,
            review_id=self.review.id,
            person_id=attender.person_id,
            name=attender.name,
            role_words=attender.role,
            presence=presence,
        )
        return _all_of(record, "person_id", "name", "role_words", "presence")

    def add_attender(self, name: str, role: str) -> tuple[Attender, Changes]:
        """Add somebody who came and is not among the child's people."""
        attender = Attender(self.fresh_id(), "", name.strip(), role.strip(), None)
        self.attenders[attender.attendance_id] = attender
        return attender, self.set_presence(attender.attendance_id, Presence.PRESENT)

    def set_review(self, name: str, value: Any) -> Changes:
        """Take one field of the review itself."""
        old = self.review
        self.review = replace(old, **{name: value})
        return _changed(old, self.review)

    def reasons(self) -> dict[str, str]:
        """Return the reasons typed so far for what is missing, by its code."""
        return lines_of(self.review.reasons_so_far)

    def set_reason(self, code: str, reason: str) -> Changes:
        """Take the reason for something missing, as typed; it stays while that is not missing for a while."""
        return self.set_review("reasons_so_far", with_line(self.review.reasons_so_far, code, reason))

    def set_line(self, name: str, text: str) -> Changes:
        """Take what stands in a line that has not been handed in, by the name of its field."""
        return self.set_review("half_typed", with_line(self.review.half_typed, name, text))

    def set_held_on(self, typed: str) -> tuple[date | None, Changes]:
        """Take the day the review was held, as typed; None where it is no date: only the words are kept."""
        day = read_date(typed, self.page.today)
        changes = self.set_review("held_on_typed", "" if day else typed.strip())
        if day is None:
            return None, changes
        old = self.meeting
        self.meeting = replace(old, held_on=day)
        return day, changes | _changed(old, self.meeting)

    def set_next_booked(self, typed: str) -> Changes:
        """Take the day the next review is booked for; what is no date is kept as words, and books none."""
        day = read_date(typed, self.page.today)
        changes = self.set_review("next_booked_on", day)  # no date is better than one half typed
        return changes | self.set_review("next_booked_typed", "" if day else typed.strip())

    # Parked notes

    def park(self, text: str) -> tuple[ParkedNote | None, Changes]:
        """Keep a rough line for later."""
        if not text.strip():
            return None, {}
        note = ParkedNote(
            id=self.fresh_id(), child_id=self.review.child_id, review_id=self.review.id, text=text.strip()
        )
        self.parked[note.id] = note
        return note, _all_of(note, "text")

    def sort(self, note_id: str, topic: SectionTopic, column: str) -> tuple[str, Changes]:
        """Move a parked note to the end of a section's box; return that box's new text."""
        note = self.parked.pop(note_id)
        lines = [text for text in (getattr(self.sections[topic], column), note.text) if text]
        changes = self.set_section(topic, column, "\n".join(lines))
        return "\n".join(lines), changes | {edit_key(ParkedNote, note_id, "sorted_into"): topic.value}

    def drop(self, note_id: str) -> Changes:
        """Drop a parked note; `bring_note_back` undoes it."""
        self.dropped.append(self.parked.pop(note_id))
        return {edit_key(ParkedNote, note_id, REMOVED): "dropped while recording"}

    def bring_note_back(self) -> Changes:
        """Bring the note dropped last back, under a new id (its old one stays removed)."""
        note = replace(self.dropped.pop(), id=self.fresh_id())
        self.parked[note.id] = note
        return _all_of(note, "text")

    def _saved(self, kept: dict[str, Any], new: Any, old: Record) -> Changes:
        before = kept.get(new.id, old)
        kept[new.id] = new
        return _changed(before, new)


def _is_for(wish: View, decision: Decision) -> bool:
    """Tell whether a decision that names no wish says what is wished."""
    said = decision.what.strip(' .!“”"').casefold()
    return not decision.view_id and said == wish.wish.strip(' .!“”"').casefold()


def _changed(old: Record, new: Record) -> Changes:
    names = (name for name in vars(new) if getattr(new, name) != getattr(old, name))
    return _all_of(new, *names)


def _all_of(record: Record, *names: str) -> Changes:
    return {edit_key(type(record), record.id, name): _json(getattr(record, name)) for name in names}


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
