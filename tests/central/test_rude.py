"""Rude senders: whatever they send, an answer in words and never a fault; and nothing is applied."""

import copy
import json
import logging
import os
import random
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.central import answering
from iro_desktop.central.limits import Allowance, Meter
from iro_desktop.domain.identity import new_id
from iro_desktop.protocol import messages
from iro_desktop.protocol.refusals import Why
from iro_desktop.protocol.routes import ROUTES
from iro_desktop.protocol.shapes import read_message, schema_of

FULL = os.environ.get("IRO_PROOF") == "full"
CASES = 5_000 if FULL else 150
CODES = {why.value for why in Why}


@pytest.fixture
def ann(office):
    laptop = office.laptop(children=[new_id()])
    laptop.child = office.one("SELECT child_id FROM allocation")
    return laptop


def assert_in_words(answer):
    assert answer.status_code < 500, answer.text
    if answer.status_code != 200:
        refusal = read_message(messages.Refusal, answer.json())
        assert refusal.why in CODES
        assert refusal.title
        assert refusal.what_to_do


BODIES = [
    b"", b"{", b"null", b"[]", b"\xff", b"[" * 100_000, b'{"cursor":' * 40, b'"\\ud800"', b'{"\\u0000":1}',
    b"<html>Sign in</html>", b'{"cursor":{"epoch":1,"revision":9223372036854775808},"head":0}',
    b'{"cursor":{"epoch":1,"revision":9223372036854775807},"head":9223372036854775807}',
    b'{"cursor":{"epoch":1,"revision":1e5},"head":0}', b"x" * (5 * 1024 * 1024 + 1),
]  # fmt: skip


def test_any_body_to_any_route(ann):
    for route, body in product(ROUTES, BODIES):
        target = route.path.replace("{sha256}", "a" * 64)
        assert_in_words(ann.ask(route.method, target, body, raw=True))
        assert_in_words(ann.office.http.request(route.method, target, content=body))


def test_any_header(ann):
    for name in (
        "IRO-Device",
        "IRO-Nonce",
        "IRO-Signature",
        "IRO-Protocol",
        "Content-Encoding",
        "Accept-Encoding",
    ):
        for value in ("", "x", "0" * 5000, "\u00e9".encode("latin-1"), "1.0, 1.0", "gzip", "br"):
            assert_in_words(ann.send("GET", "/v1/scope", **{name: value}))


def test_addresses_that_are_none(office):
    for target in (
        "/",
        "/v1",
        "/v1/scope/",
        "/v2/hello",
        "/v1/blobs/../../etc/passwd",
        "/v1/blobs/%00/state",
    ):
        answer = office.http.get(target)
        assert answer.status_code in {400, 401, 404}
        assert_in_words(answer)
    assert_in_words(office.http.request("DELETE", "/v1/exchange"))


