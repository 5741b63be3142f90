"""Who is let in: once by a code, then by a signature over each request, until revoked."""

import json
from datetime import timedelta

import pytest
from nacl.signing import SigningKey
from sqlalchemy import text

from iro_desktop.central import devices, people
from iro_desktop.central.limits import Allowance, Meter
from iro_desktop.domain.identity import new_id
from iro_desktop.protocol import certificates
from iro_desktop.protocol.messages import Hello
from iro_desktop.protocol.shapes import read_message
from iro_desktop.protocol.signing import is_signed, public_key
from iro_desktop.records import canonical


def request_for(code, key, offer):
    enrolling = certificates.enrolment_key(code)
    grant = certificates.Grant(
        council=offer["council"],
        device=offer["device"],
        person=offer["person"],
        enrolment_key=public_key(enrolling),
        expires=offer["expires"],
    )
    return {
        "enrolment_key": public_key(enrolling),
        "device_key": public_key(key),
        "enrolment_signature": certificates.sign_device(enrolling, grant, public_key(key)),
    }


def offer_for(office, code):
    asked = {"enrolment_key": public_key(certificates.enrolment_key(code))}
    return office.http.post("/v1/enrolments/offer", json=asked)


def test_hello_proves_the_service_and_its_time(office):
    said = read_message(Hello, office.http.get("/v1/hello").json())
    council = public_key(office.council_key)
    assert certificates.is_service_of(council, said.service_key, said.service_certificate)
    assert is_signed(said.service_key, b"iro-time-1\0", canonical([said.time, said.nonce]), said.signature)


def test_a_code_enrols_one_device_once_and_a_lost_answer_can_be_asked_for_again(office):
    person = office.person()
    code = certificates.read_code(office.code_for(person))
    key = SigningKey.generate()
    offer = offer_for(office, code).json()
    request = request_for(code, key, offer)
    first = office.http.post("/v1/enrolments", json=request)
    assert first.status_code == 200
    assert office.http.post("/v1/enrolments", json=request).json() == first.json()
    other = office.http.post("/v1/enrolments", json=request_for(code, SigningKey.generate(), offer))
    assert (other.status_code, other.json()["why"]) == (403, "code_refused")
    assert office.one("SELECT count(*) FROM device WHERE person_id = :p", p=person) == 1


def test_an_expired_code_and_a_guessed_one_are_refused(office):
    person = office.person()
    code = certificates.read_code(office.code_for(person, lasts=timedelta(seconds=-1)))
    assert offer_for(office, code).json()["why"] == "code_refused"
    assert offer_for(office, b"0" * 16).json()["why"] == "code_refused"
    good = certificates.read_code(office.code_for(person))
    offer = offer_for(office, good).json()
    forged = request_for(b"1" * 16, SigningKey.generate(), offer)
    forged["enrolment_key"] = public_key(certificates.enrolment_key(good))
    assert office.http.post("/v1/enrolments", json=forged).json()["why"] == "code_refused"
    assert office.one("SELECT count(*) FROM device WHERE person_id = :p", p=person) == 0


def test_guessing_codes_is_slowed_down(office):
    office.guards.failures = Meter(Allowance(10, 300))
    for number in range(10):
        assert offer_for(office, bytes([number] * 16)).status_code == 403
    answer = offer_for(office, b"z" * 16)
    assert (answer.status_code, answer.json()["why"]) == (429, "too_many")
    assert answer.headers["Retry-After"]


def test_a_request_cannot_be_replayed(office):
    ann = office.laptop()
    ann.exchange()
    spent = ann.nonce
    assert ann.send("GET", "/v1/scope").status_code == 200
    for _ in range(50):
        ann.nonce = spent
        answer = ann.send("GET", "/v1/scope")
        assert (answer.status_code, answer.json()["why"]) == (401, "nonce")
    ann.nonce = answer.headers["IRO-Nonce"]
    assert ann.send("GET", "/v1/scope").status_code == 200


def test_a_signature_that_does_not_fit_uses_no_nonce_up(office):
    ann, ben = office.laptop(), office.laptop()
    ann.exchange()
    thief = SigningKey.generate()
    key, ann.key = ann.key, thief
    assert ann.send("GET", "/v1/scope").json()["why"] == "signature"
    ann.key = ben.key
    assert ann.send("GET", "/v1/scope").json()["why"] == "signature"
    ann.key = key
    assert ann.send("GET", "/v1/scope").status_code == 200


@pytest.mark.parametrize(
    ("device", "why"),
    [
        ("", "device_unknown"),
        (new_id(), "device_unknown"),
        ("x.y", "device_unknown"),
        ("é", "device_unknown"),
    ],
)
def test_an_unknown_device_is_told_so(office, device, why):
    ann = office.laptop()
    ann.device = device
    if device.isascii():
        assert ann.send("GET", "/v1/scope").json()["why"] == why


