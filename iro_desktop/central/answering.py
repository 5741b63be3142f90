"""What is done for each route, once the service knows who asks: one function each, named as the route is."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nacl.signing import SigningKey
from sqlalchemy import Connection, Engine, text

from iro_desktop.central import applying, blobs, devices, reading
from iro_desktop.central.access import access_of
from iro_desktop.central.checking import Sender
from iro_desktop.central.database import as_asker
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol import certificates, messages
from iro_desktop.protocol.changes import ScopeName
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import Sha256, read_message, write_message
from iro_desktop.protocol.versions import CURRENT, SCHEMA, SERVED_MAJORS
from iro_desktop.records import Json, canonical


@dataclass(frozen=True, slots=True)
class Office:
    """What every answer is made from."""

    engine: Engine
    service_key: SigningKey


@dataclass(frozen=True, slots=True)
class Call:
    """One request, its sender recognised and its message read."""

    office: Office
    sender: Sender | None
    device: str
    """The device's name as the request gave it, with its incarnation."""
    message: Any
    body: bytes
    path: Mapping[str, str]
    query: Mapping[str, str]

    @property
    def known(self) -> Sender:
        """Return who asks; the service has seen to it that a signed route has one."""
        if self.sender is None:
            raise Refused(Why.DEVICE_UNKNOWN)
        return self.sender


def now_text() -> str:
    """Return the time as answers give it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def hello(call: Call) -> bytes:
    """Say who answers, with a nonce and the time, signed."""
    with call.office.engine.begin() as connection:
        council = devices.council_of(connection)
        nonce = devices.new_nonce(connection)
        epoch = applying.stand_of(connection).epoch
    at = now_text()
    signature = certificates.sign_time(call.office.service_key, at, nonce)
    return _json(
        messages.Hello(
            council=council.id,
            council_name=council.name,
            protocol=tuple(f"{major}.{CURRENT.minor}" for major in SERVED_MAJORS),
            schema=SCHEMA,
            epoch=epoch,
            time=at,
            nonce=nonce,
            service_key=council.service_key,
            service_certificate=council.service_certificate,
            deposit_key=council.deposit_key,
            deposit_certificate=council.deposit_certificate,
            signature=signature,
        )
    )


def offer(call: Call) -> bytes:
    """Say what an enrolment code is for."""
    return _json(devices.offer(call.office.engine, call.message.enrolment_key))


def enrol(call: Call) -> bytes:
    """Make a device the council's."""
    return _json(devices.enrol(call.office.engine, call.message))


def exchange(call: Call) -> bytes:
    """Apply what was sent, then answer with the next page. Two transactions: what was applied is durable,
    and the page is read with no more rights than the reader has today."""
    request: messages.ExchangeRequest = call.message
    sender, engine = call.known, call.office.engine
    answers: tuple[messages.Answer, ...] = ()
    if request.bundles:
        with as_asker(engine, sender.asker, "read") as connection:
            _refuse_restored(connection, call)
        answers = applying.apply_batch(engine, sender, request.bundles)
    with as_asker(engine, sender.asker, "read") as connection:
        last_sequence = _refuse_restored(connection, call)
        held = access_of(connection, sender.asker)
        page = reading.read_page(
            connection, held, sender.asker, request.cursor, request.page_bytes, own_too=request.own_too
        )
        rest: dict[str, Json] = {
            "answers": [write_message(answer) for answer in answers],
            "certificates": [
                write_message(c) for c in devices.certificates_of(connection, set(page.devices))
            ],
            "cursor": write_message(page.cursor),
            "more": page.more,
            "scope": write_message(held.stamp),
            "last_sequence": last_sequence,
        }
        reading.note_reading(connection, sender.asker, page.children, "sync", page.cursor.revision)
    return _with_lists(rest, page.lists)


def _refuse_restored(connection: Connection, call: Call) -> int:
    """Return the last sequence the office has from this laptop; Refused if either side is an old backup."""
    request: messages.ExchangeRequest = call.message
    reading.refuse_foreign_cursor(connection, request.cursor)
    return applying.refuse_if_restored(connection, call.device, request.head)


def scope(call: Call) -> bytes:
    """Say whose records this person holds."""
    with as_asker(call.office.engine, call.known.asker, "read") as connection:
        held = access_of(connection, call.known.asker)
        epoch = applying.stand_of(connection).epoch
    children = tuple(sorted(held.children))
    return _json(
        messages.ScopeReply(
            scope=held.stamp,
            epoch=epoch,
            person=held.person,
            role=held.role,
            children=children,
            people=held.people,
        )
    )


def snapshots(call: Call) -> bytes:
    """Send whole records of scopes that the person holds, or of the one child that a manager opens."""
    request: messages.SnapshotRequest = call.message
    asker = call.known.asker
    with as_asker(call.office.engine, asker, "read") as connection:
        held = access_of(connection, asker)
    foreign = [one for one in request.scopes if not held.holds(one.kind.value, one.id)]
    opened = _opened(request, held.role) if foreign else ""
    with as_asker(call.office.engine, asker, "open" if opened else "read", opened) as connection:
        page = reading.read_snapshot(connection, request)
        made_by = devices.certificates_of(connection, set(page.devices))
        why = f"opened: {request.why}" if opened else "first fill"
        reading.note_reading(connection, asker, page.children | ({opened} - {""}), why, page.revision)
    rest: dict[str, Json] = {
        "certificates": [write_message(c) for c in made_by],
        "epoch": page.epoch,
        "revision": page.revision,
        "next": page.next,
    }
    return _with_lists(rest, page.lists)