def of_schema(schema, definitions):
    """Return a strategy for what a JSON Schema of ours allows."""
    if "$ref" in schema:
        return of_schema(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in schema:
        return st.one_of(*(of_schema(one, definitions) for one in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema["minimum"], schema["maximum"])
        case "string":
            if "pattern" in schema:
                return st.from_regex(
                    schema["pattern"].replace("$", r"\Z"), alphabet=st.characters(codec="ascii")
                )
            return st.text(max_size=min(40, schema["maxLength"]))
        case "array":
            return st.lists(of_schema(schema["items"], definitions), max_size=3)
        case "object" if "properties" in schema:
            return st.fixed_dictionaries(
                {n: of_schema(s, definitions) for n, s in schema["properties"].items()}
            )
        case "object":
            inner = of_schema(schema["additionalProperties"], definitions)
            return st.dictionaries(st.text(max_size=10), inner, max_size=3)
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    )


@st.composite
def requests(draw):
    route = draw(st.sampled_from([route for route in ROUTES if route.asks not in (None, bytes)]))
    definitions = {}
    schema = schema_of(route.asks, definitions)
    return route, draw(of_schema(schema, definitions))


@pytest.mark.proof
def test_requests_made_from_the_schema_never_end_in_a_fault(ann):
    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(requests())
    def run(made):
        route, message = made
        ann.device = ann.device.partition(".")[0]
        assert_in_words(ann.post(route.path, message, raw=True))

    run()


@pytest.mark.proof
def test_mutated_changes_are_taken_only_with_a_signature_that_fits(office, ann):
    """Bits of a signed change turned over, or its parts exchanged: set aside or refused, never applied."""
    chooser = random.Random(11)  # which byte, not a secret
    good = json.dumps(ann.write(child=ann.child, fields={"what": (0, "the words")})).encode()
    tried = 0
    while tried < (10_000 if FULL else 200):
        batch = []
        for _ in range(100):
            spoiled = bytearray(good)
            place = chooser.randrange(len(spoiled))
            spoiled[place] ^= 1 << chooser.randrange(7)
            try:
                value = json.loads(spoiled)
            except ValueError:
                continue
            if value != json.loads(good):
                batch.append(value)
        tried += 100
        for one in batch:  # a signature that is none refuses the whole of what came with it
            reply = ann.exchange(one, raw=True)
            outcomes = {answer["outcome"] for answer in reply.json().get("answers", ())}
            assert reply.status_code == 400 or outcomes <= {"set_aside", "waiting"}
    assert office.one("SELECT count(*) FROM log") == 0
    assert ann.exchange(json.loads(good))["answers"][0]["outcome"] == "taken"


TEXTS = [
    "\u202eright to left\u200b", "O'Neil-Smith", "'; DROP TABLE log; --", "{{ 7*7 }}",
    "%s %(x)s :name", "=cmd|'/C'!A0",
    "\ufeff\ufffe", "e\u0301\u00e9", "\U0001f469\u200d\U0001f467", "x" * 1_000_000,
    "\x01\x02\x1f", "\\u0000", "\\",
]  # fmt: skip


def test_any_text_comes_back_as_it_went(office, ann):
    ben = office.laptop(children=[ann.child])
    sent = [ann.write(child=ann.child, fields={"what": (0, words)}) for words in TEXTS]
    answers, _ = ann.sync(*sent)
    assert {a["outcome"] for a in answers} == {"taken"}
    assert [e["change"]["fields"]["what"]["now"] for e in ben.sync()[1]] == TEXTS
    kept = office.rows("SELECT record.body FROM record JOIN log USING (record_id) ORDER BY log.revision")
    assert [row.body["what"] for row in kept] == TEXTS


def test_no_word_of_a_child_reaches_the_log(office, ann, caplog):
    caplog.set_level(logging.DEBUG)
    marker = "Marmaduke-the-marker"
    poison = ann.write(child=ann.child, fields={"what": (0, marker + "\0")})
    broken = copy.deepcopy(poison)
    broken["change"]["kind"] = marker
    ann.exchange(poison, broken, {marker: marker})
    ann.ask("POST", "/v1/exchange", f'{{"{marker}": '.encode(), raw=True)
    ann.ask("GET", f"/v1/blobs/{marker}?scope={marker}", raw=True)
    ours = [record.getMessage() for record in caplog.records if record.name != "httpx2"]
    assert marker not in "".join(ours)


def test_a_fault_is_told_by_a_reference_and_says_nothing_else(office, ann, caplog, monkeypatch):
    def fails(*_):
        raise ValueError("Marmaduke-the-marker")

    monkeypatch.setattr(answering.reading, "read_page", fails)
    answer = ann.exchange(raw=True)
    assert answer.status_code == 500
    assert answer.json()["why"] == "fault"
    assert answer.json()["facts"]["reference"] in caplog.text
    assert "Marmaduke" not in caplog.text + answer.text


def test_too_many_requests_wait(office, ann):
    now = [0.0]
    office.guards.requests = Meter(Allowance(3, 60), clock=lambda: now[0])
    assert [ann.send("GET", "/v1/hello").status_code for _ in range(5)] == [200] * 5
    codes = [ann.ask("GET", "/v1/scope", raw=True).status_code for _ in range(3)]
    assert codes[-1] == 429
    now[0] = 61.0
    assert ann.ask("GET", "/v1/scope", raw=True).status_code == 200
