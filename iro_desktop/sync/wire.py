"""One kept connection to the office: bytes out, bytes back, within limits of size and time, or a problem.

The HTTP library is imported at the first request: opening the caseload does not wait for it.
"""

import contextlib
import logging
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from iro_desktop.protocol.addresses import is_loopback
from iro_desktop.protocol.reading import LARGEST_INFLATED, PACKED, unpack
from iro_desktop.protocol.refusals import Refused
from iro_desktop.sync import failures
from iro_desktop.sync.problems import BadAddress, BadAuthority, malformed, not_the_office, stopped

if TYPE_CHECKING:
    import httpx2

KEPT_OPEN = 20.0
"""Seconds that an idle connection is used again; the office closes it after 30."""


_AS_GIVEN = "Type it as your office gave it; it begins with https."
_HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f:.]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeouts:
    """How long is waited, in seconds: for a connection, for the next bytes, for a whole answer."""

    connect: float = 10.0
    silence: float = 30.0
    whole: float = 180.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole and decompressed. `headers` by their names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_address(typed: str) -> str:
    """Return an office's address as it is kept: scheme, host and port.

    BadAddress for anything but https, or plain http to this machine itself, or with more than host and port.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not _HOST.fullmatch(host) or port == 0 or parts.scheme not in {"https", "http"}:
        raise BadAddress("That is not an address of an office.", _AS_GIVEN)
    if parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username is not None:
        raise BadAddress(
            "The office's address has too much in it.",
            "Type only what stands before the first single slash (/).",
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise BadAddress(
            "The office's address is not a secure one.",
            "Type it as your office gave it; it begins with https.",
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


class Wire:
    """One connection, kept open between requests, which go one by one. `close` may come from any thread."""

    def __init__(self, address: str, authority: str = "", timeouts: Timeouts | None = None) -> None:
        self.address = read_address(address)
        self._authority = authority
        self._timeouts = timeouts or Timeouts()
        self._client: httpx2.Client | None = None
        self._one_at_a_time = threading.Lock()
        self._guard = threading.Lock()
        self._socket: socket.socket | None = None
        self._fresh = False
        self._closed = False

    def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """Return the whole answer. OfficeNotReached, in its kinds, if there is none that can be believed;
        SyncStopped once closed. A redirect is an answer like any other: nothing is sent elsewhere."""
        with self._one_at_a_time:
            try:
                return self._send(method, target, headers, body)
            finally:
                if self._closed:
                    self._let_go()

    def close(self) -> None:
        """End the line; a request under way in another thread ends at once with SyncStopped."""
        with self._guard:
            self._closed = True
        self._cut()
        if self._one_at_a_time.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._one_at_a_time.release()

    def _send(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            self._cut()

        watch = threading.Timer(self._timeouts.whole, end)
        watch.daemon = True
        watch.start()
        try:
            return self._tried(method, target, headers, body)
        except Exception as error:
            if self._closed:
                raise stopped() from None
            if overdue.is_set():
                raise failures.too_long() from None
            if not _is_of_the_network(error):
                raise
            raise failures.problem_of(error) from None
        finally:
            watch.cancel()

    def _tried(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Send; once more if a kept connection turns out to have ended meanwhile. Every request may arrive
        twice: the office gives the same answer."""
        self._fresh = False
        try:
            return self._once(method, target, headers, body)
        except Exception as error:
            if self._closed or self._fresh or not _is_of_the_network(error) or _is_time_out(error):
                raise
        return self._once(method, target, headers, body)

    def _once(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if self._closed:
            raise stopped()
        client = self._connected()
        request = client.build_request(
            method,
            self.address + target,
            headers={"Accept-Encoding": f"{PACKED}, gzip", "User-Agent": "iro_desktop", **headers},
            content=body or None,
            extensions={"trace": self._traced},
        )
        response = client.send(request, stream=True)
        try:
            found = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status_code, found, _read(response.iter_raw(), found))
        finally:
            response.close()

    def _connected(self) -> "httpx2.Client":
        if self._client is None:
            import httpx2

            for name in ("httpx2", "httpcore2"):  # they would log addresses, and those hold children's ids
                logging.getLogger(name).setLevel(logging.CRITICAL)
            secure = self.address.startswith("https:")
            times = self._timeouts
            self._client = httpx2.Client(
                verify=_trust(self._authority) if secure else False,
                trust_env=secure,  # the machine's proxy; never for this machine itself
                follow_redirects=False,
                timeout=httpx2.Timeout(times.silence, connect=times.connect, pool=times.whole),
                limits=httpx2.Limits(
                    max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT_OPEN
                ),
            )
        return self._client

    def _traced(self, event: str, info: dict[str, Any]) -> None:
        """Keep hold of the socket as soon as there is one, to be able to end it from another thread."""
        if event not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        self._fresh = True
        with self._guard:
            self._socket = info["return_value"].get_extra_info("socket")
            closed = self._closed
        if closed:
            self._cut()

    def _cut(self) -> None:
        """End the connection in both directions: who waits for it, in any thread, wakes up."""
        with self._guard:
            held = self._socket
        if held is not None:
            with contextlib.suppress(OSError):  # ended already
                socket.socket.shutdown(held, socket.SHUT_RDWR)  # not TLS's own, which is for one thread only

    def _let_go(self) -> None:
        client, self._client = self._client, None
        self._socket = None
        if client is not None:
            client.close()


def _is_of_the_network(error: Exception) -> bool:
    import httpx2

    return isinstance(error, (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError))


def _is_time_out(error: Exception) -> bool:
    import httpx2

    return isinstance(error, (httpx2.TimeoutException, TimeoutError))


def _trust(authority: str) -> ssl.SSLContext:
    """Return what is believed: the council's own authority and no other, or the system's certificates."""
    if not authority:
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN  # an authority below the council's root
    try:
        context.load_verify_locations(cadata=authority)
    except (ssl.SSLError, ValueError, TypeError):  # the last: not ASCII
        raise BadAuthority(
            "The council's certificate authority cannot be read.", "Ask IT for it again, as a PEM file."
        ) from None
    return context


def _read(parts: Iterable[bytes], headers: Mapping[str, str]) -> bytes:
    """Return the body, decompressed while it arrives, so that no answer fills the memory."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return _gathered(parts)
    if encoding == PACKED:
        try:
            return unpack(_gathered(parts))
        except Refused:
            raise malformed() from None
    if encoding != "gzip":
        raise not_the_office()
    return _inflated(parts)


def _gathered(parts: Iterable[bytes]) -> bytes:
    found = bytearray()
    for part in parts:
        found += part
        if len(found) > LARGEST_INFLATED:
            raise malformed()
    return bytes(found)


def _inflated(parts: Iterable[bytes]) -> bytes:
    unpacker, found = zlib.decompressobj(wbits=31), bytearray()
    try:
        for part in parts:
            found += unpacker.decompress(part, LARGEST_INFLATED + 1 - len(found))
            if len(found) > LARGEST_INFLATED or unpacker.unused_data:
                raise malformed()
    except zlib.error:
        raise malformed() from None
    if not unpacker.eof:
        raise malformed()
    return bytes(found)
