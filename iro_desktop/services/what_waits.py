"""Each change that waits to be sent, named as its author would name it."""

from iro_desktop.caseload.shown import KINDS
from iro_desktop.domain.records import ScopeKind
from iro_desktop.records import Json, encode
from iro_desktop.services.office_types import WaitingItem
from iro_desktop.services.record_words import child_words, field_words, record_words
from iro_desktop.services.session import Session
from iro_desktop.sync.stand import stand_of

_NOT_GIVEN = "The office has not given you this child. It is sent as soon as they do."
_REVOKED = "This laptop may no longer sync: it is handed in, sealed."
_SHOWN = 3


def what_waits(session: Session, limit: int = 500) -> tuple[WaitingItem, ...]:
    """Return the changes that the office has not acknowledged, oldest first."""
    stand = stand_of(session.caseload)
    held_back = set(stand.not_given) if stand else set()
    ended = stand is not None and stand.revoked
    found = []
    for one in session.caseload.office_desk.waiting(limit):
        what = record_words(one.kind, _body(session, one.kind, one.record_id))
        if one.operation == "edit":
            names = [field_words(name) for name in one.fields[:_SHOWN]]
            what += f": {', '.join(names)}{' …' if len(one.fields) > _SHOWN else ''}"
        elif one.operation == "delete":
            what += ": removed"
        held = one.scope.kind is ScopeKind.CHILD and one.scope.id in held_back
        found.append(
            WaitingItem(
                change_id=one.change_id,
                child_id=one.scope.id if one.scope.kind is ScopeKind.CHILD else "",
                child=child_words(session, one.scope),
                what=what,
                at=one.at,
                reason=_REVOKED if ended else _NOT_GIVEN if held else "",
            )
        )
    return tuple(found)


def _body(session: Session, kind_name: str, record_id: str) -> dict[str, Json]:
    kind = KINDS.get(kind_name)
    record = session.caseload.get(kind, record_id) if kind is not None else None
    return encode(record) if record is not None else {}
