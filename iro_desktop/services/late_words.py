"""Words about a child who has left this laptop: handed in to the office all the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from iro_desktop.caseload.office_desk import LateWords
from iro_desktop.domain.child import Child, Person
from iro_desktop.domain.identity import part_id
from iro_desktop.domain.letter import Letter, LetterPart, LetterPartName
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Record
from iro_desktop.records import Json, encode, read
from iro_desktop.services.letter_edits import REASONS
from iro_desktop.services.review_edits import REMOVED, kind_named
from iro_desktop.services.session import Session
from iro_desktop.sync.leaving import acknowledged_for
from iro_desktop.sync.stand import stand_of

CHILD = "child_id"
"""In a draft: the child whose words it holds."""


class WordsHandedIn(KnownProblem):
    """Words came too late for a record that has left this laptop, and are sent all the same."""

    def __init__(self) -> None:
        super().__init__(
            "Your last words are about a child who is no longer yours.",
            "They are not lost: they are handed in with the next sync, for whoever has the child now.",
        )


class WordsKeptSealed(KnownProblem):
    """Words are about a child who has left this laptop, and it cannot be told where they belong."""

    def __init__(self) -> None:
        super().__init__(
            "Your last words are about a child who is no longer yours.",
            "They came too late to be sent, and are kept sealed on this laptop: tell IT.",
        )


def is_about_somebody_gone(session: Session, draft: Mapping[str, Any]) -> bool:
    """Return whether a draft's words are about a child who has been taken off this laptop."""
    if is_about_somebody_here(session, draft):
        return False
    return acknowledged_for(session.caseload, str(draft[CHILD])) is not None


def is_about_somebody_here(session: Session, draft: Mapping[str, Any]) -> bool:
    """Return whether a draft's words are about a child who is here, or about none."""
    child = str(draft.get(CHILD) or "")
    return not child or session.caseload.get(Child, child) is not None


def is_about_somebody_to_come(session: Session, draft: Mapping[str, Any]) -> bool:
    """Return whether a draft's words are about a child who is this person's and not wholly here yet."""
    stand = stand_of(session.caseload)
    return (
        stand is not None
        and draft.get(CHILD) in stand.children
        and not is_about_somebody_here(session, draft)
    )


def hand_in(session: Session, draft: Mapping[str, Any]) -> None:
    """Let a draft's words wait to be sent, as written while the child was this person's; in one transaction.

    Handing the same in twice changes nothing more. WordsKeptSealed, and nothing is done, where it cannot be
    told which records they belong to. A removal among them is let go: it is no words.
    """
    child = str(draft.get(CHILD) or "")
    acknowledged = acknowledged_for(session.caseload, child)
    try:
        late = [_late(kind, ids, fields) for kind, ids, fields in _records(draft, child)]
    except (ValueError, TypeError, KeyError):
        raise WordsKeptSealed from None
    if acknowledged is None:
        raise WordsKeptSealed
    session.caseload.office_desk.hand_in(late, acknowledged)


_Found = tuple[type[Record], dict[str, Json], dict[str, Json]]
"""A kind, what says which record and whose it is, and the fields typed."""


def _records(draft: Mapping[str, Any], child: str) -> Iterable[_Found]:
    screen, owner, edits = draft["screen"], str(draft["review_id"]), dict(draft["edits"])
    if screen == "record":
        return _of_review(owner, child, edits)
    if screen == "letter":
        return _of_letter(owner, child, edits)
    if screen == "people":
        return _of_people(child, edits)
    raise ValueError("such a draft is about no child")


def _of_review(review: str, child: str, edits: Mapping[str, Any]) -> Iterable[_Found]:
    found: dict[tuple[str, str], dict[str, Json]] = defaultdict(dict)
    for key, value in edits.items():
        kind, record_id, field = key.split("/")
        found[kind, record_id][field] = value
    for (kind, record_id), fields in found.items():
        if REMOVED not in fields:
            yield kind_named(kind), {"id": record_id, "child_id": child, "review_id": review}, fields


def _of_letter(review: str, child: str, edits: Mapping[str, Any]) -> Iterable[_Found]:
    letter = part_id(review, "letter")
    whose: dict[str, Json] = {"child_id": child, "review_id": review}
    for name, text in edits.items():
        if name == REASONS:
            yield Letter, {"id": letter, **whose}, {"reasons_so_far": text}
        else:
            part = LetterPartName(name).value
            ids = {"id": part_id(letter, part), **whose, "letter_id": letter, "part": part}
            yield LetterPart, ids, {"text": text}


def _of_people(child: str, edits: Mapping[str, Any]) -> Iterable[_Found]:
    found: dict[str, dict[str, Json]] = defaultdict(dict)
    for key, value in edits.items():
        person, field = key.split("/")
        found[person][field] = value
    for person, fields in found.items():
        yield Person, {"id": person, "child_id": child}, fields


def _late(kind: type[Record], ids: Mapping[str, Json], fields: Mapping[str, Json]) -> LateWords:
    record, unplaced = read(kind, {**ids, **fields})
    if unplaced.keys() & fields.keys():
        raise ValueError("a record cannot hold what was typed")
    said = encode(record)
    return LateWords(record, {name: said[name] for name in (*ids, *fields) if name in said})
