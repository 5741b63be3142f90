"""A laptop becomes the council's by a one-time code, which stays here and proves the council's key."""

from dataclasses import dataclass

from nacl.signing import SigningKey

from iro_desktop.protocol import certificates
from iro_desktop.protocol.messages import Enrolled, EnrolmentOffer, EnrolmentRequest, Hello
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import write_message
from iro_desktop.protocol.signing import public_key
from iro_desktop.protocol.versions import CURRENT, Meeting, meet, read_version
from iro_desktop.records import canonical
from iro_desktop.sync.greeting import check_hello
from iro_desktop.sync.line import OfficeLine
from iro_desktop.sync.problems import MistypedCode, NotOurCouncil, malformed, refusal
from iro_desktop.sync.wire import Timeouts


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """What a laptop keeps of having been enrolled. `signing_key` is secret: it goes into the vault only."""

    address: str
    authority: str
    """The council's own authority as PEM; "": the system's certificates are believed."""
    council: str
    council_name: str
    council_key: str
    device: str
    person: str
    person_name: str
    signing_key: str
    """In hexadecimal, as `SigningKey(bytes.fromhex(...))` takes it."""
    certificate: str
    """The device's certificate, as JSON."""
    epoch: int

    def __repr__(self) -> str:
        return f"Membership(device={self.device!r})"

    def line(self, device: str = "", timeouts: Timeouts | None = None) -> OfficeLine:
        """Return this laptop's line to its office; `device`: its name, once it has an incarnation."""
        return OfficeLine(
            self.address,
            device=device or self.device,
            key=SigningKey(bytes.fromhex(self.signing_key)),
            authority=self.authority,
            timeouts=timeouts,
        )


def read_typed_code(typed: str) -> bytes:
    """Return the code's bytes; MistypedCode if it is none: said before anything is asked of the office."""
    code = certificates.read_code(typed)
    if code is None:
        raise MistypedCode(
            "That is not a whole enrolment code.",
            "It has 26 letters and digits; compare it with what your office gave you.",
        )
    return code


def enrol(
    address: str,
    typed_code: str,
    authority: str = "",
    key: SigningKey | None = None,
    timeouts: Timeouts | None = None,
) -> Membership:
    """Enrol this laptop and return its membership: the code has proved the council's key, the key the rest.

    With the same `key` it may be done again: if the answer was lost, the office gives it again. (Without one
    a lost answer costs the code.) Raises MistypedCode before anything is asked; NotOurCouncil, NotOurService,
    RefusedByOffice and what OfficeLine raises, but no bare Refused.
    """
    code = read_typed_code(typed_code)
    line = OfficeLine(address, authority=authority, timeouts=timeouts)
    try:
        return _enrolled(line, code, authority, key or SigningKey.generate())
    except Refused as refused:
        raise refusal(refused) from None
    finally:
        line.close()


def _enrolled(line: OfficeLine, code: bytes, authority: str, key: SigningKey) -> Membership:
    hello = line.hello()
    _refuse_other_versions(hello)
    enrolling = certificates.enrolment_key(code)
    offer = line.offer(public_key(enrolling))
    grant = _granted(offer, code, public_key(enrolling))
    check_hello(hello, offer.council, offer.council_key)  # before the code is used up
    enrolled = line.enrol(
        EnrolmentRequest(
            enrolment_key=grant.enrolment_key,
            device_key=public_key(key),
            enrolment_signature=certificates.sign_device(enrolling, grant, public_key(key)),
        )
    )
    _refuse_other_device(enrolled, grant, offer.council_key, public_key(key))
    return Membership(
        address=line.address,
        authority=authority,
        council=offer.council,
        council_name=offer.council_name,
        council_key=offer.council_key,
        device=offer.device,
        person=offer.person,
        person_name=offer.person_name,
        signing_key=bytes(key).hex(),
        certificate=canonical(write_message(enrolled.certificate)).decode("utf-8"),
        epoch=enrolled.epoch,
    )


def _refuse_other_versions(hello: Hello) -> None:
    """Raise Refused if the office serves no version that this app speaks: enrolling itself says none."""
    served = tuple(version.major for version in map(read_version, hello.protocol) if version is not None)
    if not served:
        raise malformed()
    if (met := meet(CURRENT, served)) is not Meeting.UNDERSTOOD:
        raise Refused(Why(met.value))


def _granted(offer: EnrolmentOffer, code: bytes, enrolling: str) -> certificates.Grant:
    """Return the grant that is offered; NotOurCouncil unless the code proves the key, and the key it."""
    grant = certificates.Grant(
        council=offer.council,
        device=offer.device,
        person=offer.person,
        enrolment_key=enrolling,
        expires=offer.expires,
    )
    sealed = certificates.is_sealed(code, offer.council, offer.council_key, offer.seal)
    if not (sealed and certificates.is_granted(grant, offer.council_key, offer.council_signature)):
        raise NotOurCouncil(
            "Whoever answers at this address is not the council that gave you the code.",
            "Check the address and the code; if both are right, tell IT. This laptop was not enrolled.",
        )
    return grant


def _refuse_other_device(enrolled: Enrolled, grant: certificates.Grant, council_key: str, key: str) -> None:
    made = enrolled.certificate
    if made.grant != grant or made.device_key != key or not made.is_from(council_key):
        raise malformed()
