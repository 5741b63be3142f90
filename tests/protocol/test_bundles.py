"""A bundle's signature covers each change in it, its place and their number; nothing else passes for it."""

import itertools

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from iro_desktop.protocol.bundles import (
    LARGEST_BUNDLE,
    in_bundles,
    is_bundle_signed,
    leaf_of,
    line_of,
    sign_bundle,
)
from iro_desktop.protocol.changes import (
    Poisoned,
    is_ordinary,
    read_body,
    read_change,
    read_strictly,
)
from iro_desktop.protocol.messages import Bundle, Cursor, ExchangeReply, ExchangeRequest
from iro_desktop.protocol.pages import read_page, write_request
from iro_desktop.protocol.reading import read_json
from iro_desktop.protocol.refusals import Refused
from iro_desktop.protocol.shapes import read_message, write_message
from iro_desktop.protocol.signing import public_key
from iro_desktop.records import canonical
from tests.protocol.builders import bundle_of, change

KEY = SigningKey(b"k" * 32)
PUBLIC = public_key(KEY)
BODIES = [canonical(change()) for _ in range(3)]
HASHES = [leaf_of(body).hex().encode() for body in BODIES]


def test_any_of_a_bundles_changes_may_be_elsewhere():
    signature = sign_bundle(KEY, BODIES)
    for here in itertools.product([False, True], repeat=3):
        lines = [body if h else leaf for h, body, leaf in zip(here, BODIES, HASHES, strict=True)]
        assert is_bundle_signed(PUBLIC, lines, signature)


@pytest.mark.parametrize(
    "lines",
    [
        [], BODIES[:2], [*BODIES, BODIES[0]], BODIES[::-1], [HASHES[1], HASHES[0], BODIES[2]],
        [BODIES[0], BODIES[1], BODIES[2].replace(b"Swimming", b"Drowning")], [BODIES[0], *HASHES[:2]],
        [leaf_of(b"".join(BODIES)).hex().encode()],
    ],
)  # fmt: skip
def test_another_number_order_or_content_is_not_what_was_signed(lines):
    assert not is_bundle_signed(PUBLIC, lines, sign_bundle(KEY, BODIES))


def test_another_key_or_no_signature_at_all():
    assert not is_bundle_signed(PUBLIC, BODIES, sign_bundle(SigningKey.generate(), BODIES))
    for broken in ("", "zz", "0" * 128, sign_bundle(KEY, BODIES)[:-2]):
        assert not is_bundle_signed(PUBLIC, BODIES, broken)
    many = [BODIES[0]] * (LARGEST_BUNDLE + 1)
    assert not is_bundle_signed(PUBLIC, many, sign_bundle(KEY, many))


@pytest.mark.parametrize("item", [7, "x", "A" * 64, ["x"], None, b"7", b'"' + b"g" * 64 + b'"', b"[1]"])
def test_what_is_neither_a_change_nor_a_hash(item):
    with pytest.raises(Refused):
        line_of(item)


def test_the_bytes_of_a_change_are_kept_and_its_json_is_encoded():
    assert line_of(b'{"a": 1}') == b'{"a": 1}'
    assert line_of({"b": 1, "a": 2}) == b'{"a":2,"b":1}'
    assert line_of("a" * 64) == line_of(b'"' + b"a" * 64 + b'"') == b"a" * 64


@given(st.lists(st.sampled_from("abc"), max_size=300))
def test_bundles_are_of_one_scope_and_keep_the_order(scopes):
    changes = list(enumerate(scopes))
    bundles = in_bundles(changes, lambda one: one[1])
    assert sorted(one for bundle in bundles for one in bundle) == changes
    for bundle in bundles:
        assert len(bundle) <= LARGEST_BUNDLE
        assert len({scope for _, scope in bundle}) == 1
        assert bundle == sorted(bundle)


def test_a_request_keeps_the_bytes_that_were_signed():
    bundle = Bundle(signature="a" * 128, changes=(BODIES[0], "b" * 64, {"c": 1}))
    request = ExchangeRequest(cursor=Cursor(epoch=1, revision=2), head=3, bundles=(bundle,), own_too=True)
    written = write_request(request)
    assert BODIES[0] in written
    read = read_message(ExchangeRequest, read_json(written))
    assert write_message(read) == write_message(request) | {
        "bundles": [
            {
                "signature": "a" * 128,
                "changes": [read_json(BODIES[0]), "b" * 64, {"c": 1}],
                "revisions": [],
            }
        ]
    }


