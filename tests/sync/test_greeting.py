"""The laptop knows the council's service by its signature, and tells of a clock that is wrong."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from nacl.signing import SigningKey

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision
from iro_desktop.protocol import certificates
from iro_desktop.protocol.signing import public_key
from iro_desktop.services.sync_state import sync_state
from iro_desktop.sync.greeting import NotOurService
from tests.sync.faults import in_step
from tests.sync.laptops import everything


def forging(laptop, forge):
    def on_reply(_method, target, reply):
        if target != "/v1/hello":
            return reply
        said = json.loads(reply.body)
        forge(said)
        return replace(reply, body=json.dumps(said).encode())

    laptop.wire.on_reply = on_reply
    laptop.kept_line = None


THIEF = SigningKey(b"\1" * 32)


def as_service(said):
    """A service with a key of its own, which no council signed."""
    said["service_key"] = public_key(THIEF)
    said["signature"] = certificates.sign_time(THIEF, said["time"], said["nonce"])


def another_council(said):
    as_service(said)
    said["service_certificate"] = certificates.sign_service(THIEF, said["service_key"])


def its_own_deposits(said):
    key = bytes(certificates.deposit_key(THIEF).public_key).hex()
    said.update(deposit_key=key, deposit_certificate=certificates.sign_deposit_key(THIEF, key))


FORGERIES = {
    "a service's key": as_service,
    "another council's": another_council,
    "a key for deposits": its_own_deposits,
    "a key for deposits, certified as a service": lambda said: said.update(
        deposit_key=said["service_key"], deposit_certificate=said["service_certificate"]
    ),
    "a time": lambda said: said.update(time="2016-01-01T00:00:00+00:00"),
    "a nonce": lambda said: said.update(nonce="a" * 64),
    "a council": lambda said: said.update(council="01890000-0000-7000-8000-00000000000a"),
}


@pytest.mark.parametrize("forged", FORGERIES)
def test_whoever_the_council_did_not_certify_is_sent_nothing(laptops, decided, forged):
    ann, ben = laptops
    ann.save(replace(decided, what="Ann's"))
    before = everything(ann)
    forging(ann, FORGERIES[forged])
    ann.wire.sent.clear()
    with pytest.raises(NotOurService):
        ann.sync()
    assert [target for _, target, *_ in ann.wire.sent] == ["/v1/hello"]
    assert everything(ann) == before and ann.unsent() == 1
    ann.wire.on_reply = lambda _method, _target, reply: reply
    in_step(ann, ben)
    assert ben.get(Decision, decided.id).what == "Ann's"


def test_it_is_asked_once_for_each_line_and_costs_no_trip_more(laptops, decided):
    ann, _ = laptops
    ann.kept_line = None
    ann.wire.sent.clear()
    ann.sync()
    assert [target for _, target, *_ in ann.wire.sent] == ["/v1/hello", "/v1/exchange"]
    ann.wire.sent.clear()
    ann.sync()
    assert [target for _, target, *_ in ann.wire.sent] == ["/v1/exchange"]


@pytest.mark.parametrize(
    ("off", "told"),
    [(0, False), (250, False), (-250, False), (900, True), (-900, True), (10 * 365 * 86_400, True)],
)
def test_a_clock_that_is_wrong_is_told(laptops, decided, off, told):
    ann, _ = laptops
    ann.opener.now = datetime.now(UTC) + timedelta(seconds=off)
    ann.kept_line = None
    ann.sync()
    found = sync_state(ann.session).clock_off
    assert bool(found) is told
    assert not told or abs(found - off) < 120
    ann.opener.now = datetime.now(UTC)
    ann.kept_line = None
    ann.sync()
    assert sync_state(ann.session).clock_off == 0


def test_a_time_that_is_none_is_no_answer(laptops, decided, office, monkeypatch):
    ann, _ = laptops
    monkeypatch.setattr("iro_desktop.central.answering.now_text", lambda: "soon")
    ann.kept_line = None
    with pytest.raises(KnownProblem) as said:
        ann.sync()
    assert "could not be read" in said.value.title


def test_a_service_that_is_not_the_councils_uses_up_no_code(make, office):
    ann = make(enrolled=False)
    forging(ann, as_service)
    with pytest.raises(NotOurService):
        ann.enrol()
    assert office.one("SELECT count(*) FROM enrolment WHERE used_at IS NOT NULL") == 0