def _opened(request: messages.SnapshotRequest, role: str) -> str:
    alone = len(request.scopes) == 1 and request.scopes[0].kind is ScopeKind.CHILD
    if role != "manager" or not alone or not request.why.strip():
        raise Refused(Why.NOT_FOUND)
    return request.scopes[0].id


def incarnation(call: Call) -> bytes:
    """Give a laptop that was put back from a backup its next name."""
    with as_asker(call.office.engine, call.known.asker, "apply") as connection:
        return _json(devices.new_incarnation(connection, call.known.asker.device))


def blob_state(call: Call) -> bytes:
    """Say how much of a blob is here."""
    named = _named(call)
    with as_asker(call.office.engine, call.known.asker, "apply") as connection:
        _refuse_unheld(connection, call, named, ever=True)
        state = blobs.state_of(connection, named)
    return _json(state or messages.BlobState(sha256=named.sha256, size=0, received=0, complete=False))


def put_blob(call: Call) -> bytes:
    """Keep the next part of a blob."""
    named = _named(call)
    offset, size = _number(call, "offset"), _number(call, "size")
    try:
        with as_asker(call.office.engine, call.known.asker, "apply") as connection:
            _refuse_unheld(connection, call, named, ever=True)
            return _json(blobs.put_part(connection, named, offset, size, call.body))
    except Refused as refused:
        if refused.why is Why.BLOB_MISMATCH:
            with as_asker(call.office.engine, call.known.asker, "apply") as connection:
                blobs.forget_incomplete(connection, named)
        raise


def blob(call: Call) -> bytes:
    """Send a blob's bytes from an offset on."""
    named = _named(call)
    with as_asker(call.office.engine, call.known.asker, "read") as connection:
        _refuse_unheld(connection, call, named, ever=False)
        data = blobs.read_part(connection, named, _number(call, "offset"))
        if data is None:
            raise Refused(Why.NOT_FOUND)
        if named.scope.kind is ScopeKind.CHILD:
            stand = applying.stand_of(connection)
            reading.note_reading(connection, call.known.asker, {named.scope.id}, "blob", stand.head)
    return data


def set_aside(call: Call) -> bytes:
    """List what could not be applied: a person's own, and a manager everybody's."""
    with as_asker(call.office.engine, call.known.asker, "read") as connection:
        rows = connection.execute(_SET_ASIDE).all()
    items = tuple(
        messages.SetAsideItem(
            change_id=row.change_id,
            device=row.device,
            person=row.person_id,
            reason=row.reason,
            at=row.at.isoformat(timespec="seconds"),
        )
        for row in rows
    )
    return _json(messages.SetAsideReply(items=items))


def deposit(call: Call) -> bytes:
    """Keep a revoked laptop's sealed work; the office cannot read it, a manager can accept it."""
    sha256 = hashlib.sha256(call.body).hexdigest()
    row = {
        "id": new_id(),
        "device": call.device,
        "person": call.known.asker.person,
        "sha256": sha256,
        "body": call.body,
    }
    with as_asker(call.office.engine, call.known.asker, "apply") as connection:
        connection.execute(_DEPOSIT, row)
        kept = connection.execute(_DEPOSITED, {"device": call.device, "sha256": sha256}).scalar_one()
    return _json(messages.DepositReceipt(deposit=kept, sha256=sha256))


ANSWERS: dict[str, Callable[[Call], bytes]] = {
    made.__name__: made
    for made in (
        hello,
        offer,
        enrol,
        exchange,
        scope,
        snapshots,
        incarnation,
        blob_state,
        put_blob,
        blob,
        set_aside,
        deposit,
    )
}


def _named(call: Call) -> blobs.Named:
    kind, _, scope_id = call.query.get("scope", "").partition(":")
    name = read_message(ScopeName, {"kind": kind, "id": scope_id})
    return blobs.Named(name, read_message(_Hash, {"sha256": call.path["sha256"]}).sha256)


@dataclass(frozen=True, slots=True)
class _Hash:
    sha256: Sha256


def _number(call: Call, name: str) -> int:
    written = call.query.get(name, "0")
    if not (written.isascii() and written.isdigit() and len(written) <= 12):
        raise Refused(Why.BAD_MESSAGE, what=name)
    return int(written)


def _refuse_unheld(connection: Connection, call: Call, named: blobs.Named, *, ever: bool) -> None:
    """Raise NOT_FOUND unless the scope is the person's; `ever`: or was once, for what is sent late."""
    asker = call.known.asker
    held = access_of(connection, asker)
    if held.holds(named.scope.kind.value, named.scope.id):
        return
    if not (ever and applying.held_ever(connection, asker, named.scope)):
        raise Refused(Why.NOT_FOUND)


def _json(message: object) -> bytes:
    return canonical(write_message(message))


def _with_lists(rest: dict[str, Json], lists: Mapping[str, Sequence[bytes]]) -> bytes:
    """Return the message with lists whose items are JSON already: signed bytes are never written anew."""
    parts = [b'"%s":[%s],' % (name.encode("ascii"), b",".join(items)) for name, items in lists.items()]
    return b"{" + b"".join(parts) + canonical(rest)[1:]


_SET_ASIDE = text("SELECT change_id, device, person_id, reason, at FROM set_aside ORDER BY number")
_DEPOSIT = text(
    "INSERT INTO deposit (id, device, person_id, sha256, body) VALUES (:id, :device, :person, :sha256, :body)"
    " ON CONFLICT (device, sha256) DO NOTHING"
)
_DEPOSITED = text("SELECT id FROM deposit WHERE device = :device AND sha256 = :sha256")
