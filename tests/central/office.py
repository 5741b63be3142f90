"""An office and its laptops, as tests use them: the real service, the real database, real signatures."""

import gzip
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nacl.signing import SigningKey
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from iro_desktop.central import devices, people
from iro_desktop.central.answering import Office
from iro_desktop.central.database import as_office
from iro_desktop.central.limits import Allowance, Meter
from iro_desktop.central.office import read_key
from iro_desktop.central.service import Guards, build
from iro_desktop.domain.identity import new_id
from iro_desktop.protocol import certificates
from iro_desktop.protocol.signing import RequestHead, public_key, sign_request
from iro_desktop.protocol.versions import CURRENT
from tests.protocol.builders import bundles_of, sign_change

MANY = Allowance(10**9, 60)


def generous():
    return Guards(requests=Meter(MANY), failures=Meter(MANY))


@dataclass
class TestOffice:
    """One council's office."""

    __test__ = False
    owner: Engine
    app: Engine
    keys: Path
    guards: Guards = field(default_factory=generous)

    def __post_init__(self):
        self.council_key = read_key(self.keys / "council.key")
        self.service = build(Office(self.app, read_key(self.keys / "service.key")), self.guards)
        self.http = TestClient(self.service, raise_server_exceptions=True)

    def close(self):
        self.http.close()
        self.app.dispose()
        self.owner.dispose()

    @contextmanager
    def inside(self):
        with as_office(self.owner) as connection:
            yield connection

    def rows(self, statement, **values):
        with self.inside() as connection:
            return connection.execute(text(statement), values).all()

    def one(self, statement, **values):
        return self.rows(statement, **values)[0][0]

    def person(self, name="Ann Reeve", role="iro", children=()):
        with self.inside() as connection:
            who = people.add_person(connection, name, people.Role(role))
            people.allocate(connection, who, children, date(2020, 1, 1))
        return who

    def allocate(self, person, *children):
        with self.inside() as connection:
            people.allocate(connection, person, children, date(2020, 1, 1))

    def take_away(self, person, *children):
        with self.inside() as connection:
            people.end_allocation(connection, person, children)

    def code_for(self, person, **more):
        with self.inside() as connection:
            return devices.grant_device(connection, self.council_key, person, **more)

    def laptop(self, person=None, *, children=(), name="Ann Reeve", role="iro"):
        """Enrol a laptop, for a new person holding these children if none is named."""
        who = person or self.person(name, role, children)
        return enrolled(self, who)


def enrolled(office, person):
    return enrolled_with(office, office.code_for(person))


def enrolled_with(office, typed):
    """Enrol a laptop at an office, of which no more than its `http` is used, with a code as it is typed."""
    code = certificates.read_code(typed)
    enrolling, key = certificates.enrolment_key(code), SigningKey.generate()
    offer = office.http.post("/v1/enrolments/offer", json={"enrolment_key": public_key(enrolling)}).json()
    assert certificates.is_sealed(code, offer["council"], offer["council_key"], offer["seal"])
    grant = certificates.Grant(
        council=offer["council"],
        device=offer["device"],
        person=offer["person"],
        enrolment_key=public_key(enrolling),
        expires=offer["expires"],
    )
    request = {
        "enrolment_key": public_key(enrolling),
        "device_key": public_key(key),
        "enrolment_signature": certificates.sign_device(enrolling, grant, public_key(key)),
    }
    answer = office.http.post("/v1/enrolments", json=request)
    assert answer.status_code == 200, answer.text
    return Laptop(office, offer["person"], offer["device"], key, epoch=answer.json()["epoch"])


def entries_of(reply):
    """Return a page's changes in their order, each with what is said of it anywhere in the page."""
    marks = {
        mark["revision"]: {name: said for name, said in mark.items() if name != "revision"}
        for mark in reply["marks"]
    }
    found = [{"revision": one["revision"], "own": one["change_id"]} for one in reply.get("own", ())]
    for bundle in reply["bundles"]:
        for place, (change, revision) in enumerate(zip(bundle["changes"], bundle["revisions"], strict=True)):
            assert isinstance(change, dict) == bool(revision)
            if revision:
                found.append({"revision": revision, "change": change, "bundle": bundle, "place": place})
    return [
        {**one, **marks.get(one["revision"], {})} for one in sorted(found, key=lambda one: one["revision"])
    ]


