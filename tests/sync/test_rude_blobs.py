"""Blobs from an office that is not in order: never taken for whole, never sent for ever."""

import hashlib

import pytest

from iro_desktop.protocol.refusals import STATUS, Refused, Why
from iro_desktop.records import canonical
from iro_desktop.sync.problems import (
    AnswerMalformed,
    BlobDamaged,
    NotTheOffice,
    OfficeBusy,
)
from iro_desktop.sync.wire import Timeouts
from tests.sync.answering import PAGE, assert_in_words, refused_with
from tests.sync.lines import QUICK, scope_of, stranger
from tests.sync.rude import http, saying


def part(body):
    return http(200, body, kind="application/octet-stream", Connection="close")


def test_a_blob_that_is_not_what_it_is_called():
    with saying(part(b"abc"), part(b"")) as address:
        line = stranger(address, timeouts=QUICK)
        with pytest.raises(BlobDamaged) as problem:
            line.get_blob(scope_of("c"), "a" * 64, 3)
        assert_in_words(problem.value, BlobDamaged)
        line.close()


def test_a_blob_goes_on_after_a_failure_on_the_same_line():
    sha256 = hashlib.sha256(b"abcdef").hexdigest()
    with saying(part(b"abc"), http(503, PAGE, kind="text/html", Connection="close"), part(b"def")) as address:
        line = stranger(address, timeouts=QUICK)
        with pytest.raises(OfficeBusy):
            line.get_blob(scope_of("c"), sha256, 6)
        assert line.get_blob(scope_of("c"), sha256, 6) == b"abcdef"
        line.close()


def test_parts_that_are_too_long_or_of_another_kind():
    for answer, kind in ((part(bytes(1024 * 1024 + 1)), AnswerMalformed), (http(200, b"{}"), NotTheOffice)):
        with saying(answer) as address:
            line = stranger(address, timeouts=Timeouts())
            with pytest.raises(kind):
                line.get_blob(scope_of("c"), "a" * 64, 3)
            line.close()


def state(**more):
    said = {"sha256": "a" * 64, "size": 3, "received": 0, "complete": False}
    return http(200, canonical({**said, **more}), Connection="close")


def test_states_that_cannot_be():
    sha256 = hashlib.sha256(b"abc").hexdigest()
    for answer in (state(), state(sha256=sha256, received=0), state(sha256=sha256, received=9)):
        with saying(answer) as address:
            line = stranger(address, timeouts=QUICK)
            with pytest.raises(AnswerMalformed):
                line.put_blob(scope_of("c"), sha256, b"abc")
            line.close()
    with saying(state(size=2**40)) as address:
        line = stranger(address, timeouts=QUICK)
        with pytest.raises(AnswerMalformed):
            line.get_blob(scope_of("c"), "a" * 64)
        line.close()


@pytest.mark.parametrize("why", [Why.BLOB_OFFSET, Why.BLOB_MISMATCH, Why.NOT_FOUND])
def test_a_blob_that_is_always_refused_is_not_sent_for_ever(why):
    sha256 = hashlib.sha256(b"abc").hexdigest()
    said = refused_with(why.value, facts={"received": 1, "size": 3})
    with saying(http(STATUS[why], said, Connection="close")) as address:
        line = stranger(address, timeouts=QUICK)
        with pytest.raises(Refused) as refused:
            line.put_blob(scope_of("c"), sha256, b"abc")
        assert refused.value.why is why
        line.close()


def test_a_receipt_for_something_else():
    receipt = canonical({"deposit": "01890000-0000-7000-8000-000000000002", "sha256": "a" * 64})
    with saying(http(200, receipt)) as address:
        line = stranger(address, timeouts=QUICK)
        with pytest.raises(AnswerMalformed):
            line.deposit(b"sealed")
        line.close()
