"""A record, a field and a value as a person says them: for lists of what waits and what has to be decided."""

from datetime import date

from iro_desktop.domain.child import Child
from iro_desktop.domain.records import Scope, ScopeKind
from iro_desktop.domain.review import SectionTopic
from iro_desktop.domain.topics import title_of
from iro_desktop.domain.typed_dates import say_date
from iro_desktop.records import Json
from iro_desktop.services.session import Session

_KINDS = {
    "profile": "About you",
    "child": "The child",
    "person": "Person",
    "episode": "Placement",
    "review": "Review",
    "meeting": "Meeting",
    "review_section": "Section",
    "view": "What the child said",
    "decision": "Decision",
    "attendance": "Who came",
    "parked_note": "Parked note",
    "amendment": "Amendment",
    "letter": "Letter",
    "letter_part": "Part of the letter",
    "stop_override": "Reason for a STOP",
}
_FIELDS = {
    "said": "what the child said",
    "by_on": "by when",
    "by_words": "by when",
    "what_for_child": "in words for the child",
    "iro_view": "your view",
    "how_views_known": "how we know their view",
    "saved_blob": "the Word file",
    "text": "its words",
    "known_as": "the name they use",
}


def kind_words(kind: str) -> str:
    """Return what a kind of record is called."""
    return _KINDS.get(kind, "Something a newer app wrote")


def field_words(name: str) -> str:
    """Return what a field is called."""
    return _FIELDS.get(name, name.replace("_", " "))


def record_words(kind: str, body: dict[str, Json]) -> str:
    """Return what a person calls one record: "Decision 'Swimming'"."""
    topic = body.get("topic")
    if kind == "review_section" and isinstance(topic, str) and topic in {one.value for one in SectionTopic}:
        return f"Section {title_of(SectionTopic(topic))}"
    for name in ("what", "wish", "words", "name", "text"):
        said = body.get(name)
        if isinstance(said, str) and said.strip():
            short = said.strip().splitlines()[0]
            return f"{kind_words(kind)} ‘{short[:40]}{'…' if len(short) > 40 else ''}’"
    return kind_words(kind)


def value_words(value: Json) -> str:
    """Return a value as it is read: a date in words, nothing as "(empty)"."""
    if value is None or value in ("", []):
        return "(empty)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, str):
        try:
            return say_date(date.fromisoformat(value)) if len(value) == 10 else value
        except ValueError:
            return value
    return str(value)


def child_words(session: Session, scope: Scope) -> str:
    """Return the name that a child uses; "" for what is about no child here."""
    if scope.kind is not ScopeKind.CHILD:
        return ""
    child = session.caseload.get(Child, scope.id)
    return child.name_used if child is not None else ""
