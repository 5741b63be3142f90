"""What a person has to decide after a sync: two versions, a change that came after Finish, one set aside."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from iro_desktop.caseload import EntryState
from iro_desktop.caseload.shared import SharedRecord
from iro_desktop.caseload.shown import KINDS
from iro_desktop.domain.child import Child
from iro_desktop.domain.finishing import is_closed_by_finish
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Scope, ScopeKind
from iro_desktop.domain.review import Amendment, Review
from iro_desktop.records import Json, encode, shapes_of
from iro_desktop.records.merge import KEPT, Operation
from iro_desktop.services.enrol_laptop import membership_of
from iro_desktop.services.office_types import THE_OFFICE, Choice, Matter, MatterKind, Pick, Side
from iro_desktop.services.record_words import child_words, field_words, record_words, value_words
from iro_desktop.services.session import Session
from iro_desktop.sync.leaving import AGREED, agreed, asked_about
from iro_desktop.sync.stand import called, stand_of

_PURGE = "purge"


class MatterGone(KnownProblem):
    """It has been decided meanwhile, here or elsewhere."""

    def __init__(self) -> None:
        super().__init__("This has been decided meanwhile.", "Look at the list again; nothing was changed.")


class ChangedMeanwhile(KnownProblem):
    """What is to be decided is no longer what stood before the person's eyes."""

    def __init__(self) -> None:
        super().__init__(
            "This has changed while you were looking at it.",
            "Nothing was chosen. Look at it again, then choose.",
        )


def matters(session: Session) -> tuple[Matter, ...]:
    """Return everything that needs a person; an empty tuple where all is settled or there is no office."""
    if membership_of(session) is None:
        return ()
    settled = {change for made in session.caseload.list(Amendment) for change in made.answers}
    found = [
        matter for record in session.caseload.office_desk.open_records() for matter in _of(session, record)
    ]
    found = [one for one in found if not (one.closed and settled >= _changes_in(session, one))]
    late = session.caseload.office_desk.late_changes()
    found += [_late(session, change, state) for change, state in late if change["change_id"] not in settled]
    unseen = session.caseload.office_desk.unseen_at_finish()
    found += [
        _late(session, change, None, MatterKind.AFTER_FINISH)
        for change in unseen
        if change["change_id"] not in settled
    ]
    return (*_purge(session), *found)


def settle(session: Session, matter: Matter, choice: Choice) -> None:
    """Carry out a person's choice: a change like any other, so that every laptop comes to it.

    `matter` is as they saw it: MatterGone if it needs nobody any more, ChangedMeanwhile if it is another
    now, for nobody has read what came since. Whatever is not chosen stays readable in the history.
    """
    now = next((one for one in matters(session) if one.key == matter.key), None)
    if now is None:
        raise MatterGone
    if now != matter:
        raise ChangedMeanwhile
    match matter.kind:
        case MatterKind.PURGE:
            _agree_to_purge(session)
        case MatterKind.DELETED:
            _keep_or_delete(session, matter, choice)
        case MatterKind.CONFLICT if not matter.closed:
            _choose(session, matter, choice)
        case _:
            _amend(session, matter, choice)


# -- two versions ------------------------------------------------------------------------------------------
def _of(session: Session, record: SharedRecord) -> Iterator[Matter]:
    body = record.state.body
    if record.kind not in KINDS:  # an app that knows what it is asks
        return
    closed = _is_closed(session, record, body)
    name = record_words(record.kind, body)
    chosen = session.caseload.office_desk.chosen_here(record.record_id)
    if record.state.is_disputed and chosen.get("", -1) < record.through:
        stone = record.state.tombstones[0]
        change = session.caseload.office_desk.change_at(stone.revision) or {}
        removed = _side(session, change, f"Removed: {stone.reason}")
        kept = Side(who="The record as it stands", at=None, words=name, mine=False)
        yield _matter(session, record, MatterKind.DELETED, name, (kept, removed), False, closed)
    for field in record.state.conflicts:
        versions = _versions(session, record, field)
        if len(versions) > 1:
            sides = tuple(_side(session, change, value_words(value)) for value, change in versions)
            where = f"{name}: {field_words(field)}"
            text = _is_text(record.kind, field)
            yield _matter(session, record, MatterKind.CONFLICT, where, sides, text, closed, field)


