"""Every failure below is a problem in words; what the network's errors say is not repeated."""

import socket
import ssl
import subprocess
import sys

import httpx2
import pytest

from iro_desktop.sync.failures import problem_of
from iro_desktop.sync.problems import NotTheOffice, NotTrusted, OfficeNotReached
from tests.conftest import ROOT
from tests.sync.answering import MARKER, assert_in_words


def raised(outer, inner):
    try:
        raise outer(MARKER) from inner
    except Exception as error:
        return error


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (raised(httpx2.ConnectError, socket.gaierror(-2, MARKER)), OfficeNotReached, "was not found"),
        (raised(httpx2.ConnectError, ConnectionRefusedError(MARKER)), OfficeNotReached, "Nothing answers"),
        (raised(httpx2.ConnectError, ssl.SSLCertVerificationError(MARKER)), NotTrusted, "Nothing proves"),
        (raised(httpx2.ConnectError, ssl.SSLEOFError(MARKER)), OfficeNotReached, "was cut"),
        (raised(httpx2.ConnectError, ssl.SSLError(MARKER)), NotTheOffice, "other than the office"),
        (raised(httpx2.ReadTimeout, TimeoutError(MARKER)), OfficeNotReached, "in time"),
        (raised(httpx2.PoolTimeout, None), OfficeNotReached, "in time"),
        (raised(httpx2.ProxyError, None), OfficeNotReached, "proxy"),
        (raised(httpx2.RemoteProtocolError, None), OfficeNotReached, "was cut"),
        (raised(httpx2.ReadError, ConnectionResetError(MARKER)), OfficeNotReached, "was not reached"),
        (raised(OSError, None), OfficeNotReached, "was not reached"),
    ],
)
def test_each_failure_has_its_words(error, kind, said):
    problem = problem_of(error)
    assert_in_words(problem, kind)
    assert said in problem.title + problem.what_to_do


def test_causes_in_a_ring_end():
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert_in_words(problem_of(first), OfficeNotReached)


def test_the_line_is_there_before_the_http_library_is_loaded():
    code = "import sys, iro_desktop.sync.enrolling; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in shown.stdout.split()}
    assert "iro_desktop" in loaded
    assert not loaded & {"httpx2", "httpcore2", "truststore", "h11", "anyio", "PySide6"}