REPLY = {
    "answers": [], "own": [], "marks": [], "certificates": [], "more": False, "last_sequence": 0,
    "cursor": {"epoch": 1, "revision": 7}, "scope": {"hash": "a" * 64, "revision": 3},
    "bundles": [bundle_of(KEY, [change()], revisions=[7]), bundle_of(KEY, [change()], revisions=[8])],
}  # fmt: skip


def test_a_page_is_read_as_any_message_but_for_its_changes_which_stay_bytes():
    page, message = read_page(ExchangeReply, canonical(REPLY)), read_message(ExchangeReply, REPLY)
    assert [b.changes for b in page.bundles] == [(canonical(b["changes"][0]),) for b in REPLY["bundles"]]
    told = [write_message(one) | {"bundles": None} for one in (page, message)]
    assert told[0] == told[1]
    empty = {**REPLY, "bundles": []}
    assert read_page(ExchangeReply, canonical(empty)) == read_message(ExchangeReply, empty)


GOOD = REPLY["bundles"][0]


@pytest.mark.parametrize(
    "bundle",
    [
        {**GOOD, "signature": "x"}, {**GOOD, "changes": [change()] * 65, "revisions": [1] * 65},
        {**GOOD, "revisions": []}, {**GOOD, "revisions": [1, 2]}, {**GOOD, "revisions": [-1]},
        {**GOOD, "changes": [], "revisions": []}, {**GOOD, "revisions": [2**63]}, {"signature": "a" * 128},
        {**GOOD, "changes": "x"}, 7,
    ],
)  # fmt: skip
def test_a_page_whose_bundle_is_none(bundle):
    with pytest.raises(Refused):
        read_page(ExchangeReply, canonical({**REPLY, "bundles": [bundle]}))


def test_a_page_that_says_something_twice_or_lacks_something():
    whole = canonical(REPLY)
    bundles = canonical(REPLY["bundles"])
    for wrong in (
        whole.replace(b'"more":false', b'"more":false,"more":true'),
        whole.replace(b'"marks":[]', b'"marks":[],"bundles":[]'),
        whole.replace(b'"bundles":' + bundles + b",", b""),
        whole.replace(b'"more":false', b'"more":1.5'),
        whole.replace(b'"more":false', b'"more":\xff'),
        whole[:-1],
        b"",
        b"[]",
        b"[" * 100_000,
    ):
        with pytest.raises(Refused):
            read_page(ExchangeReply, wrong)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=3,
)
PARTS = st.sampled_from([
    "change_id", "record_id", "kind", "scope", "operation", "fields", "device", "person", "sequence",
    "allocation_revision", "device_time", "reason", "known", "newer",
])  # fmt: skip


@example({"device_time": []}, None)  # as long as a text may be, and none
@example({"device_time": {}}, None)
@example({"newer": 0.0}, None)
@given(
    st.dictionaries(PARTS, JSON | st.sampled_from(["delete", "restore", "a\0b", "", -1]), max_size=2), JSON
)
def test_what_is_plainly_a_change_is_one_to_the_strict_reader_too(parts, now):
    """Whatever is told to be ordinary at a glance, the whole reading finds to be a change."""
    raw = {**change(), **parts}
    if isinstance(raw["fields"], dict):
        raw["fields"] = {**raw["fields"], "who": {"based_on": 0, "was": None, "now": now}}
    body = msgspec.json.encode(raw)
    quick = msgspec.json.decode(body)
    if is_ordinary(quick, body):
        assert read_change(quick).change == read_strictly(read_json(body), body)
    try:
        assert read_body(body) == read_json(body)
    except Poisoned:
        with pytest.raises((Poisoned, Refused)):
            read_change(read_json(body))


def test_an_ordinary_change_is_found_to_be_one():
    raw = change()
    assert is_ordinary(raw, canonical(raw))
    for text in ("\ud800", "a\0b"):
        body = canonical(raw).replace(b"Swimming", text.encode("utf-8", "surrogatepass"))
        body = body.replace(b"\0", b"\\u0000").replace(b"\xed\xa0\x80", b"\\ud800")
        assert not is_ordinary(raw, body)
        with pytest.raises(Poisoned):
            read_body(body)
