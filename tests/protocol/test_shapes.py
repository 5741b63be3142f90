"""A message that cannot be read is refused by the place that is wrong, and its value is not repeated."""

import copy

import pytest
from nacl.signing import SigningKey

from iro_desktop.protocol.messages import ExchangeReply, SnapshotReply
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import read_message, write_message
from tests.protocol.builders import bundle_of, change

CHANGE = change()
BUNDLE = bundle_of(SigningKey.generate(), [CHANGE], revisions=[7])
RECORD = {
    "record_id": CHANGE["record_id"], "kind": "decision", "revision": 7, "standing": {"what": [7]},
    "tombstones": [],
}  # fmt: skip
MARK = {"revision": 7, "passed_over": ["what"], "proposed": True, "unseen": [3]}
SNAPSHOT = {
    "epoch": 1, "revision": 7, "records": [RECORD, copy.deepcopy(RECORD)], "certificates": [], "next": "",
    "bundles": [BUNDLE, copy.deepcopy(BUNDLE)], "marks": [MARK],
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["epoch"], "Marmaduke", "epoch"),
        (["records"], "Marmaduke", "records"),
        (["records", 1], "Marmaduke", "records[1]"),
        (["records", 1, "kind"], "Marmaduke!", "records[1].kind"),
        (["records", 0, "standing", "what"], 7, "records[0].standing.*"),
        (["records", 0, "standing", "what", 0], -1, "records[0].standing.*[0]"),
        (["bundles", 1, "signature"], "0" * 127, "bundles[1].signature"),
        (["bundles", 1, "changes"], [CHANGE] * 65, "bundles[1].changes"),
        (["bundles", 1, "revisions", 0], -1, "bundles[1].revisions[0]"),
        (["marks", 0, "proposed"], 1, "marks[0].proposed"),
        (["next"], "Marmaduke", "next"),
    ],
)
def test_the_place_is_named_and_not_the_value(path, value, place):
    within = message = copy.deepcopy(SNAPSHOT)
    for step in path[:-1]:
        within = within[step]
    within[path[-1]] = value
    with pytest.raises(Refused) as refused:
        read_message(SnapshotReply, message)
    assert (refused.value.why, refused.value.facts) == (Why.BAD_MESSAGE, {"what": place})


def test_what_is_missing_is_named():
    message = copy.deepcopy(SNAPSHOT)
    del message["records"][1]["kind"]
    with pytest.raises(Refused) as refused:
        read_message(SnapshotReply, message)
    assert refused.value.facts == {"what": "records[1].kind"}


@pytest.mark.parametrize("value", [None, [], "Marmaduke", 1])
def test_what_is_no_message_at_all(value):
    with pytest.raises(Refused) as refused:
        read_message(ExchangeReply, value)
    assert refused.value.facts == {"what": ""}


def test_a_good_one_is_read_and_written_as_it_was():
    read = read_message(SnapshotReply, SNAPSHOT)
    assert read.bundles[0].changes == (CHANGE,)
    assert read.records[0].standing == {"what": (7,)}
    written = write_message(read)
    assert read_message(SnapshotReply, written) == read
    assert (written["records"][1], written["marks"]) == (RECORD, [MARK])
