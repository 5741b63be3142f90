"""What may still be written about a review once it is finished: it stands, corrections stand beside it."""

from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.letter import Letter, LetterPart, StopOverride
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Amendment

WRITTEN_AFTER_FINISH: tuple[type[Record], ...] = (Amendment, Letter, LetterPart, StopOverride)
"""The kinds that take changes after Finish. Whatever else belongs to the review is only ever amended."""


def is_closed_by_finish(kind: type[Record]) -> bool:
    """Return whether a record of this kind takes no change once its review is finished."""
    return kind in RECORD_KINDS and kind not in WRITTEN_AFTER_FINISH
