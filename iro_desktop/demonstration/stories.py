"""What was said at the last reviews of a few invented children, so that there are decisions to carry on."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from iro_desktop.domain.child import Child, Person, PersonRole
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import (
    Answer,
    Attendance,
    Decision,
    Meeting,
    MeetingState,
    Participation,
    Presence,
    Review,
    ReviewSection,
    SectionState,
    SectionTopic,
    View,
)

_CAME = (PersonRole.CARER, PersonRole.SOCIAL_WORKER, PersonRole.TEACHER, PersonRole.ADVOCATE)

Story = Mapping[str, Any]


def read_stories(file: Path) -> dict[str, Story]:
    """Read the stories by their names in the plan."""
    stories: dict[str, Story] = json.loads(file.read_text(encoding="utf-8"))
    return stories


def told_child(child: Child, story: Story) -> Child:
    """Return the child with what an IRO would have written down about them."""
    return replace(
        child,
        likes=story.get("likes", ""),
        careful=story.get("careful", ""),
        withheld=tuple(story.get("withheld", ())),
        keeps_festivals=tuple(story.get("keeps_festivals", ())),
    )


def told_review(
    review: Review, story: Story, people: tuple[Person, ...]
) -> tuple[Review, tuple[Record, ...]]:
    """Return a review with what was recorded in it, not yet finished, and the records that belong to it."""
    held_on = review.held_on
    if held_on is None:
        raise ValueError("a story is told of a review that was held")
    names = _names(people)
    started = datetime.combine(held_on, time(15, 30), UTC)
    told = replace(
        review,
        participation=Participation(story["participation"]),
        seen_alone=story["seen_alone"],
        started_at=started,
        **{name: story.get(name, "") for name in _REVIEW_TEXTS},
    )
    return told, tuple(_belongings(told, story, people, names))


_REVIEW_TEXTS = ("thanks", "iro_view", "challenge", "how_views_known", "not_seen_alone_why")


def _names(people: tuple[Person, ...]) -> dict[str, str]:
    """Return what `{carer}` and the like stand for: as the child calls them, else by name."""

    def of(role: PersonRole) -> list[str]:
        return [p.called or p.name for p in sorted(people, key=lambda p: p.name) if p.role is role]

    carers = [*of(PersonRole.CARER), "the carer", "the carer"]
    return {
        "carer": carers[0],
        "carer2": carers[1],
        "worker": next((name.split()[0] for name in of(PersonRole.SOCIAL_WORKER)), "the social worker"),
        "teacher": next(iter(of(PersonRole.TEACHER)), "the teacher"),
    }


def _id(review: Review, part: str) -> str:
    return imported_id("demonstration", part, review.id)


def _belongings(
    review: Review, story: Story, people: tuple[Person, ...], names: dict[str, str]
) -> Iterator[Record]:
    mine: dict[str, Any] = {"child_id": review.child_id, "review_id": review.id}
    yield Meeting(
        id=_id(review, "meeting"),
        state=MeetingState.HELD,
        scheduled_on=review.held_on,
        held_on=review.held_on,
        **mine,
    )
    for topic, texts in story["sections"].items():
        filled = {column: text.format(**names) for column, text in texts.items()}
        yield ReviewSection(
            id=_id(review, f"section/{topic}"),
            topic=SectionTopic(topic),
            state=SectionState.DISCUSSED,
            **mine,
            **filled,
        )
    for n, view in enumerate(story["views"]):
        yield View(
            id=_id(review, f"view/{n}"),
            topic=SectionTopic(view["topic"]),
            words=view["words"],
            wish=view["wish"],
            position=n,
            **mine,
        )
    for n, decision in enumerate(story["decisions"]):
        yield _decision(review, n, decision, names)
    for n, person in enumerate(p for p in people if p.role in _CAME):
        yield _attendance(review, n, person)


def _attendance(review: Review, position: int, person: Person) -> Attendance:
    return Attendance(
        id=_id(review, f"attendance/{position}"),
        child_id=review.child_id,
        review_id=review.id,
        person_id=person.id,
        name=person.name,
        role_words=person.role_words or person.role.value,
        presence=Presence.APOLOGIES if person.role is PersonRole.TEACHER else Presence.PRESENT,
        position=position,
    )


def _decision(review: Review, position: int, told: Mapping[str, Any], names: dict[str, str]) -> Decision:
    held_on = review.held_on
    days = told.get("days")
    return Decision(
        id=_id(review, f"decision/{position}"),
        child_id=review.child_id,
        review_id=review.id,
        topic=SectionTopic(told["topic"]),
        what=told["what"].format(**names),
        what_for_child=told["what_for_child"].format(**names),
        answer=Answer(told.get("answer", Answer.AGREED.value)),
        who=told["who"].format(**names),
        by_on=held_on + timedelta(days=days) if held_on and days else None,
        by_words=told.get("by_words", ""),
        why=told.get("why", ""),
        view_id=_id(review, f"view/{told['view']}") if "view" in told else "",
        position=position,
    )
