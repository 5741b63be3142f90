"""Only somebody who knows the code, under a grant that the council signed, makes a device the council's."""

from dataclasses import replace

import pytest
from nacl.signing import SigningKey

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol import certificates
from iro_desktop.protocol.signing import public_key

COUNCIL = SigningKey(b"c" * 32)
DEVICE = SigningKey(b"d" * 32)


@pytest.fixture
def code():
    return certificates.read_code(certificates.new_code())


def grant_for(code):
    return certificates.Grant(
        council=new_id(),
        device=new_id(),
        person=new_id(),
        enrolment_key=public_key(certificates.enrolment_key(code)),
        expires="2026-11-23T10:15:00+00:00",
    )


def certificate(code):
    return certificates.certificate_for(COUNCIL, certificates.enrolment_key(code), grant_for(code), DEVICE)


def test_the_chain_holds_from_the_councils_key_to_the_devices(code):
    made = certificate(code)
    assert made.is_from(public_key(COUNCIL))
    assert not made.is_from(public_key(SigningKey.generate()))


def test_a_centre_without_the_code_cannot_put_its_own_key_into_a_certificate(code):
    made = certificate(code)
    assert not replace(made, device_key=public_key(SigningKey.generate())).is_from(public_key(COUNCIL))
    for name in ("council", "device", "person", "enrolment_key", "expires"):
        other = replace(made, grant=replace(made.grant, **{name: new_id()}))
        assert not other.is_from(public_key(COUNCIL))


def test_a_code_is_read_however_it_is_typed():
    code = certificates.new_code()
    plain = certificates.read_code(code)
    assert len(plain) == 16
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        code.replace("O", "0").replace("I", "1"),
    ):
        assert certificates.read_code(typed) == plain
    for wrong in ("", "ABC", code + "A", code[:-2], "é" * 26, "9" * 26):
        assert certificates.read_code(wrong) is None
    assert len({certificates.new_code() for _ in range(200)}) == 200


def test_the_seal_proves_the_councils_key_to_one_who_knows_the_code(code):
    key, council = public_key(COUNCIL), new_id()
    seal = certificates.seal(code, council, key)
    assert certificates.is_sealed(code, council, key, seal)
    assert not certificates.is_sealed(code, council, public_key(DEVICE), seal)
    assert not certificates.is_sealed(b"0" * 16, council, key, seal)
    assert not certificates.is_sealed(code, council, key, "é")


def test_the_services_key_is_the_councils_too():
    service = public_key(DEVICE)
    signature = certificates.sign_service(COUNCIL, service)
    assert certificates.is_service_of(public_key(COUNCIL), service, signature)
    assert not certificates.is_service_of(public_key(COUNCIL), public_key(COUNCIL), signature)
