"""The workload's rows as records of our kinds."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from iro_desktop.domain.child import Child
from iro_desktop.domain.letter import Letter
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import (
    Attendance,
    Decision,
    ParkedNote,
    Participation,
    Review,
    ReviewSection,
    SectionTopic,
)
from tests.benchmarks.peers.workload import Row

TOPICS = tuple(SectionTopic)


def records_of(rows: Iterable[Row]) -> Iterator[tuple[Record, bytes]]:
    """Return a record for each row, and the bytes of the file that goes with it (a letter's), if any."""
    rows = list(rows)
    reviews: dict[str, str] = {}
    for row in rows:
        if row.kind == "review":
            reviews.setdefault(row.child, uuid(row.id))
    for row in rows:
        own = {"id": uuid(row.id), "child_id": uuid(row.child)}
        own["review_id"] = uuid(row.body["review"]) if "review" in row.body else reviews.get(row.child, "")
        yield _RECORD[row.kind](own, row.body), row.body.get("docx", b"")


def uuid(hexadecimal: str) -> str:
    """Return an id of the workload as our records write it."""
    return str(UUID(hex=hexadecimal))


def _child(own: dict[str, str], said: dict[str, Any]) -> Record:
    born = date.fromisoformat(said["dob"])
    return Child(id=own["id"], given_name=said["name"], date_of_birth=born, address=said["address"])


def _review(own: dict[str, str], said: dict[str, Any]) -> Record:
    held = date.fromisoformat(said["held"])
    part = Participation(said["code"])
    return Review(id=own["id"], child_id=own["child_id"], held_on=held, participation=part)


def _section(own: dict[str, str], said: dict[str, Any]) -> Record:
    topic = TOPICS[said["topic"] % len(TOPICS)]  # the workload has twenty sections, we have fourteen topics
    return ReviewSection(topic=topic, going_well=said["text"], **own)


def _decision(own: dict[str, str], said: dict[str, Any]) -> Record:
    by = date.fromisoformat(said["by"])
    return Decision(what=said["what"], who=said["who"], by_on=by, **own)


def _attendance(own: dict[str, str], said: dict[str, Any]) -> Record:
    return Attendance(name=f"group {said['group']}", role_words=said["sent"], position=said["group"], **own)


_RECORD = {
    "child": _child,
    "note": lambda own, said: ParkedNote(text=said["text"], **own),
    "review": _review,
    "section": _section,
    "decision": _decision,
    "consultation": _attendance,
    "letter": lambda own, _said: Letter(**own),
}
