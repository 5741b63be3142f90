"""What revoked laptops have handed in, sealed: listed, and taken in for a manager, with the council's key."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from nacl.signing import SigningKey
from sqlalchemy import Connection, text

from iro_desktop.central import audit, blobs, people, sequencer
from iro_desktop.central.applying import apply_within
from iro_desktop.central.checking import Sender, read_batch
from iro_desktop.central.database import Asker, speak_for
from iro_desktop.central.devices import council_of
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol.certificates import deposit_key
from iro_desktop.protocol.deposits import Deposit, NotReadable, unseal
from iro_desktop.protocol.messages import Answer, Outcome
from iro_desktop.protocol.refusals import WORDS, Refused


class NotAccepted(KnownProblem):
    """A deposit was not taken in; nothing of it was."""


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit as the office lists it; what is in it nobody can say who has not the council's key."""

    id: str
    at: str
    person: str
    device: str
    size: int
    accepted_by: str
    """The manager for whom it was taken in; "" while it waits."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a deposit's changes, counted by outcome; `left`: it waits still, for some of them do."""

    outcomes: Mapping[str, int]
    blobs: int
    left: bool


def deposits(connection: Connection) -> list[DepositRow]:
    """Return every deposit, the oldest first."""
    return [
        DepositRow(r.id, f"{r.at:%Y-%m-%d %H:%M}", r.name, r.device, r.size, r.manager or "")
        for r in connection.execute(_ALL)
    ]


def accept(connection: Connection, council_key: SigningKey, deposit_id: str, manager: str) -> TakenIn:
    """Take in a deposit for a manager: its changes as late as any that come now, signed as they were.

    What was written for a review that has been finished becomes proposals; what two people wrote stands
    beside the other. Doing it again changes nothing. NotAccepted if it does not open, is not what its
    sender was, or `manager` is none; then nothing of it is taken.
    """
    _require_manager(connection, manager)
    row = connection.execute(_ONE, {"id": deposit_id}).first()
    if row is None:
        raise NotAccepted("There is no such deposit.", "Use an id that `iro-central deposits` lists.")
    said = _opened(council_key, bytes(row.body))
    sender = _sender(connection, row.device, row.person_id)
    whose = said.council, said.person
    if not sender.is_its_name(said.device) or whose != (council_of(connection).id, row.person_id):
        raise NotAccepted("The deposit is not its sender's own.", "Nothing was taken in. Keep it, tell IT.")
    sequencer.take_turn(connection)
    speak_for(connection, sender.asker)
    answers = _applied(connection, sender, said)
    found = Counter(answer.outcome.value for answer in answers)
    left = Outcome.WAITING in found
    if not left:
        connection.execute(_ACCEPTED, {"id": deposit_id, "by": manager})
    subject = {"deposit": deposit_id, "sha256": row.sha256, "device": row.device, "person": row.person_id}
    audit.append(connection, "deposit accepted", {**subject, "by": manager, "outcomes": dict(found)})
    return TakenIn(dict(found), len(said.blobs), left)


def _require_manager(connection: Connection, person_id: str) -> None:
    managers = {p.id for p in people.people(connection) if p.role is people.Role.MANAGER and not p.ended}
    if person_id not in managers:
        raise NotAccepted("A deposit is taken in for a manager.", "Name the manager who has agreed to it.")


def _opened(council_key: SigningKey, body: bytes) -> Deposit:
    try:
        return unseal(deposit_key(council_key), body)
    except NotReadable:
        raise NotAccepted(
            "This deposit does not open.", "It was sealed to another council's key, or damaged. Keep it."
        ) from None


def _sender(connection: Connection, device: str, person: str) -> Sender:
    base = device.partition(".")[0]
    row = connection.execute(_DEVICE, {"id": base}).one()
    return Sender(Asker(person, base, row.role), row.device_key, row.incarnations)


def _applied(connection: Connection, sender: Sender, said: Deposit) -> tuple[Answer, ...]:
    try:
        for part in said.blobs:
            named = blobs.Named(part.scope, part.sha256)
            state = blobs.state_of(connection, named)
            if state is None or (not state.complete and state.received <= part.offset):
                blobs.put_part(connection, named, part.offset, part.size, part.content)
        return apply_within(connection, sender, read_batch(said.bundles, said.device, sender.device_key))
    except Refused as refused:
        raise NotAccepted("The deposit was not taken in.", WORDS[refused.why][0]) from None
    except ValueError:
        raise NotAccepted("The deposit was not taken in.", "A letter in it is damaged. Keep it.") from None


_ALL = text("""
    SELECT deposit.id, at, device, octet_length(body) AS size, person.name, manager.name AS manager
    FROM deposit JOIN person ON person.id = person_id LEFT JOIN person AS manager ON manager.id = accepted_by
    ORDER BY at, deposit.id
""")
_ONE = text("SELECT device, person_id, sha256, body FROM deposit WHERE id = :id FOR UPDATE")
_DEVICE = text(
    "SELECT device_key, incarnations, role FROM device JOIN person ON person.id = person_id"
    " WHERE device.id = :id"
)
_ACCEPTED = text(
    "UPDATE deposit SET accepted_at = coalesce(accepted_at, now()), accepted_by = coalesce(accepted_by, :by)"
    " WHERE id = :id"
)
