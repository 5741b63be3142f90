"""A batch becomes durable: numbered, logged, merged and chained in one transaction, and then answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, text

from iro_desktop.central import audit, sequencer
from iro_desktop.central.access import had_when
from iro_desktop.central.checking import (
    Accepted,
    Checked,
    Poison,
    Sender,
    answers_of_set_aside,
    check_batch,
    read_batch,
)
from iro_desktop.central.database import Asker, as_asker, as_rows
from iro_desktop.central.merging import Merged, Merging
from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol.bundles import leaves_of
from iro_desktop.protocol.changes import ScopeName
from iro_desktop.protocol.messages import Answer, Bundle, Outcome
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import write_message
from iro_desktop.records import Json, canonical


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the office stands: its epoch, the newest revision, and the newest that anybody can have seen."""

    epoch: int
    restored_to: int
    head: int

    @property
    def ceiling(self) -> int:
        """Return the highest revision that anybody can have seen, in this epoch or before."""
        return self.head if self.epoch == 1 else max(self.head, self.epoch * sequencer.EPOCH_STEP)


def stand_of(connection: Connection) -> Stand:
    """Return where the office stands now."""
    row = connection.execute(_STAND).one()
    return Stand(row.number, row.restored_to, row.head)


def apply_batch(engine: Engine, sender: Sender, bundles: Sequence[Bundle]) -> tuple[Answer, ...]:
    """Apply changes and answer for each, in the batch's order; all are durable when this returns.

    Refused (LAPTOP_RESTORED) if the laptop has given a sequence a second time; then nothing is applied.
    """
    checked = read_batch(bundles, sender.asker.device, sender.device_key)  # before anybody is kept waiting
    if not checked.count:
        return ()
    with as_asker(engine, sender.asker, "apply") as connection:
        sequencer.take_turn(connection)
        return apply_within(connection, sender, checked)


def apply_within(connection: Connection, sender: Sender, checked: Checked) -> tuple[Answer, ...]:
    """Apply a batch inside the caller's transaction, which holds the turn."""
    check_batch(connection, sender, checked, stand_of(connection).ceiling)
    _set_aside(connection, sender, checked)
    _take(connection, sender, checked)
    for place, first in checked.repeats.items():
        checked.answers[place] = checked.answers[first]
    return tuple(checked.answers[place] for place in range(checked.count))


def refuse_if_restored(connection: Connection, device: str, head: int) -> int:
    """Return the last sequence the office has from this device; Refused if the laptop's own is behind it."""
    last = last_sequence(connection, device)
    if head < last:
        raise Refused(Why.LAPTOP_RESTORED, last_sequence=last)
    return last


def last_sequence(connection: Connection, device: str) -> int:
    """Return the last sequence that the office has under this device name; 0 if it has none."""
    return int(connection.execute(_LAST, {"device": device}).scalar_one())


def held_ever(connection: Connection, asker: Asker, scope: ScopeName) -> bool:
    """Return whether this child was ever the person's."""
    return scope.kind is ScopeKind.CHILD and bool(had_when(connection, asker, {scope.id}))


def _set_aside(connection: Connection, sender: Sender, checked: Checked) -> None:
    if not checked.poison:
        return
    answered = answers_of_set_aside(connection, checked.poison)
    new = {one.body_hash: one for one in checked.poison if one.body_hash not in answered}
    if new:
        connection.execute(_ASIDE, [_aside_row(sender, one) for one in new.values()])
        named: list[Json] = [[one.change_id, one.body_hash, one.reason] for one in new.values()]
        audit.append(connection, "set aside", {"device": sender.asker.device, "set_aside": named})
    for one in checked.poison:
        answer = Answer(change_id=one.change_id, outcome=Outcome.SET_ASIDE, reason=one.reason)
        checked.answers[one.place] = answered.get(one.body_hash, answer)


def _aside_row(sender: Sender, one: Poison) -> dict[str, object]:
    return {
        "body_hash": one.body_hash,
        "device": one.device,
        "person": sender.asker.person,
        "change_id": one.change_id,
        "sequence": one.sequence,
        "body": one.kept,
        "reason": one.reason,
    }


