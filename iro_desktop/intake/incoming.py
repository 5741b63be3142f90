"""What a row says about one record: the fields its source owns, and nothing about the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.review import Review
from iro_desktop.intake.kinds_of_file import FileKind
from iro_desktop.intake.remarks import Notebook, Row

Imported = Child | Episode | Review | Person

CHILD, EPISODE, REVIEW = "ssda903/child", "ssda903/episode", "ssda903/review"
PERSON = "people/person"


@dataclass(frozen=True)
class Incoming:
    """One row's word on one record. `fields` holds only what the file has columns for.

    `child` is the council's number of the child whose record it is; `key` is the record's own key in its
    source, from which `id` is derived for this council, the same on every laptop and at the centre.
    """

    kind: type[Child] | type[Episode] | type[Review] | type[Person]
    id: str
    child: str
    key: str
    fields: Mapping[str, Any]
    row: Row = field(repr=False)
    whole: bool = True
    """False where the row only adds to a record that another file makes."""


@dataclass(frozen=True)
class Reading:
    """Everything that the files said, before it meets a caseload."""

    children: tuple[Incoming, ...] = ()
    additions: tuple[Incoming, ...] = ()
    """About children too, from the uasc and the people file."""
    episodes: tuple[Incoming, ...] = ()
    reviews: tuple[Incoming, ...] = ()
    people: tuple[Incoming, ...] = ()
    notebook: Notebook = field(default_factory=Notebook)
    kinds: Mapping[str, FileKind] = field(default_factory=dict)
    """What each file was recognised as."""


@dataclass(frozen=True)
class Reader:
    """What every row is read with: whose council, what today is, which return's year, where to remark."""

    council: str
    today: date
    year: int
    notebook: Notebook

    def child_id(self, number: str) -> str:
        """Return the id of the child whom the council numbers `number`."""
        return imported_id(self.council, CHILD, number)
