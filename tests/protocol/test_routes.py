"""The published document and the messages it describes are one thing."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.protocol import messages
from iro_desktop.protocol.refusals import STATUS, Refused, Why
from iro_desktop.protocol.routes import ROUTES, openapi
from iro_desktop.protocol.shapes import read_message, write_message
from iro_desktop.protocol.versions import Meeting, ProtocolVersion, meet, read_version


def test_every_route_is_published_and_every_reference_resolves():
    document = openapi()
    text = json.dumps(document)
    for route in ROUTES:
        assert document["paths"][route.path][route.method.lower()]["operationId"] == route.name
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert document["components"]["schemas"][name]["type"] == "object"
    assert len({route.name for route in ROUTES}) == len(ROUTES)


def test_every_refusal_has_its_status():
    assert set(STATUS) == set(Why)


def test_a_message_comes_back_as_it_went():
    bundle = messages.Bundle(signature="a" * 128, changes=({"anything": [1]}, "b" * 64))
    request = messages.ExchangeRequest(cursor=messages.Cursor(epoch=1, revision=7), head=3, bundles=(bundle,))
    assert read_message(messages.ExchangeRequest, write_message(request)) == request


def test_what_a_newer_minor_version_adds_is_passed_over():
    value = {"cursor": {"epoch": 1, "revision": 2, "colour": "red"}, "head": 0, "weather": None}
    assert read_message(messages.ExchangeRequest, value).cursor.revision == 2


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (None, ""),
        ({}, "cursor"),
        ({"cursor": {"epoch": 1}, "head": 0}, "cursor.revision"),
        ({"cursor": {"epoch": 1, "revision": -1}, "head": 0}, "cursor.revision"),
        ({"cursor": {"epoch": True, "revision": 1}, "head": 0}, "cursor.epoch"),
        ({"cursor": {"epoch": 1, "revision": 1}, "head": "0"}, "head"),
        ({"cursor": {"epoch": 1, "revision": 1}, "head": 0, "bundles": {}}, "bundles"),
        ({"cursor": {"epoch": 1, "revision": 1}, "head": 0, "bundles": [1] * 2001}, "bundles"),
        ({"cursor": {"epoch": 1, "revision": 1}, "head": 0, "page_bytes": 1}, "page_bytes"),
    ],
)
def test_a_wrong_message_is_refused_by_its_place(value, where):
    with pytest.raises(Refused) as caught:
        read_message(messages.ExchangeRequest, value)
    assert caught.value.facts == {"what": where}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(_JSON)
def test_no_json_raises_anything_but_a_refusal(value):
    for route in ROUTES:
        if route.asks not in (None, bytes):
            with contextlib.suppress(Refused):
                read_message(route.asks, value)


def test_versions_meet():
    assert read_version("1.0") == ProtocolVersion(1, 0)
    for wrong in ("", "1", "1.", "a.b", "-1.0", "1.0.0", "².0", "99999.0"):
        assert read_version(wrong) is None
    assert meet(ProtocolVersion(2, 9)) is Meeting.UNDERSTOOD
    assert meet(ProtocolVersion(1, 0), served=(1, 2)) is Meeting.UNDERSTOOD
    assert meet(ProtocolVersion(1, 0), served=(2, 3)) is Meeting.LAPTOP_TOO_OLD
    assert meet(ProtocolVersion(1, 9)) is Meeting.LAPTOP_TOO_OLD
    assert meet(ProtocolVersion(9, 0)) is Meeting.OFFICE_TOO_OLD
