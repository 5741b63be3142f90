"""Whatever answers in the office's place: a problem in words, never a crash, never half an answer."""

import gzip
import random
import tracemalloc
import zlib

import pytest

from iro_desktop.caseload.shared import Numbered
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol.messages import ExchangeReply
from iro_desktop.protocol.reading import LARGEST_INFLATED, deflate
from iro_desktop.protocol.refusals import STATUS, WORDS, Refused, Why
from iro_desktop.protocol.shapes import write_message
from iro_desktop.protocol.signing import public_key
from iro_desktop.records import canonical
from iro_desktop.sync.checking import Checker, NotSigned
from iro_desktop.sync.problems import (
    AnswerMalformed,
    NotTheOffice,
    OfficeBusy,
    OfficeNotReached,
    RefusedUnknown,
    refusal,
)
from iro_desktop.sync.wire import Timeouts
from tests.proofs import how_many
from tests.sync.answering import (
    ASKED,
    DEVICE,
    KEY,
    MARKER,
    NONCE,
    PAGE,
    PERSON,
    REPLY,
    SENT,
    assert_in_words,
    exchanged,
    refused_with,
)
from tests.sync.lines import QUICK, stranger
from tests.sync.rude import http, saying


def test_the_reply_that_all_others_are_made_from_is_a_good_one():
    for answer in (
        http(200, REPLY),
        http(200, gzip.compress(REPLY), Content_Encoding="gzip"),
        http(200, REPLY, kind="application/json; charset=utf-8"),
    ):
        reply = exchanged(answer)
        assert isinstance(reply, ExchangeReply)
        assert write_message(reply)["cursor"] == {"epoch": 1, "revision": 7}


@pytest.mark.parametrize("packed", [False, True])
def test_cut_at_every_byte(packed):
    body = deflate(REPLY) if packed else REPLY
    whole = http(200, body, **({"Content_Encoding": "gzip"} if packed else {}))
    cuts = [whole[:length] for length in range(len(whole))]
    with saying(*cuts) as address:
        line = stranger(address, timeouts=Timeouts(connect=5, silence=5, whole=20))
        for _ in cuts:
            with pytest.raises(OfficeNotReached):
                line.exchange(ASKED)
        line.close()


def test_cut_and_without_its_length():
    """No length, so that only the content can tell that something is missing."""
    body = deflate(REPLY)
    for length in range(0, len(body), 7):
        answer = http(200, body[:length], Content_Encoding="gzip", Content_Length=None, Connection="close")
        assert_in_words(exchanged(answer), AnswerMalformed)
    for length in range(0, len(REPLY), 7):
        answer = http(200, REPLY[:length], Content_Length=None, Connection="close")
        assert_in_words(exchanged(answer), AnswerMalformed)


def bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block, found = bytes(1024 * 1024), b""
    for _ in range(300):
        found += packer.compress(block)
    return found + packer.flush()


def endless(connection):
    connection.sendall(http(200, b"", Content_Length=None, Connection="close"))
    while True:
        connection.sendall(b" " * 65_536)


def endless_packed(connection):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    connection.sendall(http(200, b"", Content_Length=None, Connection="close", Content_Encoding="gzip"))
    while True:
        connection.sendall(packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_SYNC_FLUSH))


@pytest.mark.parametrize(
    "answer",
    [http(200, bomb(), Content_Encoding="gzip"), endless, endless_packed],
    ids=["bomb", "endless", "endless, packed"],
)
def test_what_would_fill_the_memory_is_not_read_to_its_end(answer):
    tracemalloc.start()
    try:
        problem = exchanged(answer, timeouts=Timeouts(connect=5, silence=5, whole=60))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert_in_words(problem, AnswerMalformed)
    assert most < 4 * LARGEST_INFLATED


