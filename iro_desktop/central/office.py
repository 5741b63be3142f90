"""Founding an office: its database, the council's key, the service's key, and the one that imports use."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nacl.signing import SigningKey
from sqlalchemy import Connection, Engine, make_url, text

from iro_desktop.central import audit, devices, people, sequencer
from iro_desktop.central.checking import Sender
from iro_desktop.central.database import Asker, as_office, set_up
from iro_desktop.central.migrations import APP
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol import certificates
from iro_desktop.protocol.shapes import write_message
from iro_desktop.protocol.signing import public_key
from iro_desktop.records import canonical

COUNCIL_KEY, SERVICE_KEY, IMPORT_KEY = "council.key", "service.key", "import.key"


class OfficeExists(KnownProblem):
    """The database holds an office already."""


class KeyMissing(KnownProblem):
    """A key file is not where it should be, or is none."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A new office: where the service connects, and whose it is."""

    app_url: str
    council: str


def found_office(engine: Engine, folder: Path, name: str, import_name: str = "") -> Founded:
    """Make the database's schema and the office in it; write its three keys into `folder` (owner-only).

    `import_name` is the council's name as laptops import under it: part of every imported id. OfficeExists,
    and nothing changed, if there is one; the keys of an earlier try are used again.
    """
    password = secrets.token_urlsafe(24)
    set_up(engine, password)
    folder.mkdir(parents=True, exist_ok=True)
    council_key, service_key, import_key = (
        _key_in(folder / file) for file in (COUNCIL_KEY, SERVICE_KEY, IMPORT_KEY)
    )
    with as_office(engine) as connection:
        if connection.execute(text("SELECT FROM council")).first() is not None:
            raise OfficeExists("This database holds an office already.", "Use it, or name an empty database.")
        council, deposits = new_id(), bytes(certificates.deposit_key(council_key).public_key).hex()
        connection.execute(
            _COUNCIL,
            {
                "id": council,
                "name": name,
                "import_name": import_name or name,
                "key": public_key(council_key),
                "service": public_key(service_key),
                "certificate": certificates.sign_service(council_key, public_key(service_key)),
                "deposit": deposits,
                "deposit_certificate": certificates.sign_deposit_key(council_key, deposits),
            },
        )
        sequencer.take_turn(connection)
        audit.append(connection, "office founded", {"council": council, "key": public_key(council_key)})
        _certify_import(connection, council, council_key, import_key)
    url = make_url(str(engine.url.render_as_string(hide_password=False))).set(username=APP, password=password)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return Founded(plain, council)


def _certify_import(
    connection: Connection, council: str, council_key: SigningKey, import_key: SigningKey
) -> None:
    person = people.add_person(connection, "Office import", people.Role.OFFICE)
    code = secrets.token_bytes(16)
    grant = certificates.Grant(
        council=council,
        device=new_id(),
        person=person,
        enrolment_key=public_key(certificates.enrolment_key(code)),
        expires=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    made = certificates.certificate_for(council_key, certificates.enrolment_key(code), grant, import_key)
    written = canonical(write_message(made)).decode("utf-8")
    connection.execute(
        _DEVICE,
        {"id": grant.device, "person": person, "key": public_key(import_key), "certificate": written},
    )
    audit.append(connection, "device enrolled", {"device": grant.device, "person": person})


def import_sender(connection: Connection, key: SigningKey) -> Sender:
    """Return the device that the office's imports are signed with; KeyMissing if the key is not its."""
    row = connection.execute(_IMPORT, {"key": public_key(key)}).first()
    if row is None:
        raise KeyMissing("The import key is not this office's.", f"Use the {IMPORT_KEY} that `init` wrote.")
    return Sender(Asker(row.person_id, row.id, people.Role.OFFICE), public_key(key), row.incarnations)


def read_key(path: Path) -> SigningKey:
    """Return the key that a file holds; KeyMissing (which never shows what it holds) if there is none."""
    try:
        return SigningKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        raise KeyMissing(
            f"The key {path.name} is not there or cannot be read.",
            "Name the folder that `iro-central init` wrote, or the file with its option.",
        ) from None


def council_key_for(connection: Connection, path: Path) -> SigningKey:
    """Return the council's key from its file; KeyMissing if it is another council's."""
    key = read_key(path)
    if public_key(key) != devices.council_of(connection).public_key:
        raise KeyMissing("This is another council's key.", f"Use the {COUNCIL_KEY} that `init` wrote.")
    return key


def _key_in(path: Path) -> SigningKey:
    if path.exists():
        return read_key(path)
    key = SigningKey.generate()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
        file.write(bytes(key).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


_COUNCIL = text("""
    INSERT INTO council (id, name, import_name, public_key, service_key, service_certificate, deposit_key,
                         deposit_certificate)
    VALUES (:id, :name, :import_name, :key, :service, :certificate, :deposit, :deposit_certificate)
""")
_DEVICE = text("""
    INSERT INTO device (id, person_id, device_key, certificate)
    VALUES (:id, :person, :key, CAST(:certificate AS jsonb))
""")
_IMPORT = text("""
    SELECT device.id, person_id, incarnations FROM device JOIN person ON person.id = person_id
    WHERE device_key = :key AND role = 'office'
""")
