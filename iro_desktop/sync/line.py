"""The line to the office: every route as a method, its messages read strictly, its requests signed.

Each request may be repeated, so a failure half-way leaves nothing undone that sending it again does not do.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import TypeVar

from nacl.signing import SigningKey

from iro_desktop.protocol import messages, routes
from iro_desktop.protocol.changes import ScopeName
from iro_desktop.protocol.pages import P, read_page, write_request
from iro_desktop.protocol.reading import (
    BLOB_PART,
    LARGEST_BLOB,
    LARGEST_BODY,
    PACKED,
    WORTH_PACKING,
    pack,
    read_json,
)
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import read_message, write_message
from iro_desktop.protocol.signing import RequestHead, sign_request
from iro_desktop.protocol.versions import CURRENT, SCHEMA
from iro_desktop.records import canonical
from iro_desktop.sync.answers import read_blob, read_refusal, refuse_unless_json
from iro_desktop.sync.problems import BlobDamaged, malformed
from iro_desktop.sync.wire import Reply, Timeouts, Wire

M = TypeVar("M")

_ROUTES = {route.name: route for route in routes.ROUTES}
_NO_NONCE = "0" * 64
_NONCE = re.compile("[0-9a-f]{64}")


class OfficeLine:
    """A laptop's line to its office; with no device, only to what is asked before enrolment.

    Every method may raise OfficeNotReached (try again later, whatever kind of it), Refused (the office's own
    answer, by its code), RefusedUnknown, or SyncStopped once `close` was called, from whichever thread.
    Requests go one at a time; made in two threads, one waits for the other.
    """

    def __init__(
        self,
        address: str,
        *,
        device: str = "",
        key: SigningKey | None = None,
        authority: str = "",
        timeouts: Timeouts | None = None,
    ) -> None:
        """BadAddress for an address that is not https (plain http: to this machine only)."""
        self._wire = Wire(address, authority, timeouts)
        self.address = self._wire.address
        self.device = device
        """The device's name, with its incarnation; set anew once the office has given the next one."""
        self.deposit_key = ""
        """The council's key for deposits, once whoever answers has been found to be its service."""
        self._key = key
        self._nonce = _NO_NONCE
        self._partial: tuple[str, bytearray] = "", bytearray()

    def close(self) -> None:
        """End the line; a request under way in another thread ends at once with SyncStopped."""
        self._wire.close()

    def hello(self) -> messages.Hello:
        """Return who answers, and which versions they serve; its nonce serves for the next request."""
        said = self._ask("hello", messages.Hello)
        self._nonce = said.nonce
        return said

    def offer(self, enrolment_key: str) -> messages.EnrolmentOffer:
        """Return what the grant for an enrolment key says; Refused CODE_REFUSED if there is none."""
        return self._ask(
            "offer", messages.EnrolmentOffer, messages.EnrolmentQuestion(enrolment_key=enrolment_key)
        )

    def enrol(self, request: messages.EnrolmentRequest) -> messages.Enrolled:
        """Make this device the one that the code was for; the same request again has the same answer."""
        return self._ask("enrol", messages.Enrolled, request)

    def exchange(self, request: messages.ExchangeRequest) -> messages.ExchangeReply:
        """Send waiting changes and receive the next page of everybody's."""
        return self._page("exchange", messages.ExchangeReply, write_request(request))

    def scope(self) -> messages.ScopeReply:
        """Return whose records this laptop holds."""
        return self._ask("scope", messages.ScopeReply)

    def snapshots(self, request: messages.SnapshotRequest) -> messages.SnapshotReply:
        """Return the next page of whole records."""
        return self._page("snapshots", messages.SnapshotReply, canonical(write_message(request)))

    def incarnation(self, head: int) -> messages.Incarnation:
        """Return a new name for a laptop that was put back from a backup; `device` is set by the caller."""
        return self._ask("incarnation", messages.Incarnation, messages.IncarnationRequest(head=head))

    def set_aside(self) -> messages.SetAsideReply:
        """Return what could not be applied."""
        return self._ask("set_aside", messages.SetAsideReply)

    def deposit(self, sealed: bytes) -> messages.DepositReceipt:
        """Hand in a revoked laptop's sealed work; the same again has the same receipt."""
        receipt = self._ask("deposit", messages.DepositReceipt, sealed)
        if receipt.sha256 != hashlib.sha256(sealed).hexdigest():
            raise malformed()
        return receipt

    def blob_state(self, scope: ScopeName, sha256: str) -> messages.BlobState:
        """Return how much of a blob the office has."""
        state = self._ask("blob_state", messages.BlobState, sha256=sha256, query=f"scope={scope}")
        return _of_this(state, sha256)

    def put_blob(self, scope: ScopeName, sha256: str, content: bytes) -> messages.BlobState:
        """Send a blob, or what the office lacks of it, until it is complete there.

        BlobDamaged if the content is not what the hash says, before anything is sent.
        """
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobDamaged("A letter or picture on this laptop is damaged.", "Save it again, then sync.")
        start = self.blob_state(scope, sha256).received if len(content) > BLOB_PART else 0
        met: set[Why] = set()
        while True:
            try:
                state = self._put_part(scope, sha256, content, start)
                if state.complete:
                    return state
                if not start < state.received < len(content):
                    raise malformed()
                start = state.received
            except Refused as refused:
                if refused.why in met:
                    raise
                met.add(refused.why)
                start = _where_to_go_on(refused, start, len(content))

    def get_blob(self, scope: ScopeName, sha256: str, size: int | None = None) -> bytes:
        """Return a blob, checked against its hash. Called again after a failure, it goes on where it was.
        BlobDamaged if what the office has is not what the hash says; NOT_FOUND if it has it not."""
        whole = self.blob_state(scope, sha256).size if size is None else size
        if whole > LARGEST_BLOB:
            raise malformed()
        if self._partial[0] != f"{scope} {sha256}":
            self._partial = f"{scope} {sha256}", bytearray()
        found = self._partial[1]
        while True:
            query = f"scope={scope}&offset={len(found)}"
            part = read_blob(self._sent("blob", b"", sha256=sha256, query=query))
            found += part
            if not part or len(found) >= whole:
                break
        self._partial = "", bytearray()
        if hashlib.sha256(found).hexdigest() != sha256:
            raise BlobDamaged(
                "A letter or picture at the office is damaged.", "Tell IT; your own work is safe."
            )
        return bytes(found)

    def _put_part(self, scope: ScopeName, sha256: str, content: bytes, start: int) -> messages.BlobState:
        query = f"scope={scope}&offset={start}&size={len(content)}"
        part = content[start : start + BLOB_PART]
        state = self._ask("put_blob", messages.BlobState, part, sha256=sha256, query=query)
        return _of_this(state, sha256)

    def _ask(
        self, name: str, answers: type[M], asks: object = b"", *, sha256: str = "", query: str = ""
    ) -> M:
        body = asks if isinstance(asks, bytes) else canonical(write_message(asks))
        reply = self._sent(name, body, sha256=sha256, query=query)
        refuse_unless_json(reply)
        try:
            return read_message(answers, read_json(reply.body))
        except Refused:
            raise malformed() from None

    def _page(self, name: str, answers: type[P], body: bytes) -> P:
        reply = self._sent(name, body)
        refuse_unless_json(reply)
        try:
            return read_page(answers, reply.body)
        except Refused:
            raise malformed() from None

    def _sent(self, name: str, body: bytes, *, sha256: str = "", query: str = "") -> Reply:
        """Return the answer to one request, asked again once if the office wants a fresh nonce."""
        route = _ROUTES[name]
        target = route.path.replace("{sha256}", sha256) + (f"?{query}" if query else "")
        headers = {"Content-Type": "application/octet-stream" if route.asks is bytes else "application/json"}
        if route.asks is not bytes and len(body) > WORTH_PACKING:
            body = pack(body)
            headers["Content-Encoding"] = PACKED
        if len(body) > LARGEST_BODY:
            raise Refused(Why.TOO_LARGE, largest=LARGEST_BODY)
        for _ in range(2):
            signed = self._signature(route.method, target, body) if route.signed else {}
            reply = self._wire.send(route.method, target, {**headers, **signed}, body)
            self._keep_nonce(reply.headers)
            refused = read_refusal(reply)
            if refused is None or refused.why is not Why.NONCE:
                break
        if refused is not None:
            raise refused
        return reply

    def _signature(self, method: str, target: str, body: bytes) -> dict[str, str]:
        if self._key is None:
            raise ValueError("this line has no device")
        head = RequestHead(
            protocol=str(CURRENT), method=method, target=target, device=self.device, nonce=self._nonce
        )
        signed = sign_request(self._key, head, body)
        return {
            routes.PROTOCOL: head.protocol,
            routes.SCHEMA: str(SCHEMA),
            routes.DEVICE: head.device,
            routes.NONCE: head.nonce,
            routes.SIGNATURE: signed,
        }

    def _keep_nonce(self, headers: Mapping[str, str]) -> None:
        nonce = headers.get(routes.NONCE.lower(), "")
        if _NONCE.fullmatch(nonce):
            self._nonce = nonce


def _of_this(state: messages.BlobState, sha256: str) -> messages.BlobState:
    if state.sha256 != sha256:
        raise malformed()
    return state


def _where_to_go_on(refused: Refused, start: int, size: int) -> int:
    """Return from where to send a blob after a refusal: where it ends at the office, or from its beginning
    if what was there was damaged. Raises any other refusal."""
    if refused.why is Why.BLOB_MISMATCH:
        return 0
    received = refused.facts.get("received")
    fits = isinstance(received, int) and 0 <= received <= size and received != start
    if refused.why is Why.BLOB_OFFSET and fits and refused.facts.get("size") == size:
        return int(received or 0)
    raise refused