def _matter(  # noqa: PLR0917 - the parts of one thing
    session: Session,
    record: SharedRecord,
    kind: MatterKind,
    where: str,
    sides: tuple[Side, ...],
    is_text: bool,
    closed: bool,
    field: str = "",
) -> Matter:
    return Matter(
        key=f"{kind.value}/{record.kind}/{record.record_id}/{field}",
        kind=kind,
        child_id=record.scope.id if record.scope.kind is ScopeKind.CHILD else "",
        child=child_words(session, record.scope),
        where=where,
        sides=sides,
        is_text=is_text,
        closed=closed,
    )


def _versions(session: Session, record: SharedRecord, field: str) -> list[tuple[Json, Mapping[str, Any]]]:
    """Return the values between which a person has to choose, and the changes that gave them.

    What was written here since stands for one's own; one value, or none, where that was the choice itself.
    """
    desk, kind = session.caseload.office_desk, KINDS.get(record.kind)
    here = session.caseload.get(kind, record.record_id) if kind is not None else None
    standing = record.state.conflicts.get(field, ())
    written = desk.chosen_here(record.record_id).get(field)
    if field == KEPT or here is None or not standing:
        return []
    if written is not None and written >= max(version.revision for version in standing):
        return []
    device, shows = session.caseload.journal.device, encode(here)
    if field not in shows:  # a newer version's: what was chosen here stands among the rest
        written = None
    others = [one for one in standing if written is None or one.device != device]
    found = [(one.value, desk.change_at(one.revision) or {"device": one.device}) for one in others]
    if written is not None:
        mine = shows[field]
        if mine not in [value for value, _ in found]:
            found.append((mine, {"device": device}))
    return found


def _side(session: Session, change: Mapping[str, Any], words: str) -> Side:
    membership = membership_of(session)
    mine = membership is not None and str(change.get("device", "")).partition(".")[0] == membership.device
    said = str(change.get("device_time", ""))
    try:
        at = datetime.fromisoformat(said) if said else None
    except ValueError:
        at = None
    return Side(who=_who(session, change, mine=mine), at=at, words=words, mine=mine)


def _who(session: Session, change: Mapping[str, Any], *, mine: bool) -> str:
    """Return whose words a change holds: a person's, or the office's own that brought in a file."""
    if mine:
        return "You, on this laptop"
    person, stand = str(change.get("person", "")), stand_of(session.caseload)
    if stand is not None and person == stand.person:
        return "You, on another laptop"
    return called(session.caseload, person) or THE_OFFICE


def _is_text(kind_name: str, field: str) -> bool:
    kind = KINDS.get(kind_name)
    if kind is None or field.endswith(("_id", "_blob")):
        return False
    return any(shape.name == field and shape.base is str for shape in shapes_of(kind))


def _is_closed(session: Session, record: SharedRecord, body: Mapping[str, Json]) -> bool:
    kind = KINDS.get(record.kind)
    if kind is None or not is_closed_by_finish(kind):
        return False
    review_id = record.record_id if kind is Review else str(body.get("review_id") or "")
    review = session.caseload.get(Review, review_id) if review_id else None
    return review is not None and review.finished_at is not None


def _choose(session: Session, matter: Matter, choice: Choice) -> None:
    _, kind_name, record_id, field = matter.key.split("/")
    desk, kind = session.caseload.office_desk, KINDS[kind_name]
    shared, record = desk.find(record_id), session.caseload.get(kind, record_id)
    versions = _versions(session, shared, field) if shared else []
    if not versions or record is None or shared is None:
        raise MatterGone
    value: Json
    match choice.pick:
        case Pick.SIDE if 0 <= choice.side < len(versions):
            value = versions[choice.side][0]
        case Pick.BOTH if matter.is_text:
            value = "\n".join(str(one) for one, _ in versions if one)
        case Pick.EDITED if matter.is_text:
            value = choice.text
        case _:
            raise MatterGone
    seen = max(version.revision for version in shared.state.versions[field])
    with session.caseload.unit_of_work() as work:
        work.settle(record, {field: value}, seen)
        work.commit()


def _keep_or_delete(session: Session, matter: Matter, choice: Choice) -> None:
    _, kind_name, record_id, _field = matter.key.split("/")
    shared = session.caseload.office_desk.find(record_id)
    record = session.caseload.get(KINDS[kind_name], record_id)
    if shared is None or record is None:
        raise MatterGone
    with session.caseload.unit_of_work() as work:
        if choice.pick is Pick.DELETE:
            work.delete(record, "removed after all: chosen among two versions")
        else:
            work.keep(record, shared.through)
        work.commit()


