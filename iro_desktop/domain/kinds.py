"""The one list of record kinds: tables, encodings and migrations are checked against it."""

from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.letter import Letter, LetterPart, StopOverride
from iro_desktop.domain.person import Profile
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import (
    Amendment,
    Attendance,
    Decision,
    Meeting,
    ParkedNote,
    Review,
    ReviewSection,
    View,
)

RECORD_KINDS: tuple[type[Record], ...] = (
    Profile,
    Child,
    Person,
    Episode,
    Review,
    Meeting,
    ReviewSection,
    View,
    Decision,
    Attendance,
    ParkedNote,
    Amendment,
    Letter,
    LetterPart,
    StopOverride,
)