@dataclass(slots=True)
class _Rows:
    """What a batch writes to the log, and what the chain says about it."""

    bundle_ids: Mapping[int, int]
    """By a bundle's number in the batch, the id under which it is kept."""
    log: list[dict[str, object]] = field(default_factory=list)
    chained: list[Json] = field(default_factory=list)

    def add(self, sender: Sender, one: Accepted, merged: Merged, answer: Answer) -> None:
        change = one.read.change
        self.chained.append([merged.revision, one.body_hash])
        self.log.append(
            {
                "revision": merged.revision,
                "change_id": change.change_id,
                "device": change.device,
                "sequence": change.sequence,
                "person": sender.asker.person,
                "record": change.record_id,
                "kind": change.kind,
                "scope_kind": change.scope.kind.value,
                "scope_id": change.scope.id,
                "body": one.read.body.decode("utf-8"),
                "body_hash": one.body_hash,
                "bundle": self.bundle_ids[one.proof.bundle],
                "place": one.proof.place,
                "answer": canonical(write_message(answer)).decode("utf-8"),
                "passed_over": _list(merged.applied.passed_over),
                "unseen": _list(merged.unseen),
                "proposed": merged.applied.proposed,
            }
        )


def _list(of: Sequence[str] | Sequence[int]) -> str:
    return canonical(list(of)).decode("utf-8") if of else "[]"


def _take(connection: Connection, sender: Sender, checked: Checked) -> None:
    if not checked.accepted:
        return
    numbers = sequencer.next_numbers(connection, len(checked.accepted))
    merging = Merging(connection, [one.read.change for one in checked.accepted])
    rows = _Rows(_keep_bundles(connection, checked.accepted))
    for one, revision in zip(checked.accepted, numbers, strict=True):
        merged = merging.merge(one.read.change, revision)
        checked.answers[one.place] = answer = _answer(merged)
        rows.add(sender, one, merged, answer)
    connection.execute(_LOG, as_rows(rows.log))
    merging.keep(connection)
    subject: dict[str, Json] = {"device": sender.asker.device, "person": sender.asker.person}
    audit.append(connection, "changes", {**subject, "changes": rows.chained})


def _keep_bundles(connection: Connection, accepted: Sequence[Accepted]) -> dict[int, int]:
    """Keep the bundles under which these are taken; return their ids by their numbers in the batch."""
    firsts = {one.proof.bundle: one for one in reversed(accepted)}
    ids = connection.execute(_BUNDLE_IDS, {"count": len(firsts)}).scalars().all()
    kept = dict(zip(firsts, ids, strict=True))
    connection.execute(_BUNDLE, [_bundle_row(kept[number], one) for number, one in firsts.items()])
    return kept


def _bundle_row(number: int, one: Accepted) -> dict[str, object]:
    change = one.read.change
    return {
        "id": number,
        "device": change.device,
        "scope_kind": change.scope.kind.value,
        "scope_id": change.scope.id,
        "signature": one.proof.signature,
        "leaves": leaves_of(one.proof.lines),
    }


def _answer(merged: Merged) -> Answer:
    applied = merged.applied
    outcome = Outcome.PROPOSED if applied.proposed else Outcome.TAKEN
    if applied.conflicts:
        outcome = Outcome.CONFLICT
    return Answer(
        change_id=merged.change_id, outcome=outcome, revision=merged.revision, conflicts=applied.conflicts
    )


_STAND = text("SELECT number, restored_to, head() AS head FROM epoch ORDER BY number DESC LIMIT 1")
_LAST = text("SELECT last_sequence(:device)")
_LOG = text("""
    INSERT INTO log (revision, change_id, device, sequence, person_id, record_id, kind, scope_kind, scope_id,
                     body, body_hash, bundle, place, answer, passed_over, unseen, proposed)
    SELECT revision, change_id, device, sequence, person, record, kind, scope_kind, scope_id,
           convert_to(body, 'UTF8'), body_hash, bundle, place, CAST(answer AS jsonb),
           CAST(passed_over AS jsonb), CAST(unseen AS jsonb), proposed
    FROM json_to_recordset(CAST(:rows AS json)) AS came (
        revision bigint, change_id text, device text, sequence bigint, person text, record text, kind text,
        scope_kind text, scope_id text, body text, body_hash text, bundle bigint, place smallint, answer text,
        passed_over text, unseen text, proposed bool)
""")
_BUNDLE_IDS = text("SELECT nextval('iro.bundle_id') FROM generate_series(1, :count)")
_BUNDLE = text("""
    INSERT INTO bundle (id, device, scope_kind, scope_id, signature, leaves)
    VALUES (:id, :device, :scope_kind, :scope_id, :signature, :leaves)
""")
_ASIDE = text("""
    INSERT INTO set_aside (body_hash, device, person_id, change_id, sequence, body, reason)
    VALUES (:body_hash, :device, :person, :change_id, :sequence, :body, :reason)
""")
