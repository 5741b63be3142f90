"""Laptops: enrolled by a one-time code, recognised at every request, revoked from the next one on."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nacl.signing import SigningKey
from sqlalchemy import Connection, Engine, RowMapping, text

from iro_desktop.central import audit, sequencer
from iro_desktop.central.checking import OFFICE, Sender
from iro_desktop.central.database import Asker
from iro_desktop.domain.identity import new_id
from iro_desktop.protocol import certificates
from iro_desktop.protocol.messages import Enrolled, EnrolmentOffer, EnrolmentRequest, Incarnation
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import read_message, write_message
from iro_desktop.protocol.signing import RequestHead, is_request_signed, public_key
from iro_desktop.records import canonical

CODE_LASTS = timedelta(minutes=15)
NONCE_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Council:
    """Whose office this is; `import_name` is part of every imported id, so it never changes."""

    id: str
    name: str
    import_name: str
    public_key: str
    service_key: str
    service_certificate: str
    deposit_key: str
    deposit_certificate: str


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device as the office lists it."""

    id: str
    person: str
    enrolled: str
    revoked: bool
    incarnations: int


def council_of(connection: Connection) -> Council:
    """Return whose office this is."""
    row = connection.execute(_COUNCIL).one()
    return Council(*row)


def new_nonce(connection: Connection) -> str:
    """Return a new nonce, good for one request in the next minutes; now and then clear old ones away."""
    nonce = secrets.token_hex(32)
    connection.execute(_NONCE, {"nonce": nonce, "expires": datetime.now(UTC) + NONCE_LASTS})
    if nonce.startswith("00"):
        connection.execute(text("DELETE FROM nonce WHERE expires_at < now()"))
    return nonce


def use_nonce(connection: Connection, nonce: str) -> bool:
    """Use a nonce up; return whether it was one of ours, unused and not too old."""
    return connection.execute(_USE_NONCE, {"nonce": nonce}).first() is not None


def recognise(
    engine: Engine, head: RequestHead, body: bytes, signature: str, *, revoked_too: bool = False
) -> tuple[Sender, str]:
    """Return who signed this request and the nonce for the next one.

    Refused if the device is unknown or revoked, the signature is not its own, or the nonce is not good; a
    nonce is used up only by a request that its device did sign. Time is not asked: a laptop's clock may be
    wrong by years.
    """
    base, _, number = head.device.partition(".")
    with engine.begin() as connection:
        row = connection.execute(_DEVICE, {"name": base}).first()
        if (
            row is None
            or row.role == OFFICE
            or (number and not number.isdigit())
            or int(number or 0) > row.incarnations
        ):
            raise Refused(Why.DEVICE_UNKNOWN)
        if not is_request_signed(row.device_key, head, body, signature):
            raise Refused(Why.SIGNATURE)
        if row.revoked and not revoked_too:
            raise Refused(Why.DEVICE_REVOKED)
        good = use_nonce(connection, head.nonce)
        nonce = new_nonce(connection)
    if not good:
        raise Refused(Why.NONCE, nonce=nonce)
    return Sender(Asker(row.person_id, base, row.role), row.device_key, row.incarnations), nonce


def grant_device(
    connection: Connection, council_key: SigningKey, person_id: str, lasts: timedelta = CODE_LASTS
) -> str:
    """Make a one-time code with which this person's next laptop is enrolled; return it. It is kept nowhere.

    Needs the council's key: the service, which has none, can make no device the council's.
    """
    council = council_of(connection)
    typed = certificates.new_code()
    code = certificates.read_code(typed) or b""
    expires = datetime.now(UTC) + lasts
    grant = certificates.Grant(
        council=council.id,
        device=new_id(),
        person=person_id,
        enrolment_key=public_key(certificates.enrolment_key(code)),
        expires=expires.isoformat(timespec="seconds"),
    )
    sequencer.take_turn(connection)
    row = {
        **write_message(grant),
        "signature": certificates.sign_grant(council_key, grant),
        "seal": certificates.seal(code, council.id, council.public_key),
        "expires_at": expires,
    }
    connection.execute(_GRANT, row)
    audit.append(connection, "enrolment granted", {"person": person_id, "device": grant.device})
    return typed


def offer(engine: Engine, key: str) -> EnrolmentOffer:
    """Return what a code is for, to whoever can name its public half; Refused if it is none or is over."""
    with engine.begin() as connection:
        council = council_of(connection)
        row = connection.execute(_ENROLMENT, {"key": key}).mappings().first()
        if row is None or (row["expired"] and row["device_key"] is None):
            raise Refused(Why.CODE_REFUSED)
        return _offer(council, row)


def _offer(council: Council, row: RowMapping) -> EnrolmentOffer:
    return EnrolmentOffer(
        council_name=council.name,
        council_key=council.public_key,
        seal=row["seal"],
        council_signature=row["council_signature"],
        council=council.id,
        device=row["device_id"],
        person=row["person_id"],
        person_name=row["person_name"],
        expires=row["expires"],
        import_name=council.import_name,
    )