def records_of(reply):
    """Return a page's whole records, those of one change each among them."""
    entries = entries_of(reply)
    records = []
    for record in reply["records"]:
        named = {r for standing in record["standing"].values() for r in standing} | set(record["tombstones"])
        own = [one for one in entries if one["revision"] in named]
        entries = [one for one in entries if one["revision"] not in named]
        records.append({**record, "entries": own})
    for one in entries:
        if not one.get("proposed"):
            change, revision = one["change"], one["revision"]
            standing = {name: [revision] for name in change["fields"]}
            records.append({
                "record_id": change["record_id"], "kind": change["kind"], "revision": revision,
                "standing": standing, "tombstones": [], "entries": [one],
            })  # fmt: skip
    return sorted(records, key=lambda one: one["record_id"])


@dataclass
class Laptop:
    """A laptop's side of the wire, by hand: what the sync room will do, without its memory."""

    office: TestOffice
    person: str
    device: str
    key: SigningKey
    epoch: int = 1
    cursor: int = 0
    sequence: int = 0
    nonce: str = "0" * 64
    scope_revision: int = 0

    def ask(self, method, target, body=b"", *, raw=False, **headers):
        """Send one signed request, again with a fresh nonce if the office asks for one."""
        for _ in range(2):
            answer = self.send(method, target, body, **headers)
            self.nonce = answer.headers.get("IRO-Nonce", self.nonce)
            if answer.status_code != 401 or answer.json().get("why") != "nonce":
                break
        assert raw or answer.status_code == 200, answer.text
        return answer if raw else answer.json()

    def send(self, method, target, body=b"", **headers):
        head = RequestHead(
            protocol=str(CURRENT), method=method, target=target, device=self.device, nonce=self.nonce
        )
        signed = {
            "IRO-Protocol": str(CURRENT),
            "IRO-Schema": "1",
            "IRO-Device": self.device,
            "IRO-Nonce": self.nonce,
            "IRO-Signature": sign_request(self.key, head, body),
            **headers,
        }
        return self.office.http.request(method, target, content=body, headers=signed)

    def post(self, target, message, **more):
        return self.ask("POST", target, json.dumps(message).encode(), **more)

    def write(self, record=None, *, child="", kind="decision", operation=None, scope=None, **more):
        """Return a signed change; `fields={name: (based_on, now)}`."""
        self.sequence += 1
        fields = more.pop("fields", {})
        edits = {n: {"based_on": b, "was": None, "now": now} for n, (b, now) in fields.items()}
        change = {
            "change_id": new_id(),
            "record_id": record or new_id(),
            "kind": kind,
            "scope": scope or {"kind": "child", "id": child},
            "operation": operation or ("edit" if record else "create"),
            "fields": edits,
            "device": self.device,
            "person": self.person,
            "sequence": self.sequence,
            "allocation_revision": self.scope_revision,
            "device_time": "2026-11-23T10:00:00+00:00",
            "reason": "",
        }
        return sign_change(self.key, {**change, **more})

    def exchange(self, *changes, raw=False, **more):
        message = {
            "cursor": {"epoch": self.epoch, "revision": self.cursor},
            "head": self.sequence,
            "bundles": bundles_of(changes),
            **more,
        }
        reply = self.post("/v1/exchange", message, raw=raw)
        return reply if raw else {**reply, "entries": entries_of(reply)}

    def sync(self, *changes):
        """Exchange until there is nothing more; return (answers, entries)."""
        reply = self.exchange(*changes)
        answers, entries = reply["answers"], list(reply["entries"])
        self._stand(reply)
        while reply["more"]:
            reply = self.exchange()
            entries += reply["entries"]
            self._stand(reply)
        return answers, entries

    def _stand(self, reply):
        self.cursor = reply["cursor"]["revision"]
        self.scope_revision = reply["scope"]["revision"]

    def scopes(self):
        reply = self.ask("GET", "/v1/scope")
        named = [{"kind": "council", "id": ""}, {"kind": "person", "id": self.person}]
        return named + [{"kind": "child", "id": child} for child in reply["children"]]

    def snapshot(self, scopes=None, **more):
        """Return all pages of records as one list, and the first page's revision."""
        records, after, revision = [], "", None
        scopes = self.scopes() if scopes is None else scopes
        while True:
            reply = self.post("/v1/snapshots", {"scopes": scopes, "after": after, **more})
            records += records_of(reply)
            revision = reply["revision"] if revision is None else revision
            after = reply["next"]
            if not after:
                return records, revision

    def gzipped(self, target, message):
        body = gzip.compress(json.dumps(message).encode())
        return self.ask("POST", target, body, raw=True, **{"Content-Encoding": "gzip"})
