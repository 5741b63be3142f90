"""Reaching the office: addresses, certificates, proxies, silence, and an end at once when asked for."""

import ssl
import threading
import time
from pathlib import Path

import pytest

from iro_desktop.protocol.messages import ExchangeReply
from iro_desktop.sync.problems import (
    BadAddress,
    BadAuthority,
    NotTheOffice,
    NotTrusted,
    OfficeNotReached,
    SyncStopped,
)
from iro_desktop.sync.wire import Timeouts, read_address
from tests.offices import TLS, served
from tests.sync.answering import ASKED, PAGE, REPLY, assert_in_words, exchanged
from tests.sync.lines import QUICK, stranger
from tests.sync.rude import http, saying


def drips(connection):
    for byte in http(200, REPLY):
        connection.sendall(bytes([byte]))
        time.sleep(0.02)


def test_an_office_that_says_nothing_or_drips():
    assert_in_words(exchanged(b"", then_wait=True), OfficeNotReached)
    assert_in_words(exchanged(http(200, REPLY)[:-1], then_wait=True), OfficeNotReached)
    assert_in_words(exchanged(http(200, REPLY)[:20], then_wait=True), OfficeNotReached)
    assert_in_words(exchanged(drips), OfficeNotReached)


def test_a_kept_connection_that_ended_meanwhile_is_made_anew():
    """The office answers once, seems to keep the connection, and ends it: the next request goes through."""
    turn = threading.Semaphore(0)

    def once(connection):
        connection.sendall(http(200, REPLY))
        connection.recv(1)  # the next request has begun to arrive when it ends
        turn.release()

    with saying(once, http(200, REPLY)) as address:
        line = stranger(address, timeouts=Timeouts(connect=5, silence=5, whole=20))
        assert isinstance(line.exchange(ASKED), ExchangeReply)
        assert isinstance(line.exchange(ASKED), ExchangeReply)
        assert turn.acquire(timeout=5)
        line.close()


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "https://127.0.0.1:1"])
def test_nobody_there(address):
    line = stranger(address, timeouts=QUICK)
    with pytest.raises(OfficeNotReached) as problem:
        line.hello()
    assert_in_words(problem.value, OfficeNotReached)
    assert "Nothing answers" in problem.value.title
    line.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://office.example", "https://office.example"),
        (" Office.Example/ ", "https://office.example"),
        ("https://office.example:8443/", "https://office.example:8443"),
        ("http://localhost:8443", "http://localhost:8443"),
        ("http://[::1]:8443", "http://[::1]:8443"),
        ("http://127.0.0.9", "http://127.0.0.9"),
    ],
)
def test_addresses(typed, kept):
    assert read_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "https://", "http://office.example", "http://127.0.0.1.example", "http://10.0.0.1", "ftp://127.0.0.1",
        "https://ann@office.example", "https://office.example/x", "https://office.example?x", "https://a b",
        "https://office.example:99999", "https://office.example:0", "https://[::1", "https://%6c", "file:///etc",
        "https://b\u00fccher.example", "http://0x7f.1", "http://localhost.example",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(typed):
    with pytest.raises(BadAddress) as problem:
        stranger(typed)
    assert_in_words(problem.value, BadAddress)


AUTHORITY = (TLS / "certificate.pem").read_text(encoding="utf-8")
OTHER = (Path(__file__).parent / "tls" / "another-authority.pem").read_text(encoding="utf-8")


@pytest.fixture
def secure(office):
    with served(office.service, ssl_certfile=TLS / "certificate.pem", ssl_keyfile=TLS / "key.pem") as address:
        yield address


@pytest.mark.parametrize("authority", ["", OTHER], ids=["the system's", "another"])
def test_an_authority_that_is_not_trusted(secure, authority):
    line = stranger(secure, authority=authority, timeouts=QUICK)
    with pytest.raises(NotTrusted) as problem:
        line.hello()
    assert_in_words(problem.value, NotTrusted)
    assert "Nothing was sent" in problem.value.what_to_do
    line.close()


def test_the_pinned_authority(secure):
    line = stranger(secure, authority=AUTHORITY, timeouts=QUICK)
    assert line.hello().council_name == "Coldwater"
    line.close()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("for-another-address.pem", "for another address"),
        ("out-of-date.pem", "not valid at this laptop's date"),
    ],
)
def test_a_certificate_that_is_not_good_here(office, name, said):
    file = Path(__file__).parent / "tls" / name
    with served(office.service, ssl_certfile=file) as address:
        authority = file.read_text(encoding="utf-8").partition("-----BEGIN PRIVATE")[0]
        line = stranger(address, authority=authority, timeouts=QUICK)
        with pytest.raises(NotTrusted, match=said) as problem:
            line.hello()
        assert_in_words(problem.value, NotTrusted)
        line.close()


def test_an_authority_that_cannot_be_read(secure):
    for authority in ("not PEM", AUTHORITY[:200], "\u00e9"):
        line = stranger(secure, authority=authority)
        with pytest.raises(BadAuthority) as problem:
            line.hello()
        assert_in_words(problem.value, BadAuthority)
        line.close()


def test_a_port_that_speaks_no_tls(office):
    with served(office.service) as address:
        line = stranger(address.replace("http:", "https:"), timeouts=QUICK)
        with pytest.raises(NotTheOffice):
            line.hello()
        line.close()


def test_a_proxy_that_lets_nothing_through(monkeypatch):
    with saying(http(407, PAGE, kind="text/html")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        line = stranger("https://office.example", timeouts=QUICK)
        with pytest.raises(OfficeNotReached, match="proxy") as problem:
            line.hello()
        assert_in_words(problem.value, OfficeNotReached)
        line.close()


def test_this_machine_itself_is_reached_past_any_proxy(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert isinstance(exchanged(http(200, REPLY)), ExchangeReply)


@pytest.mark.parametrize("tls", [False, True])
def test_close_from_another_thread_ends_a_request_at_once(tls):
    asked = threading.Event()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")

    def wrap(connection):
        return context.wrap_socket(connection, server_side=True) if tls else connection

    with saying(lambda _: asked.set(), then_wait=True, wrap=wrap) as address:
        shown = address.replace("http:", "https:") if tls else address
        line = stranger(shown, authority=AUTHORITY, timeouts=Timeouts(silence=60, whole=90))
        raised = []

        def ask():
            try:
                line.exchange(ASKED)
            except SyncStopped as stopped:
                raised.append(stopped)

        asking = threading.Thread(target=ask)
        asking.start()
        assert asked.wait(10)
        line.close()
        asking.join(20)
        assert not asking.is_alive()
    assert_in_words(raised[0], SyncStopped)
    with pytest.raises(SyncStopped):
        line.exchange(ASKED)


def test_a_line_closed_while_it_connects():
    """Closed at the moment at which the connection stands and nothing has gone over it."""
    with saying(http(200, REPLY)) as address:
        line = stranger(address, timeouts=QUICK)
        traced = line._wire._traced

        def closing(event, info):
            if event == "connection.connect_tcp.complete":
                line._wire._closed = True
            traced(event, info)

        line._wire._traced = closing
        with pytest.raises(SyncStopped):
            line.exchange(ASKED)


def test_a_closed_line_can_be_closed_again():
    line = stranger("http://127.0.0.1:1")
    line.close()
    line.close()
    with pytest.raises(SyncStopped):
        line.hello()