def test_revocation_holds_from_the_next_request_and_unsent_work_can_be_handed_in(office):
    child = new_id()
    ann = office.laptop(children=[child])
    ann.sync(ann.write(child=child, fields={"what": (0, "a")}))
    with office.inside() as connection:
        assert devices.revoke(connection, ann.device, "lost on a train")
        assert not devices.revoke(connection, ann.device, "again")
    for method, target in (("GET", "/v1/scope"), ("GET", "/v1/set-aside")):
        answer = ann.ask(method, target, raw=True)
        assert (answer.status_code, answer.json()["why"]) == (403, "device_revoked")
    assert ann.exchange(ann.write(child=child, fields={}), raw=True).json()["why"] == "device_revoked"
    sealed = b"\x00sealed\xff" * 100
    receipt = ann.ask("POST", "/v1/deposits", sealed)
    assert ann.ask("POST", "/v1/deposits", sealed) == receipt
    assert [bytes(row.body) for row in office.rows("SELECT body FROM deposit")] == [sealed]


def test_a_person_who_has_left_is_refused_on_every_device(office):
    ann = office.laptop()
    other = office.laptop(ann.person)
    with office.inside() as connection:
        people.end_person(connection, ann.person, "left")
    assert ann.ask("GET", "/v1/scope", raw=True).json()["why"] == "device_revoked"
    assert other.ask("GET", "/v1/scope", raw=True).json()["why"] == "device_revoked"


@pytest.mark.parametrize(
    ("version", "why"),
    [("1.9", "laptop_too_old"), ("3.0", "office_too_old"), ("x", "bad_message"), ("", "bad_message")],
)
def test_versions_are_met_before_anything_else(office, version, why):
    ann = office.laptop()
    answer = ann.send("GET", "/v1/scope", **{"IRO-Protocol": version})
    assert answer.json()["why"] == why
    assert answer.json()["what_to_do"]


def test_a_laptop_put_back_from_a_backup_goes_on_under_a_new_name(office):
    child = new_id()
    ann = office.laptop(children=[child])
    first = ann.write(child=child, fields={"what": (0, "a")})
    ann.sync(first, ann.write(child=child, fields={"what": (0, "after the backup")}))
    ann.sequence, ann.cursor = 1, 0
    assert ann.exchange(raw=True).json() | {"time": "", "nonce": ""} == {
        "why": "laptop_restored",
        "title": "This laptop was put back from a backup.",
        "what_to_do": "Nothing to do: it catches up by itself.",
        "facts": {"last_sequence": 2},
        "time": "",
        "nonce": "",
    }
    again = [ann.write(child=child, fields={"what": (0, "other work")}) for _ in range(2)]
    assert ann.exchange(first, *again, raw=True).json()["why"] == "laptop_restored"
    assert office.one("SELECT count(*) FROM log") == 2
    base = ann.device
    ann.device = ann.post("/v1/incarnations", {"head": 1})["device"]
    assert ann.device == f"{base}.1"
    ann.sequence = 0
    new = ann.write(child=child, fields={"what": (0, "other work")})
    reply = ann.exchange(first, new, own_too=True)
    assert [a["outcome"] for a in reply["answers"]] == ["taken", "taken"]
    assert len([e for e in reply["entries"] if "change" in e]) == 3
    ann.device = f"{base}.2"
    assert ann.send("GET", "/v1/scope").json()["why"] == "device_unknown"


def test_a_centre_put_back_from_a_backup_says_so_and_takes_everything_again(office):
    child = new_id()
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child])
    kept = ann.write(child=child, fields={"what": (0, "a")})
    ann.sync(kept)
    ben.sync()
    lost = ann.write(kept["change"]["record_id"], child=child, fields={"what": (ann.cursor, "b")})
    ann.sync(lost)
    ben.sync()
    based = ben.cursor
    restored = office.one("SELECT min(revision) FROM log")
    with office.inside() as connection:
        connection.execute(text("DELETE FROM log WHERE revision > :r"), {"r": restored})
        body, standing = {"what": "a"}, {"by": [[restored, ann.device, 1]], "is": {"what": [0]}, "gone": []}
        connection.execute(
            text("UPDATE record SET body = CAST(:b AS jsonb), standing = CAST(:s AS jsonb), revision = :r"),
            {"b": json.dumps(body), "s": json.dumps(standing), "r": restored},
        )
        people.begin_epoch(connection, "put back from last night's backup")
    refused = ann.exchange(raw=True)
    assert (refused.status_code, refused.json()["why"]) == (409, "office_restored")
    facts = refused.json()["facts"]
    assert (facts["epoch"], facts["restored_to"]) == (2, restored)
    for laptop in (ann, ben):
        laptop.epoch, laptop.cursor = facts["epoch"], facts["restored_to"]
    edit = ben.write(kept["change"]["record_id"], child=child, fields={"what": (based, "c, over b")})
    ben.sync(edit)
    assert ann.exchange()["last_sequence"] == 1
    ((answer,), _) = ann.sync(lost)
    assert answer["outcome"] == "conflict"
    assert answer["revision"] > 10**12
    (record,), _ = ann.snapshot([{"kind": "child", "id": child}])
    assert {e["change"]["fields"]["what"]["now"] for e in record["entries"]} == {"b", "c, over b"}
    ann.cursor = answer["revision"] + 10**12
    assert ann.exchange(raw=True).json()["why"] == "office_restored"
