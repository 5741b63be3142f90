"""Enrolment by a one-time code: the council is proved first, and a lost answer costs nothing."""

import dataclasses
import json

import pytest
from nacl.signing import SigningKey

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.certificates import DeviceCertificate, new_code
from iro_desktop.protocol.refusals import Why
from iro_desktop.protocol.shapes import read_message
from iro_desktop.protocol.signing import public_key
from iro_desktop.sync.enrolling import enrol
from iro_desktop.sync.problems import (
    AnswerMalformed,
    MistypedCode,
    NotOurCouncil,
    OfficeNotReached,
    RefusedByOffice,
)
from tests.offices import TLS, served
from tests.sync.lines import request
from tests.sync.rude import Between


@pytest.fixture
def between(office):
    """The office with somebody between, who may change what it answers."""
    return Between(office.service)


@pytest.fixture
def address(between):
    with served(between) as found:
        yield found


@pytest.fixture
def code(office):
    return office.code_for(office.person("Ann Reeve"))


def test_a_laptop_enrols_and_speaks(address, code, office):
    made = enrol(address, f" {code.lower().replace('-', ' ')} ")
    assert (made.address, made.council_name, made.person_name) == (address, "Coldwater", "Ann Reeve")
    assert made.council_key == public_key(office.council_key)
    assert made.epoch == 1
    assert read_message(DeviceCertificate, json.loads(made.certificate)).is_from(made.council_key)
    line = made.line()
    assert line.scope().person == made.person
    line.close()


def test_what_is_secret_is_not_shown(address, code):
    made = enrol(address, code)
    assert made.signing_key not in repr(made)
    assert made.device in repr(made)


def test_a_pinned_authority(office, code):
    files = {"ssl_certfile": TLS / "certificate.pem", "ssl_keyfile": TLS / "key.pem"}
    authority = (TLS / "certificate.pem").read_text(encoding="utf-8")
    with served(office.service, **files) as address:
        made = enrol(address, code, authority)
        line = made.line()
        assert line.scope().person == made.person
        line.close()


@pytest.mark.parametrize("typed", ["", "ABCDE", "not a code at all, whatever it says", "9" * 26])
def test_a_mistyped_code_is_said_before_anything_is_asked(address, between, typed):
    with pytest.raises(MistypedCode):
        enrol(address, typed)
    assert between.asked == []


def test_a_code_that_is_none_of_theirs(address):
    with pytest.raises(RefusedByOffice) as refused:
        enrol(address, new_code())
    assert refused.value.why is Why.CODE_REFUSED


def test_a_used_code(address, code):
    enrol(address, code)
    with pytest.raises(RefusedByOffice) as refused:
        enrol(address, code)
    assert refused.value.why is Why.CODE_REFUSED


def test_a_lost_answer_is_given_again(address, between, code, office):
    key = SigningKey.generate()
    between.lose("/v1/enrolments", times=1)
    with pytest.raises(OfficeNotReached):
        enrol(address, code, key=key)
    assert office.one("SELECT count(*) FROM device WHERE device_key = :key", key=public_key(key)) == 1
    made = enrol(address, code, key=key)
    assert made.signing_key == bytes(key).hex()
    line = made.line()
    assert line.scope().person == made.person
    line.close()


OFFER = "/v1/enrolments/offer"


@pytest.mark.parametrize("part", ["council", "council_key", "seal", "council_signature", "device", "person"])
def test_somebody_else_in_the_councils_name(address, between, code, office, part):
    other = {"council": new_id(), "device": new_id(), "person": new_id()}

    def changed(answer):
        return {**answer, part: other.get(part, "0" * len(answer[part]))}

    between.change(OFFER, changed)
    with pytest.raises(NotOurCouncil):
        enrol(address, code)
    assert "/v1/enrolments" not in between.asked
    assert office.one("SELECT count(*) FROM enrolment WHERE device_key IS NOT NULL") == 0


@pytest.mark.parametrize("part", ["device_key", "enrolment_signature", "council_signature"])
def test_a_certificate_that_is_not_this_laptops(address, between, code, part):
    def changed(answer):
        answer["certificate"][part] = "0" * len(answer["certificate"][part])
        return answer

    between.change("/v1/enrolments", changed)
    with pytest.raises(AnswerMalformed):
        enrol(address, code)


@pytest.mark.parametrize(
    ("served_versions", "why"),
    [(["1.9"], Why.OFFICE_TOO_OLD), (["3.0", "4.1"], Why.LAPTOP_TOO_OLD)],
)
def test_other_versions(address, between, code, served_versions, why):
    between.change("/v1/hello", lambda answer: {**answer, "protocol": served_versions})
    with pytest.raises(RefusedByOffice) as refused:
        enrol(address, code)
    assert refused.value.why is why


def test_no_version_that_can_be_read(address, between, code):
    between.change("/v1/hello", lambda answer: {**answer, "protocol": ["new"]})
    with pytest.raises(AnswerMalformed):
        enrol(address, code)


def test_a_membership_is_kept_as_it_is(address, code, office):
    made = enrol(address, code)
    again = type(made)(**dataclasses.asdict(made))
    assert again == made
    laptop = type("Laptop", (), {"epoch": made.epoch, "cursor": 0, "sequence": 0})
    line = again.line(made.device)
    assert line.exchange(request(laptop)).last_sequence == 0
    line.close()