@pytest.mark.parametrize(
    "answer",
    [
        http(200, PAGE, kind="text/html"),
        http(200, PAGE, kind="text/html", Content_Encoding="br"),
        http(200, b"", kind="text/plain"),
        http(204, b""),
        http(302, PAGE, kind="text/html", Location="http://127.0.0.1:1/login"),
        http(307, PAGE, kind="text/html", Location="/v1/exchange"),
        http(403, PAGE, kind="text/html"),
        http(404, PAGE, kind="text/html"),
        http(407, PAGE, kind="text/html"),
        http(511, PAGE, kind="text/html"),
        http(403, f'{{"error":"{MARKER}"}}'.encode()),
        http(200, REPLY, kind="text/html"),
    ],
)
def test_somebody_elses_page(answer):
    assert_in_words(exchanged(answer), NotTheOffice)


def test_a_redirect_is_not_followed():
    with saying(http(200, REPLY)) as elsewhere:
        for status in (301, 302, 303, 307, 308):
            answer = http(status, b"", Location=f"{elsewhere}/v1/exchange")
            assert_in_words(exchanged(answer, http(200, REPLY)), NotTheOffice)


@pytest.mark.parametrize(
    "body",
    [
        PAGE, b"", b"{", b"null", b"[]", b"{}", b"\xff", b"[" * 50_000, b'{"a":1.5}', REPLY + b"x",
        REPLY[:-1],
        REPLY.replace(b'"more":false', b'"more":false,"more":true'), REPLY.replace(b"false", b"0"),
        REPLY.replace(b'"revision":3', b'"revision":-3'), REPLY.replace(b'"taken"', b'"Marmaduke"'),
    ],
)  # fmt: skip
def test_json_that_is_no_answer(body):
    assert_in_words(exchanged(http(200, body)), AnswerMalformed)


def test_a_proxy_that_says_packed_what_is_not_or_packs_otherwise():
    assert_in_words(exchanged(http(200, REPLY, Content_Encoding="gzip")), AnswerMalformed)
    assert_in_words(exchanged(http(200, gzip.compress(REPLY))), AnswerMalformed)
    twice = gzip.compress(REPLY) + gzip.compress(b"{}")
    assert_in_words(exchanged(http(200, twice, Content_Encoding="gzip")), AnswerMalformed)
    assert_in_words(exchanged(http(200, REPLY, Content_Encoding="br")), NotTheOffice)


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-x\r\n", b"\0" * 100, b"HTTP/1.1 200 X\r\nA: " + b"x" * 300_000]
)
def test_what_is_no_http(answer):
    assert isinstance(exchanged(answer), OfficeNotReached)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_proxy_before_an_office_that_is_restarted(status):
    problem = exchanged(http(status, PAGE, kind="text/html", Retry_After="30"))
    assert_in_words(problem, OfficeBusy)
    assert problem.seconds == 30


@pytest.mark.parametrize(
    ("said", "seconds"), [("soon", 0), ("-1", 0), ("9" * 9, 3_600), ("9" * 30, 0), ("\u00b2", 0)]
)
def test_how_long_to_wait_is_bounded(said, seconds):
    answer = http(503, refused_with("busy"), Retry_After="0").replace(b"After: 0", b"After: " + said.encode())
    assert exchanged(answer).seconds == seconds


PASSED_ON = [why for why in Why if why not in {Why.BUSY, Why.TOO_MANY}]


@pytest.mark.parametrize("why", PASSED_ON)
def test_each_refusal_is_passed_on_and_has_its_words(why):
    facts = {"reference": "65f-a1", "received": 4, "list": [1], "long": "x" * 201, "why": "x", "self": 1}
    said = http(STATUS[why], refused_with(why.value, facts=facts), **NONCE)
    problem = exchanged(said)
    assert isinstance(problem, Refused)
    assert problem.why is why
    assert problem.facts == {"reference": "65f-a1", "received": 4, "why": "x", "self": 1}
    shown = refusal(problem)
    assert (shown.why, shown.title) == (why, WORDS[why][0])
    assert ("65f-a1" in shown.what_to_do) == (why is Why.FAULT)