def enrol(engine: Engine, request: EnrolmentRequest) -> Enrolled:
    """Make the device the council's. The same request again (its answer was lost) has the same answer;
    another key under a used code, an expired or unknown one: Refused."""
    with engine.begin() as connection:
        sequencer.take_turn(connection)
        council = council_of(connection)
        row = connection.execute(_ENROLMENT, {"key": request.enrolment_key}).mappings().first()
        if row is None:
            raise Refused(Why.CODE_REFUSED)
        certificate = _certificate(council, _offer(council, row), request)
        if not certificate.is_from(council.public_key):
            raise Refused(Why.CODE_REFUSED)
        if row["device_key"] != request.device_key:
            _use_code(connection, request, certificate)
        epoch = connection.execute(text("SELECT max(number) FROM epoch")).scalar_one()
        return Enrolled(certificate=certificate, epoch=epoch)


def _certificate(
    council: Council, said: EnrolmentOffer, request: EnrolmentRequest
) -> certificates.DeviceCertificate:
    return certificates.DeviceCertificate(
        grant=certificates.Grant(
            council=council.id,
            device=said.device,
            person=said.person,
            enrolment_key=request.enrolment_key,
            expires=said.expires,
        ),
        council_signature=said.council_signature,
        device_key=request.device_key,
        enrolment_signature=request.enrolment_signature,
    )


def _use_code(
    connection: Connection, request: EnrolmentRequest, certificate: certificates.DeviceCertificate
) -> None:
    written = canonical(write_message(certificate))
    used = connection.execute(
        _ENROL,
        {
            "key": request.enrolment_key,
            "device_key": request.device_key,
            "certificate": written.decode("utf-8"),
        },
    ).scalar_one()
    if not used:
        raise Refused(Why.CODE_REFUSED)
    subject = {"device": certificate.grant.device, "certificate": hashlib.sha256(written).hexdigest()}
    audit.append(connection, "device enrolled", {**subject, "person": certificate.grant.person})


def revoke(connection: Connection, device_id: str, why: str) -> bool:
    """Refuse a device from its next request on; return whether there was one to revoke."""
    sequencer.take_turn(connection)
    row = connection.execute(_REVOKE, {"id": device_id, "why": why}).first()
    if row is not None:
        audit.append(connection, "device revoked", {"device": device_id, "why": why})
    return row is not None


def devices(connection: Connection) -> list[DeviceRow]:
    """Return every device, by person."""
    return [
        DeviceRow(r.id, r.name, f"{r.enrolled_at:%Y-%m-%d %H:%M}", r.revoked_at is not None, r.incarnations)
        for r in connection.execute(_ALL)
    ]


def new_incarnation(connection: Connection, device: str) -> Incarnation:
    """Give a laptop that was put back from a backup the name under which it goes on."""
    sequencer.take_turn(connection)
    number = connection.execute(text("SELECT new_incarnation()")).scalar_one()
    audit.append(connection, "device put back from a backup", {"device": device, "incarnation": number})
    return Incarnation(device=f"{device}.{number}")


def certificates_of(connection: Connection, names: set[str]) -> tuple[certificates.DeviceCertificate, ...]:
    """Return the certificates of these devices, whatever their incarnation."""
    ids = sorted({name.partition(".")[0] for name in names})
    rows = connection.execute(_CERTIFICATES, {"ids": ids}).scalars() if ids else ()
    return tuple(read_message(certificates.DeviceCertificate, row) for row in rows)


_COUNCIL = text(
    "SELECT id, name, import_name, public_key, service_key, service_certificate, deposit_key,"
    " deposit_certificate FROM council"
)
_NONCE = text("INSERT INTO nonce (nonce, expires_at) VALUES (:nonce, :expires)")
_USE_NONCE = text("DELETE FROM nonce WHERE nonce = :nonce AND expires_at > now() RETURNING 1")
_DEVICE = text("SELECT * FROM device_named(:name)")
_ENROLMENT = text("SELECT * FROM enrolment_for(:key)")
_ENROL = text("SELECT enrol(:key, :device_key, CAST(:certificate AS jsonb))")
_GRANT = text("""
    INSERT INTO enrolment (enrolment_key, device_id, person_id, council_signature, seal, expires, expires_at)
    VALUES (:enrolment_key, :device, :person, :signature, :seal, :expires, :expires_at)
""")
_REVOKE = text(
    "UPDATE device SET revoked_at = now(), revoked_why = :why"
    " WHERE id = :id AND revoked_at IS NULL RETURNING 1"
)
_ALL = text(
    "SELECT device.*, person.name FROM device JOIN person ON person.id = person_id ORDER BY name, enrolled_at"
)
_CERTIFICATES = text("SELECT certificate FROM certificates_of(CAST(:ids AS text[]))")