# -- what came late ----------------------------------------------------------------------------------------
def _late(
    session: Session,
    change: Mapping[str, Any],
    state: EntryState | None,
    kind: MatterKind = MatterKind.PROPOSAL,
) -> Matter:
    scope = Scope(ScopeKind(change["scope"]["kind"]), change["scope"]["id"])
    fields: Mapping[str, Any] = change.get("fields", {})
    said = {name: one["now"] for name, one in fields.items() if not name.endswith("id")}
    words = "\n".join(f"{field_words(n)}: {value_words(v)}" for n, v in said.items() if v not in (None, ""))
    if change.get("operation") == Operation.DELETE:  # its fields say what was there
        said, words = {}, f"Removed: {change.get('reason', '')}"
    aside = state is EntryState.SET_ASIDE
    stand = stand_of(session.caseload)
    why = stand.set_aside.get(str(change["change_id"]), "") if stand else ""
    shared = session.caseload.office_desk.find(str(change["record_id"]))
    kind = MatterKind.SET_ASIDE if aside else kind
    return Matter(
        key=f"{kind.value}/{change['kind']}/{change['record_id']}/{change['change_id']}",
        kind=kind,
        child_id=scope.id if scope.kind is ScopeKind.CHILD else "",
        child=child_words(session, scope),
        where=record_words(str(change["kind"]), {**(shared.state.body if shared else {}), **said}),
        sides=(_side(session, change, words),),
        is_text=True,
        closed=not aside,
        note=f"The office keeps it but could not apply it: {why}." if aside else "",
    )


def _amend(session: Session, matter: Matter, choice: Choice) -> None:
    """Write a choice about a finished review, or about what came after its Finish, as an amendment."""
    _, kind_name, record_id, rest = matter.key.split("/")
    shared = session.caseload.office_desk.find(record_id)
    review_id = str((shared.state.body if shared else {}).get("review_id") or record_id)
    text = choice.text
    if choice.pick is Pick.SIDE and 0 <= choice.side < len(matter.sides):
        text = matter.sides[choice.side].words
    elif choice.pick is Pick.BOTH:
        text = "\n".join(side.words for side in matter.sides)
    elif choice.pick is Pick.AMEND and not text:
        text = matter.sides[0].words
    elif choice.pick is Pick.DISMISS:
        text = ""
    answers = _changes_in(session, matter) if matter.kind is MatterKind.CONFLICT else {rest}
    amendment = Amendment(
        id=new_id(),
        child_id=matter.child_id,
        review_id=review_id,
        of_kind=kind_name,
        of_id=record_id,
        of_field=rest if matter.kind is MatterKind.CONFLICT else "",
        text=text.strip(),
        reason="Came after the review was finished." if text else "Read, and the record stays as it is.",
        made_by=session.profile.name,
        made_at=session.clock.now(),
        answers=tuple(sorted(answers)),
    )
    with session.caseload.unit_of_work() as work:
        work.save(amendment)
        work.commit()


def _changes_in(session: Session, matter: Matter) -> set[str]:
    """Return the changes between which a matter stands."""
    _, _kind, record_id, field = matter.key.split("/")
    desk = session.caseload.office_desk
    shared = desk.find(record_id)
    versions = shared.state.versions.get(field, ()) if shared else ()
    found = (desk.change_at(version.revision) for version in versions)
    return {str(change["change_id"]) for change in found if change is not None}


# -- children who are no longer yours ----------------------------------------------------------------------
def _purge(session: Session) -> tuple[Matter, ...]:
    stand = stand_of(session.caseload)
    asked = asked_about(stand, agreed(session.caseload)) if stand else ()
    if stand is None or not asked:
        return ()
    found = (session.caseload.get(Child, child) for child in asked)
    names = sorted(child.name_used for child in found if child is not None)
    more = f" and {len(asked) - len(names)} more" if len(names) < len(asked) else ""
    kept = "Until then they stay here, to read and to write in. Nothing unsent is lost."
    return (
        Matter(
            key=_PURGE,
            kind=MatterKind.PURGE,
            child_id="",
            child="",
            where=f"{len(asked)} no longer yours: {', '.join(names)}{more}",
            sides=(),
            is_text=False,
            closed=False,
            note=f"{_FORGOTTEN if set(asked) & set(stand.doubted) else _THEY_GO} {kept}",
        ),
    )


_THEY_GO = "Let them go, and their records go from this laptop at the next sync."
_FORGOTTEN = (
    "The office was put back from a backup, and may only have forgotten that they are yours: ask your "
    "manager before you let them go."
)


def _agree_to_purge(session: Session) -> None:
    stand, before = stand_of(session.caseload), agreed(session.caseload)
    if stand is not None:
        now: list[Json] = [*sorted(before.union(asked_about(stand, before)))]
        session.caseload.office_desk.lay({AGREED: now})
