"""A change is read strictly, signed exactly, and what is wrong with it is named without quoting it."""

import copy
import json

import pytest
from nacl.signing import SigningKey

from iro_desktop.protocol.bundles import is_bundle_signed
from iro_desktop.protocol.changes import Poisoned, blobs_of, read_change
from iro_desktop.protocol.reading import read_json
from iro_desktop.protocol.signing import (
    RequestHead,
    is_request_signed,
    public_key,
    sign_request,
)
from iro_desktop.records.merge import Operation
from tests.protocol.builders import change, sign_change, signed

KEY = SigningKey(b"k" * 32)
OTHER = "0197b1a2-0000-7000-8000-00000000000a"


def is_change_signed(key, read, sent):
    return is_bundle_signed(key, [read.body], sent["signature"])


def poison(value):
    with pytest.raises(Poisoned) as caught:
        read_change(value)
    return caught.value


def test_a_change_comes_through_the_wire_and_its_signature_holds():
    sent = signed(
        KEY, fields={"what": {"based_on": 3, "was": "a", "now": "b  é\U0001f600"}}, operation="edit"
    )
    read = read_change(read_json(json.dumps(sent["change"]).encode()))
    assert is_change_signed(public_key(KEY), read, sent)
    assert not is_change_signed(public_key(SigningKey.generate()), read, sent)
    assert read.change.operation is Operation.EDIT
    arrival = read.change.arrival(9)
    assert (arrival.revision, arrival.known, arrival.fields["what"].now) == (9, 3, "b  é\U0001f600")


def test_what_a_newer_version_adds_is_signed_and_kept():
    raw = change(colour={"deep": [1]})
    raw["fields"]["what"]["language"] = "cy"
    read = read_change(raw)
    assert is_change_signed(public_key(KEY), read, sign_change(KEY, raw))
    assert b'"colour":{"deep":[1]}' in read.body
    assert b'"language":"cy"' in read.body


def test_any_mutation_of_a_signed_change_breaks_its_signature():
    sent = signed(KEY)
    for name in sent["change"]:
        mutated = copy.deepcopy(sent)
        value = mutated["change"][name]
        mutated["change"][name] = {**value, "x": 1} if isinstance(value, dict) else f"{value}0"
        try:
            read = read_change(mutated["change"])
        except Poisoned:
            continue
        assert not is_change_signed(public_key(KEY), read, sent)


@pytest.mark.parametrize(
    ("mutation", "reason"),
    [
        ({"change_id": "1"}, "not a change: change_id"),
        ({"kind": "Robert'); DROP"}, "not a change: kind"),
        ({"scope": {"kind": "child", "id": ""}}, "scope"),
        ({"scope": {"kind": "council", "id": "0197b1a2-0000-7000-8000-000000000000"}}, "scope"),
        ({"operation": "drop"}, "not a change: operation"),
        ({"sequence": 0}, "not a change: sequence"),
        ({"sequence": True}, "not a change: sequence"),
        ({"fields": {"@kept": {"based_on": 0, "was": None, "now": True}}}, "a field's name"),
        ({"fields": {"what": {"based_on": -1, "was": None, "now": "x"}}}, "a revision below nothing"),
        ({"fields": {"what": {"based_on": 0, "was": None, "now": "a\0b"}}}, "text that cannot be kept"),
        ({"fields": {"what": {"based_on": 0, "was": None, "now": "a\ud800b"}}}, "text that cannot be kept"),
        ({"newer": ["deep", {"in": "a\0b"}]}, "text that cannot be kept"),
        ({"operation": "delete", "fields": {}}, "a deletion without its reason"),
        ({"fields": {"child_id": {"based_on": 0, "was": None, "now": OTHER}}}, "scope"),
    ],
)  # fmt: skip
def test_a_poison_change_is_named_by_what_is_wrong_not_by_what_it_says(mutation, reason):
    raw = {**change(), **mutation}
    found = poison(raw)
    assert found.reason == reason
    assert found.change_id == (raw["change_id"] if "change_id" not in mutation else "")


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, {"change_id": 1}, {"change": {}}])
def test_what_is_no_change_at_all_is_poison(value):
    assert poison(value).change_id == ""


def test_a_backslash_u0000_that_somebody_typed_is_just_text():
    typed = "C:\\u0000 is not a NUL"
    read = read_change(change(fields={"what": {"based_on": 0, "was": "", "now": typed}}))
    assert read.change.fields["what"].now == typed


def test_blobs_are_named_by_fields_called_so():
    fields = {
        "saved_blob": {"based_on": 0, "was": "", "now": "a" * 64},
        "what": {"based_on": 0, "was": "", "now": "b" * 64},
        "other_blob": {"based_on": 0, "was": "", "now": ""},
    }
    assert blobs_of(read_change(change(fields=fields)).change) == ("a" * 64,)


def test_a_request_is_signed_with_everything_that_matters():
    head = RequestHead(protocol="1.0", method="POST", target="/v1/exchange", device="d", nonce="n")
    signature = sign_request(KEY, head, b"body")
    key = public_key(KEY)
    assert is_request_signed(key, head, b"body", signature)
    assert not is_request_signed(key, head, b"other", signature)
    for name in ("protocol", "method", "target", "device", "nonce"):
        values = {f: getattr(head, f) for f in ("protocol", "method", "target", "device", "nonce")}
        assert not is_request_signed(key, RequestHead(**{**values, name: "x"}), b"body", signature)
    for broken in ("", "zz", signature[:-2], signature + "00", "é" * 128):
        assert not is_request_signed(key, head, b"body", broken)