@pytest.mark.parametrize("reference", ["", "x" * 41, "Amy Brown was", "\u00e9"])
def test_a_reference_that_is_none_is_not_shown(reference):
    refused = Refused(Why.FAULT, reference=reference)
    assert refusal(refused).what_to_do == WORDS[Why.FAULT][1]


@pytest.mark.parametrize("why", [Why.BUSY, Why.TOO_MANY])
def test_a_busy_office_is_tried_again_later(why):
    problem = exchanged(http(STATUS[why], refused_with(why.value), Retry_After="30"))
    assert_in_words(problem, OfficeBusy)
    assert (problem.title, problem.what_to_do, problem.seconds) == (*WORDS[why], 30)


def test_a_refusal_of_a_newer_office():
    assert_in_words(exchanged(http(418, refused_with("marmalade"))), RefusedUnknown)


def test_a_fresh_nonce_is_asked_for_once():
    """The first answer asks for another nonce, the second has it; an office that always asks is refused."""
    asks = http(401, refused_with("nonce"), **NONCE)
    assert isinstance(exchanged(asks, http(200, REPLY)), ExchangeReply)
    assert exchanged(asks, asks, http(200, REPLY)).why is Why.NONCE
    with saying(http(401, refused_with("nonce"), IRO_Nonce="Marmaduke")) as address:
        line = stranger(address, timeouts=QUICK)
        with pytest.raises(Refused):
            line.exchange(ASKED)
        assert line._nonce == "0" * 64
        line.close()


def assert_only_what_was_signed(reply):
    """What is taken in of a reply is, change by change, what the certified device signed; or nothing is."""
    checker = Checker(new_id(), "0" * 64, {DEVICE: [public_key(KEY), PERSON]})
    entries = [one for one in checker.fetched(reply).entries if isinstance(one, Numbered)]
    assert {one.body for one in entries} <= {canonical(change) for change in SENT}


def test_a_reply_is_taken_in_by_a_laptop_that_knows_its_author():
    assert_only_what_was_signed(exchanged(http(200, REPLY)))
    with pytest.raises(NotSigned):
        assert_only_what_was_signed(exchanged(http(200, REPLY.replace(b"Swimming", b"Drowning", 1))))


def mutated(chooser, whole):
    spoiled = bytearray(whole)
    for _ in range(chooser.choice((1, 1, 2, 8))):
        place = chooser.randrange(len(spoiled))
        match chooser.randrange(4):
            case 0:
                spoiled[place] ^= 1 << chooser.randrange(8)
            case 1:
                del spoiled[place : place + chooser.randrange(1, 40)]
            case 2:
                spoiled[place:place] = chooser.randbytes(chooser.randrange(1, 10))
            case _:
                start = chooser.randrange(len(spoiled))
                spoiled[place : place + 20] = spoiled[start : start + chooser.randrange(1, 40)]
        if not spoiled:
            break
    return bytes(spoiled)


@pytest.mark.proof
def test_mutated_replies_end_in_words():
    """Bytes of a good answer, packed and not, turned over, cut out, put in and exchanged."""
    chooser = random.Random(17)  # which byte, not a secret
    good = [
        http(200, REPLY, Connection="close"),
        http(200, deflate(REPLY), Content_Encoding="gzip", Connection="close"),
        http(409, refused_with("laptop_restored", facts={"last": 4}), Connection="close", **NONCE),
    ]
    rounds = how_many(300, 10_000)
    answers = [mutated(chooser, chooser.choice(good)) for _ in range(rounds)]
    ended = {"reply": 0, "not signed": 0, "refused": 0, "problem": 0}
    with saying(*answers) as address:
        line = stranger(address, timeouts=Timeouts(connect=5, silence=5, whole=30))
        for _ in range(rounds):
            try:
                reply = line.exchange(ASKED)
                ended["reply"] += 1
                assert_only_what_was_signed(reply)
            except NotSigned:
                ended["not signed"] += 1
            except Refused:
                ended["refused"] += 1
            except KnownProblem as problem:
                assert MARKER not in problem.title + problem.what_to_do
                ended["problem"] += 1
        line.close()
    assert all(ended.values()), ended
